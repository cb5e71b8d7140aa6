import { DomainError } from '@qipei/kernel';

export type DatabaseFault =
  | 'database-not-sqlite'
  | 'database-corrupt'
  | 'database-unreachable'
  | 'database-newer'
  | 'database-not-migrated'
  | 'database-not-durable';

/** The file can't be used as it is. `details.file` names it. */
export class DatabaseUnusable extends DomainError {
  constructor(code: DatabaseFault, file: string, reason: string, cause?: unknown) {
    super({
      kind: 'unavailable',
      code,
      message: `The database '${file}' can't be used: ${reason}`,
      details: { file },
      cause,
    });
  }
}

/** Another connection has been writing for long, such as one that publishes a release: it may be asked again. */
export class DatabaseBusy extends DomainError {
  constructor(cause: unknown) {
    const message = 'Something large is being written just now; try again.';
    super({ kind: 'unavailable', code: 'database-busy', message, cause });
  }
}

/** The disk has no room: nothing of it was written, and it may be tried again once there is some. */
export class StorageFull extends DomainError {
  constructor(cause: unknown) {
    const message = 'There is no room left to write to; try again once there is some.';
    super({ kind: 'unavailable', code: 'storage-full', message, cause });
  }
}

/** A migration threw; the file is as it was before. */
export class MigrationFailed extends DomainError {
  constructor(file: string, id: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super({
      kind: 'unavailable',
      code: 'database-migration-failed',
      message: `Migration '${id}' of the database '${file}' failed, nothing was changed: ${reason}`,
      details: { file, id },
      cause,
    });
  }
}

/** SQLite's own message, translated where its result code tells what is wrong with the file. */
export function asDatabaseUnusable(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = String(error.code);
  if (code === 'SQLITE_NOTADB')
    return new DatabaseUnusable(
      'database-not-sqlite',
      file,
      'it is not a SQLite file, or it is encrypted.',
      error,
    );
  if (code.startsWith('SQLITE_CORRUPT')) {
    return new DatabaseUnusable(
      'database-corrupt',
      file,
      `it is damaged (${error.message}). Restore it from a backup.`,
      error,
    );
  }
  if (/^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM|AUTH|FULL|BUSY)|E[A-Z]+$)/.test(code)) {
    return new DatabaseUnusable('database-unreachable', file, `${error.message} (${code}).`, error);
  }
  return error;
}

/** Whether there was no room for what was to be written: in the file, in its log, or in the memory that its connections share. */
export function isFull(error: unknown): boolean {
  return isSqliteError(error, 'SQLITE_FULL') || isSqliteError(error, 'SQLITE_IOERR_SHMSIZE');
}

/** Whether SQLite itself threw this, with a result code that begins so. */
export function isSqliteError(error: unknown, code = 'SQLITE_'): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith(code);
}
