import type { LogLevel } from '@qipei/service-kit';
import { addressVariable, logLevelVariable, readEnvironment } from '@qipei/service-kit/environment';
import { z } from 'zod';

export interface SearchConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  /** Where the fitment service listens. */
  fitmentAddress: string;
  /** Folder of the index and of the event log. */
  dataDir: string;
  peerToken: string | undefined;
  logLevel: LogLevel;
  /** Whether events are indexed in a thread of their own or on this one. */
  background: 'thread' | 'inline';
}

const variables = z.object({
  SEARCH_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7105'),
  FITMENT_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7102'),
  QIPEI_DATA_DIR: z.string().default('.qipei'),
  QIPEI_PEER_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readSearchConfig(env: Record<string, string | undefined>): SearchConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.SEARCH_GRPC_ADDRESS,
    fitmentAddress: read.FITMENT_GRPC_ADDRESS,
    dataDir: read.QIPEI_DATA_DIR,
    peerToken: read.QIPEI_PEER_TOKEN,
    logLevel: read.LOG_LEVEL,
    background: 'thread',
  };
}
