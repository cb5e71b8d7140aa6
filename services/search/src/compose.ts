import { join } from 'node:path';
import { TOPIC_SPECS } from '@qipei/contracts';
import { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { openEventLog } from '@qipei/event-log/open';
import type { SearchEngine } from '@qipei/search-engine';
import { openSqliteSearchEngine } from '@qipei/search-engine/sqlite';
import { createGrpcClient, type Logger } from '@qipei/service-kit';
import { openDatabase } from '@qipei/sqlite';
import { observeIndexLag } from './adapters/events/index-lag.ts';
import { PROJECTED_TOPICS } from './adapters/events/part-patches.ts';
import { SEARCH_PROJECTION_GROUP, startProjection } from './adapters/events/projection.ts';
import { grpcVehicleLookup } from './adapters/fitment/grpc-vehicle-lookup.ts';
import { BRAND_NAME_MIGRATIONS, sqliteBrandNames } from './adapters/sqlite/sqlite-brand-names.ts';
import { compareIndex, type IndexDifference, type KnownVersion } from './application/compare-index.ts';
import { PART_INDEX } from './application/part-index.ts';
import type { SearchDependencies } from './application/search-parts.ts';
import type { SearchConfig } from './config.ts';
import type { BrandNames } from './domain/brand-names.ts';

type Storage = Pick<SearchConfig, 'dataDir'>;
type Access = 'read' | 'write';

async function openIndex({ dataDir }: Storage, access: Access, opened: AsyncDisposableStack) {
  const engine = opened.use(
    await openSqliteSearchEngine({
      file: join(dataDir, 'search-index.sqlite'),
      schema: PART_INDEX,
      readonly: access === 'read',
    }),
  );
  const db = openDatabase({
    file: join(dataDir, 'search.sqlite'),
    migrations: BRAND_NAME_MIGRATIONS,
    cacheMb: 1,
  });
  opened.defer(() => {
    db.close();
  });
  return { engine, brands: sqliteBrandNames(db) };
}

/** What answers queries, and tells how far the index is behind. */
export async function composeQueries(
  config: SearchConfig,
  opened: AsyncDisposableStack,
): Promise<SearchDependencies & { brands: BrandNames }> {
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }),
  );
  opened.use(observeIndexLag(log));
  const fitment = opened.use(
    createGrpcClient(FitmentServiceService, {
      address: config.fitmentAddress,
      peerToken: config.peerToken,
      timeoutMs: 5_000,
    }),
  );
  return { ...(await openIndex(config, 'read', opened)), vehicles: grpcVehicleLookup(fitment) };
}

/** What keeps the index in step with the events. */
export async function composeProjection(config: Pick<SearchConfig, 'dataDir' | 'eventLog'>, logger: Logger) {
  await using opened = new AsyncDisposableStack();
  const log = opened.use(
    await openEventLog(config.eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }),
  );
  const projection = opened.use(
    await startProjection({ ...(await openIndex(config, 'write', opened)), log, logger }),
  );
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
 * events wait to be indexed differences are no fault: `waiting` says how many did, before anything was compared.
 * @throws DatabaseUnusable where there is no index
 */
export async function checkPartIndex({
  dataDir,
  eventLog,
  parts,
  onDifference,
}: Pick<SearchConfig, 'dataDir' | 'eventLog'> & {
  /** In id order. */
  parts: () => Iterable<{ partId: string; version: number; withdrawn: boolean }>;
  onDifference: (difference: IndexDifference) => void;
}): Promise<{ parts: number; waiting: number }> {
  await using opened = new AsyncDisposableStack();
  const engine = opened.use(
    await openSqliteSearchEngine({
      file: join(dataDir, 'search-index.sqlite'),
      schema: PART_INDEX,
      readonly: true,
    }),
  );
  const log = opened.use(await openEventLog(eventLog, { clientId: 'qipei-search', topics: TOPIC_SPECS }));
  const lags = await Promise.all(PROJECTED_TOPICS.map((topic) => log.lag(topic, SEARCH_PROJECTION_GROUP)));
  const waiting = lags.reduce((sum, lag) => sum + lag, 0);
  function* source(): Generator<KnownVersion> {
    for (const { partId, version, withdrawn } of parts()) yield { partId, version, gone: withdrawn };
  }
  return { parts: await compareIndex(source(), indexedParts(engine), onDifference), waiting };
}
