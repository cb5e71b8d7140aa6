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
  releaseVariables,
  type StorageConfig,
  storageOf,
  storageVariables,
} from '@qipei/service-kit/environment';
import { z } from 'zod';

export interface FitmentConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the catalogue listens. */
  catalogAddress: string;
  /** Folder of the service's SQLite file, its uploads and the event log. */
  dataDir: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  /** The compiled VIN table; compiled from the vPIC package, once, where it is empty. */
  vinTableFile: string;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  imports?: ImportLimits;
  /** So many releases of a feed, beside the live one, can still be looked at and rolled back. */
  releasesKept?: number;
  /**
   * Where imports and the relay of events run: in a thread of the service's own, on this one (for tests: an import then
   * keeps calls waiting), or wherever the caller starts them.
   */
  background: 'thread' | 'inline' | 'elsewhere';
}

const variables = z.object({
  FITMENT_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7102'),
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  ...storageVariables,
  ...eventLogVariables,
  QIPEI_VIN_TABLE: z.string().default(''),
  ...peerVariables,
  ...importVariables,
  ...releaseVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readFitmentConfig(env: Record<string, string | undefined>): FitmentConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.FITMENT_GRPC_ADDRESS,
    catalogAddress: read.CATALOG_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    vinTableFile: read.QIPEI_VIN_TABLE,
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    imports: importLimitsOf(read),
    releasesKept: read.QIPEI_RELEASES_KEPT,
    background: 'thread',
  };
}
