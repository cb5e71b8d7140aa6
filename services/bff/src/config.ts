import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
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
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
  MAX_UPLOAD_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(20 * 1024 ** 3),
  QIPEI_TRUST_TRACEPARENT: z.enum(['on', 'off']).default('off'),
});

/**
 * HOST (127.0.0.1), PORT (8080), `<PEER>_GRPC_ADDRESS` (127.0.0.1, 7100 to 7105), QIPEI_PEER_TOKEN, LOG_LEVEL (info),
 * MAX_UPLOAD_BYTES (20 GiB), QIPEI_TRUST_TRACEPARENT (off).
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
    },
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    maxUploadBytes: read.MAX_UPLOAD_BYTES,
    trustTraceparent: read.QIPEI_TRUST_TRACEPARENT === 'on',
  };
}
