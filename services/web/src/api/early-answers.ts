declare global {
  interface Window {
    /** What the page has asked for before its files came, by address. */
    earlyAnswers?: Record<string, Promise<Response>>;
  }
}

/** What was asked for as the page came, or came along with it; later it is asked anew. */
const FRESH_MS = 30_000;

let early: Record<string, Promise<Response>> = { ...window.earlyAnswers, ...answerInPage() };

/** `fetch`, but that the page's own early questions aren't asked again. */
export async function askedEarly(request: Request): Promise<Response> {
  if (request.method !== 'GET' || performance.now() > FRESH_MS) early = {};
  const address = addressOf(request.url);
  const answer = early[address];
  if (answer === undefined) return await fetch(request);
  delete early[address];
  return await answer.catch(() => fetch(request));
}

/** With the parameters in order, as the server writes it. */
function addressOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  searchParams.sort();
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** Of a page that no cache has kept: it is as old as the page. What can't be read of it is asked for as any other answer. */
function answerInPage(): Record<string, Promise<Response>> {
  const found = document.getElementById('first-answer');
  if (found === null) return {};
  found.remove();
  try {
    const { address, body } = JSON.parse(found.textContent ?? '') as { address: string; body: unknown };
    return { [address]: Promise.resolve(Response.json(body)) };
  } catch {
    return {};
  }
}
