import type { LogLevel } from '@qipei/service-kit';
import { addressVariable, logLevelVariable, readEnvironment } from '@qipei/service-kit/environment';
import { z } from 'zod';

export type OrderStorage = { engine: 'sqlite'; dataDir: string } | { engine: 'mongodb'; url: string };

export interface OrderConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the catalogue serves. */
  catalogAddress: string;
  /** Where the inventory serves. */
  inventoryAddress: string;
  /** Folder of the event log, and of the service's SQLite file where nothing else is said. */
  dataDir: string;
  storage?: OrderStorage;
  peerToken: string | undefined;
  logLevel: LogLevel;
  /** Where the relay of events runs: on this thread, or wherever the caller starts it. */
  background: 'inline' | 'elsewhere';
}

const variables = z.object({
  ORDER_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7104'),
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  INVENTORY_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7103'),
  QIPEI_DATA_DIR: z.string().default('.qipei'),
  QIPEI_MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
  QIPEI_PEER_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readOrderConfig(env: Record<string, string | undefined>): OrderConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.ORDER_GRPC_ADDRESS,
    catalogAddress: read.CATALOG_GRPC_ADDRESS,
    inventoryAddress: read.INVENTORY_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage:
      read.QIPEI_MONGODB_URL === undefined
        ? { engine: 'sqlite', dataDir: read.QIPEI_DATA_DIR }
        : { engine: 'mongodb', url: read.QIPEI_MONGODB_URL },
    peerToken: read.QIPEI_PEER_TOKEN,
    logLevel: read.LOG_LEVEL,
    background: 'inline',
  };
}
