import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '@qipei/kernel';
import type { StorageConfig } from '@qipei/service-kit/environment';
import { startMongo } from '@qipei/testing/mongo-server';
import { expect, test } from 'vitest';
import { openFitmentStore } from '../../compose.ts';
import { batch, deciding, set } from '../../domain/part-fitments-repository.contract.ts';
import { openFitmentSnapshot } from '../../service.ts';

async function read<R>(snapshot: Snapshot<R & { kind: string }>): Promise<R[]> {
  const records: R[] = [];
  for await (const record of snapshot.read()) records.push(record);
  return records;
}

test('where parts fit goes to MongoDB and back as it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-fitment-snapshot-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const server = opened.use(await startMongo({ folder: join(folder, 'mongo') }));
  const source: StorageConfig = { engine: 'sqlite', dataDir: join(folder, 'source') };
  {
    await using store = await openFitmentStore({ storage: source });
    const ids = Array.from({ length: 1_200 }, (_, i) => `part_${String(i).padStart(5, '0')}`);
    await store.writer.change(batch, ids, deciding([set('前左'), set('rear', 2)]));
    const told = { publisher: 'acme', partId: 'part_00007', public: true, partVersion: 9 };
    await store.visibility.setVisibility([told]);
  }
  const mongodb: StorageConfig = { engine: 'mongodb', url: server.url };
  await using from = await openFitmentSnapshot({ storage: source });
  await using over = await openFitmentSnapshot({ storage: mongodb });
  const target: StorageConfig = { engine: 'sqlite', dataDir: join(folder, 'target') };
  await using back = await openFitmentSnapshot({ storage: target });
  expect([await from.isEmpty(), await over.isEmpty(), await back.isEmpty()]).toEqual([false, true, true]);
  const given = await read(from);
  expect(given).toHaveLength(1_200);
  await over.write(from.read());
  await over.write(from.read());
  expect(await read(over)).toEqual(given);
  await back.write(over.read());
  expect(await read(back)).toEqual(given);
});
