import { type Clock, newId } from '@qipei/kernel';
import {
  type Database,
  immediateTransaction,
  type Migration,
  patientTransaction,
  sqliteOutbox,
} from '@qipei/sqlite';
import { type Grant, requireRoom, scopeKey, withTerms } from '../../domain/grant.ts';
import type { GrantArchive, GrantChange, GrantRepository } from '../../domain/grant-repository.ts';
import { OWN_SIGHT, type Sight, type SightGrant, type SightOf, sightAt } from '../../domain/sight.ts';
import { grantEvent } from '../events/grant-event.ts';
import { decodeGrant, encodeGrant } from '../protobuf/grant-message.ts';

export const GRANT_MIGRATIONS: readonly Migration[] = [
  {
    id: 'catalog-grants-1',
    // `body` is an encoded qipei.catalog.v1.Grant. The revision of a subscriber counts the changes of what it was given.
    up: `CREATE TABLE catalogue_grant (
      grant_id TEXT PRIMARY KEY,
      publisher TEXT NOT NULL,
      subscriber TEXT NOT NULL,
      scope_key TEXT NOT NULL,
      revoked INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX grant_of_scope ON catalogue_grant (publisher, subscriber, scope_key) WHERE revoked = 0;
    CREATE INDEX grant_given ON catalogue_grant (publisher, grant_id);
    CREATE INDEX grant_received ON catalogue_grant (subscriber, grant_id);
    CREATE INDEX grant_in_force ON catalogue_grant (subscriber) WHERE revoked = 0;
    CREATE TABLE grant_revision (
      subscriber TEXT PRIMARY KEY,
      revision INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`,
  },
];

const PAGE = 500;

/** Of a file that has `GRANT_MIGRATIONS` and an outbox. `onCommit` is told when events wait. */
export function sqliteGrants(db: Database, onCommit: () => void = () => {}): GrantRepository & GrantArchive {
  const outbox = sqliteOutbox(db);
  const byId = db.prepare<[string], Buffer>('SELECT body FROM catalogue_grant WHERE grant_id = ?').pluck();
  const ofScope = db
    .prepare<[string, string, string], Buffer>(
      'SELECT body FROM catalogue_grant WHERE publisher = ? AND subscriber = ? AND scope_key = ? AND revoked = 0',
    )
    .pluck();
  const heldBy = db
    .prepare<[string, string], Buffer>(
      'SELECT body FROM catalogue_grant WHERE publisher = ? AND subscriber = ? AND revoked = 0',
    )
    .pluck();
  const put = db.prepare(
    `INSERT INTO catalogue_grant VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET revoked = excluded.revoked, body = excluded.body`,
  );
  const adopt = db.prepare('INSERT INTO catalogue_grant VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING');
  const raise = db.prepare(
    'INSERT INTO grant_revision VALUES (?, 1) ON CONFLICT DO UPDATE SET revision = revision + 1',
  );
  const listOf = (side: 'publisher' | 'subscriber') =>
    db
      .prepare<[string, string, number, number], Buffer>(
        `SELECT body FROM catalogue_grant WHERE ${side} = ? AND grant_id < ? AND revoked <= ?
         ORDER BY grant_id DESC LIMIT ?`,
      )
      .pluck();
  const lists = { given: listOf('publisher'), received: listOf('subscriber') };
  const page = db
    .prepare<[string, number], Buffer>(
      'SELECT body FROM catalogue_grant WHERE grant_id > ? ORDER BY grant_id LIMIT ?',
    )
    .pluck();

  function tell(grant: Grant, change: GrantChange): void {
    const { topic, ...record } = grantEvent(grant, change);
    outbox.add(topic, record);
  }

  function save(grant: Grant, change: GrantChange): Grant {
    put.run(...rowOf(grant));
    raise.run(grant.subscriber);
    tell(grant, change);
    return grant;
  }

  async function* read(): AsyncGenerator<Grant> {
    for (let after = ''; ; ) {
      const grants = page.all(after, PAGE).map(decodeGrant);
      yield* grants;
      const last = grants.at(-1);
      if (last === undefined || grants.length < PAGE) return;
      after = last.grantId;
    }
  }

  return {
    async find(tenant, grantId) {
      const grant = decoded(byId.get(grantId));
      return grant?.publisher === tenant || grant?.subscriber === tenant ? grant : undefined;
    },
    async list(tenant, { direction, withoutRevoked, before, limit }) {
      return lists[direction].all(tenant, before, withoutRevoked ? 0 : 1, limit).map(decodeGrant);
    },
    async give({ publisher, subscriber, scope, ...terms }, change) {
      const given = await patientTransaction(db, () => {
        const known = decoded(ofScope.get(publisher, subscriber, scopeKey(scope)));
        if (known !== undefined) {
          const changed = withTerms(known, terms);
          return { grant: changed === undefined ? known : save(changed, change), created: false };
        }
        requireRoom(heldBy.all(publisher, subscriber).map(decodeGrant), scope);
        const created = { createdAt: change.now, revokedAt: undefined, version: 1 };
        const grant = { grantId: newId('grant'), publisher, subscriber, scope, ...terms, ...created };
        return { grant: save(grant, change), created: true };
      });
      onCommit();
      return given;
    },
    async revoke(publisher, grantId, change) {
      const revoked = await patientTransaction(db, () => {
        const grant = decoded(byId.get(grantId));
        if (grant === undefined || grant.publisher !== publisher) return undefined;
        if (grant.revokedAt !== undefined) return grant;
        return save({ ...grant, revokedAt: change.now, version: grant.version + 1 }, change);
      });
      onCommit();
      return revoked;
    },
    isEmpty: async () => page.get('', 1) === undefined,
    read,
    async adopt(grants) {
      immediateTransaction(db, () => {
        for (const grant of grants) {
          adopt.run(...rowOf(grant));
          raise.run(grant.subscriber);
        }
      });
    },
    async republish(change) {
      let told = 0;
      for await (const grant of read()) {
        immediateTransaction(db, () => tell(grant, change));
        told += 1;
      }
      return told;
    },
  };
}

function rowOf(grant: Grant) {
  const { grantId, publisher, subscriber, scope, revokedAt } = grant;
  const revoked = revokedAt === undefined ? 0 : 1;
  return [grantId, publisher, subscriber, scopeKey(scope), revoked, encodeGrant(grant)] as const;
}

function decoded(body: Uint8Array | undefined): Grant | undefined {
  return body === undefined ? undefined : decodeGrant(body);
}

interface Known {
  revision: number;
  grants: SightGrant[];
  sight: Sight;
  /** Milliseconds since the epoch of the moments between which it is so. */
  since: number;
  until: number;
}

/** Tenants whose grants are kept in memory. */
const REMEMBERED = 256;

/** What a tenant sees by its grants, which are read anew only where they have changed; a grant holds and ends by the clock. */
export function sqliteSight(db: Database, clock: Clock): SightOf<Sight> {
  const revisionOf = db
    .prepare<[string], number>('SELECT revision FROM grant_revision WHERE subscriber = +?')
    .pluck();
  const inForce = db
    .prepare<[string], Buffer>('SELECT body FROM catalogue_grant WHERE subscriber = ? AND revoked = 0')
    .pluck();
  const known = new Map<string, Known>();
  return (tenant) => {
    // Before the grants: what changes in between is read again the next time.
    const revision = revisionOf.get(tenant);
    if (revision === undefined) return OWN_SIGHT;
    const now = clock.now();
    const before = known.get(tenant);
    const current = before?.revision === revision;
    if (current && before.since <= now.getTime() && now.getTime() < before.until) return before.sight;
    const grants = current ? before.grants : inForce.all(tenant).map(decodeGrant);
    const { sight, until } = sightAt(grants, now);
    if (known.size >= REMEMBERED && !known.has(tenant)) known.clear();
    const [since, end] = [now.getTime(), until?.getTime() ?? Number.POSITIVE_INFINITY];
    known.set(tenant, { revision, grants, sight, since, until: end });
    return sight;
  };
}
