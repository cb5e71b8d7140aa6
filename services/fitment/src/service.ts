import { ExportServiceService } from '@qipei/contracts/exports/v1/exports';
import { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { RulePackServiceService } from '@qipei/contracts/fitment/v1/rule_pack';
import { VehicleSuggestServiceService } from '@qipei/contracts/fitment/v1/vehicle_suggest';
import { VehicleWordsServiceService } from '@qipei/contracts/fitment/v1/vehicle_words';
import { ImportServiceService } from '@qipei/contracts/imports/v1/imports';
import { ReleaseServiceService } from '@qipei/contracts/releases/v1/releases';
import { exportServiceHandlers, noExports } from '@qipei/export-job';
import { importServiceHandlers } from '@qipei/import-job';
import { systemClock } from '@qipei/kernel';
import { RELEASE_SETTINGS, releaseServiceHandlers, requireReleaseSettings } from '@qipei/release';
import {
  createLogger,
  grpcService,
  type Logger,
  observeOutbox,
  type RunningService,
  startBackgroundThread,
  startGrpcServer,
} from '@qipei/service-kit';
import { createDecodePool } from '@qipei/vin/batch';
import { FITMENT_EXPORT_FORMATS } from './adapters/exports/fitment-export.ts';
import { checkHandlers } from './adapters/grpc/check-handlers.ts';
import { feedAssetHandlers } from './adapters/grpc/feed-asset-handlers.ts';
import { fitmentHandlers } from './adapters/grpc/fitment-handlers.ts';
import { rulePackHandlers } from './adapters/grpc/rule-pack-handlers.ts';
import { unresolvedHandlers } from './adapters/grpc/unresolved-handlers.ts';
import { vehicleHandlers } from './adapters/grpc/vehicle-handlers.ts';
import { vehicleSuggestHandlers } from './adapters/grpc/vehicle-suggest-handlers.ts';
import { vehicleWordsHandlers } from './adapters/grpc/vehicle-words-handlers.ts';
import { vinBatchHandlers } from './adapters/grpc/vin-batch-handlers.ts';
import { vinDataHandlers } from './adapters/grpc/vin-data-handlers.ts';
import { vinHandlers } from './adapters/grpc/vin-handlers.ts';
import { platformTable } from './adapters/vin/platform-table.ts';
import { tableVehicleSource } from './adapters/vin/table-vehicle-source.ts';
import { ofCurrentTable, openVinData } from './adapters/vin/vin-data.ts';
import { FITMENT_COLUMNS } from './application/fitment-columns.ts';
import { VEHICLE_SETTINGS } from './application/import-vehicles.ts';
import { vehicleWordsReader } from './application/read-vehicle-words.ts';
import { seenAssets } from './application/seen-assets.ts';
import { vehicleSuggestions } from './application/suggest-vehicles.ts';
import { tenantRulePacks } from './application/tenant-rule-packs.ts';
import { tenantVehicleSource } from './application/tenant-vehicle-source.ts';
import { VEHICLE_COLUMNS } from './application/vehicle-columns.ts';
import { vehicleDirectory } from './application/vehicle-directory.ts';
import { openSharedFitmentStore, startFitmentBackground, vehicleCatalogue } from './compose.ts';
import type { FitmentConfig } from './config.ts';

export { PART_VISIBILITY_GROUP } from './adapters/events/follow-part-visibility.ts';
export { fitmentEventsWaiting, openFitmentSnapshot } from './compose.ts';
export { type FitmentConfig, readFitmentConfig } from './config.ts';

export interface FitmentService extends RunningService {
  readonly address: string;
}

/** Loads the VIN table, opens the store, starts the background work and serves. */
export async function startFitment(
  config: FitmentConfig,
  overrides: { logger?: Logger } = {},
): Promise<FitmentService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'fitment', level: config.logLevel });
  const vinData = opened.use(await openVinData({ ...config, logger }));
  const { reader, unresolved, vehicles, rulePacks, outbox, jobs, spool, releases, exports, sharesAll } =
    opened.use(await openSharedFitmentStore(config));
  opened.use(observeOutbox('fitment', outbox));
  let background: Required<RunningService> | undefined;
  if (config.background === 'thread') {
    background = opened.use(await startBackgroundThread(new URL('./background.ts', import.meta.url), config));
  } else if (config.background === 'inline') {
    background = opened.use(await startFitmentBackground(config, { logger }));
  }
  const imports = importServiceHandlers({
    ...{ store: jobs, spool, kinds: ['fitments', 'vehicles'] },
    columns: { fitments: FITMENT_COLUMNS, vehicles: VEHICLE_COLUMNS },
    settings: { vehicles: VEHICLE_SETTINGS, fitments: RELEASE_SETTINGS },
    checkSettings: (kind, settings) => {
      if (kind === 'fitments') requireReleaseSettings(settings);
    },
  });
  const platform = ofCurrentTable(vinData.current, ({ vehicles }) => platformTable(vehicles));
  const directory = vehicleDirectory({
    ...{ platform, reader: vehicles.reader },
    thisYear: () => systemClock.now().getFullYear(),
  });
  const hasVehicles = async (tenant: string) => (await vehicles.reader.revision(tenant)) > 0;
  const catalogue = vehicleCatalogue(platform, vehicles.reader);
  const source = tenantVehicleSource(
    tableVehicleSource(vinData.current, (tenant) => packs.of(tenant)),
    catalogue,
  );
  const models = async (tenant: string, modelIds: readonly string[]) =>
    (await hasVehicles(tenant)) ? await catalogue.view(tenant, { modelIds }) : vinData.current().vehicles;
  const packs = tenantRulePacks({
    ...{ store: rulePacks.repository, clock: systemClock },
    onUnreadable: (tenant, name, error) =>
      logger.warn(
        { err: error, tenant, rulePack: name },
        'a rule pack can no longer be read: it is left out',
      ),
  });
  const pool = opened.use(
    createDecodePool({ onDeath: (error) => logger.error({ err: error }, 'a VIN decode thread died') }),
  );
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [
        grpcService(FitmentServiceService, {
          ...vinHandlers({
            ...{ table: vinData.current, packsOf: packs.of, directory, hasVehicles },
          }),
          ...vinBatchHandlers({
            ...{ table: () => vinData.served().shared, packsOf: packs.of, directory, hasVehicles },
            ...{ pool, clock: systemClock },
          }),
          ...vinDataHandlers({ vinData }),
          ...vehicleHandlers({ directory, reader: vehicles.reader }),
          ...fitmentHandlers({ fitments: reader, models }),
          ...unresolvedHandlers({ unresolved }),
          ...feedAssetHandlers({ seen: seenAssets({ unresolved, fitments: reader, sharesAll }) }),
          ...checkHandlers({ fitments: reader, vehicles: source, models, catalogue }),
        }),
        grpcService(ReleaseServiceService, releaseServiceHandlers({ kind: 'fitments', ...releases })),
        grpcService(
          ExportServiceService,
          exportServiceHandlers({
            ...{ kind: 'fitments', formats: FITMENT_EXPORT_FORMATS },
            ...(exports ?? noExports()),
          }),
        ),
        grpcService(RulePackServiceService, rulePackHandlers({ packs })),
        grpcService(
          VehicleSuggestServiceService,
          vehicleSuggestHandlers({ suggest: vehicleSuggestions({ platform, reader: vehicles.reader }) }),
        ),
        grpcService(
          VehicleWordsServiceService,
          vehicleWordsHandlers({
            read: vehicleWordsReader({ platform, reader: vehicles.reader, catalogue }),
          }),
        ),
        grpcService(ImportServiceService, imports),
      ],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return {
    address: server.address,
    ...(background !== undefined && { ended: background.ended }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
