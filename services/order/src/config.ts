import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
  type EventLogConfig,
  eventLogOf,
  eventLogVariables,
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

export interface OrderConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the catalogue serves. */
  catalogAddress: string;
  /** Where the inventory serves. */
  inventoryAddress: string;
  /** Folder of the event log, and of the service's SQLite file where nothing else is said. */
  dataDir: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  /** Where the relay of events runs: on this thread, or wherever the caller starts it. */
  background: 'inline' | 'elsewhere';
}

const variables = z.object({
  ORDER_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7104'),
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  INVENTORY_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7103'),
  ...storageVariables,
  ...eventLogVariables,
  ...peerVariables,
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
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    background: 'inline',
  };
}
