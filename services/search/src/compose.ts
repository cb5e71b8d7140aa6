import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { VehicleSuggestServiceService } from '@qipei/contracts/fitment/v1/vehicle_suggest';
import { VehicleWordsServiceService } from '@qipei/contracts/fitment/v1/vehicle_words';
import { openEventLog } from '@qipei/event-log/open';
import type { SearchEngine } from '@qipei/search-engine';
import type { WriterLock } from '@qipei/search-engine/meilisearch';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { createGrpcClient, type Logger } from '@qipei/service-kit';
import { openDatabase } from '@qipei/sqlite';
import { observeIndex } from './adapters/events/index-lag.ts';
import { PROJECTED_TOPICS } from './adapters/events/part-patches.ts';
import { SEARCH_PROJECTION_GROUP, startProjection } from './adapters/events/projection.ts';
import { grpcVehicleLookup } from './adapters/fitment/grpc-vehicle-lookup.ts';
import { grpcVehicleSuggestions } from './adapters/fitment/grpc-vehicle-suggestions.ts';
import { grpcVehicleWords } from './adapters/fitment/grpc-vehicle-words.ts';
import type { MeilisearchPartIndex } from './adapters/meilisearch/meilisearch-part-index.ts';
import { BRAND_NAME_MIGRATIONS, sqliteBrandNames } from './adapters/sqlite/sqlite-brand-names.ts';
import { HELD_GRANT_MIGRATIONS, sqliteHeldGrants } from './adapters/sqlite/sqlite-held-grants.ts';
import { compareIndex, type IndexDifference, type KnownVersion } from './application/compare-index.ts';
import { optionalVehicleWords } from './application/optional-vehicle-words.ts';
import { isOutdated, PART_INDEX, rememberedOutdated } from './application/part-index.ts';
import { searchAsGranted } from './application/search-as-granted.ts';
import type { SearchDependencies } from './application/search-parts.ts';
import type { SuggestDependencies } from './application/suggest.ts';
import { tenantSights } from './application/tenant-sight.ts';
import type { SearchConfig } from './config.ts';
import type { BrandNames } from './domain/brand-names.ts';

type Engines = Pick<SearchConfig, 'storage' | 'index'>;
/** What answers questions has what they need in memory before the first is asked. */
type Access = 'answer' | 'read' | 'write';

/** Where it is written to, all of its writers have to use one storage: it keeps their turns. */
async function openIndex({ storage, index }: Engines, access: Access, opened: AsyncDisposableStack) {
  const { brands, grants, writerLock } = await openStorage(storage, opened);
  const engine =
    index.engine === 'sqlite'
      ? await openSqliteIndex(index.dataDir, access)
      : await openMeilisearch(index, access === 'write' ? await writerLock() : undefined);
  return { engine: opened.use(engine), brands, grants };
}

async function openStorage(storage: SearchConfig['storage'], opened: AsyncDisposableStack) {
  // What only a cluster needs isn't loaded by an embedded start.
  if (storage.engine === 'mongodb') {
    const { openMongoSearch } = await import('./adapters/mongo/open-mongo-search.ts');
    const mongo = opened.use(await openMongoSearch(storage.url));
    const { brands, grants } = mongo;
    return { brands, grants, writerLock: async () => mongo.writerLock({ index: 'parts' }) };
  }
  const db = openDatabase({
    file: join(storage.dataDir, 'search.sqlite'),
    migrations: [...BRAND_NAME_MIGRATIONS, ...HELD_GRANT_MIGRATIONS],
    cacheMb: 1,
  });
  opened.defer(() => {
    db.close();
  });
  return {
    brands: sqliteBrandNames(db),
    grants: sqliteHeldGrants(db),
    writerLock: async () => (await import('@qipei/search-engine/meilisearch')).processWriterLock(),
  };
}

function openSqliteIndex(dataDir: string, access: Access): Promise<SearchEngine> {
  const file = sqliteIndexFile(dataDir);
  const readonly = access !== 'write';
  // What answers meets the same pages again and again; what writes goes on from where it was.
  const preload = access === 'answer';
  return openSqliteSearchEngine({ file, schema: PART_INDEX, readonly, preload, cacheMb: readonly ? 8 : 4 });
}

function sqliteIndexFile(dataDir: string): string {
  return join(dataDir, 'search-index.sqlite');
}

async function openMeilisearch(index: MeilisearchPartIndex, lock?: WriterLock): Promise<SearchEngine> {
  const { openMeilisearchPartIndex } = await import('./adapters/meilisearch/meilisearch-part-index.ts');
  return await openMeilisearchPartIndex(index, lock);
}

/** What answers queries, and tells how far the index is behind. */
export async function composeQueries(
  config: SearchConfig,
  opened: AsyncDisposableStack,
  logger: Logger,
): Promise<SearchDependencies & SuggestDependencies & { brands: BrandNames }> {
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }),
  );
  const fitment = opened.use(
    createGrpcClient(FitmentServiceService, {
      address: config.fitmentAddress,
      peerSecurity: config.peerSecurity,
      timeoutMs: 5_000,
    }),
  );
  const names = opened.use(
    createGrpcClient(VehicleSuggestServiceService, {
      address: config.fitmentAddress,
      peerSecurity: config.peerSecurity,
      timeoutMs: 2_000,
    }),
  );
  const words = opened.use(
    createGrpcClient(VehicleWordsServiceService, {
      address: config.fitmentAddress,
      peerSecurity: config.peerSecurity,
      // Every search waits for it, and does without it.
      timeoutMs: 400,
    }),
  );
  const { grants, ...found } = await openIndex(config, 'answer', opened);
  opened.use(observeIndex(log, found.engine));
  const index = { ...found, engine: searchAsGranted(found.engine, grants) };
  return {
    ...index,
    vehicles: grpcVehicleLookup(fitment),
    vehicleNames: grpcVehicleSuggestions(names),
    vehicleWords: optionalVehicleWords(grpcVehicleWords(words), {
      onFailure: (err) => logger.warn({ err }, 'vehicles are not read from what is searched for'),
    }),
    ...tenantSights({
      ...{ ...index, grants },
      onFailure: (err) => logger.warn({ err }, 'what a tenant sees could not be counted'),
    }),
    onUnreadable: (err) => logger.warn({ err }, 'pinyin is not read from what is searched for'),
    isIndexOutdated: rememberedOutdated(found.engine),
  };
}

/** What keeps the index in step with the events. */
export async function composeProjection(config: Engines & Pick<SearchConfig, 'eventLog'>, logger: Logger) {
  await using opened = new AsyncDisposableStack();
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }),
  );
  const index = await openIndex(config, 'write', opened);
  if (await isOutdated(index.engine))
    logger.warn(
      'the search index was made by an earlier version: parts that were not saved since are not found by what is new; stop the platform and run `qipei index rebuild`',
    );
  const projection = opened.use(await startProjection({ ...index, log, logger }));
  const resources = opened.move();
  return { ended: projection.ended, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

const CHECK_PAGE = 5_000;

async function* indexedParts(engine: SearchEngine): AsyncGenerator<KnownVersion> {
  for (let afterId = ''; ; ) {
    const page = await engine.versions({ afterId, limit: CHECK_PAGE });
    for (const { id, groups } of page) {
      const main = groups.find(({ group }) => group === PART_INDEX.mainGroup);
      if (main !== undefined) yield { partId: id, version: main.version, gone: !main.present };
      afterId = id;
    }
    if (page.length < CHECK_PAGE) return;
  }
}

/**
 * Holds the index against the parts of the catalogue, all tenants', beside a platform that runs or on its own. While
 * events wait to be indexed differences are no fault: `waiting` says how many did, before anything was compared. `outdated`: it
 * was made by an earlier version, and lacks what has come since whatever the versions of its parts say.
 * @throws DatabaseUnusable, SearchIndexMissing where there is no index
 */
export async function checkPartIndex({
  index,
  eventLog,
  parts,
  onDifference,
}: Pick<SearchConfig, 'index' | 'eventLog'> & {
  /** In id order. */
  parts: () => PartVersions;
  onDifference: (difference: IndexDifference) => void;
}): Promise<{ parts: number; waiting: number; outdated: boolean }> {
  await using opened = new AsyncDisposableStack();
  const engine = opened.use(
    index.engine === 'sqlite' ? await openSqliteIndex(index.dataDir, 'read') : await openMeilisearch(index),
  );
  const log = opened.use(await openEventLog(eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }));
  const lags = await Promise.all(PROJECTED_TOPICS.map((topic) => log.lag(topic, SEARCH_PROJECTION_GROUP)));
  const waiting = lags.reduce((sum, lag) => sum + lag, 0);
  const outdated = await isOutdated(engine);
  const compared = await compareIndex(catalogued(parts()), indexedParts(engine), onDifference);
  return { parts: compared, waiting, outdated };
}

interface PartVersion {
  partId: string;
  version: number;
  withdrawn: boolean;
}

type PartVersions = Iterable<PartVersion> | AsyncIterable<PartVersion>;

async function* catalogued(parts: PartVersions): AsyncGenerator<KnownVersion> {
  for await (const { partId, version, withdrawn } of parts) yield { partId, version, gone: withdrawn };
}

/** Takes the index away, for it to be made anew from what the services tell once more. Where the platform is stopped. */
export async function removePartIndex(engines: Engines): Promise<void> {
  const { index } = engines;
  if (index.engine === 'sqlite') {
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(sqliteIndexFile(index.dataDir) + suffix, { force: true });
    return;
  }
  await using opened = new AsyncDisposableStack();
  const { writerLock } = await openStorage(engines.storage, opened);
  const { removeMeilisearchPartIndex } = await import('./adapters/meilisearch/meilisearch-part-index.ts');
  await removeMeilisearchPartIndex(index, await writerLock());
}
