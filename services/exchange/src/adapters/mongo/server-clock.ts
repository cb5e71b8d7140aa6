import type { Clock } from '@qipei/kernel';

const EVERY_MS = 60_000;

/** What the time of a server is asked by, and what tells how much has passed, whatever clocks are set to. */
export interface ServerTime {
  ask(): Promise<Date>;
  /** Milliseconds since whenever. */
  elapsed?: () => number;
}

/**
 * The time of a server, the same to all who ask it, whatever their own clocks say; asked for every minute. A server that is away
 * is told by whoever wants something else of it: until it is back the time goes on.
 */
export async function serverClock({
  ask,
  elapsed = () => performance.now(),
}: ServerTime): Promise<Clock & Disposable & { refresh(): Promise<void> }> {
  let known: { at: number; time: number };
  async function refresh(): Promise<void> {
    const time = (await ask()).getTime();
    known = { at: elapsed(), time };
  }
  await refresh();
  const timer = setInterval(() => void refresh().catch(() => undefined), EVERY_MS);
  timer.unref();
  return {
    now: () => new Date(known.time + Math.floor(elapsed() - known.at)),
    refresh,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
