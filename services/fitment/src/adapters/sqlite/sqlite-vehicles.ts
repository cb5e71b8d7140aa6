import { type Database, joinedTransaction } from '@qipei/sqlite';
import type { VehicleEntry } from '../../domain/vehicle-entry.ts';
import type {
  DecideVehicles,
  ReleaseHead,
  VehicleAnswer,
  VehicleChanges,
  VehicleQuestion,
  VehicleReader,
  VehicleRelease,
  VehicleWriter,
} from '../../domain/vehicle-repository.ts';
import { isVehicle, retire } from '../../domain/vehicle-retirement.ts';
import { packEntry, unpackEntry } from '../json/packed-vehicle.ts';

interface EntryRow {
  body: string;
  seen_release: number;
  seen_row: number;
  seen_outcome: VehicleEntry['seen']['outcome'];
}

interface ReleaseRow {
  id: string;
  sequence: number;
  job_id: string;
  submission: VehicleRelease['submission'];
  source: string;
  started_at: number;
  completed_at: number | null;
  retired: VehicleRelease['retired'];
}

/** Entries that are retired at a time: what is read of them is held. */
const RETIRED_AT_ONCE = 5_000;

export function sqliteVehicleReader(db: Database): VehicleReader {
  const byId = db.prepare<[string, string], EntryRow>(
    'SELECT * FROM vehicle_entry WHERE tenant = ? AND id = ?',
  );
  const asOfRelease = db.prepare<[string, string, number], { body: string }>(
    'SELECT body FROM vehicle_version WHERE tenant = ? AND id = ? AND release <= ? ORDER BY release DESC LIMIT 1',
  );
  const key = keyStatement(db);
  // A partial index serves only where its own condition is said once more; without statistics the planner would rather
  // go through all of a tenant's entries in the order of their ids.
  const ofKind = db.prepare<[string, string], EntryRow>(
    `SELECT * FROM vehicle_entry INDEXED BY vehicle_entry_above WHERE tenant = ? AND kind = ? AND kind IN ('make', 'model') AND state = 'active' ORDER BY id`,
  );
  // Generations are the tenant's own alone, and ids of their own begin so.
  const generations = db.prepare<[string], EntryRow>(
    `SELECT * FROM vehicle_entry WHERE tenant = ? AND id >= 'gnt' AND id < 'gnu' AND kind = 'generation' AND state = 'active' ORDER BY id`,
  );
  const ofMake = db.prepare<[string, string], EntryRow>(
    `SELECT * FROM vehicle_entry INDEXED BY vehicle_entry_above WHERE tenant = ? AND kind = 'model' AND kind IN ('make', 'model') AND make_id = ? AND state = 'active' ORDER BY id`,
  );
  const ofModel = db.prepare<[string, string], EntryRow>(
    `SELECT * FROM vehicle_entry INDEXED BY vehicle_entry_model WHERE tenant = ? AND model_id = ? AND model_id <> '' AND state = 'active' ORDER BY id`,
  );
  const countModels = db.prepare<[string], { make_id: string; models: number }>(
    `SELECT make_id, count(*) AS models FROM vehicle_entry INDEXED BY vehicle_entry_above
      WHERE tenant = ? AND kind = 'model' AND kind IN ('make', 'model') AND state = 'active' AND id GLOB 'mdt*' GROUP BY make_id`,
  );
  const unresolved = db.prepare<[string, string, number], EntryRow>(
    `SELECT * FROM vehicle_entry INDEXED BY vehicle_entry_unresolved WHERE tenant = ? AND unresolved = 1 AND id > ? AND state = 'active' ORDER BY id LIMIT ?`,
  );
  const revision = db
    .prepare<[string], number>('SELECT coalesce(sum(revision), 0) FROM vehicle_release WHERE tenant = ?')
    .pluck();
  const page = db.prepare<[string, number, number], ReleaseRow>(
    'SELECT * FROM vehicle_release WHERE tenant = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const release = db.prepare<[string, string], ReleaseRow>(
    'SELECT * FROM vehicle_release WHERE tenant = ? AND id = ?',
  );
  const releaseAt = db.prepare<[string, number], ReleaseRow>(
    'SELECT * FROM vehicle_release WHERE tenant = ? AND started_at <= ? ORDER BY sequence DESC LIMIT 1',
  );
  const counts = db.prepare<[string, number], { operation: string; unresolved: number; entries: number }>(
    `SELECT operation, unresolved, count(*) AS entries FROM vehicle_version
      WHERE tenant = ? AND release = ? AND kind IN ('variant', 'base-vehicle') GROUP BY operation, unresolved`,
  );

  function toRelease(tenant: string, row: ReleaseRow): VehicleRelease {
    const counted = { added: 0, changed: 0, removed: 0, merged: 0, unresolved: 0 };
    for (const { operation, unresolved: isUnresolved, entries } of counts.all(tenant, row.sequence)) {
      counted[operation as 'added'] += entries;
      if (isUnresolved === 1 && operation !== 'removed') counted.unresolved += entries;
    }
    const { job_id, started_at, completed_at, id, sequence, submission, source, retired } = row;
    return {
      ...{ id, sequence, jobId: job_id, submission, source, startedAt: new Date(started_at) },
      completedAt: completed_at === null ? undefined : new Date(completed_at),
      ...{ retired, ...counted },
    };
  }

  const lookUp = (tenant: string, space: string, keys: readonly string[]) =>
    new Map(
      keys.flatMap((each) => {
        const id = key.get(tenant, space, each);
        return id === undefined ? [] : [[each, id] as const];
      }),
    );

  return {
    async entries(tenant, ids, asOf) {
      const found = ids.flatMap((id) => {
        if (asOf === undefined) return toEntry(byId.get(tenant, id)) ?? [];
        const version = asOfRelease.get(tenant, id, asOf.release);
        return version === undefined ? [] : unpackEntry(version.body, UNSEEN);
      });
      return new Map(found.map((entry) => [entry.id, entry]));
    },
    holders: async (tenant, externals) => lookUp(tenant, 'external', externals),
    named: async (tenant, keys) => lookUp(tenant, 'name', keys),
    makes: async (tenant) => ofKind.all(tenant, 'make').flatMap((row) => toEntry(row) ?? []),
    models: async (tenant, makeId) => ofMake.all(tenant, makeId).flatMap((row) => toEntry(row) ?? []),
    namedAbove: async (tenant) =>
      [...ofKind.all(tenant, 'make'), ...ofKind.all(tenant, 'model'), ...generations.all(tenant)].flatMap(
        (row) => toEntry(row) ?? [],
      ),
    ownModelCounts: async (tenant) =>
      new Map(countModels.all(tenant).map(({ make_id, models }) => [make_id, models])),
    ofModels: async (tenant, modelIds) =>
      modelIds.flatMap((id) => ofModel.all(tenant, id).flatMap((row) => toEntry(row) ?? [])),
    unresolved: async (tenant, after, limit) =>
      unresolved.all(tenant, after, limit).flatMap((row) => toEntry(row) ?? []),
    revision: async (tenant) => revision.get(tenant) ?? 0,
    releases: async (tenant, before, limit) =>
      page.all(tenant, before, limit).map((row) => toRelease(tenant, row)),
    async release(tenant, id) {
      const row = release.get(tenant, id);
      return row && toRelease(tenant, row);
    },
    async releaseAt(tenant, instant) {
      const row = releaseAt.get(tenant, instant.getTime());
      return row && toRelease(tenant, row);
    },
  };
}

/** Synchronous: a change is part of a transaction that the caller may hold. */
export function sqliteVehicleWriter(db: Database): VehicleWriter {
  const key = keyStatement(db);
  const byId = db.prepare<[string, string], EntryRow>(
    'SELECT * FROM vehicle_entry WHERE tenant = ? AND id = ?',
  );
  const sequenceOf = db
    .prepare<[string, string], number>('SELECT sequence FROM vehicle_release WHERE tenant = ? AND id = ?')
    .pluck();
  const begin = db.prepare(
    `INSERT INTO vehicle_release (tenant, sequence, id, job_id, submission, source, started_at)
      VALUES (@tenant, (SELECT coalesce(max(sequence), 0) + 1 FROM vehicle_release WHERE tenant = @tenant),
        @id, @jobId, @submission, @source, @startedAt)`,
  );
  const revise = db.prepare(
    'UPDATE vehicle_release SET revision = revision + 1 WHERE tenant = ? AND sequence = ?',
  );
  const complete = db.prepare(
    'UPDATE vehicle_release SET completed_at = ?, retired = ? WHERE tenant = ? AND sequence = ? AND completed_at IS NULL',
  );
  const put = db.prepare(
    `INSERT INTO vehicle_entry (tenant, id, kind, make_id, model_id, state, unresolved, body, seen_release, seen_row, seen_outcome)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, id) DO UPDATE SET make_id = excluded.make_id, model_id = excluded.model_id, state = excluded.state,
        unresolved = excluded.unresolved, body = excluded.body, seen_release = excluded.seen_release,
        seen_row = excluded.seen_row, seen_outcome = excluded.seen_outcome`,
  );
  const see = db.prepare(
    'UPDATE vehicle_entry SET seen_release = ?, seen_row = ?, seen_outcome = ? WHERE tenant = ? AND id = ?',
  );
  const record = db.prepare(
    `INSERT INTO vehicle_version (tenant, id, release, kind, operation, unresolved, body) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, id, release) DO UPDATE SET operation = excluded.operation, unresolved = excluded.unresolved,
        body = excluded.body`,
  );
  const hold = db.prepare(
    `INSERT INTO vehicle_key (tenant, space, key, id) VALUES (?, 'external', ?, ?)
      ON CONFLICT DO UPDATE SET id = excluded.id`,
  );
  const name = db.prepare(
    `INSERT INTO vehicle_key (tenant, space, key, id) VALUES (?, 'name', ?, ?) ON CONFLICT DO NOTHING`,
  );
  const gone = db.prepare<[string, number, number], EntryRow>(
    `SELECT * FROM vehicle_entry WHERE tenant = ? AND seen_release < ? AND state = 'active' LIMIT ?`,
  );

  function releaseOf(tenant: string, head: ReleaseHead): number {
    const known = sequenceOf.get(tenant, head.id);
    if (known !== undefined) return known;
    begin.run({ ...head, tenant, startedAt: head.startedAt.getTime() });
    return sequenceOf.get(tenant, head.id) as number;
  }

  function answer(tenant: string, { ids = [], externals = [], names = [] }: VehicleQuestion): VehicleAnswer {
    const lookUp = (space: string, keys: readonly string[]) =>
      new Map(
        keys.flatMap((each) => {
          const id = key.get(tenant, space, each);
          return id === undefined ? [] : [[each, id] as const];
        }),
      );
    const holders = lookUp('external', externals);
    const named = lookUp('name', names);
    const wanted = new Set([...ids, ...holders.values(), ...named.values()]);
    const entries = [...wanted].flatMap((id) => toEntry(byId.get(tenant, id)) ?? []);
    return { entries, holders, named };
  }

  function save<R>(tenant: string, { saved, holders, named }: VehicleChanges<R>): void {
    for (const { entry, changed } of saved) {
      const { id, kind, seen } = entry;
      if (!changed) {
        see.run(seen.release, seen.row, seen.outcome, tenant, id);
        continue;
      }
      const body = packEntry(entry);
      const unresolved = entry.unresolved ? 1 : 0;
      put.run(
        ...[tenant, id, kind, entry.makeId, entry.modelId, entry.state, unresolved, body],
        ...[seen.release, seen.row, seen.outcome],
      );
      record.run(tenant, id, entry.release, kind, entry.operation, unresolved, body);
    }
    for (const [external, id] of holders) hold.run(tenant, external, id);
    for (const [each, id] of named) name.run(tenant, each, id);
  }

  return {
    change: <R>(tenant: string, head: ReleaseHead, decide: DecideVehicles<R>): R =>
      joinedTransaction(db, () => {
        const release = releaseOf(tenant, head);
        const deciding = decide(release);
        let step = deciding.next();
        while (step.done !== true) step = deciding.next(answer(tenant, step.value));
        save(tenant, step.value);
        revise.run(tenant, release);
        return step.value.result;
      }),
    conclude: (tenant, head, { at, retired }) =>
      joinedTransaction(db, () => {
        const release = releaseOf(tenant, head);
        let vehicles = 0;
        while (retired === 'what-is-gone') {
          const entries = gone.all(tenant, release, RETIRED_AT_ONCE).flatMap((row) => toEntry(row) ?? []);
          if (entries.length === 0) break;
          const saved = entries.map((entry) => retire(entry, release, head.jobId));
          save(tenant, { saved, holders: [], named: [], result: undefined });
          vehicles += entries.filter(isVehicle).length;
        }
        complete.run(at.getTime(), retired, tenant, release);
        revise.run(tenant, release);
        return vehicles;
      }),
  };
}

const UNSEEN = { release: 0, row: 0, outcome: 'unchanged' } as const;

function keyStatement(db: Database) {
  return db
    .prepare<[string, string, string], string>(
      'SELECT id FROM vehicle_key WHERE tenant = ? AND space = ? AND key = ?',
    )
    .pluck();
}

function toEntry(row: EntryRow | undefined): VehicleEntry | undefined {
  if (row === undefined) return undefined;
  const { seen_release: release, seen_row, seen_outcome: outcome } = row;
  return unpackEntry(row.body, { release, row: seen_row, outcome });
}
