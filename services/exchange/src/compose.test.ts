import { clusterModulesLoadedBy } from '@qipei/testing/platform';
import { expect, it } from 'vitest';

it('loads nothing of a cluster’s engines when it starts embedded', () => {
  const start = `
    const config = { storage: files, eventLog: files, webhooksToLoopback: false };
    await using _ = await service.composeExchange(config);
    await using background = await service.startExchangeBackground(config, { logger: console });`;
  expect(clusterModulesLoadedBy(new URL('./compose.ts', import.meta.url), start)).toEqual([]);
});
