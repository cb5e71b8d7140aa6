import { join } from 'node:path';
import { TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { GrantServiceService } from '@qipei/contracts/catalog/v1/grant';
import { coalescedWake, type Outbox, startRelay, wakeRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import {
  type ExportFiles,
  type ExportJobs,
  exportFiles,
  observeExports,
  startExportRunner,
} from '@qipei/export-job';
import { sqliteExportJobs } from '@qipei/export-job/sqlite';
import {
  fileImportSpool,
  hasEnded,
  type ImportJobs,
  type ImportRecord,
  type ImportSpool,
  importFailureOf,
  observeWaitingImports,
  startImportRunner,
  withImports,
} from '@qipei/import-job';
import { sqliteImportJobs } from '@qipei/import-job/sqlite';
import { type Snapshot, systemClock } from '@qipei/kernel';
import { type ReleaseContent, type Releases, startReleaseRunner, withoutOpenReleases } from '@qipei/release';
import { sqliteReleases } from '@qipei/release/sqlite';
import { createGrpcClient, type Logger, type ObservedOutbox, observeImports } from '@qipei/service-kit';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import type { VehicleData } from '@qipei/vin';
import { grpcOwnParts } from './adapters/catalog/grpc-own-parts.ts';
import { grpcPartResolver } from './adapters/catalog/grpc-part-resolver.ts';
import { grpcSharedCatalogues } from './adapters/catalog/grpc-shared-catalogues.ts';
import { grpcSharedParts } from './adapters/catalog/grpc-shared-parts.ts';
import { followPartVisibility } from './adapters/events/follow-part-visibility.ts';
import { fitmentExport } from './adapters/exports/fitment-export.ts';
import { FITMENT_MIGRATIONS } from './adapters/sqlite/fitment-migrations.ts';
import { sqliteFitmentRelease } from './adapters/sqlite/sqlite-fitment-release.ts';
import { sqliteFitmentStaging } from './adapters/sqlite/sqlite-fitment-staging.ts';
import { sqliteOwnFitments } from './adapters/sqlite/sqlite-own-fitments.ts';
import {
  sqlitePartFitmentsReader,
  sqlitePartFitmentsWriter,
} from './adapters/sqlite/sqlite-part-fitments.ts';
import { sqliteRulePackArchive, sqliteRulePacks } from './adapters/sqlite/sqlite-rule-packs.ts';
import { sqliteUnresolvedFitments } from './adapters/sqlite/sqlite-unresolved-fitments.ts';
import { sqliteVehicleArchive } from './adapters/sqlite/sqlite-vehicle-archive.ts';
import { sqliteVehicleReader, sqliteVehicleWriter } from './adapters/sqlite/sqlite-vehicles.ts';
import { platformTable } from './adapters/vin/platform-table.ts';
import { ofCurrentTable, openVehicleData, readVinTable } from './adapters/vin/vin-data.ts';
import { checkOfImport } from './application/check-of-import.ts';
import type { ExpanderOf } from './application/expander-of.ts';
import { type FitmentRecord, fitmentSnapshot } from './application/fitment-snapshot.ts';
import type { FitmentStaging } from './application/fitment-staging.ts';
import { fitmentImport } from './application/import-fitments.ts';
import { importOfCurrentTable } from './application/import-of-current-table.ts';
import { importOfTenantVehicles } from './application/import-of-tenant-vehicles.ts';
import { vehicleImport } from './application/import-vehicles.ts';
import { mergedVehicleCatalogue } from './application/merged-vehicle-catalogue.ts';
import { republishFitments as republish } from './application/republish-fitments.ts';
import {
  resolveParts,
  resolveUnknownParts,
  resolveUnresolved,
  resolveWithTable,
  takeBackLeft,
} from './application/resolve-unresolved.ts';
import { withRulePacks } from './application/rule-pack-snapshot.ts';
import { rememberingPrivate } from './application/told-private.ts';
import { type UnresolvedRecord, withUnresolved } from './application/unresolved-snapshot.ts';
import { withVehicles } from './application/vehicle-snapshot.ts';
import { vehicleWriting } from './application/vehicle-writing.ts';
import type { FitmentConfig } from './config.ts';
import { type FitmentExpander, fitmentExpander } from './domain/expand-fitments.ts';
import type { OwnFitments } from './domain/own-fitments.ts';
import type {
  PartFitmentsArchive,
  PartFitmentsReader,
  PartFitmentsWriter,
  PartVisibilityWriter,
} from './domain/part-fitments-repository.ts';
import type { PlatformTable } from './domain/platform-table.ts';
import type { RulePackArchive, RulePackRecord, RulePackRepository } from './domain/rule-pack-repository.ts';
import type { SharesAll } from './domain/shared-catalogues.ts';
import { NOTHING_SHARED, type SharedParts } from './domain/shared-parts.ts';
import { unknownPartId } from './domain/unknown-part.ts';
import type { UnresolvedFitments } from './domain/unresolved-fitments.ts';
import type { VehicleCatalogue, VehicleView } from './domain/vehicle-catalogue.ts';
import type {
  VehicleArchive,
  VehicleReader,
  VehicleRecord,
  VehicleWriter,
} from './domain/vehicle-repository.ts';

type Storage = Pick<FitmentConfig, 'storage' | 'imports'>;

export interface FitmentStore extends AsyncDisposable {
  /** What tenants have added to the vehicle table. */
  vehicles: { reader: VehicleReader; writer: VehicleWriter; archive: VehicleArchive };
  /** By which tenants add to what a VIN tells. */
  rulePacks: { repository: RulePackRepository; archive: RulePackArchive };
  reader: PartFitmentsReader;
  writer: PartFitmentsWriter;
  visibility: PartVisibilityWriter;
  archive: PartFitmentsArchive;
  unresolved: UnresolvedFitments;
  outbox: Outbox & ObservedOutbox;
  jobs: ImportJobs;
  spool: ImportSpool;
  releases: FitmentReleases;
  exports: FitmentExports | undefined;
}

/** Undefined where the storage makes no exports. */
export interface FitmentExports {
  jobs: ExportJobs & { onAnnounced(listener: () => void): Disposable };
  files: ExportFiles;
  /** `oneState`: what is imported or published meanwhile isn't seen. */
  open(): Promise<OwnFitments & AsyncDisposable & { oneState: boolean }>;
}

export interface FitmentReleases {
  store: Releases;
  content: ReleaseContent;
  staging: FitmentStaging;
}

/** Rows of one transaction, or of one round of writes. What is read of more outlives the young generation and takes memory. */
const BATCH_ROWS = 1_500;
/** How often it is looked for rows that a process which has ended was moving. */
const LEFT_MS = 5 * 60_000;
/** The catalogue tells of its parts as fast as an export takes them. */
const EXPORT_TIMEOUT_MS = 6 * 3_600_000;

/** The storage for what answers calls, which may be about parts that others share with the caller. */
export async function openSharedFitmentStore(
  config: Storage & Pick<FitmentConfig, 'catalogAddress' | 'peerSecurity'>,
): Promise<FitmentStore & { sharesAll: SharesAll }> {
  await using opened = new AsyncDisposableStack();
  const { catalogAddress: address, peerSecurity } = config;
  const grants = opened.use(createGrpcClient(GrantServiceService, { address, peerSecurity }));
  const catalog = opened.use(createGrpcClient(CatalogServiceService, { address, peerSecurity }));
  const store = opened.use(await openFitmentStore(config, noVehicles, grpcSharedParts(catalog)));
  const resources = opened.move();
  const sharesAll = grpcSharedCatalogues(grants);
  return { ...store, sharesAll, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** Opens the storage that the configuration names. Only where releases are settled are vehicles looked up. */
export async function openFitmentStore(
  config: Storage,
  expanderOf: ExpanderOf = noVehicles,
  sharedParts: SharedParts = NOTHING_SHARED,
): Promise<FitmentStore> {
  const { storage } = config;
  const upload = config.imports === undefined ? {} : { maxBytes: config.imports.maxUploadBytes };
  if (storage.engine === 'mongodb') {
    const onCommit = coalescedWake(() => wakeRelay(relayName(config)));
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoFitments } = await import('./adapters/mongo/open-mongo-fitments.ts');
    return await openMongoFitments(storage.url, {
      ...{ clock: systemClock, upload, onCommit, sharedParts, expanderOf },
    });
  }
  const file = join(storage.dataDir, 'fitment.sqlite');
  const db = openDatabase({
    ...{ file, migrations: FITMENT_MIGRATIONS, cacheMb: 8, temporary: 'files', pageBytes: 16_384 },
  });
  const writer = sqlitePartFitmentsWriter(db, systemClock);
  const releases = sqliteReleases(db, { kind: 'fitments', topic: TOPICS.fitmentRelease });
  return {
    ...{ reader: sqlitePartFitmentsReader(db, sharedParts), writer, visibility: writer, archive: writer },
    unresolved: sqliteUnresolvedFitments(db),
    vehicles: {
      reader: sqliteVehicleReader(db),
      writer: sqliteVehicleWriter(db),
      archive: sqliteVehicleArchive(db),
    },
    rulePacks: { repository: sqliteRulePacks(db), archive: sqliteRulePackArchive(db) },
    outbox: sqliteOutbox(db),
    jobs: sqliteImportJobs(db, { topic: TOPICS.fitmentImport }),
    exports: {
      jobs: sqliteExportJobs(db),
      files: exportFiles({ directory: join(storage.dataDir, 'exports', 'fitment') }),
      open: async () => openFitmentsAtOnce(file),
    },
    releases: {
      store: releases,
      content: sqliteFitmentRelease(db, releases, expanderOf),
      staging: sqliteFitmentStaging(db, releases, expanderOf),
    },
    spool: fileImportSpool({ directory: join(storage.dataDir, 'spool', 'fitment'), ...upload }),
    [Symbol.asyncDispose]: async () => void db.close(),
  };
}

/** One state for as long as it is open. */
function openFitmentsAtOnce(file: string): Awaited<ReturnType<FitmentExports['open']>> {
  const db = openDatabase({ file, migrations: FITMENT_MIGRATIONS, readonly: true });
  db.exec('BEGIN');
  // The state is that of the first read.
  db.prepare('SELECT 1 FROM part_fitments LIMIT 1').get();
  return { ...sqliteOwnFitments(db), oneState: true, [Symbol.asyncDispose]: async () => void db.close() };
}

async function noVehicles(): Promise<never> {
  throw new Error('this storage was opened without the vehicle table');
}

/** What writers and relay in one process know each other by. */
function relayName({ storage }: Pick<Storage, 'storage'>): string {
  return storage.engine === 'sqlite' ? join(storage.dataDir, 'fitment.sqlite') : 'mongodb-fitment';
}

/** What the service does beside answering: imports, events out, the visibility of parts in. */
export async function startFitmentBackground(config: FitmentConfig, { logger }: { logger: Logger }) {
  await using opened = new AsyncDisposableStack();
  const vinData = opened.use(await openVehicleData({ ...config, logger }));
  const platform = ofCurrentTable(vinData.current, ({ vehicles }) => platformTable(vehicles));
  let catalogue: VehicleCatalogue | undefined;
  /** One for each view: what it remembers serves all parts of a release. */
  const expanders = new WeakMap<VehicleView, FitmentExpander>();
  const expanderOf: ExpanderOf = async (tenant, modelIds) => {
    const view = (await catalogue?.view(tenant, { modelIds })) ?? (await noVehicles());
    const known = expanders.get(view) ?? fitmentExpander(view);
    expanders.set(view, known);
    return known;
  };
  const store = opened.use(await openFitmentStore(config, expanderOf));
  catalogue = vehicleCatalogue(platform, store.vehicles.reader);
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-fitment', topics: TOPIC_SPECS }),
  );
  const catalog = opened.use(
    createGrpcClient(CatalogServiceService, {
      address: config.catalogAddress,
      peerSecurity: config.peerSecurity,
    }),
  );
  const relay = opened.use(
    startRelay({
      outbox: store.outbox,
      log,
      file: relayName(config),
      onError: (error) => logger.error({ err: error }, 'events could not be relayed'),
    }),
  );
  const parts = grpcPartResolver(catalog);
  const metrics = opened.use(observeImports('fitment'));
  opened.use(observeWaitingImports('fitment', store.jobs));
  const { writer: fitments, unresolved } = store;
  const told = rememberingPrivate(store.visibility);
  const checks = opened.use(checkOfImport());
  const releases = { ...store.releases, checks };
  const importOf =
    (onlyNew: boolean) =>
    ({ vehicles: shared }: VehicleData) => {
      const kindOf = (vehicles: VehicleView) =>
        fitmentImport({ parts, vehicles, fitments, unresolved, told, clock: systemClock, onlyNew, releases });
      const ofShared: VehicleView = {
        years: (modelId) => shared.years(modelId),
        vehicles: (modelId, year) => shared.vehicles(modelId, year),
        findMake: (name) => shared.findMake(name),
        findModel: (makeId, name) => shared.findModel(makeId, name),
        // Ids of foreign tables come with a tenant's own.
        findBaseVehicle: () => undefined,
        model: (modelId) => shared.model(modelId),
      };
      const hasOwn = async (tenant: string) => (await store.vehicles.reader.revision(tenant)) > 0;
      const of = { catalogue, fitments: store.reader, kindOf, hasOwn };
      return importOfTenantVehicles({ ...of, shared: kindOf(ofShared) });
    };
  const late = importOfCurrentTable(vinData.current, importOf(true));
  const closing = new AbortController();
  opened.defer(() => closing.abort());
  const resolving = { unresolved, kind: late, signal: closing.signal };
  const visibility = opened.use(
    await followPartVisibility({
      ...{ fitments: told, log, logger },
      onSaved: (publisher, saved) => resolveParts(publisher, saved.map(unknownPartId), resolving),
    }),
  );
  const resolver = opened.use(
    resolveWithTable({
      current: vinData.current,
      resolve: (signal) => resolveUnresolved({ unresolved, kind: late, signal }),
      onError: (error) =>
        logger.error({ err: error }, 'rows that wait for their vehicles were not looked at'),
    }),
  );
  const unknownParts = opened.use(
    resolveWithTable({
      current: () => undefined,
      resolve: (signal) => resolveUnknownParts({ ...resolving, parts, signal }),
      onError: (error) => logger.error({ err: error }, 'rows that wait for their parts were not looked at'),
    }),
  );
  opened.use(
    resolveWithTable({
      current: () => Math.floor(systemClock.now().getTime() / LEFT_MS),
      resolve: (signal) => takeBackLeft({ unresolved, kind: late, signal }),
      onError: (error) => logger.error({ err: error }, 'rows that were left half moved were not looked at'),
    }),
  );
  opened.use(
    startImportRunner({
      ...{ jobs: store.jobs, spool: store.spool, logger, batchRows: BATCH_ROWS },
      ...(config.imports !== undefined && { maxUnpackedBytes: config.imports.maxUnpackedBytes }),
      kinds: [
        importOfCurrentTable(vinData.current, importOf(false)),
        vehicleImport({ platform, vehicles: store.vehicles.writer, clock: systemClock }),
      ],
      onProgress(job) {
        relay.wake();
        metrics.progressed(job);
        if (job.kind === 'vehicles' && job.state === 'done') resolver.wake();
        // A part may have come while a row that names it was on its way.
        if (job.kind === 'fitments' && job.failed > 0 && hasEnded(job)) unknownParts.wake();
      },
    }),
  );
  if (store.exports !== undefined) {
    const slow = opened.use(
      createGrpcClient(CatalogServiceService, {
        ...{ address: config.catalogAddress, peerSecurity: config.peerSecurity },
        timeoutMs: EXPORT_TIMEOUT_MS,
      }),
    );
    const ofVehicles = { catalogue, reader: store.vehicles.reader };
    const kind = fitmentExport({
      ...{ open: store.exports.open, parts: grpcOwnParts(slow), clock: systemClock },
      vehicles: (tenant, withIds) => vehicleWriting(tenant, { ...ofVehicles, withIds }),
    });
    opened.use(observeExports('fitment', store.exports.jobs));
    opened.use(startExportRunner({ jobs: store.exports.jobs, files: store.exports.files, kind, logger }));
  }
  opened.use(
    startReleaseRunner({
      ...{ kind: 'fitments', releases: store.releases.store, content: store.releases.content, logger },
      importFailure: (tenant, jobId) => importFailureOf(store.jobs, tenant, jobId),
      ...(config.releasesKept !== undefined && { keep: config.releasesKept }),
      onSettled() {
        relay.wake();
        // What waited while it was staged may be known by now.
        resolver.wake();
        unknownParts.wake();
      },
    }),
  );
  const resources = opened.move();
  return { ended: visibility.ended, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** The platform's vehicles and tenants' own. */
export function vehicleCatalogue(platform: () => PlatformTable, reader: VehicleReader): VehicleCatalogue {
  return mergedVehicleCatalogue({ platform, reader, thisYear: () => systemClock.now().getFullYear() });
}

/** Tells once more, by events, where every part fits; beside a service that doesn't run. Returns of how many parts. */
export async function republishFitments(
  config: Storage & Pick<FitmentConfig, 'vinTableFile' | 'dataDir'>,
): Promise<number> {
  const table = platformTable((await readVinTable(config)).vehicles);
  await using store = await openFitmentStore(config);
  return await republish(
    store.archive,
    vehicleCatalogue(() => table, store.vehicles.reader),
  );
}

/** All that the service keeps; beside a service that doesn't run. */
export async function openFitmentSnapshot(
  config: Pick<FitmentConfig, 'storage'>,
): Promise<Snapshot<FitmentRecord | VehicleRecord | UnresolvedRecord | RulePackRecord | ImportRecord>> {
  const store = await openFitmentStore(config);
  const content = withImports(
    withRulePacks(
      withUnresolved(withVehicles(fitmentSnapshot(store.archive), store.vehicles.archive), store.unresolved),
      store.rulePacks.archive,
    ),
    store.jobs.archive,
  );
  return {
    ...withoutOpenReleases(content, store.releases.store),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

/** How many events have yet to be published. */
export async function fitmentEventsWaiting(config: Storage): Promise<number> {
  await using store = await openFitmentStore(config);
  return await store.outbox.length();
}
