import { InvalidInput } from '@qipei/kernel';
import { type Connection, Mongoose } from 'mongoose';
import { asDatabaseUnavailable } from './errors.ts';

export type { Connection } from 'mongoose';

export interface OpenMongoOptions {
  /** `mongodb://…` or `mongodb+srv://…`; its own read and write concerns are overruled. */
  url: string;
  database: string;
  /** Most connections to a server. Default 20. */
  maxPoolSize?: number;
}

const URL_FORM = /^mongodb(?:\+srv)?:\/\/[^/?]+(?:\/([^?]*))?(?:\?.*)?$/;

/** What the server spends on an operation, at most. */
const OPERATION_MS = 8_000;

/**
 * A connection whose acknowledged writes a majority has in its journal, and which reads nothing that could be rolled
 * back. Every operation ends in bounded time. Indexes and collections are made by migrations alone. Close it with
 * `connection.close()`.
 * @throws InvalidInput, DatabaseUnavailable
 */
export async function openMongo(options: OpenMongoOptions): Promise<Connection> {
  const { url, database, maxPoolSize = 20 } = options;
  requireUrl(url);
  // An instance of its own: the library's settings are the process's otherwise.
  const mongoose = new Mongoose({
    // A filter with a field that the schema doesn't know would otherwise lose it in silence, and match more.
    strictQuery: 'throw',
    autoIndex: false,
    autoCreate: false,
    // What can't be sent now is refused, not kept in memory.
    bufferCommands: false,
    maxTimeMS: OPERATION_MS,
  });
  const connection = mongoose.createConnection(url, {
    dbName: database,
    // At the top level these win over the URL's; inside `writeConcern` they don't.
    w: 'majority',
    journal: true,
    wtimeoutMS: OPERATION_MS,
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryReads: true,
    retryWrites: true,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    waitQueueTimeoutMS: 5_000,
    // A little more than the server gives itself.
    socketTimeoutMS: OPERATION_MS + 2_000,
    maxPoolSize,
    appName: database,
    promoteBuffers: true,
  });
  connection.on('error', () => {
    // The operation that met it reports it; without a listener it would end the process.
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw asDatabaseUnavailable(error);
  }
}

/** A service's own database: the name in the URL, or `qipei`, with the service's behind it. */
export function databaseName(url: string, service: string): string {
  const named = requireUrl(url);
  return `${named === '' ? 'qipei' : named}-${service}`;
}

/** Never repeats the URL, which may carry a password. */
function requireUrl(url: string): string {
  const match = URL_FORM.exec(url);
  if (match === null)
    throw new InvalidInput('url', 'database-url-invalid', 'A MongoDB URL is mongodb://host[:port][/name].');
  return match[1] ?? '';
}
