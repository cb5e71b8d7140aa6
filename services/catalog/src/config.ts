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

export interface CatalogConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Folder of the service's SQLite file, the event log and the uploads. */
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
  /** Whether changed parts are looked at for loops and contradictions: `on` unless given. Where they aren't, they are counted as waiting. */
  graphChecks?: 'on' | 'off';
  imports?: ImportLimits;
  /** So many releases of a feed, beside the live one, can still be looked at and rolled back. */
  releasesKept?: number;
}

const variables = z.object({
  CATALOG_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7101'),
  ...storageVariables,
  ...eventLogVariables,
  ...peerVariables,
  ...importVariables,
  ...releaseVariables,
  CATALOG_GRAPH_CHECKS: z.enum(['on', 'off']).default('on'),
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readCatalogConfig(env: Record<string, string | undefined>): CatalogConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.CATALOG_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    background: 'thread',
    graphChecks: read.CATALOG_GRAPH_CHECKS,
    imports: importLimitsOf(read),
    releasesKept: read.QIPEI_RELEASES_KEPT,
  };
}
