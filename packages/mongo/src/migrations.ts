import type { Connection, mongo } from 'mongoose';
import { openForMigrations } from './connection.ts';
import { asDatabaseUnavailable, DatabaseUnavailable, DatabaseUnusable } from './errors.ts';

export interface MongoIndex {
  name: string;
  /** In the order of its fields. */
  key: Record<string, 1 | -1>;
  unique?: boolean;
  /** Leaves out documents without the (first) field. */
  sparse?: boolean;
}

/** A step of a database's schema. Once released its id and its effect stay. */
export interface MongoMigration {
  /** Unique within the database. */
  id: string;
  /**
   * Can be run again at any point, and beside itself: there is no transaction around it, and two processes may start at
   * the same moment. What it asks of the database may take hours, not seconds as elsewhere.
   */
  up: (db: mongo.Db) => Promise<void>;
}

const COLLECTION = 'schema_migration';

interface Applied {
  _id: string;
  appliedAt: Date;
}

/** For a migration: builds what isn't there yet of a collection's indexes. */
export function createIndexes(collection: string, indexes: readonly MongoIndex[]): MongoMigration['up'] {
  return async (db) => {
    await db.collection(collection).createIndexes(
      indexes.map(({ name, key, unique, sparse }) => ({
        name,
        key,
        ...(unique === undefined ? {} : { unique }),
        ...(sparse === undefined ? {} : { sparse }),
      })),
    );
  };
}

/**
 * Runs what the database hasn't seen, in the order given, and records each when it is through.
 * @throws DatabaseUnusable where a migration fails, or the database knows one that is not among `migrations`: a newer
 * version wrote it. DatabaseUnavailable
 */
export async function migrateMongo(
  connection: Connection,
  migrations: readonly MongoMigration[],
): Promise<void> {
  const known = new Set(migrations.map(({ id }) => id));
  if (known.size !== migrations.length) throw new TypeError('Two migrations have the same id.');
  const { db } = connection;
  if (db === undefined) throw new TypeError('The connection isn’t open.');
  const applied = db.collection<Applied>(COLLECTION);
  const done = new Set<string>();
  try {
    for await (const { _id } of applied.find()) done.add(_id);
  } catch (error) {
    throw asDatabaseUnavailable(error);
  }
  const unknown = [...done].filter((id) => !known.has(id));
  if (unknown.length > 0) {
    const message = `The database '${connection.name}' has migrations that this version doesn't know (${unknown.join(', ')}). Run the newer version.`;
    throw new DatabaseUnusable('database-newer', message);
  }
  const missing = migrations.filter(({ id }) => !done.has(id));
  if (missing.length === 0) return;
  await using unhurried = await openForMigrations(connection);
  for (const { id, up } of missing) {
    try {
      await up(unhurried.db);
      await applied.updateOne({ _id: id }, { $setOnInsert: { appliedAt: new Date() } }, { upsert: true });
    } catch (error) {
      const cause = asDatabaseUnavailable(error);
      if (cause instanceof DatabaseUnavailable) throw cause;
      const reason = error instanceof Error ? error.message : String(error);
      const message = `Migration '${id}' of the database '${connection.name}' failed: ${reason}`;
      throw new DatabaseUnusable('database-migration-failed', message, error);
    }
  }
}
