import { OrderServiceService } from '@qipei/contracts/order/v1/order';
import { type Clock, systemClock } from '@qipei/kernel';
import {
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startGrpcServer,
} from '@qipei/service-kit';
import { orderHandlers } from './adapters/grpc/order-handlers.ts';
import type { SagaStep } from './application/drive-order.ts';
import { orderLock } from './application/order-lock.ts';
import { composeOrder, startOrderBackground } from './compose.ts';
import type { OrderConfig } from './config.ts';
import { startRecoveryLoop } from './recovery-loop.ts';

export type { SagaStep } from './application/drive-order.ts';
export { openOrderSnapshot } from './compose.ts';
export { type OrderConfig, readOrderConfig } from './config.ts';

export interface OrderService extends RunningService {
  readonly address: string;
}

export interface OrderOverrides {
  logger?: Logger;
  clock?: Clock;
  /** Told of every step that an order takes. */
  onStep?: (step: SagaStep, orderId: string) => void | Promise<void>;
}

/** Opens the store, goes on with what was left behind, and serves; closed in reverse when disposed of. */
export async function startOrder(config: OrderConfig, overrides: OrderOverrides = {}): Promise<OrderService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'order', level: config.logLevel });
  const parts = opened.use(await composeOrder(config));
  if (config.background === 'inline') opened.use(await startOrderBackground(config, { logger }));
  const lock = orderLock();
  const { clock = systemClock, onStep } = overrides;
  const dependencies = { ...parts, lock, clock, onStep, logger };
  // Orders whose callers were cut off still come to their end, or to a failure, before the store is closed.
  opened.defer(() => lock.idle());
  opened.use(startRecoveryLoop(dependencies));
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [grpcService(OrderServiceService, orderHandlers(dependencies))],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return { address: server.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
