import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchEngineContract } from '../search-engine.contract.ts';
import { openSqliteSearchEngine } from './index.ts';

searchEngineContract('sqlite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'search-engine-'));
  return {
    open: (schema) => openSqliteSearchEngine({ file: join(folder, 'index.db'), schema }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
});
