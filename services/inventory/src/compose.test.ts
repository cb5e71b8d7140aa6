import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const config = { storage: files, eventLog: files, catalogAddress: '127.0.0.1:1' };
    await using _ = await service.composeInventory(config);
    await using background = await service.startInventoryBackground(config, { logger: console });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
});
