export { type Connection, databaseName, type OpenMongoOptions, openMongo } from './connection.ts';
export { DatabaseUnavailable, DatabaseUnusable, isDuplicateKey, withDatabaseErrors } from './errors.ts';
export { createIndexes, type MongoIndex, type MongoMigration, migrateMongo } from './migrations.ts';
export { type MongoOutbox, mongoOutbox } from './outbox.ts';
export {
  type EmbeddedOutbox,
  type HasOutbox,
  newOutbox,
  OUTBOX_INDEX,
  type OutboxEvent,
  outboxSchema,
  pushEvents,
} from './outbox-schema.ts';
export { changeVersioned, TooManyConflicts, type VersionedWrite, writeVersioned } from './versioned-write.ts';
export { documentsById, insertMissing, isCollectionEmpty } from './whole-collections.ts';
