import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
  ConfigurationError,
  importVariables,
  logLevelVariable,
  type PeerSecurity,
  peerSecurityOf,
  peerVariables,
  portVariable,
  readEnvironment,
} from '@qipei/service-kit/environment';
import { z } from 'zod';
import type { PeerAddresses } from './peers.ts';

export interface BffConfig {
  /** Address to serve HTTP on. Loopback unless configured: what is outside comes through a proxy that speaks TLS. */
  host: string;
  /** 0 takes a free one. */
  port: number;
  peers: PeerAddresses;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  /** Largest body that POST /v1/imports takes. */
  maxUploadBytes: number;
  /** Whether a request's own trace is carried on: only behind a gateway that doesn't let strangers name one. */
  trustTraceparent: boolean;
  /** Origin that people reach the platform under, such as `https://parts.example`; undefined: where it listens. */
  publicUrl: string | undefined;
  /** How many proxies of one's own stand before it, each of which adds to X-Forwarded-For. */
  trustedProxies: number;
  /** What guests may ask for in a minute from one address in the long run; 0: without a limit. */
  guestRequests: number;
  /** Tenants that run the platform: their owners see its work as a whole. */
  operators: ReadonlySet<string>;
  /** Folder of the web catalogue's build; undefined: the API alone. */
  webDist: string | undefined;
}

const variables = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: portVariable.default(8080),
  ACCESS_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7100'),
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  FITMENT_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7102'),
  INVENTORY_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7103'),
  ORDER_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7104'),
  SEARCH_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7105'),
  EXCHANGE_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7106'),
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
  MAX_UPLOAD_BYTES: importVariables.MAX_UPLOAD_BYTES,
  WEB_DIST: z.string().optional(),
  QIPEI_TRUST_TRACEPARENT: z.enum(['on', 'off']).default('off'),
  QIPEI_PUBLIC_URL: z
    .string()
    .refine((value) => URL.parse(value)?.origin === value.replace(/\/$/, '') && /^https?:/.test(value), {
      message: 'must be an origin such as https://parts.example',
    })
    .transform((value) => value.replace(/\/$/, ''))
    .optional(),
  QIPEI_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  QIPEI_GUEST_REQUESTS: z.coerce.number().int().min(0).max(1_000_000).default(120),
  QIPEI_OPERATORS: z
    .string()
    .default('')
    .transform((value) => new Set(value.split(',').flatMap((each) => each.trim() || []))),
});

/**
 * HOST (127.0.0.1), PORT (8080), `<PEER>_GRPC_ADDRESS` (127.0.0.1, 7100 to 7106), QIPEI_PEER_TOKEN, LOG_LEVEL (info),
 * MAX_UPLOAD_BYTES (20 GiB), QIPEI_TRUST_TRACEPARENT (off), QIPEI_PUBLIC_URL (where it listens), QIPEI_TRUSTED_PROXIES (0),
 * QIPEI_GUEST_REQUESTS (120 a minute), QIPEI_OPERATORS (none; tenants with commas between them), WEB_DIST (the build in services/web, if there is one; `off`: the API alone).
 * @throws ConfigurationError
 */
export function readBffConfig(env: Record<string, string | undefined>): BffConfig {
  const read = readEnvironment(variables, env);
  return {
    host: read.HOST,
    port: read.PORT,
    peers: {
      access: read.ACCESS_GRPC_ADDRESS,
      catalog: read.CATALOG_GRPC_ADDRESS,
      fitment: read.FITMENT_GRPC_ADDRESS,
      inventory: read.INVENTORY_GRPC_ADDRESS,
      order: read.ORDER_GRPC_ADDRESS,
      search: read.SEARCH_GRPC_ADDRESS,
      exchange: read.EXCHANGE_GRPC_ADDRESS,
    },
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    maxUploadBytes: read.MAX_UPLOAD_BYTES,
    webDist: webDistOf(read.WEB_DIST),
    trustTraceparent: read.QIPEI_TRUST_TRACEPARENT === 'on',
    publicUrl: read.QIPEI_PUBLIC_URL,
    trustedProxies: read.QIPEI_TRUSTED_PROXIES,
    guestRequests: read.QIPEI_GUEST_REQUESTS,
    operators: read.QIPEI_OPERATORS,
  };
}

const BUILT = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** @throws ConfigurationError where there is no build in the folder that was named */
function webDistOf(named: string | undefined): string | undefined {
  if (named === 'off') return undefined;
  const folder = named === undefined ? BUILT : resolve(named);
  if (existsSync(join(folder, 'index.html'))) return folder;
  if (named === undefined) return undefined;
  throw new ConfigurationError(`WEB_DIST: there is no index.html in ${folder}`);
}
