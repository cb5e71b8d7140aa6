import { join } from 'node:path';
import type { EventLog } from './event-log.ts';
import type { KafkaEventLogOptions } from './kafka/kafka-options.ts';

/** Which engine keeps the log. */
export type EventLogConfig =
  | { engine: 'sqlite'; dataDir: string }
  | ({
      engine: 'kafka';
      brokers: readonly string[];
      prefix: string;
      replicationFactor: number | undefined;
    } & { [K in 'tls' | 'sasl']: KafkaEventLogOptions[K] | undefined });

/** `clientId` and `topics` are told to the brokers. An engine's library is loaded where it is chosen. */
export async function openEventLog(
  config: EventLogConfig,
  { clientId, topics, onClientLog }: Pick<KafkaEventLogOptions, 'clientId' | 'topics' | 'onClientLog'>,
): Promise<EventLog> {
  if (config.engine === 'sqlite') {
    const { openSqliteEventLog } = await import('./sqlite/index.ts');
    return openSqliteEventLog({ file: join(config.dataDir, 'event-log.sqlite') });
  }
  const { brokers, prefix, replicationFactor, tls, sasl } = config;
  const { openKafkaEventLog } = await import('./kafka/index.ts');
  return await openKafkaEventLog({
    brokers,
    clientId,
    topics,
    prefix,
    ...(replicationFactor !== undefined && { replicationFactor }),
    ...(tls !== undefined && { tls }),
    ...(sasl !== undefined && { sasl }),
    ...(onClientLog !== undefined && { onClientLog }),
  });
}
