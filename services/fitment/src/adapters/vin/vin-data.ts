import { eventCounter, observeGauge } from '@qipei/service-kit';
import { loadVinTable, tableRelease, type VehicleData, type VinTable, VinTableError } from '@qipei/vin';
import { openSharedVehicles, openSharedVinTable, type SharedVinTable } from '@qipei/vin/batch';
import { cachedVinTable, VinTableUnproven } from '@qipei/vin/compile';
import { loadTable } from './load-table.ts';
import type { LoadTask, TableSource } from './load-thread.ts';
import { type FileState, type TableFile, tableFile } from './table-file.ts';
import { watchFile } from './watch-file.ts';

/** Where the table came from: the data folder, the file that the configuration names, or what the program brings. */
export type VinTableOrigin = 'installed' | 'configured' | 'default';

export interface ServedVinTable<T = VinTable> {
  readonly table: T;
  /** The same, for other threads. */
  readonly shared: SharedVinTable;
  /** Of the file. */
  readonly sizeBytes: number;
  readonly origin: VinTableOrigin;
  readonly since: Date;
}

/** Why a table that was put there is not served. */
export interface RefusedVinTable {
  readonly code: string;
  readonly message: string;
  readonly at: Date;
}

/** The VIN table as it is served now; another takes its place while calls go on. */
export interface VinData<T = VinTable> extends AsyncDisposable {
  /** To be taken once a call, and kept for it: the next time it may be another. */
  current(): T;
  served(): ServedVinTable<T>;
  /** The last table that was refused, until one is taken. */
  refused(): RefusedVinTable | undefined;
  /**
   * Serves another table from the next call on.
   * @throws VinTableError, VinTableUnproven for bytes that are no sound table; the one before goes on being served
   */
  install(bytes: Uint8Array, origin?: VinTableOrigin): Promise<T>;
}

export interface VinDataOptions {
  /** The file that the configuration names, or empty. */
  vinTableFile: string;
  /** Of the file that is looked for otherwise. */
  dataDir: string;
  logger: { info(what: object, message: string): void; error(what: object, message: string): void };
  /** How often the file is looked at beside the file system's own notices. */
  pollMs?: number;
}

const changes = eventCounter(
  'qipei.vin_table.changes',
  'VIN tables that were put there, by what became of them',
);

/** Opens the table and follows its file. A table that is unsound at the start is refused too, and the default served. */
export function openVinData(options: VinDataOptions): Promise<VinData> {
  return openTable(options, 'all', openSharedVinTable);
}

/** The same for who asks for vehicles alone: a third of the memory. */
export function openVehicleData(options: VinDataOptions): Promise<VinData<VehicleData>> {
  return openTable(options, 'vehicles', openSharedVehicles);
}

async function openTable<T extends VehicleData>(
  options: VinDataOptions,
  what: LoadTask['what'],
  open: (shared: SharedVinTable) => T,
): Promise<VinData<T>> {
  const { logger } = options;
  const file = tableFile(options);
  let served: ServedVinTable<T> | undefined;
  let refused: RefusedVinTable | undefined;
  let seen: FileState | undefined;

  async function take(source: TableSource, origin: VinTableOrigin): Promise<T> {
    const { shared, sizeBytes } = await loadTable({ source, what });
    const table = open(shared);
    served = { table, shared, sizeBytes, origin, since: new Date() };
    return table;
  }

  function refuse(cause: unknown): void {
    if (!(cause instanceof VinTableError || cause instanceof VinTableUnproven)) throw cause;
    refused = { code: cause.code, message: cause.message, at: new Date() };
    changes(1, { outcome: 'refused' });
    logger.error(
      { err: cause, file: file.path },
      'the VIN table is refused; the one before goes on being served',
    );
  }

  async function follow({ path, origin }: TableFile): Promise<void> {
    const state = await file.state();
    if (state.mark === seen?.mark) return;
    const first = seen === undefined;
    seen = state;
    if (!state.exists) {
      // A configured file that is gone for a moment is being replaced.
      if (origin === 'configured' || served?.origin === 'default') return;
      await take('default', 'default');
    } else {
      try {
        await take({ path }, origin);
      } catch (cause) {
        refuse(cause);
        return;
      }
    }
    refused = undefined;
    if (first) return;
    changes(1, { outcome: 'taken' });
    logger.info({ file: path, release: tableRelease(current()) }, 'another VIN table is served');
  }

  function current(): T {
    return (served as ServedVinTable<T>).table;
  }

  await follow(file);
  if (served === undefined && file.origin === 'configured') {
    const reason = (refused as RefusedVinTable | undefined)?.message ?? 'There is no such file.';
    throw new VinTableError('vin-table-foreign', `QIPEI_VIN_TABLE is ${file.path}. ${reason}`);
  }
  if (served === undefined) await take('default', 'default');
  await using opened = new AsyncDisposableStack();
  opened.use(
    observeGauge({
      name: 'qipei_vin_table_refused',
      description: 'Whether a VIN table that was put there is refused and another one served',
      read: () => (refused === undefined ? 0 : 1),
      attributes: { service: 'fitment' },
    }),
  );
  opened.use(
    watchFile(file.path, {
      pollMs: options.pollMs ?? 5_000,
      look: () => follow(file),
      onError: (error) =>
        logger.error({ err: error, file: file.path }, 'the VIN table could not be looked at'),
    }),
  );
  const resources = opened.move();
  return {
    current,
    served: () => served as ServedVinTable<T>,
    refused: () => refused,
    async install(bytes, origin = 'installed') {
      const table = await take({ bytes }, origin);
      refused = undefined;
      changes(1, { outcome: 'taken' });
      return table;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What is made of a table once, and again when another is served. */
export function ofCurrentTable<T, M>(current: () => T, make: (table: T) => M): () => M {
  let latest: { table: T; made: M } | undefined;
  return () => {
    const table = current();
    if (latest?.table !== table) latest = { table, made: make(table) };
    return latest.made;
  };
}

/** The table that a service over this data folder would serve, for work beside it. @throws VinTableError */
export async function readVinTable(
  options: Pick<VinDataOptions, 'vinTableFile' | 'dataDir'>,
): Promise<VinTable> {
  const file = tableFile(options);
  if (file.origin === 'installed') {
    if (!(await file.state()).exists) return loadVinTable(await cachedVinTable());
    try {
      return loadVinTable(new Uint8Array(await file.read()));
    } catch (cause) {
      if (!(cause instanceof VinTableError)) throw cause;
      return loadVinTable(await cachedVinTable());
    }
  }
  return loadVinTable(new Uint8Array(await file.read()));
}
