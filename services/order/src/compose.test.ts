import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const address = '127.0.0.1:1';
    const config = { storage: files, eventLog: files, catalogAddress: address, inventoryAddress: address };
    await using _ = await service.composeOrder(config);
    await using background = await service.startOrderBackground(config, { logger: console });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
});
