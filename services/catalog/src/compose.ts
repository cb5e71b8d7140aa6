import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { type EventLog, type Outbox, startRelay, wakeRelay } from '@qipei/event-log';
import { openEventLog } from '@qipei/event-log/open';
import { observeExports, startExportRunner } from '@qipei/export-job';
import {
  type ImportJobStore,
  type ImportJobs,
  type ImportRecord,
  type ImportSpool,
  importFailureOf,
  observeWaitingImports,
  startImportRunner,
  withImports,
} from '@qipei/import-job';
import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import { type ReleaseContent, type Releases, startReleaseRunner, withoutOpenReleases } from '@qipei/release';
import {
  type Logger,
  newTraceparent,
  type ObservedOutbox,
  observeImports,
  observeOutbox,
} from '@qipei/service-kit';
import { partExport } from './adapters/exports/part-export.ts';
import { partImport } from './adapters/imports/part-import.ts';
import type { PartStaging } from './adapters/imports/part-staging.ts';
import { pictureRenderer } from './adapters/pictures/render-picture.ts';
import {
  openSqliteCatalog,
  type PartExports,
  readSqlitePartVersions,
} from './adapters/sqlite/open-sqlite-catalog.ts';
import { checkGraph } from './application/check-graph.ts';
import { settleForeignIds } from './application/foreign-ids.ts';
import { type GrantRecord, withGrants } from './application/grant-snapshot.ts';
import type { RenderPicture } from './application/part-pictures.ts';
import { withPictures } from './application/picture-snapshot.ts';
import { startUpkeep } from './application/run-upkeep.ts';
import type { CatalogConfig } from './config.ts';
import type { Diagrams } from './domain/diagram-repository.ts';
import type { ForeignIds } from './domain/foreign-ids.ts';
import type { GrantArchive, GrantRepository } from './domain/grant-repository.ts';
import type { GraphChecks } from './domain/graph-checks.ts';
import type { OwnParts } from './domain/own-parts.ts';
import type { PartReader, PartWriter } from './domain/part-repository.ts';
import type { PartRecord } from './domain/part-snapshot.ts';
import type { PartVersion } from './domain/part-version.ts';
import type { PictureArchive, PictureRecord } from './domain/picture-archive.ts';
import type { PartAlbums, PictureBytes } from './domain/picture-repository.ts';

/** Numbers fall anywhere in the index: the more rows share a commit, the fewer times is one of its pages written. */
const BATCH_ROWS = 4_000;
/** Parts of one slice of the checks for loops and contradictions. */
const CHECKED_AT_ONCE = 200;

type Storage = Pick<CatalogConfig, 'storage' | 'imports'>;

export interface CatalogParts extends AsyncDisposable {
  parts: PartReader;
  grants: GrantRepository;
  checks: GraphChecks;
  foreignIds: ForeignIds;
  albums: PartAlbums;
  pictureBytes: PictureBytes;
  diagrams: Diagrams;
  render: RenderPicture;
  clock: Clock;
  jobs: ImportJobStore;
  spool: ImportSpool;
  releases: PartReleases;
  /** Undefined where the storage makes no exports. */
  ownParts: OwnParts | undefined;
  exports: PartExports | undefined;
}

export interface PartReleases {
  store: Releases;
  content: ReleaseContent;
  staging: PartStaging;
}

/** What the gRPC side works with. */
export async function composeCatalog(config: Storage, clock: Clock = systemClock): Promise<CatalogParts> {
  await using opened = new AsyncDisposableStack();
  const { reader, graphChecks, foreignIds, outbox, jobs, spool, releases, ...rest } = opened.use(
    await openCatalog(config, 'calls', clock),
  );
  const { ownParts, exports, grants, albums, pictureBytes, diagrams } = rest;
  opened.use(observeOutbox('catalog', outbox));
  const resources = opened.move();
  const dispose = { [Symbol.asyncDispose]: () => resources.disposeAsync() };
  return {
    ...{
      parts: reader,
      checks: graphChecks,
      foreignIds,
      clock,
      jobs,
      spool,
      releases,
      ownParts,
      exports,
      grants,
      ...{ albums, pictureBytes, diagrams, render: pictureRenderer() },
    },
    ...dispose,
  };
}

export interface CatalogBackground extends AsyncDisposable {
  /** Resolves when every event saved so far is in the log. */
  eventsPublished(): Promise<void>;
}

/** Imports and the relay of their events, on a connection of their own. */
export async function startCatalogBackground(
  config: Storage & Pick<CatalogConfig, 'eventLog' | 'graphChecks' | 'releasesKept'>,
  { logger, clock = systemClock, log }: { logger: Logger; clock?: Clock; log?: EventLog },
): Promise<CatalogBackground> {
  await using opened = new AsyncDisposableStack();
  const { ungranted, writer, graphChecks, foreignIds, outbox, jobs, spool, releases, exports } = opened.use(
    await openCatalog(config, 'imports', clock),
  );
  const eventLog =
    log ??
    opened.use(await openEventLog(config.eventLog, { clientId: 'qipei-catalog', topics: TOPIC_SPECS }));
  const relay = opened.use(
    startRelay({
      outbox,
      log: eventLog,
      file: relayName(config),
      onError: (error) => logger.error({ err: error }, 'events wait for the event log'),
    }),
  );
  const metrics = opened.use(observeImports('catalog'));
  opened.use(observeWaitingImports('catalog', jobs));
  opened.use(
    startImportRunner({
      jobs,
      spool,
      kinds: [partImport({ writer, clock, staging: releases.staging, foreignIds })],
      logger,
      clock,
      batchRows: BATCH_ROWS,
      ...(config.imports !== undefined && { maxUnpackedBytes: config.imports.maxUnpackedBytes }),
      onProgress(job) {
        relay.wake();
        metrics.progressed(job);
      },
    }),
  );
  opened.use(
    startUpkeep({
      steps: [
        async () => {
          const settled = await settleForeignIds(
            { foreignIds },
            { now: clock.now(), traceparent: newTraceparent() },
          );
          if (settled > 0) relay.wake();
          return settled;
        },
        async () => {
          if (config.graphChecks === 'off') return 0;
          // Faults are kept, and grants end: what others share is no ground for them.
          return await checkGraph(
            { limit: CHECKED_AT_ONCE },
            { parts: ungranted, checks: graphChecks, clock },
          );
        },
      ],
      onError: (error) => logger.error({ err: error }, 'the upkeep of the catalogue is interrupted'),
    }),
  );
  opened.use(
    startReleaseRunner({
      kind: 'parts',
      releases: releases.store,
      content: releases.content,
      importFailure: (tenant, jobId) => importFailureOf(jobs, tenant, jobId),
      ...(config.releasesKept !== undefined && { keep: config.releasesKept }),
      logger,
      clock,
      onSettled: () => relay.wake(),
    }),
  );
  if (exports !== undefined) {
    const kind = partExport({ open: exports.openParts, clock, foreignIds });
    opened.use(observeExports('catalog', exports.jobs));
    opened.use(startExportRunner({ jobs: exports.jobs, files: exports.files, kind, logger, clock }));
  }
  const resources = opened.move();
  return {
    eventsPublished: () => relay.drained(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/**
 * Every publisher's parts with their versions, by id: for an operator's comparison, not limited to a tenant. Beside a
 * catalogue that runs or on its own.
 * @throws DatabaseUnusable where there is no catalogue
 */
export async function* readPartVersions({ storage }: Storage): AsyncGenerator<PartVersion> {
  if (storage.engine === 'sqlite') return yield* readSqlitePartVersions(storage);
  const { openMongoCatalog } = await import('./adapters/mongo/open-mongo-catalog.ts');
  await using catalog = await openMongoCatalog(storage);
  yield* catalog.versions();
}

/** Tells of every grant and every part once more, by events; beside a service that doesn't run. Returns of how many parts. */
export async function republishCatalog(config: Storage): Promise<number> {
  await using catalog = await openCatalog(config, 'imports');
  const change = { now: systemClock.now(), traceparent: newTraceparent() };
  await catalog.grants.republish(change);
  return await catalog.republish(change);
}

/** How many events have yet to be published. */
export async function catalogEventsWaiting(config: Storage): Promise<number> {
  await using catalog = await openCatalog(config, 'calls');
  return await catalog.outbox.length();
}

/** All that the service keeps, to be copied; beside a service that doesn't run. */
export async function openCatalogSnapshot(
  config: Storage,
): Promise<Snapshot<PartRecord | GrantRecord | PictureRecord | ImportRecord>> {
  const catalog = await openCatalog(config, 'imports');
  const content = withPictures(withGrants(catalog.content, catalog.grants), catalog.pictures);
  return {
    ...withoutOpenReleases(withImports(content, catalog.jobs.archive), catalog.releases.store),
    [Symbol.asyncDispose]: () => catalog[Symbol.asyncDispose](),
  };
}

interface OpenedCatalog extends AsyncDisposable {
  reader: PartReader;
  ungranted: PartReader;
  grants: GrantRepository & GrantArchive;
  writer: PartWriter;
  graphChecks: GraphChecks;
  foreignIds: ForeignIds;
  albums: PartAlbums;
  pictureBytes: PictureBytes;
  diagrams: Diagrams;
  pictures: PictureArchive;
  outbox: Outbox & ObservedOutbox;
  jobs: ImportJobs;
  spool: ImportSpool;
  releases: PartReleases;
  ownParts: OwnParts | undefined;
  exports: PartExports | undefined;
  content: Omit<Snapshot<PartRecord>, keyof AsyncDisposable>;
  republish(context: { now: Date; traceparent: string }): Promise<number>;
}

async function openCatalog(
  config: Storage,
  use: 'calls' | 'imports',
  clock: Clock = systemClock,
): Promise<OpenedCatalog> {
  const { storage } = config;
  const options = {
    ...{ clock, onGrant: () => wakeRelay(relayName(config)) },
    ...(config.imports !== undefined && { maxUploadBytes: config.imports.maxUploadBytes }),
  };
  if (storage.engine === 'sqlite') return openSqliteCatalog(storage, use, options);
  // What only a cluster needs isn't loaded by an embedded start.
  const { openMongoCatalog } = await import('./adapters/mongo/open-mongo-catalog.ts');
  return await openMongoCatalog(storage, options);
}

/** What writers and relay in one process know each other by. */
function relayName({ storage }: Storage): string {
  return storage.engine === 'sqlite' ? join(storage.dataDir, 'catalog.sqlite') : 'mongodb-catalog';
}
