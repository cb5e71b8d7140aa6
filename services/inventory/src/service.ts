import { ImportServiceService } from '@qipei/contracts/imports/v1/imports';
import { InventoryServiceService } from '@qipei/contracts/inventory/v1/inventory';
import { importServiceHandlers } from '@qipei/import-job';
import { type Clock, systemClock } from '@qipei/kernel';
import {
  type BackgroundThread,
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startBackgroundThread,
  startGrpcServer,
} from '@qipei/service-kit';
import { inventoryHandlers } from './adapters/grpc/inventory-handlers.ts';
import { composeInventory, startInventoryBackground } from './compose.ts';
import type { InventoryConfig } from './config.ts';
import { startExpirySweep } from './expiry-sweep.ts';

export { inventoryEventsWaiting, openInventorySnapshot } from './compose.ts';
export { type InventoryConfig, readInventoryConfig } from './config.ts';

export interface InventoryService extends RunningService {
  readonly address: string;
  /** Gives back what is overdue by the service's clock, without waiting for the next regular sweep. */
  sweep(): Promise<number>;
}

const SWEEP_EVERY_MS = 5_000;

/** Opens the store, starts imports and relay, and serves; closed in reverse when disposed of. */
export async function startInventory(
  config: InventoryConfig,
  overrides: { logger?: Logger; clock?: Clock } = {},
): Promise<InventoryService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'inventory', level: config.logLevel });
  const clock = overrides.clock ?? systemClock;
  const { store, imports } = opened.use(await composeInventory(config));
  let thread: BackgroundThread | undefined;
  if (config.background === 'inline') opened.use(await startInventoryBackground(config, { logger, clock }));
  else if (config.background === 'thread')
    thread = opened.use(
      await startBackgroundThread(new URL('./background.ts', import.meta.url), { ...config }),
    );
  const sweep = opened.use(startExpirySweep({ store, clock, logger, everyMs: SWEEP_EVERY_MS }));
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [
        grpcService(
          InventoryServiceService,
          inventoryHandlers({ store, clock, holdMs: config.holdSeconds * 1_000 }),
        ),
        grpcService(ImportServiceService, importServiceHandlers({ ...imports, clock })),
      ],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return {
    address: server.address,
    ...(thread === undefined ? {} : { ended: thread.ended }),
    sweep: sweep.sweep,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
