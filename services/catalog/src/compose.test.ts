import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const config = { storage: files, eventLog: files };
    await using _ = await service.composeCatalog(config);
    await using background = await service.startCatalogBackground(config, { logger: console });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
});
