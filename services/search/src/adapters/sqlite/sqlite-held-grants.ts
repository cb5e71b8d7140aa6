import { type Clock, systemClock } from '@qipei/kernel';
import { type Database, immediateTransaction, type Migration } from '@qipei/sqlite';
import { type HeldGrant, type HeldGrants, rememberedReaders } from '../../domain/held-grants.ts';

export const HELD_GRANT_MIGRATIONS: readonly Migration[] = [
  {
    id: '002-held-grant',
    // The revision of a subscriber counts the changes of what it was granted. Instants are milliseconds since the epoch.
    up: `CREATE TABLE held_grant (
      grant_id TEXT PRIMARY KEY,
      subscriber TEXT NOT NULL,
      version INTEGER NOT NULL,
      revoked INTEGER NOT NULL,
      valid_from INTEGER,
      valid_until INTEGER,
      readers TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX held_grant_of ON held_grant (subscriber, grant_id) WHERE revoked = 0;
    CREATE TABLE held_revision (
      subscriber TEXT PRIMARY KEY,
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
];

interface Row {
  grant_id: string;
  subscriber: string;
  version: number;
  valid_from: number | null;
  valid_until: number | null;
  readers: string;
}

const TENANTS = 256;

export function sqliteHeldGrants(db: Database, clock: Clock = systemClock): HeldGrants {
  const readers = rememberedReaders({ clock, tenants: TENANTS });
  const put = db.prepare(
    `INSERT INTO held_grant VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET version = excluded.version, revoked = excluded.revoked,
       valid_from = excluded.valid_from, valid_until = excluded.valid_until, readers = excluded.readers
     WHERE version < excluded.version`,
  );
  const raise = db.prepare(
    'INSERT INTO held_revision VALUES (?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1',
  );
  const revisionOf = db
    .prepare<[string], number>('SELECT revision FROM held_revision WHERE subscriber = ?')
    .pluck();
  const ofSubscriber = db.prepare<[string], Row>(
    'SELECT * FROM held_grant WHERE subscriber = ? AND revoked = 0 ORDER BY grant_id',
  );
  return {
    async remember(grants) {
      if (grants.length === 0) return;
      immediateTransaction(db, () => {
        for (const { grantId, subscriber, version, revoked, validFrom, validUntil, ...grant } of grants) {
          const [from, until] = [validFrom?.getTime() ?? null, validUntil?.getTime() ?? null];
          const names = JSON.stringify(grant.readers);
          if (put.run(grantId, subscriber, version, revoked ? 1 : 0, from, until, names).changes > 0)
            raise.run(subscriber);
        }
      });
    },
    async readersFor(tenant) {
      // Before the grants: what changes in between is read again the next time.
      const revision = revisionOf.get(tenant) ?? 0;
      return (
        readers.get(tenant, revision) ??
        readers.put(tenant, revision, revision === 0 ? [] : ofSubscriber.all(tenant).map(toGrant))
      );
    },
  };
}

function toGrant({ grant_id: grantId, valid_from, valid_until, readers, ...row }: Row): HeldGrant {
  return {
    ...{ grantId, subscriber: row.subscriber, version: row.version, revoked: false },
    validFrom: valid_from === null ? undefined : new Date(valid_from),
    validUntil: valid_until === null ? undefined : new Date(valid_until),
    readers: JSON.parse(readers) as string[],
  };
}
