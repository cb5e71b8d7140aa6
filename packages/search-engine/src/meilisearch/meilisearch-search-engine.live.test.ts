import { searchEngineContract } from '../search-engine.contract.ts';
import { openMeilisearchEngine, processWriterLock } from './index.ts';
import { describeLive, someIndex } from './live-server.fixture.ts';

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
