import { AccessServiceService } from '@qipei/contracts/access/v1/access';
import { AuditServiceService } from '@qipei/contracts/access/v1/audit';
import { KeyServiceService } from '@qipei/contracts/access/v1/key';
import { MemberServiceService } from '@qipei/contracts/access/v1/member';
import { SessionServiceService } from '@qipei/contracts/access/v1/session';
import { StorefrontServiceService } from '@qipei/contracts/access/v1/storefront';
import { systemClock } from '@qipei/kernel';
import {
  createLogger,
  grpcService,
  type Logger,
  type RunningService,
  startGrpcServer,
} from '@qipei/service-kit';
import { accessHandlers } from './adapters/grpc/access-handlers.ts';
import { auditHandlers } from './adapters/grpc/audit-handlers.ts';
import { keyHandlers } from './adapters/grpc/key-handlers.ts';
import { memberHandlers } from './adapters/grpc/member-handlers.ts';
import { sessionHandlers } from './adapters/grpc/session-handlers.ts';
import { storefrontHandlers } from './adapters/grpc/storefront-handlers.ts';
import type { ScryptOptions } from './adapters/scrypt/scrypt-password-hasher.ts';
import { openAccess, openSignIn } from './compose.ts';
import type { AccessConfig } from './config.ts';

export { createKey } from './application/create-key.ts';
export { addUser, resetUser } from './application/operate-users.ts';
export { revokeKey } from './application/revoke-key.ts';
export { putStorefront, putStorefrontLogo } from './application/storefronts.ts';
export { type AccessStores, openAccess, openKeySnapshot, openOperator } from './compose.ts';
export { type AccessConfig, readAccessConfig } from './config.ts';
export { ROLES, SCOPES } from './domain/api-key.ts';
export { MEMBER_ROLES } from './domain/member-role.ts';

export interface AccessService extends RunningService {
  readonly address: string;
}

/** All of them come before a tenant is known: a session says which one it is for. */
const SESSION_METHODS = [
  'signIn',
  'verifySession',
  'switchTenant',
  'signOut',
  'changePassword',
  'requestPasswordReset',
  'resetPassword',
] as const;

/** Opens the store and serves; closed in reverse when disposed of. */
export async function startAccess(
  config: AccessConfig,
  overrides: { logger?: Logger; scrypt?: ScryptOptions } = {},
): Promise<AccessService> {
  await using opened = new AsyncDisposableStack();
  const logger = overrides.logger ?? createLogger({ service: 'access', level: config.logLevel });
  const parts = opened.use(await openAccess(config));
  const signIn = opened.use(await openSignIn(parts, config, { logger, scrypt: overrides.scrypt }));
  const server = opened.use(
    await startGrpcServer({
      address: config.grpcAddress,
      services: [
        grpcService(AccessServiceService, accessHandlers(parts), { tenantless: ['verifyKey'] }),
        grpcService(StorefrontServiceService, storefrontHandlers({ ...parts, clock: systemClock }), {
          tenantless: ['findStorefront', 'getStorefrontLogo'],
        }),
        grpcService(SessionServiceService, sessionHandlers(signIn), { tenantless: SESSION_METHODS }),
        grpcService(MemberServiceService, memberHandlers(signIn), {
          tenantless: ['getInvitationByToken', 'acceptInvitation'],
        }),
        grpcService(KeyServiceService, keyHandlers(signIn)),
        grpcService(AuditServiceService, auditHandlers(signIn)),
      ],
      logger,
      peerSecurity: config.peerSecurity,
    }),
  );
  server.setServing(true);
  const resources = opened.move();
  return { address: server.address, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
