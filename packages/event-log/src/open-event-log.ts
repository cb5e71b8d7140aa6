import { join } from 'node:path';
import type { EventLog } from './event-log.ts';
import type { KafkaEventLogOptions } from './kafka/kafka-options.ts';
import { observedEventLog } from './observed/observed-event-log.ts';

/** Which engine keeps the log. */
export type EventLogConfig =
  | { engine: 'sqlite'; dataDir: string }
  | ({
      engine: 'kafka';
      brokers: readonly string[];
      prefix: string;
      replicationFactor: number | undefined;
    } & { [K in 'tls' | 'sasl']: KafkaEventLogOptions[K] | undefined });

/**
 * `clientId` and `topics` are told to the brokers. An engine's library is loaded where it is chosen. What goes through
 * the log shows in traces and metrics.
 */
export async function openEventLog(
  config: EventLogConfig,
  { clientId, topics, onClientLog }: Pick<KafkaEventLogOptions, 'clientId' | 'topics' | 'onClientLog'>,
): Promise<EventLog> {
  if (config.engine === 'sqlite') {
    const { openSqliteEventLog } = await import('./sqlite/index.ts');
    return observedEventLog(openSqliteEventLog({ file: join(config.dataDir, 'event-log.sqlite') }), 'sqlite');
  }
  const { brokers, prefix, replicationFactor, tls, sasl } = config;
  const { openKafkaEventLog } = await import('./kafka/index.ts');
  const log = await openKafkaEventLog({
    brokers,
    clientId,
    topics,
    prefix,
    ...(replicationFactor !== undefined && { replicationFactor }),
    ...(tls !== undefined && { tls }),
    ...(sasl !== undefined && { sasl }),
    ...(onClientLog !== undefined && { onClientLog }),
  });
  return observedEventLog(log, 'kafka');
}
