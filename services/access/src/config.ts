import type { LogLevel } from '@qipei/service-kit';
import { addressVariable, logLevelVariable, readEnvironment } from '@qipei/service-kit/environment';
import { z } from 'zod';

export type AccessStorage = { engine: 'sqlite'; dataDir: string } | { engine: 'mongodb'; url: string };

export interface AccessConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Folder of the service's SQLite file. */
  dataDir: string;
  storage: AccessStorage;
  peerToken: string | undefined;
  logLevel: LogLevel;
}

const variables = z.object({
  ACCESS_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7100'),
  QIPEI_DATA_DIR: z.string().default('.qipei'),
  QIPEI_MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  QIPEI_PEER_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readAccessConfig(env: Record<string, string | undefined>): AccessConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.ACCESS_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage:
      read.QIPEI_MONGODB_URL === undefined
        ? { engine: 'sqlite', dataDir: read.QIPEI_DATA_DIR }
        : { engine: 'mongodb', url: read.QIPEI_MONGODB_URL },
    peerToken: read.QIPEI_PEER_TOKEN,
    logLevel: read.LOG_LEVEL,
  };
}
