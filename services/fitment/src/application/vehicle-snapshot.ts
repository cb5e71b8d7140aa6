import type { Snapshot, SnapshotRecord } from '@qipei/kernel';
import type { VehicleArchive, VehicleRecord } from '../domain/vehicle-repository.ts';

const AT_ONCE = 500;

/** A service's content with what tenants have added to the vehicle table behind it. */
export function withVehicles<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  vehicles: VehicleArchive,
): Omit<Snapshot<R | VehicleRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await content.isEmpty()) && (await vehicles.isEmpty()),
    async *read() {
      yield* content.read();
      yield* vehicles.read();
    },
    async write(records) {
      let waiting: VehicleRecord[] = [];
      async function* others(): AsyncGenerator<R> {
        for await (const record of records) {
          if (!isVehicleRecord(record)) {
            yield record;
            continue;
          }
          if (waiting.push(record) < AT_ONCE) continue;
          await vehicles.adopt(waiting);
          waiting = [];
        }
      }
      await content.write(others());
      await vehicles.adopt(waiting);
    },
  };
}

function isVehicleRecord(record: SnapshotRecord): record is VehicleRecord {
  return record.kind.startsWith('vehicle-');
}
