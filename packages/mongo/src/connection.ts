import { InvalidInput } from '@qipei/kernel';
import { type Connection, Mongoose, type mongo } from 'mongoose';
import { boundWrites } from './bounded-writes.ts';
import { asDatabaseUnavailable } from './errors.ts';

export type { Connection } from 'mongoose';

export interface OpenMongoOptions {
  /** `mongodb://…` or `mongodb+srv://…`; its own read and write concerns are overruled. */
  url: string;
  database: string;
  /** Most connections to a server. Default 20. */
  maxPoolSize?: number;
  /** Milliseconds that the server spends on an operation, at most. Default 8,000. */
  operationMs?: number;
}

const URL_FORM = /^mongodb(?:\+srv)?:\/\/[^/?]+(?:\/([^?]*))?(?:\?.*)?$/;

const OPERATION_MS = 8_000;
/** What the way to the server and back may take on top of that. */
const ON_THE_WAY_MS = 2_000;
/** Of a migration, which writes to whole collections or builds their indexes, and comes before all else. */
const MIGRATION_MS = 6 * 3_600_000;
/** A server that has too much to do is asked again so often. */
const OVERLOAD_RETRIES = 2;

/**
 * A connection whose acknowledged writes a majority has in its journal, and which reads nothing that could be rolled
 * back. Every operation, read or write, ends in bounded time: an attempt takes 5 s to find a server, 5 s to get a connection and
 * `operationMs` + 2 s until the answer, and there are two, or three where the server says that it has too much to do; of those
 * of a migration alone each may take hours. Indexes and collections are made by migrations alone. Close it with `connection.close()`.
 * @throws InvalidInput, DatabaseUnavailable
 */
export async function openMongo(options: OpenMongoOptions): Promise<Connection> {
  const { url, database, maxPoolSize = 20, operationMs = OPERATION_MS } = options;
  requireUrl(url);
  // An instance of its own: the library's settings are the process's otherwise.
  const mongoose = new Mongoose({
    // A filter with a field that the schema doesn't know would otherwise lose it in silence, and match more.
    strictQuery: 'throw',
    autoIndex: false,
    autoCreate: false,
    // What can't be sent now is refused, not kept in memory.
    bufferCommands: false,
    maxTimeMS: operationMs,
  });
  const open = async (limits: { operationMs: number; maxPoolSize: number }) =>
    await connected(mongoose.createConnection(url, driverOptions(database, limits)));
  const connection = await open({ operationMs, maxPoolSize });
  boundWrites(databaseOf(connection), operationMs);
  patient.set(connection, () => open({ operationMs: MIGRATION_MS, maxPoolSize: 2 }));
  return connection;
}

/** How each connection is opened once more, for what takes its time. */
const patient = new WeakMap<Connection, () => Promise<Connection>>();

/** The same database by a connection of its own, by which an operation may take hours. @throws DatabaseUnavailable */
export async function openForMigrations(connection: Connection): Promise<{ db: mongo.Db } & AsyncDisposable> {
  const opened = await patient.get(connection)?.();
  return {
    db: databaseOf(opened ?? connection),
    [Symbol.asyncDispose]: async () => await opened?.close(),
  };
}

function driverOptions(database: string, limits: { operationMs: number; maxPoolSize: number }) {
  const { operationMs, maxPoolSize } = limits;
  return {
    dbName: database,
    // At the top level these win over the URL's; inside `writeConcern` they don't.
    w: 'majority',
    journal: true,
    wtimeoutMS: operationMs,
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryReads: true,
    retryWrites: true,
    maxAdaptiveRetries: OVERLOAD_RETRIES,
    serverSelectionTimeoutMS: 5_000,
    connectTimeoutMS: 5_000,
    waitQueueTimeoutMS: 5_000,
    socketTimeoutMS: operationMs + ON_THE_WAY_MS,
    maxPoolSize,
    appName: database,
    promoteBuffers: true,
  } as const;
}

/** @throws DatabaseUnavailable */
async function connected(connection: Connection): Promise<Connection> {
  connection.on('error', () => {
    // The operation that met it reports it; without a listener it would end the process.
  });
  try {
    const opened = await connection.asPromise();
    databaseOf(opened);
    return opened;
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw asDatabaseUnavailable(error);
  }
}

function databaseOf({ db }: Connection): mongo.Db {
  if (db === undefined) throw new TypeError('The connection isn’t open.');
  return db;
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
