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
  type SearchIndexConfig,
  type StorageConfig,
  searchIndexOf,
  searchIndexVariables,
  storageOf,
  storageVariables,
} from '@qipei/service-kit/environment';
import { z } from 'zod';

export interface SearchConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the fitment service listens. */
  fitmentAddress: string;
  /** Folder of the index and of the event log. */
  dataDir: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  index: SearchIndexConfig;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  /** Where events are indexed: in a thread of their own, on this one, or by who starts `composeProjection` somewhere else, before. */
  background: 'thread' | 'inline' | 'elsewhere';
}

const variables = z.object({
  SEARCH_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7105'),
  FITMENT_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7102'),
  ...storageVariables,
  ...eventLogVariables,
  ...searchIndexVariables,
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readSearchConfig(env: Record<string, string | undefined>): SearchConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.SEARCH_GRPC_ADDRESS,
    fitmentAddress: read.FITMENT_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    index: searchIndexOf(read),
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    background: 'thread',
  };
}
