import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import type { GraphChecks, SettledCheck, WaitingCheck } from '../../domain/graph-checks.ts';
import type { GraphFault } from '../../domain/graph-fault.ts';
import { EVERYBODY, KIND_RANKS } from '../../domain/number-index.ts';
import { numberSpace } from '../../domain/number-space.ts';

/** A trigger sees every write of a part, whichever statement makes it, and in its transaction. */
export const GRAPH_MIGRATIONS: readonly Migration[] = [
  {
    id: 'catalog-graph-1',
    up: `CREATE TABLE graph_check (
      seq INTEGER PRIMARY KEY,
      ticket INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE graph_fault (
      publisher TEXT NOT NULL,
      part_id TEXT NOT NULL,
      faults TEXT NOT NULL,
      PRIMARY KEY (publisher, part_id)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO graph_check SELECT seq, random(), 1 FROM part WHERE visibility > 0;
    CREATE TRIGGER part_is_new AFTER INSERT ON part BEGIN
      INSERT INTO graph_check VALUES (new.seq, random(), 1)
        ON CONFLICT (seq) DO UPDATE SET ticket = excluded.ticket, changed = 1;
    END;
    CREATE TRIGGER part_is_changed AFTER UPDATE OF visibility, body ON part BEGIN
      INSERT INTO graph_check VALUES (new.seq, random(), 1)
        ON CONFLICT (seq) DO UPDATE SET ticket = excluded.ticket, changed = 1;
    END`,
  },
];

/** Kinds by which a part names another one, and by which that one's faults may change. */
const NAMING = [
  KIND_RANKS['replaced-by'],
  KIND_RANKS.supersedes,
  KIND_RANKS.component,
  KIND_RANKS['part-of'],
].join(', ');

/** Of a file that has `CATALOG_MIGRATIONS` and `GRAPH_MIGRATIONS`. */
export function sqliteGraphChecks(db: Database): GraphChecks {
  const waiting = db.prepare<[number], WaitingRow>(
    `SELECT graph_check.ticket, graph_check.changed, part_identity.publisher, part_identity.part_id,
       part_identity.brand_key, part_identity.number_key,
       EXISTS (SELECT 1 FROM number_index WHERE number_index.number_key = part_identity.number_key
         AND scope IN (part_identity.publisher, '${EVERYBODY}') AND kind IN (${NAMING})) AS named
     FROM graph_check JOIN part_identity USING (seq) ORDER BY graph_check.seq LIMIT ?`,
  );
  waiting.safeIntegers(true);
  const count = db
    .prepare<[number], number>('SELECT count(*) FROM (SELECT 1 FROM graph_check LIMIT ?)')
    .pluck();
  const page = db
    .prepare<[string, string, number], string>(
      'SELECT faults FROM graph_fault WHERE publisher = ? AND part_id > ? ORDER BY part_id LIMIT ?',
    )
    .pluck();
  const known = db.prepare<[string, string], { part_id: string; faults: string }>(
    `SELECT part_id, faults FROM graph_fault
     WHERE publisher = ? AND part_id IN (SELECT value FROM json_each(?))`,
  );
  const keep = db.prepare(
    'INSERT INTO graph_fault VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET faults = excluded.faults',
  );
  const drop = db.prepare('DELETE FROM graph_fault WHERE publisher = ? AND part_id = ?');
  const done = db.prepare(
    'DELETE FROM graph_check WHERE seq = (SELECT seq FROM part WHERE part_id = ?) AND ticket = ?',
  );
  const again = db.prepare(
    `INSERT INTO graph_check
       SELECT seq, random(), 0 FROM part
       WHERE publisher = ? AND visibility > 0 AND part_id IN (SELECT value FROM json_each(?))
     ON CONFLICT (seq) DO UPDATE SET ticket = excluded.ticket`,
  );
  const naming = db.prepare(
    `INSERT INTO graph_check
       SELECT part.seq, random(), 0 FROM number_index JOIN part USING (seq)
       WHERE number_key = ? AND scope IN (?, '${EVERYBODY}') AND kind IN (${NAMING}) AND space = ?
         AND part.publisher = ?
     ON CONFLICT (seq) DO UPDATE SET ticket = excluded.ticket`,
  );

  function settleOne(check: SettledCheck): void {
    const { publisher, partId, identity, changed, mayBeNamed, ticket, faults, recheck } = check;
    done.run(partId, BigInt(ticket));
    if (faults.length === 0) drop.run(publisher, partId);
    else keep.run(publisher, partId, JSON.stringify(faults));
    if (recheck.length > 0) again.run(publisher, JSON.stringify(recheck));
    const { brandKey, partNumberKey } = identity;
    // Who came to name it since then waits by itself.
    if (changed && mayBeNamed) naming.run(partNumberKey, publisher, numberSpace(brandKey), publisher);
  }

  return {
    waiting: async (limit) => waiting.all(limit).map(toCheck),
    countWaiting: async (most) => count.get(most) ?? 0,
    list: async (publisher, { after, limit }) => page.all(publisher, after, limit).map(readFaults),
    faultsOf: async (publisher, partIds) =>
      new Map(
        known
          .all(publisher, JSON.stringify(partIds))
          .map(({ part_id, faults }) => [part_id, readFaults(faults)]),
      ),
    async settle(checks) {
      if (checks.length === 0) return;
      immediateTransaction(db, () => {
        for (const check of checks) settleOne(check);
      });
    },
  };
}

interface WaitingRow {
  ticket: bigint;
  changed: bigint;
  publisher: string;
  part_id: string;
  brand_key: string;
  number_key: string;
  named: bigint;
}

function toCheck({
  ticket,
  changed,
  publisher,
  part_id,
  brand_key,
  number_key,
  named,
}: WaitingRow): WaitingCheck {
  return {
    publisher,
    partId: part_id,
    identity: { brandKey: brand_key, partNumberKey: number_key },
    changed: changed === 1n,
    mayBeNamed: named === 1n,
    ticket: String(ticket),
  };
}

function readFaults(json: string): GraphFault[] {
  return JSON.parse(json) as GraphFault[];
}
