import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { VehicleEntry } from '../../domain/vehicle-entry.ts';
import type { ArchivedRelease, VehicleArchive, VehicleRecord } from '../../domain/vehicle-repository.ts';
import { packEntry, unpackEntry } from '../json/packed-vehicle.ts';

const AT_ONCE = 1_000;

interface BodyRow {
  tenant: string;
  id: string;
  body: string;
}

export function sqliteVehicleArchive(db: Database): VehicleArchive {
  const anyRelease = db.prepare<[], number>('SELECT 1 FROM vehicle_release LIMIT 1').pluck();
  const releases = db.prepare<[], ReleaseRow>('SELECT * FROM vehicle_release ORDER BY tenant, sequence');
  const entries = db.prepare<[string, string], BodyRow & SeenRow>(
    `SELECT * FROM vehicle_entry WHERE (tenant, id) > (?, ?) ORDER BY tenant, id LIMIT ${AT_ONCE}`,
  );
  const versions = db.prepare<[string, string, number], BodyRow & { release: number }>(
    `SELECT * FROM vehicle_version WHERE (tenant, id, release) > (?, ?, ?)
      ORDER BY tenant, id, release LIMIT ${AT_ONCE}`,
  );
  const keys = db.prepare<[string, string, string], KeyRow>(
    `SELECT * FROM vehicle_key WHERE (tenant, space, key) > (?, ?, ?) ORDER BY tenant, space, key LIMIT ${AT_ONCE}`,
  );
  const putRelease = db.prepare(
    `INSERT OR IGNORE INTO vehicle_release
        (tenant, sequence, id, job_id, submission, source, started_at, completed_at, retired, revision)
      VALUES (@tenant, @sequence, @id, @jobId, @submission, @source, @startedAt, @completedAt, @retired, @revision)`,
  );
  const putEntry = db.prepare(
    `INSERT OR IGNORE INTO vehicle_entry (tenant, id, kind, make_id, model_id, state, unresolved, body,
        seen_release, seen_row, seen_outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const putVersion = db.prepare(
    `INSERT OR IGNORE INTO vehicle_version (tenant, id, release, kind, operation, unresolved, body)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const putKey = db.prepare('INSERT OR IGNORE INTO vehicle_key (tenant, space, key, id) VALUES (?, ?, ?, ?)');

  function put(record: VehicleRecord): void {
    const { tenant } = record;
    switch (record.kind) {
      case 'vehicle-release': {
        const { kind: _, startedAt, completedAt, ...release } = record;
        putRelease.run({
          ...release,
          startedAt: startedAt.getTime(),
          completedAt: completedAt?.getTime() ?? null,
        });
        return;
      }
      case 'vehicle-entry': {
        const { entry } = record;
        const { id, kind, makeId, modelId, state, seen } = entry;
        putEntry.run(
          ...[tenant, id, kind, makeId, modelId, state, entry.unresolved ? 1 : 0, packEntry(entry)],
          ...[seen.release, seen.row, seen.outcome],
        );
        return;
      }
      case 'vehicle-version': {
        const { id, release, kind, operation, unresolved } = record.entry;
        putVersion.run(tenant, id, release, kind, operation, unresolved ? 1 : 0, packEntry(record.entry));
        return;
      }
      case 'vehicle-key':
        putKey.run(tenant, record.of, record.key, record.id);
    }
  }

  return {
    isEmpty: async () => anyRelease.get() === undefined,
    async *read(): AsyncGenerator<VehicleRecord> {
      for (const row of releases.all()) yield { kind: 'vehicle-release', ...toArchived(row) };
      let last = ['', ''] as [string, string];
      for (let page = entries.all(...last); page.length > 0; page = entries.all(...last)) {
        for (const row of page) {
          const { seen_release: release, seen_row, seen_outcome: outcome } = row;
          const entry = unpackEntry(row.body, { release, row: seen_row, outcome });
          yield { kind: 'vehicle-entry', tenant: row.tenant, entry };
          last = [row.tenant, row.id];
        }
      }
      let version = ['', '', 0] as [string, string, number];
      for (let page = versions.all(...version); page.length > 0; page = versions.all(...version)) {
        for (const { tenant, id, release, body } of page) {
          yield { kind: 'vehicle-version', tenant, entry: unpackEntry(body, UNSEEN) };
          version = [tenant, id, release];
        }
      }
      let key = ['', '', ''] as [string, string, string];
      for (let page = keys.all(...key); page.length > 0; page = keys.all(...key)) {
        for (const row of page) {
          yield { kind: 'vehicle-key', tenant: row.tenant, of: row.space, key: row.key, id: row.id };
          key = [row.tenant, row.space, row.key];
        }
      }
    },
    async adopt(records) {
      immediateTransaction(db, () => records.forEach(put));
    },
  };
}

const UNSEEN = { release: 0, row: 0, outcome: 'unchanged' } as const;

interface SeenRow {
  seen_release: number;
  seen_row: number;
  seen_outcome: VehicleEntry['seen']['outcome'];
}

interface KeyRow {
  tenant: string;
  space: 'external' | 'name';
  key: string;
  id: string;
}

interface ReleaseRow {
  tenant: string;
  sequence: number;
  id: string;
  job_id: string;
  submission: ArchivedRelease['submission'];
  source: string;
  started_at: number;
  completed_at: number | null;
  retired: ArchivedRelease['retired'];
  revision: number;
}

function toArchived(row: ReleaseRow): ArchivedRelease {
  const { job_id, started_at, completed_at, ...release } = row;
  return {
    ...release,
    jobId: job_id,
    startedAt: new Date(started_at),
    completedAt: completed_at === null ? undefined : new Date(completed_at),
  };
}
