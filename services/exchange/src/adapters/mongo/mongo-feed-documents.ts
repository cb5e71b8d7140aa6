import { randomBytes } from 'node:crypto';
import { withDatabaseErrors } from '@qipei/mongo';
import { type Connection, type Model, mongo } from 'mongoose';
import { requireSmall } from './block-size.ts';
import {
  type CollectionName,
  changeKey,
  type DocumentWrite,
  type EntityDocument,
  type FeedDocuments,
  TYPE_NUMBER,
} from './feed-documents.ts';
import {
  changeSchema,
  entitySchema,
  generationSchema,
  grantedSchema,
  HEAD_ID,
  type HeadDocument,
  headSchema,
  openingSchema,
  walkSchema,
} from './feed-schema.ts';
import { feedReads, readsInOrder, type SessionsOfReads } from './mongo-feed-reads.ts';

/** Writes of one request: a server has to be through with them in bounded time. */
const AT_ONCE = 50;
const FORGOTTEN_AT_ONCE = 500;

/** Of a connection that has `FEED_MONGO_MIGRATIONS`. */
export function feedModels(connection: Connection) {
  return {
    head: connection.model('FeedHead', headSchema),
    entity: connection.model('Entity', entitySchema),
    change: connection.model('Change', changeSchema),
    granted: connection.model('Granted', grantedSchema),
    opening: connection.model('Opening', openingSchema),
    walk: connection.model('Walk', walkSchema),
    generation: connection.model('Generation', generationSchema),
  };
}
export type FeedModels = ReturnType<typeof feedModels>;

/** Makes the head where there is none yet. Returns the store's id. */
export async function makeHead({ head }: FeedModels): Promise<string> {
  const { made } = withDatabaseErrors({
    async made() {
      const empty = { block: 0, sequence: 0, generation: '', at: new Date(0), grantsAt: new Date(0) };
      const storeId = randomBytes(8).toString('hex');
      const found = await head
        .findOneAndUpdate(
          { _id: HEAD_ID },
          { $setOnInsert: { storeId, ...empty } },
          { upsert: true, returnDocument: 'after', projection: { storeId: 1 } },
        )
        .lean<Pick<HeadDocument, 'storeId'>>();
      return found?.storeId ?? storeId;
    },
  });
  return await made();
}

export function mongoFeedDocuments(
  models: FeedModels,
  { startSession, onNoSessions }: SessionsOfReads,
): FeedDocuments {
  const { head, entity, change } = models;

  async function write(to: CollectionName, writes: readonly DocumentWrite[], number: number): Promise<void> {
    const model = models[to] as unknown as Model<{ _id: string }>;
    for (let at = 0; at < writes.length; at += AT_ONCE) {
      const some = writes.slice(at, at + AT_ONCE);
      const there = await run(
        model,
        some.map((each) => (each.fresh ? inserted(each, number) : updated(each, number))),
      );
      const again = there.flatMap((index) => (some[index]?.fresh === true ? [some[index]] : []));
      if (again.length > 0)
        await run(
          model,
          again.map((each) => updated(each, number)),
        );
    }
  }

  return withDatabaseErrors<FeedDocuments>({
    ...feedReads(models),
    inOrder: readsInOrder(models, { startSession, onNoSessions }),
    async decide(block) {
      requireSmall(block);
      const free = { _id: HEAD_ID, block: block.number - 1, pending: { $exists: false } } as const;
      const { matchedCount } = await head.updateOne(free, { $set: { pending: block } });
      return matchedCount === 1;
    },
    async decided(number) {
      const found = await head
        .findOne({ _id: HEAD_ID, 'pending.number': number })
        .select('pending')
        .lean<Pick<HeadDocument, 'pending'>>();
      return found?.pending;
    },
    async carryOut({ number, writes }) {
      const names = [...new Set(writes.map(({ to }) => to))];
      await Promise.all(
        names.map((name) =>
          write(
            name,
            writes.filter(({ to }) => to === name),
            number,
          ),
        ),
      );
    },
    async settle({ number, sequence, generation, at, grantsAt, turning }) {
      const set = { block: number, sequence, generation, at, grantsAt };
      await head.updateOne(
        { _id: HEAD_ID, 'pending.number': number },
        {
          $set: { ...set, ...(turning !== undefined && { turning }) },
          $unset: { pending: 1, ...(turning === undefined && { turning: 1 }) },
        },
      );
    },
    async forgetEvents(before) {
      for (;;) {
        const events = await entity
          .find({ at: { $lt: before } })
          .sort({ at: 1 })
          .limit(FORGOTTEN_AT_ONCE)
          .select('_id publisher')
          .lean<Pick<EntityDocument, '_id' | 'publisher'>[]>();
        if (events.length === 0) return;
        // The events last: by them the rest is found again where this is broken off.
        const ids = events.map(({ _id }) => _id);
        const told = events.map(({ _id, publisher }) => {
          return changeKey(TYPE_NUMBER.events, publisher, _id.slice(_id.indexOf(' ') + 1));
        });
        await change.deleteMany({ _id: { $in: told } });
        await entity.deleteMany({ _id: { $in: ids }, at: { $lt: before } });
      }
    },
  });
}

type Operations = Parameters<Model<{ _id: string }>['bulkWrite']>[0];

/** What is there already in a newer state is left as it is. */
function updated({ id, set, unset }: DocumentWrite, number: number): Operations[number] {
  return {
    updateOne: {
      filter: { _id: id, block: { $lt: number } },
      update: {
        $set: { ...Object.fromEntries(set), block: number },
        ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((path) => [path, 1])) }),
      },
      upsert: true,
    },
  } as unknown as Operations[number];
}

function inserted({ id, set }: DocumentWrite, number: number): Operations[number] {
  const document: Record<string, unknown> = { _id: id, block: number };
  for (const [path, value] of set) {
    const [first = '', second] = path.split('.');
    if (second === undefined) document[first] = value;
    else document[first] = { ...(document[first] as object | undefined), [second]: value };
  }
  return { insertOne: { document } } as unknown as Operations[number];
}

/** Returns the indexes of those that were there: whose state is newer, or who were to be new. */
async function run(model: Model<{ _id: string }>, operations: Operations): Promise<number[]> {
  try {
    await model.bulkWrite(operations, { ordered: false, throwOnValidationError: true });
    return [];
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const all = [error.writeErrors].flat();
    if (all.length === 0 || all.some(({ code }) => code !== 11000)) throw error;
    return all.map(({ index }) => index);
  }
}
