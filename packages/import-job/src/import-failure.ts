import { UnreadableFile } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';

/** A kind's own code failed for reasons that trying again won't mend. */
export class JobFault extends Error {}

/** The kind doesn't take the file, for reasons that its sender can mend; see the cause. */
export class FileRefused extends Error {}

/** Another runner has the job, which this one leaves as it is. */
export class TakenOver extends Error {}

/** Another service is away for now. */
export function isPassing(error: unknown): boolean {
  return error instanceof DomainError && ['unavailable', 'deadline', 'exhausted'].includes(error.kind);
}

const STORAGE =
  /^(SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|NOMEM)|EIO$|EAGAIN$|EMFILE$|ENFILE$|ENOSPC$|EDQUOT$|ENOMEM$)/;

/**
 * A database server is away, others write a document or a database file all the time, its events wait for the log, or the disk has
 * no room.
 */
const SERVER_CODES = [
  'database-unavailable',
  'database-busy',
  'too-many-conflicts',
  'outbox-full',
  'storage-full',
];

/** The disk has no room, or whoever this process runs as may take no more of it. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** The disk or the database is full, busy or gone: no fault of the job's, which goes on when that has passed. */
export function isStorageTrouble(error: unknown): boolean {
  if (error instanceof DomainError) return SERVER_CODES.includes(error.code);
  return error instanceof Error && 'code' in error && STORAGE.test(String(error.code));
}

/** What the sender of the file is told. */
export function failureText(error: unknown): string {
  const cause = error instanceof JobFault || error instanceof FileRefused ? error.cause : error;
  if (cause instanceof UnreadableFile || cause instanceof DomainError)
    return `${cause.code}: ${cause.message}`;
  return 'internal-error: The service failed in taking the rows in. Those counted were taken; the rest were not.';
}
