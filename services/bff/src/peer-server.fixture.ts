import {
  AccessServiceService,
  type VerifyKeyRequest,
  VerifyKeyResponse,
} from '@qipei/contracts/access/v1/access';
import { DomainError } from '@qipei/kernel';
import {
  createLogger,
  type GrpcDefinition,
  type GrpcHandlers,
  type GrpcServiceBinding,
  grpcService,
  startGrpcServer,
} from '@qipei/service-kit';
import type { BffConfig } from './config.ts';
import { SCOPES } from './http/authenticate.ts';
import { type BffOverrides, type BffService, startBff } from './service.ts';

const logger = createLogger({ service: 'test', level: 'silent' });

/** Allowed everything. */
export const KEY = `qpk_${'a'.repeat(43)}`;
/** Allowed to read the catalogue only. */
export const READER_KEY = `qpk_${'b'.repeat(43)}`;

/** Speaks the access contract: what REST does before any other peer is asked can be seen over HTTP with it alone. */
export async function startPeerServer(options: {
  verifyKey?: (request: VerifyKeyRequest) => Promise<VerifyKeyResponse>;
  services?: readonly GrpcServiceBinding[];
}) {
  const verifyKey = options.verifyKey ?? verifyFixedKeys;
  const server = await startGrpcServer({
    address: '127.0.0.1:0',
    services: [
      grpcService(AccessServiceService, { verifyKey }, { tenantless: ['verifyKey'] }),
      ...(options.services ?? []),
    ],
    logger,
  });
  server.setServing(true);
  return server;
}

export async function verifyFixedKeys({ secret }: VerifyKeyRequest): Promise<VerifyKeyResponse> {
  const answer = (keyId: string, scopes: readonly string[]) =>
    VerifyKeyResponse.fromPartial({ keyId, tenant: 'acme', scopes: [...scopes] });
  if (secret === KEY) return answer('key_all', SCOPES);
  if (secret === READER_KEY) return answer('key_reader', ['catalog:read']);
  throw new DomainError({ kind: 'unauthenticated', code: 'key-invalid', message: 'unknown' });
}

/** A service of which a test asks some methods; the others fail. */
export function oneMethod<D extends GrpcDefinition>(
  definition: D,
  handlers: Partial<GrpcHandlers<D>>,
  options?: { tenantless: (keyof D & string)[] },
): GrpcServiceBinding {
  const missing = async () => {
    throw new Error('nobody asks for that here');
  };
  const others = Object.fromEntries(Object.keys(definition).map((name) => [name, missing]));
  return grpcService(definition, { ...others, ...handlers } as unknown as GrpcHandlers<D>, options);
}

/** Nobody listens on port 1. */
const NOBODY = '127.0.0.1:1';

export function configFor(address: string = NOBODY, others: string = NOBODY): BffConfig {
  return {
    host: '127.0.0.1',
    port: 0,
    peers: {
      access: address,
      catalog: others,
      fitment: others,
      inventory: others,
      order: others,
      search: others,
      exchange: others,
    },
    peerSecurity: {},
    webDist: undefined,
    logLevel: 'silent',
    maxUploadBytes: 1_000_000,
    trustTraceparent: false,
    publicUrl: undefined,
    trustedProxies: 0,
    guestRequests: 120,
    operators: new Set(),
  };
}

/** REST with an access peer and, where given, others; answers are checked against their schemas. */
export async function startBench(
  options: Parameters<typeof startPeerServer>[0] & {
    overrides?: BffOverrides;
    config?: Partial<BffConfig>;
  } = {},
): Promise<BffService & { get: (path: string, init?: RequestInit) => Promise<Response> }> {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startPeerServer(options));
  const others = options.services === undefined ? undefined : server.address;
  const bff = opened.use(
    await startBff(
      { ...configFor(server.address, others), ...options.config },
      { logger, validateResponses: true, ...options.overrides },
    ),
  );
  const resources = opened.move();
  return {
    url: bff.url,
    get: (path, init = {}) =>
      fetch(bff.url + path, { ...init, headers: { authorization: `Bearer ${KEY}`, ...init.headers } }),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
