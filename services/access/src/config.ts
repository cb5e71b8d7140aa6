import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
  logLevelVariable,
  type PeerSecurity,
  peerSecurityOf,
  peerVariables,
  readEnvironment,
  type StorageConfig,
  storageOf,
  storageVariables,
} from '@qipei/service-kit/environment';
import { z } from 'zod';

export interface AccessConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Folder of the service's SQLite file. */
  dataDir: string;
  storage: StorageConfig;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
}

const variables = z.object({
  ACCESS_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7100'),
  ...storageVariables,
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readAccessConfig(env: Record<string, string | undefined>): AccessConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.ACCESS_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
  };
}
