import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openFitmentSnapshot, openFitmentStore } from '../compose.ts';
import { storedPack } from '../domain/rule-pack-repository.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-rule-pack-snapshot-'));
afterAll(() => rmSync(folder, { recursive: true }));
const files = (name: string) => ({ storage: { engine: 'sqlite' as const, dataDir: join(folder, name) } });

it('a service’s snapshot has every tenant’s rule packs, and brings them elsewhere as they are', async () => {
  const names = Array.from({ length: 25 }, (_, index) => `pack-${index}`);
  {
    await using store = await openFitmentStore(files('from'));
    for (const name of names)
      for (const tenant of ['acme', 'other'])
        await store.rulePacks.repository.put(tenant, storedPack(name), { packs: 99, rules: 999 });
  }
  {
    await using from = await openFitmentSnapshot(files('from'));
    await using to = await openFitmentSnapshot(files('to'));
    expect([await from.isEmpty(), await to.isEmpty()]).toEqual([false, true]);
    await to.write(from.read());
    expect(await to.isEmpty()).toBe(false);
  }
  await using store = await openFitmentStore(files('to'));
  for (const tenant of ['acme', 'other']) {
    expect(await store.rulePacks.repository.list(tenant)).toHaveLength(names.length);
    for (const name of names)
      expect(await store.rulePacks.repository.find(tenant, name)).toEqual(storedPack(name));
  }
});
