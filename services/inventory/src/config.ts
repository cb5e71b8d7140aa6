import type { LogLevel } from '@qipei/service-kit';
import {
  addressVariable,
  type EventLogConfig,
  eventLogOf,
  eventLogVariables,
  type ImportLimits,
  importLimitsOf,
  importVariables,
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

export interface InventoryConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the catalogue serves. */
  catalogAddress: string;
  /** What engines of this machine keep is below it. */
  dataDir: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  /**
   * Where imports and the relay of events run: in a thread of the service's own, on this one (for tests: an import then
   * keeps calls waiting), or wherever the caller starts them.
   */
  background: 'thread' | 'inline' | 'elsewhere';
  /** How long stock is held for an order that isn't confirmed. */
  holdSeconds: number;
  imports?: ImportLimits;
}

const variables = z.object({
  INVENTORY_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7103'),
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  ...storageVariables,
  ...eventLogVariables,
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
  ...importVariables,
  INVENTORY_BACKGROUND: z.enum(['thread', 'inline', 'elsewhere']).default('thread'),
  INVENTORY_HOLD_SECONDS: z.coerce.number().int().min(1).max(86_400).default(900),
});

/** @throws ConfigurationError */
export function readInventoryConfig(env: Record<string, string | undefined>): InventoryConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.INVENTORY_GRPC_ADDRESS,
    catalogAddress: read.CATALOG_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    background: read.INVENTORY_BACKGROUND,
    holdSeconds: read.INVENTORY_HOLD_SECONDS,
    imports: importLimitsOf(read),
  };
}
