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

export interface ExchangeConfig {
  /** `host:port` to serve gRPC on. */
  grpcAddress: string;
  storage: StorageConfig;
  eventLog: EventLogConfig;
  /** Webhooks may go to this machine, and by plain HTTP there: for development. */
  webhooksToLoopback: boolean;
  peerSecurity: PeerSecurity;
  logLevel: LogLevel;
  /** Where events are followed and webhooks are sent: on this thread, or wherever the caller starts it. */
  background: 'inline' | 'elsewhere';
}

const variables = z.object({
  EXCHANGE_GRPC_ADDRESS: addressVariable.default('127.0.0.1:7106'),
  QIPEI_WEBHOOKS_TO_LOOPBACK: z.enum(['on', 'off']).default('off'),
  ...storageVariables,
  ...eventLogVariables,
  ...peerVariables,
  LOG_LEVEL: logLevelVariable.default('info'),
});

/** @throws ConfigurationError */
export function readExchangeConfig(env: Record<string, string | undefined>): ExchangeConfig {
  const read = readEnvironment(variables, env);
  return {
    grpcAddress: read.EXCHANGE_GRPC_ADDRESS,
    storage: storageOf(read),
    eventLog: eventLogOf(read),
    webhooksToLoopback: read.QIPEI_WEBHOOKS_TO_LOOPBACK === 'on',
    peerSecurity: peerSecurityOf(read),
    logLevel: read.LOG_LEVEL,
    background: 'inline',
  };
}
