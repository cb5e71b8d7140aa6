import { DomainError } from '@qipei/kernel';
import { mongo } from 'mongoose';

/** The server can't be reached, has no primary, or didn't answer in time. Whether a write happened is not known. */
export class DatabaseUnavailable extends DomainError {
  constructor(cause: unknown) {
    super({
      kind: 'unavailable',
      code: 'database-unavailable',
      message: 'The database doesn’t answer at the moment; try again.',
      cause,
    });
  }
}

/** The database can't be used as it is; nothing was changed. */
export class DatabaseUnusable extends DomainError {
  constructor(code: 'database-newer' | 'database-migration-failed', message: string, cause?: unknown) {
    super({ kind: 'unavailable', code, message, cause });
  }
}

/**
 * What the server answers when its time is over, while a primary steps down, is elected or shuts down, and when it was begun again
 * amid a reading, whose cursor (43, 237) it doesn't know any more.
 */
const PASSING_CODES = new Set([43, 50, 64, 89, 91, 189, 237, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

const DUPLICATE_KEY = 11_000;

/** Of no class that the packages export. */
const NAMED = new Set(['MongooseServerSelectionError', 'MongoWaitQueueTimeoutError']);

function isPassing(error: unknown): boolean {
  if (error instanceof mongo.MongoServerSelectionError || error instanceof mongo.MongoNetworkError)
    return true;
  if (error instanceof mongo.MongoWriteConcernError) return true;
  if (error instanceof mongo.MongoNotConnectedError || error instanceof mongo.MongoTopologyClosedError)
    return true;
  if (error instanceof mongo.MongoServerError) {
    // A bulk write, which an insert of several is to the driver, hides the connection's error in its own.
    const inner: unknown = error.errorResponse;
    const codes = [error.code, ...writeErrorCodes(error)];
    return (
      codes.some((code) => PASSING_CODES.has(Number(code))) || (inner instanceof Error && isPassing(inner))
    );
  }
  return error instanceof Error && NAMED.has(error.name);
}

/** Whether that is all that was wrong: of several writes others may have failed for another reason. */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof mongo.MongoServerError) || error.code !== DUPLICATE_KEY) return false;
  return writeErrorCodes(error).every((code) => code === DUPLICATE_KEY);
}

/** Of the writes of one request that failed; none where it was a single one. */
function writeErrorCodes(error: mongo.MongoServerError): number[] {
  if (!(error instanceof mongo.MongoBulkWriteError)) return [];
  return [error.writeErrors].flat().map(({ code }) => code);
}

/** The driver's own error, translated where it only says that the server is away. */
export function asDatabaseUnavailable(error: unknown): unknown {
  return isPassing(error) ? new DatabaseUnavailable(error) : error;
}

type Methods<T> = { [K in keyof T]: (...args: never[]) => Promise<unknown> };

/** The same methods; what the driver throws because the server is away becomes a `DatabaseUnavailable`. */
export function withDatabaseErrors<T extends Methods<T>>(methods: T): T {
  const wrapped = Object.entries<(...args: never[]) => Promise<unknown>>(methods).map(([name, method]) => [
    name,
    async (...args: never[]) => {
      try {
        return await method(...args);
      } catch (error) {
        throw asDatabaseUnavailable(error);
      }
    },
  ]);
  return Object.fromEntries(wrapped) as T;
}
