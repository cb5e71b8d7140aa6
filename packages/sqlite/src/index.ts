export {
  checkIntegrity,
  type Database,
  type OpenDatabaseOptions,
  openDatabase,
  releaseMemory,
} from './database.ts';
export { DatabaseUnusable, isSqliteError, MigrationFailed } from './errors.ts';
export { type GroupCommit, type GroupCommitOptions, groupCommit } from './group-commit.ts';
export { INBOX_MIGRATION, type SqliteInbox, sqliteInbox } from './inbox.ts';
export type { Migration } from './migrations.ts';
export {
  OUTBOX_MIGRATION,
  type OutboxRecord,
  type OutboxRow,
  type SqliteOutbox,
  sqliteOutbox,
} from './outbox.ts';
export { patientTransaction } from './patient-transaction.ts';
export { immediateTransaction, joinedTransaction } from './transaction.ts';
