import { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { DiagramServiceService } from '@qipei/contracts/catalog/v1/diagram';
import { GrantServiceService } from '@qipei/contracts/catalog/v1/grant';
import { PictureServiceService } from '@qipei/contracts/catalog/v1/picture';
import { ExportServiceService } from '@qipei/contracts/exports/v1/exports';
import { ImportServiceService } from '@qipei/contracts/imports/v1/imports';
import { ReleaseServiceService } from '@qipei/contracts/releases/v1/releases';
import { exportServiceHandlers, noExports } from '@qipei/export-job';
import { BAD_CELLS_SETTING, importServiceHandlers } from '@qipei/import-job';
import type { Clock } from '@qipei/kernel';
import { RELEASE_SETTINGS, releaseServiceHandlers, requireReleaseSettings } from '@qipei/release';
import {
  type BackgroundThread,
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startBackgroundThread,
  startGrpcServer,
} from '@qipei/service-kit';
import { PART_EXPORT_FORMATS } from './adapters/exports/part-export.ts';
import { catalogHandlers } from './adapters/grpc/catalog-handlers.ts';
import { diagramHandlers } from './adapters/grpc/diagram-handlers.ts';
import { grantHandlers } from './adapters/grpc/grant-handlers.ts';
import { pictureHandlers } from './adapters/grpc/picture-handlers.ts';
import { partRowFaults } from './adapters/imports/part-import.ts';
import { PART_COLUMNS } from './application/part-columns.ts';
import { composeCatalog, startCatalogBackground } from './compose.ts';
import type { CatalogConfig } from './config.ts';

export { catalogEventsWaiting, openCatalogSnapshot, readPartVersions } from './compose.ts';
export { type CatalogConfig, readCatalogConfig } from './config.ts';

export interface CatalogService extends RunningService {
  readonly address: string;
}

/**
 * Opens the store, starts imports and the relay beside it, and serves; closed in reverse when disposed of. `clock` is the
 * reader's; a background thread goes by the system's.
 */
export async function startCatalog(
  config: CatalogConfig,
  overrides: { logger?: Logger; clock?: Clock } = {},
): Promise<CatalogService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'catalog', level: config.logLevel });
  const parts = opened.use(await composeCatalog(config, overrides.clock));
  let thread: BackgroundThread | undefined;
  if (config.background === 'thread') {
    thread = opened.use(await startBackgroundThread(new URL('./background.ts', import.meta.url), config));
  } else if (config.background === 'inline') {
    opened.use(await startCatalogBackground(config, { ...overrides, logger }));
  }
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [
        grpcService(CatalogServiceService, catalogHandlers(parts)),
        grpcService(GrantServiceService, grantHandlers(parts)),
        grpcService(PictureServiceService, pictureHandlers(parts)),
        grpcService(DiagramServiceService, diagramHandlers(parts)),
        grpcService(
          ImportServiceService,
          importServiceHandlers({
            store: parts.jobs,
            spool: parts.spool,
            ...{ kinds: ['parts'], columns: { parts: PART_COLUMNS }, rowFaults: { parts: partRowFaults } },
            settings: { parts: { ...RELEASE_SETTINGS, ...BAD_CELLS_SETTING } },
            checkSettings: (_, settings) => requireReleaseSettings(settings),
            clock: parts.clock,
          }),
        ),
        grpcService(
          ReleaseServiceService,
          releaseServiceHandlers({
            kind: 'parts',
            ...parts.releases,
            clock: parts.clock,
          }),
        ),
        grpcService(
          ExportServiceService,
          exportServiceHandlers({
            ...{ kind: 'parts', formats: PART_EXPORT_FORMATS },
            ...(parts.exports ?? noExports()),
            clock: parts.clock,
          }),
        ),
      ],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return {
    address: server.address,
    ...(thread !== undefined && { ended: thread.ended }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
