import { AccessServiceService } from '@qipei/contracts/access/v1/access';
import {
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startGrpcServer,
} from '@qipei/service-kit';
import { accessHandlers } from './adapters/grpc/access-handlers.ts';
import { openAccess } from './compose.ts';
import type { AccessConfig } from './config.ts';

export { createKey } from './application/create-key.ts';
export { revokeKey } from './application/revoke-key.ts';
export { openAccess, openKeySnapshot } from './compose.ts';
export { type AccessConfig, readAccessConfig } from './config.ts';
export { ROLES, SCOPES } from './domain/api-key.ts';

export interface AccessService extends RunningService {
  readonly address: string;
}

/** Opens the store and serves; closed in reverse when disposed of. */
export async function startAccess(
  config: AccessConfig,
  overrides: { logger?: Logger } = {},
): Promise<AccessService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'access', level: config.logLevel });
  const parts = opened.use(await openAccess(config));
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [grpcService(AccessServiceService, accessHandlers(parts), { tenantless: ['verifyKey'] })],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return { address: server.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
