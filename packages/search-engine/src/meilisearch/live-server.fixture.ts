import { randomUUID } from 'node:crypto';
import { describe, test } from 'vitest';
import { type SearchServer, searchServer } from './server.ts';

export interface LiveServer {
  url: string;
  apiKey: string | undefined;
}

/** Runs against the Meilisearch that MEILI_URL (and MEILI_KEY) name; where there is none, says so in its place. */
export function describeLive(name: string, suite: (live: LiveServer) => void): void {
  const url = process.env.MEILI_URL;
  if (url === undefined || url === '') {
    describe(name, () => test.skip('not run: MEILI_URL is not set'));
    return;
  }
  describe(name, () => suite({ url, apiKey: process.env.MEILI_KEY }));
}

/** An index that nobody else has; it is removed with it. */
export function someIndex(live: LiveServer): { index: string; server: SearchServer } & AsyncDisposable {
  const index = `test-${randomUUID()}`;
  const server = searchServer(live, index);
  return { index, server, [Symbol.asyncDispose]: () => server.remove() };
}
