import type { mongo } from 'mongoose';

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
 * has no effect. A write that names a time of its own keeps it; building an index takes as long as it does.
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
      return write(...args);
    };
  }
  return collection;
}
