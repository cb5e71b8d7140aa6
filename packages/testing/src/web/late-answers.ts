/** What one visit may hear on a machine that is busy; a platform that has stopped answering says it far more often. */
const MOST_OF_A_VISIT = 12;
/** A page asks again twice: who says so a third time has never answered. */
const MOST_OF_ONE = 2;
/** Asked for each letter that is typed, and never again: without an answer there are none, and the box goes on. */
const GOES_WITHOUT = '/v1/suggestions';

/**
 * Hears of each answer of a visit that the platform had no time for (504). A page copes with few of them, and with none to what
 * changes something or is the page itself.
 * @returns of each what is wrong with it; undefined where the page goes on
 */
export function hearLateAnswers(): (method: string, url: string) => string | undefined {
  const times = new Map<string, number>();
  let all = 0;
  return (method, url) => {
    const { pathname } = new URL(url);
    const time = (times.get(url) ?? 0) + 1;
    times.set(url, time);
    all += 1;
    const isAskedAgain = time <= MOST_OF_ONE || pathname === GOES_WITHOUT;
    if (method === 'GET' && pathname.startsWith('/v1/') && isAskedAgain && all <= MOST_OF_A_VISIT)
      return undefined;
    return `no answer in time, ${all} so far: ${method} ${url}, ${time} of it`;
  };
}
