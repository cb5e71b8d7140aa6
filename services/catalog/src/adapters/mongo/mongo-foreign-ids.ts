import { TOPICS } from '@qipei/contracts';
import { createIndexes, type MongoMigration, pushEvents, withDatabaseErrors } from '@qipei/mongo';
import { type AnyBulkWriteOperation, type Model, Schema } from 'mongoose';
import { type ForeignId, type ForeignIdKind, requireRoom, retyped } from '../../domain/foreign-id.ts';
import type { ForeignIds } from '../../domain/foreign-ids.ts';
import { EVERYBODY, indexEntries, KIND_RANKS } from '../../domain/number-index.ts';
import { partEvent } from '../events/part-event.ts';
import { contentHashOf, decodePart, encodeContent, encodePart } from '../protobuf/part-message.ts';
import { waitingForCheck } from './mongo-graph-checks.ts';
import { numberToken, type PartDocument, UNLOCKED } from './part-document.ts';
import type { PartLocks } from './part-locks.ts';

export interface ForeignIdDocument {
  /** Tenant, kind and foreign id, parted by blanks, which none of them has. */
  _id: string;
  tenant: string;
  kind: ForeignIdKind;
  foreignId: string;
  /** Absent of one that was removed, until its parts are told. */
  value?: string;
  /** Present while parts are to be told. */
  unsettled?: true;
  /** How often parts have come that were read when it may have meant something else. */
  noted?: number;
}

interface AsyncForeignIds extends ForeignIds {
  settleLater(...of: Parameters<ForeignIds['settleLater']>): Promise<void>;
}

const COLLECTION = 'foreign_id';
const PAGE = 200;
const text = { type: String, required: true } as const;

export const foreignIdSchema = new Schema<ForeignIdDocument>(
  { _id: text, tenant: text, kind: text, foreignId: text, value: String, unsettled: Boolean, noted: Number },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);

export const FOREIGN_ID_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: 'foreign-ids-1',
    up: createIndexes(COLLECTION, [
      { name: 'of-tenant', key: { tenant: 1, kind: 1, foreignId: 1 } },
      { name: 'unsettled', key: { unsettled: 1 }, sparse: true },
    ]),
  },
];

/** Of a database that has `CATALOG_MONGO_MIGRATIONS` and `FOREIGN_ID_MONGO_MIGRATIONS`. */
export function mongoForeignIds(
  ids: Model<ForeignIdDocument>,
  parts: Model<PartDocument>,
  locks: PartLocks,
): ForeignIds {
  return withDatabaseErrors<AsyncForeignIds>({
    settleLater: foreignIdsToSettle(ids),
    async replace(tenant, kind, wanted) {
      const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
      const known = await ids.find({ tenant, kind, value: { $exists: true } }).lean<ForeignIdDocument[]>();
      const before = new Map(known.map((each) => [each.foreignId, each.value]));
      const unsettling = kind === 'part-type' ? { unsettled: true as const } : {};
      const writes: AnyBulkWriteOperation<ForeignIdDocument>[] = [];
      for (const { foreignId, value } of wanted) {
        const old = before.get(foreignId);
        before.delete(foreignId);
        counts[old === undefined ? 'added' : old === value ? 'unchanged' : 'changed'] += 1;
        if (old === value) continue;
        const update = { $set: { tenant, kind, foreignId, value, ...unsettling } };
        writes.push({ updateOne: { filter: { _id: idOf(tenant, kind, foreignId) }, update, upsert: true } });
      }
      for (const foreignId of before.keys()) {
        counts.removed += 1;
        const filter = { _id: idOf(tenant, kind, foreignId) };
        if (kind !== 'part-type') writes.push({ deleteOne: { filter } });
        else writes.push({ updateOne: { filter, update: { $set: unsettling, $unset: { value: 1 } } } });
      }
      if (writes.length > 0) await ids.bulkWrite(writes, { ordered: false, skipValidation: true });
      return counts;
    },
    async change(tenant, kind, { set, remove }) {
      const counts = { added: 0, changed: 0, removed: 0, unchanged: 0 };
      const asked = [...set.map(({ foreignId }) => foreignId), ...remove];
      const known = await ids
        .find({ tenant, kind, foreignId: { $in: asked }, value: { $exists: true } })
        .lean<ForeignIdDocument[]>();
      const before = new Map(known.map((each) => [each.foreignId, each.value]));
      const unsettling = kind === 'part-type' ? { unsettled: true as const } : {};
      const writes: AnyBulkWriteOperation<ForeignIdDocument>[] = [];
      for (const { foreignId, value } of set) {
        const old = before.get(foreignId);
        counts[old === undefined ? 'added' : old === value ? 'unchanged' : 'changed'] += 1;
        if (old === value) continue;
        const update = { $set: { tenant, kind, foreignId, value, ...unsettling } };
        writes.push({ updateOne: { filter: { _id: idOf(tenant, kind, foreignId) }, update, upsert: true } });
      }
      for (const foreignId of remove) {
        if (!before.has(foreignId)) continue;
        counts.removed += 1;
        const filter = { _id: idOf(tenant, kind, foreignId) };
        if (kind !== 'part-type') writes.push({ deleteOne: { filter } });
        else writes.push({ updateOne: { filter, update: { $set: unsettling, $unset: { value: 1 } } } });
      }
      if (counts.added > 0) {
        const kept = await ids.countDocuments({ tenant, kind, value: { $exists: true } });
        requireRoom(kept + counts.added - counts.removed);
      }
      if (writes.length > 0) await ids.bulkWrite(writes, { ordered: false, skipValidation: true });
      return counts;
    },
    async list(tenant, kind, { after, limit }) {
      const found = await ids
        .find({ tenant, kind, foreignId: { $gt: after }, value: { $exists: true } })
        .sort({ foreignId: 1 })
        .limit(limit)
        .lean<ForeignIdDocument[]>();
      return found.map(toForeignId);
    },
    async resolve(tenant, kind, foreignIds) {
      const found = await ids
        .find({ tenant, kind, foreignId: { $in: [...foreignIds] }, value: { $exists: true } })
        .lean<ForeignIdDocument[]>();
      return new Map(found.map(({ foreignId, value = '' }) => [foreignId, value]));
    },
    async unsettled(limit) {
      const found = await ids
        .find({ unsettled: { $exists: true } })
        .limit(limit)
        .lean<ForeignIdDocument[]>();
      return found.map((each) => ({ ...toForeignId(each), tenant: each.tenant }));
    },
    async settle({ tenant, foreignId, value }, context) {
      const _id = idOf(tenant, 'part-type', foreignId);
      // Parts that come from now on to pages which have been looked at are noted.
      const noted = (await ids.findById(_id).lean<ForeignIdDocument>())?.noted ?? { $exists: false };
      const token = numberToken({ key: foreignId, kind: KIND_RANKS['type-ref'], space: '' });
      let left = false;
      for (let after = ''; ; ) {
        const page = await parts
          .find({
            scope: { $in: [tenant, EVERYBODY] },
            numbers: token,
            publisher: tenant,
            _id: { $gt: after },
          })
          .select('version body lock')
          .sort({ _id: 1 })
          .limit(PAGE)
          .lean<Typed[]>();
        const last = page.at(-1);
        if (last === undefined) break;
        const locked = page.filter(({ lock }) => lock !== undefined);
        if (locked.length > 0) {
          // Of a release: it comes again when they are free.
          await locks.free(locked);
          left = true;
        }
        const writes = page.flatMap((part) => retyping(part, value, { publisher: tenant, ...context }));
        if (writes.length > 0) {
          const { matchedCount } = await parts.bulkWrite(writes, { ordered: false, skipValidation: true });
          // An import wrote in between: it comes again.
          if (matchedCount < writes.length) left = true;
        }
        after = last._id;
      }
      if (left) return;
      if (value === '') await ids.deleteOne({ _id, value: { $exists: false }, noted });
      else await ids.updateOne({ _id, value, noted }, { $unset: { unsettled: 1 } });
    },
  });
}

/** Part types of parts that have come from elsewhere: those that mean something else by now are settled. */
export function foreignIdsToSettle(ids: Model<ForeignIdDocument>) {
  return async (
    tenant: string,
    typed: Iterable<readonly [foreignId: string, partTypeId: string]>,
  ): Promise<void> => {
    const all = [...typed];
    if (all.length === 0) return;
    const _ids = all.map(([foreignId]) => idOf(tenant, 'part-type', foreignId));
    const known = await ids
      .find({ _id: { $in: _ids } })
      .select('value')
      .lean<Pick<ForeignIdDocument, '_id' | 'value'>[]>();
    const meanings = new Map(known.map(({ _id, value = '' }) => [_id, value]));
    for (const [foreignId, partTypeId] of all) {
      const _id = idOf(tenant, 'part-type', foreignId);
      const meaning = meanings.get(_id) ?? '';
      if (meaning === partTypeId) continue;
      const said = { tenant, kind: 'part-type' as const, foreignId, unsettled: true as const };
      await ids.updateOne({ _id }, { $set: said, $inc: { noted: 1 } }, { upsert: true });
    }
  };
}

type Typed = Pick<PartDocument, '_id' | 'version' | 'body' | 'lock'>;

function retyping(
  { _id, version, body: stored, lock }: Typed,
  partTypeId: string,
  context: { publisher: string; now: Date; traceparent: string },
): AnyBulkWriteOperation<PartDocument>[] {
  if (stored === undefined || lock !== undefined) return [];
  const { source, ...before } = decodePart(stored);
  if (before.partTypeId === partTypeId) return [];
  const content = retyped(before, partTypeId);
  const bytes = encodeContent(content);
  const next = version + 1;
  const { publisher, now } = context;
  const body = Buffer.from(
    encodePart(bytes, { partId: _id, publisher, version: next, source, updatedAt: now }),
  );
  const event = partEvent({ partId: _id, version: next }, body, context);
  const $set = {
    version: next,
    contentHash: contentHashOf(bytes),
    body,
    numbers: indexEntries(content, publisher).map(numberToken),
    ...waitingForCheck(),
  };
  const update = { $set, ...pushEvents([{ topic: TOPICS.catalogPart, ...event }]) };
  return [
    { updateOne: { filter: { _id, version, ...UNLOCKED }, update } } as AnyBulkWriteOperation<PartDocument>,
  ];
}

function idOf(tenant: string, kind: ForeignIdKind, foreignId: string): string {
  return `${tenant} ${kind} ${foreignId}`;
}

function toForeignId({ foreignId, value = '' }: ForeignIdDocument): ForeignId {
  return { foreignId, value };
}
