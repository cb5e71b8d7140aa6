/** The wait before attempt `failures + 1`: doubled each time up to `max`, the upper half of it random. */
export function backoffMs(failures: number, first: number, max: number): number {
  return Math.min(max, first * 2 ** Math.min(failures - 1, 30)) * (0.5 + Math.random() / 2);
}

/** Waits, or returns early when the signal aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
