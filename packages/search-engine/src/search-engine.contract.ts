import { describe } from 'vitest';
import { documentContract } from './contract/documents.contract.ts';
import { firstContract } from './contract/first.contract.ts';
import { modelContract } from './contract/model.contract.ts';
import { selectionContract } from './contract/selection.contract.ts';
import { tenantContract } from './contract/tenants.contract.ts';
import { wordContract } from './contract/words.contract.ts';
import type { IndexSchema, SearchEngine } from './search-engine.ts';

/** One index's storage, empty at first, which may be opened several times, also at once. */
export interface SearchEngineStorage extends AsyncDisposable {
  open(schema: IndexSchema): Promise<SearchEngine>;
}

/** What every adapter of the port must hold. `create` gives a new, empty storage. */
export function searchEngineContract(name: string, create: () => Promise<SearchEngineStorage>): void {
  describe(`search engine: ${name}`, () => {
    documentContract(create);
    wordContract(create);
    firstContract(create);
    selectionContract(create);
    tenantContract(create);
    modelContract(create);
  });
}
