import { mongo } from 'mongoose';

/** Writes, and where among their arguments the options stand. */
const OPTIONS_AT = {
  ...{ insertOne: 1, insertMany: 1, bulkWrite: 1 },
  ...{ updateOne: 2, updateMany: 2, replaceOne: 2 },
  ...{ deleteOne: 1, deleteMany: 1 },
  ...{ findOneAndUpdate: 2, findOneAndReplace: 2, findOneAndDelete: 1 },
} as const;

type Write = (...args: unknown[]) => unknown;
type Writes = Record<string, Write>;

/**
 * Has each write through the database carry `maxTimeMS`, which the server keeps to: also those of GridFS and of migrations, and
 * also while it waits for a majority. Mongoose sends it with reads and `findOneAndUpdate` alone, and the driver's own `timeoutMS`
 * has no effect. A write that names a time of its own keeps it.
 *
 * A `deleteMany`, or an `updateMany` that only sets or takes away fields, which the server has cut off is gone on with in pages, each
 * with that time: however much there is, it ends. Its counts are then of what the pages did.
 */
export function boundWrites(db: mongo.Db, maxTimeMS: number): void {
  const open = db.collection.bind(db);
  db.collection = ((name: string, options?: mongo.CollectionOptions) =>
    bounded(open(name, options), maxTimeMS)) as typeof db.collection;
}

function bounded(collection: mongo.Collection, maxTimeMS: number): mongo.Collection {
  const writes = collection as unknown as Writes;
  for (const [name, at] of Object.entries(OPTIONS_AT)) {
    const write = (writes[name] as Write).bind(collection);
    writes[name] = (...args) => {
      const options = (args[at] ?? {}) as mongo.CommandOperationOptions;
      args[at] = { ...options, maxTimeMS: options.maxTimeMS ?? maxTimeMS };
      return canBePaged(name, args, options) ? cutToPages(collection, write, args) : write(...args);
    };
  }
  return collection;
}

/** Documents of a page: few enough for a slow server. */
const PAGE = 500;
/** With these an update that comes twice is as if it came once. */
const REPEATABLE = ['$set', '$unset'];
const MAX_TIME_EXPIRED = 50;

function canBePaged(name: string, args: readonly unknown[], options: mongo.UpdateOptions): boolean {
  if (options.maxTimeMS !== undefined || options.session !== undefined || options.upsert === true)
    return false;
  if (name === 'deleteMany') return true;
  const [, update] = args;
  return (
    name === 'updateMany' &&
    !Array.isArray(update) &&
    Object.keys(update ?? {}).every((operator) => REPEATABLE.includes(operator))
  );
}

async function cutToPages(collection: mongo.Collection, write: Write, args: readonly unknown[]) {
  try {
    return await write(...args);
  } catch (error) {
    if (!isCutOff(error)) throw error;
  }
  const [filter = {}, ...rest] = args as [mongo.Filter<mongo.Document> | undefined, ...unknown[]];
  const sum: Record<string, unknown> = { acknowledged: true };
  const writePage = async (ids: unknown[]) => {
    // Both hold: one of them may have been changed since, and be no longer meant.
    const page = { $and: [filter, { _id: { $in: ids } }] };
    const done = (await write(page, ...rest)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(done))
      sum[name] = typeof value === 'number' ? Number(sum[name] ?? 0) + value : value;
  };
  let ids: unknown[] = [];
  for await (const { _id } of collection.find(filter, { projection: { _id: 1 }, batchSize: PAGE })) {
    ids.push(_id);
    if (ids.length < PAGE) continue;
    await writePage(ids);
    ids = [];
  }
  await writePage(ids);
  return sum;
}

/** Not one that was done and only isn't known to be with a majority. */
function isCutOff(error: unknown): boolean {
  return (
    error instanceof mongo.MongoServerError &&
    !(error instanceof mongo.MongoWriteConcernError) &&
    error.code === MAX_TIME_EXPIRED
  );
}
