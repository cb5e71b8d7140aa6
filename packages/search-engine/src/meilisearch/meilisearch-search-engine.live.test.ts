import { vi } from 'vitest';
import { searchEngineContract } from '../search-engine.contract.ts';
import { openMeilisearchEngine, processWriterLock } from './index.ts';
import { describeLive, someIndex } from './live-server.fixture.ts';

// Every call that applies patches is a task of the server, of a second each where it is given much memory.
vi.setConfig({ testTimeout: 600_000 });

describeLive('over a server', (live) => {
  searchEngineContract('meilisearch', async () => {
    const { index, ...storage } = someIndex(live);
    const lock = processWriterLock();
    return {
      ...storage,
      open: (schema) => openMeilisearchEngine({ ...live, index, schema, lock }),
    };
  });
});
