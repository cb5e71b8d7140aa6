import type { SearchEngine } from '@qipei/search-engine';
import type { HeldGrants } from '../domain/held-grants.ts';

/** The index as tenants may read it: whatever is asked of it, a tenant sees what others share with it, too. */
export function searchAsGranted(engine: SearchEngine, grants: Pick<HeldGrants, 'readersFor'>): SearchEngine {
  return {
    ...engine,
    search: async (query) =>
      await engine.search({ ...query, readsAs: await grants.readersFor(query.tenant) }),
  };
}
