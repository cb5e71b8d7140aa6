import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const config = { dataDir: files.dataDir, storage: files, eventLog: files, index: files, fitmentAddress: '127.0.0.1:1' };
    await using projection = await service.composeProjection(config, console);
    await using opened = new AsyncDisposableStack();
    await service.composeQueries(config, opened, console);
    await service.checkPartIndex({ ...config, parts: () => [], onDifference: () => {} });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
});
