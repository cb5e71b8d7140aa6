import type { Clock } from '@qipei/kernel';
import { type Database, immediateTransaction, joinedTransaction, sqliteOutbox } from '@qipei/sqlite';
import type { PartFitments } from '../../domain/part-fitments.ts';
import type {
  FitmentsOfModels,
  PartFitmentsArchive,
  PartFitmentsReader,
  PartFitmentsWriter,
  PartVisibilityWriter,
  TellingOf,
} from '../../domain/part-fitments-repository.ts';
import { NOTHING_SHARED, type SharedParts } from '../../domain/shared-parts.ts';
import { fitmentRecord } from '../events/fitment-event.ts';
import { packFitments, unpackFitments, unpackFitmentsOf } from '../json/packed-fitments.ts';
import { movedRows } from './moved-rows.ts';
import { stagedVisibility } from './staged-visibility.ts';

interface PartFitmentsRow {
  part_id: string;
  publisher: string;
  public: number;
  part_version: number;
  version: number;
  body: string;
}

export function sqlitePartFitmentsReader(
  db: Database,
  sharedParts: SharedParts = NOTHING_SHARED,
): PartFitmentsReader {
  const select = db.prepare<[string], PartFitmentsRow>('SELECT * FROM part_fitments WHERE part_id = ?');
  const ownerOf = db.prepare<[string], Pick<PartFitmentsRow, 'publisher' | 'public'>>(
    'SELECT publisher, public FROM part_fitments WHERE part_id = ?',
  );

  /** Those of them that there are fitments of, and that the tenant may see. */
  async function seen(tenant: string, partIds: Iterable<string>): Promise<string[]> {
    const open: string[] = [];
    const hidden: string[] = [];
    // One state for all of them, which spares each the locks of a transaction of its own.
    db.transaction(() => {
      for (const partId of partIds) {
        const owner = ownerOf.get(partId);
        if (owner === undefined) continue;
        const isOpen = owner.publisher === tenant || owner.public === 1;
        (isOpen ? open : hidden).push(partId);
      }
    }).deferred();
    if (hidden.length === 0) return open;
    const shared = await sharedParts(tenant, hidden);
    return [...open, ...hidden.filter((partId) => shared.has(partId))];
  }

  return {
    async find(tenant, partIds) {
      const ids = await seen(tenant, partIds);
      const found = ids.flatMap((partId) => toPartFitments(select.get(partId)) ?? []);
      return new Map(found.map((each) => [each.partId, each]));
    },
    async findOfModels(tenant, modelIds) {
      const ids = await seen(tenant, modelIds.keys());
      const found = new Map<string, FitmentsOfModels>();
      db.transaction(() => {
        for (const partId of ids) {
          const row = select.get(partId);
          const wanted = modelIds.get(partId) ?? new Set();
          if (row !== undefined) found.set(partId, unpackFitmentsOf(row.body, wanted));
        }
      }).deferred();
      return found;
    },
  };
}

/** Its `change` is synchronous: it is part of a transaction that the caller may hold. */
export function sqlitePartFitmentsWriter(
  db: Database,
  clock: Clock,
): PartFitmentsWriter & PartVisibilityWriter & PartFitmentsArchive {
  const outbox = sqliteOutbox(db);
  const select = db.prepare<[string], PartFitmentsRow>('SELECT * FROM part_fitments WHERE part_id = ?');
  const page = db.prepare<[string, number], PartFitmentsRow>(
    'SELECT * FROM part_fitments WHERE part_id > ? ORDER BY part_id LIMIT ?',
  );
  const upsert = db.prepare(
    `INSERT INTO part_fitments (part_id, publisher, public, part_version, version, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (part_id) DO UPDATE SET public = excluded.public, part_version = excluded.part_version,
       version = excluded.version, body = excluded.body`,
  );
  const adopt = db.prepare(
    `INSERT INTO part_fitments (part_id, publisher, public, part_version, version, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (part_id) DO NOTHING`,
  );
  const setPublic = db.prepare(
    'UPDATE part_fitments SET public = ?, part_version = ? WHERE part_id = ? AND publisher = ? AND part_version < ?',
  );
  const moved = movedRows(db);
  const setStaged = stagedVisibility(db);
  const versionOf = db
    .prepare<[string], number>('SELECT version FROM part_fitments WHERE part_id = ?')
    .pluck();

  function tell(telling: TellingOf): void {
    const { topic, ...record } = fitmentRecord(telling, clock.now());
    outbox.add(topic, record);
  }

  return {
    change: ({ publisher }, partIds, decide) =>
      joinedTransaction(db, () => {
        for (const partId of partIds) {
          const current = toPartFitments(select.get(partId));
          if (current !== undefined && current.publisher !== publisher) throw foreign(partId);
          // What was saved was recorded with it: no row comes twice.
          const changed = decide(partId, current, () => undefined);
          if (changed === undefined) continue;
          upsert.run(...valuesOf(changed.saved));
          if (changed.replaced !== undefined) moved.rememberReplaced(partId, changed.replaced);
          tell(changed);
        }
      }),
    async setVisibility(parts) {
      immediateTransaction(db, () => {
        for (const { publisher, partId, public: isPublic, partVersion } of parts)
          setPublic.run(isPublic ? 1 : 0, partVersion, partId, publisher, partVersion);
        setStaged(parts);
      });
    },
    list: async (partId, limit) => page.all(partId, limit).flatMap((row) => toPartFitments(row) ?? []),
    async tell(events) {
      immediateTransaction(db, () => {
        for (const each of events) if (versionOf.get(each.saved.partId) === each.saved.version) tell(each);
      });
    },
    async adopt(fitments) {
      immediateTransaction(db, () => {
        for (const each of fitments) adopt.run(...valuesOf(each));
      });
    },
  };
}

function foreign(partId: string): Error {
  return new Error(`The fitments of '${partId}' are another publisher's.`);
}

function valuesOf({ partId, publisher, public: isPublic, partVersion, version, fitments }: PartFitments) {
  return [partId, publisher, isPublic ? 1 : 0, partVersion, version, packFitments(fitments)] as const;
}

function toPartFitments(row: PartFitmentsRow | undefined): PartFitments | undefined {
  if (row === undefined) return undefined;
  return {
    partId: row.part_id,
    publisher: row.publisher,
    public: row.public === 1,
    partVersion: row.part_version,
    version: row.version,
    fitments: unpackFitments(row.body),
  };
}
