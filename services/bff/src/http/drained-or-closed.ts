import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Resolves when more can be written, or when nobody reads any more. */
export async function drainedOrClosed(res: ServerResponse): Promise<void> {
  // Whichever comes first takes the listeners of the other along.
  const settled = new AbortController();
  const wait = (event: string) => once(res, event, { signal: settled.signal });
  try {
    await Promise.race([wait('drain'), wait('close')]);
  } finally {
    settled.abort();
  }
}
