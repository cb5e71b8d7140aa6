import { hash } from 'node:crypto';
import { type Clock, newId } from '@qipei/kernel';
import {
  documentsById,
  insertMissing,
  isCollectionEmpty,
  isDuplicateKey,
  newOutbox,
  pushEvents,
  TooManyConflicts,
  withDatabaseErrors,
} from '@qipei/mongo';
import type { Model } from 'mongoose';
import { type Grant, requireRoom, scopeKey, withTerms } from '../../domain/grant.ts';
import type {
  GrantArchive,
  GrantChange,
  GrantReader,
  GrantRepository,
  GrantWriter,
} from '../../domain/grant-repository.ts';
import { type Sight, type SightOf, sightAt } from '../../domain/sight.ts';
import { grantEvent } from '../events/grant-event.ts';
import { decodeGrant, encodeGrant } from '../protobuf/grant-message.ts';
import type { GrantDocument } from './grant-document.ts';

const ATTEMPTS = 12;
const PAGE = 250;

/** Grants of a database that has `GRANT_MONGO_MIGRATIONS`. `onCommit` is told when events wait. */
export function mongoGrants(
  grants: Model<GrantDocument>,
  onCommit: () => void = () => {},
): GrantRepository & GrantArchive {
  /** False where another was quicker: nothing was written. */
  async function insert(grant: Grant, change: GrantChange): Promise<boolean> {
    try {
      const outbox = newOutbox([grantEvent(grant, change)]);
      await grants.create({ _id: grant.grantId, ...fieldsOf(grant), outbox });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  async function replace(before: Grant, after: Grant, change: GrantChange): Promise<boolean> {
    const { held, inForce, ...set } = fieldsOf(after);
    const { matchedCount } = await grants.updateOne(
      { _id: before.grantId, version: before.version },
      {
        $set: set,
        ...(held === undefined && { $unset: { held: 1, inForce: 1 } }),
        ...pushEvents([grantEvent(after, change)]),
      },
    );
    return matchedCount === 1;
  }

  async function read(filter: Partial<Pick<GrantDocument, '_id' | 'held'>>): Promise<Grant | undefined> {
    const found = await grants.findOne(filter).select('body').lean<Pick<GrantDocument, 'body'>>();
    return found === null ? undefined : decodeGrant(found.body);
  }

  const reader = withDatabaseErrors<GrantReader & GrantWriter>({
    async find(tenant, grantId) {
      const grant = await read({ _id: grantId });
      return grant?.publisher === tenant || grant?.subscriber === tenant ? grant : undefined;
    },
    async list(tenant, { direction, withoutRevoked, before, limit }) {
      const found = await grants
        .find({
          [direction === 'given' ? 'publisher' : 'subscriber']: tenant,
          _id: { $lt: before },
          ...(withoutRevoked && { held: { $exists: true } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .select('body')
        .lean<Pick<GrantDocument, 'body'>[]>();
      return found.map(({ body }) => decodeGrant(body));
    },
    async give({ publisher, subscriber, scope, ...terms }, change) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const known = await read({ held: heldKey({ publisher, subscriber, scope }) });
        if (known !== undefined) {
          const changed = withTerms(known, terms);
          if (changed === undefined) return { grant: known, created: false };
          if (!(await replace(known, changed, change))) continue;
          onCommit();
          return { grant: changed, created: false };
        }
        const held = await grants
          .find({ inForce: subscriber, publisher })
          .select('body')
          .lean<Pick<GrantDocument, 'body'>[]>();
        requireRoom(
          held.map(({ body }) => decodeGrant(body)),
          scope,
        );
        const created = { createdAt: change.now, revokedAt: undefined, version: 1 };
        const grant = { grantId: newId('grant'), publisher, subscriber, scope, ...terms, ...created };
        if (!(await insert(grant, change))) continue;
        onCommit();
        return { grant, created: true };
      }
      throw new TooManyConflicts(grants.collection.collectionName);
    },
    async revoke(publisher, grantId, change) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const grant = await read({ _id: grantId });
        if (grant === undefined || grant.publisher !== publisher) return undefined;
        if (grant.revokedAt !== undefined) return grant;
        const revoked = { ...grant, revokedAt: change.now, version: grant.version + 1 };
        if (!(await replace(grant, revoked, change))) continue;
        onCommit();
        return revoked;
      }
      throw new TooManyConflicts(grants.collection.collectionName);
    },
  });

  async function* readAll(): AsyncGenerator<Grant> {
    for await (const { body } of documentsById(grants, { select: 'body' })) yield decodeGrant(body);
  }

  return {
    ...reader,
    isEmpty: () => isCollectionEmpty(grants),
    read: readAll,
    async adopt(all) {
      const documents = all.map((grant) => ({
        ...{ _id: grant.grantId, ...fieldsOf(grant), outbox: newOutbox([]) },
      }));
      await insertMissing(grants, documents);
    },
    ...withDatabaseErrors<Pick<GrantArchive, 'republish'>>({
      async republish(change) {
        let told = 0;
        let waiting: Grant[] = [];
        const flush = async () => {
          if (waiting.length === 0) return;
          await grants.bulkWrite(
            waiting.map((grant) => ({
              updateOne: {
                // One that changes meanwhile tells of itself.
                filter: { _id: grant.grantId, version: grant.version },
                update: pushEvents([grantEvent(grant, change)]),
              },
            })),
            { ordered: false },
          );
          told += waiting.length;
          waiting = [];
        };
        for await (const grant of readAll()) if (waiting.push(grant) === PAGE) await flush();
        await flush();
        return told;
      },
    }),
  };
}

/** What a tenant sees by its grants, read each time: any replica may have changed them. */
export function mongoSight(grants: Model<GrantDocument>, clock: Clock): SightOf<Promise<Sight>> {
  return async (tenant) => {
    const found = await grants
      .find({ inForce: tenant })
      .select('body -_id')
      .lean<Pick<GrantDocument, 'body'>[]>();
    return sightAt(
      found.map(({ body }) => decodeGrant(body)),
      clock.now(),
    ).sight;
  };
}

function fieldsOf(grant: Grant): Omit<GrantDocument, '_id' | 'outbox'> {
  const { publisher, subscriber, version, revokedAt } = grant;
  return {
    ...{ publisher, subscriber, version, body: Buffer.from(encodeGrant(grant)) },
    ...(revokedAt === undefined && { held: heldKey(grant), inForce: subscriber }),
  };
}

/** A blank stands in no tenant's name. */
function heldKey({
  publisher,
  subscriber,
  scope,
}: Pick<Grant, 'publisher' | 'subscriber' | 'scope'>): string {
  return `${publisher} ${subscriber} ${hash('sha256', scopeKey(scope), 'base64url')}`;
}
