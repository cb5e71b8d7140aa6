import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const config = { storage: files, eventLog: files, dataDir: files.dataDir, catalogAddress: '127.0.0.1:1', vinTableFile: '' };
    await using _ = await service.openFitmentStore(config);
    await using background = await service.startFitmentBackground(config, { logger: console });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
}, 180_000);
