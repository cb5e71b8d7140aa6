import type { ConnectionOptions } from 'node:tls';
import { InvalidInput } from '@qipei/kernel';
import { Kafka, logLevel } from 'kafkajs';
import { assertName } from '../assert-input.ts';
import { quietIdleRequestQueues } from './idle-request-queue.ts';

/** A topic as it has to be on the brokers. */
export interface TopicSpec {
  topic: string;
  /** Fixed for the topic's life: a key's partition depends on it. Default 6. */
  partitions?: number;
  /** How long records are kept, whether a group has passed them or not; 'forever' keeps all. Default 7. */
  retentionDays?: number | 'forever';
  /** Keeps the newest record of each key, for topics that carry state. Default false. */
  compacted?: boolean;
}

export interface KafkaSasl {
  mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
  username: string;
  password: string;
}

export interface KafkaEventLogOptions {
  /** `host:port` of some brokers of the cluster. */
  brokers: readonly string[];
  clientId: string;
  /** Default false. Options as of node:tls, such as `ca`, `cert` and `key`. */
  tls?: boolean | ConnectionOptions;
  sasl?: KafkaSasl;
  /** Created where they are missing, and held against the brokers where they exist. */
  topics: readonly TopicSpec[];
  /** For topics that are first named by `append` or `subscribe`. */
  otherTopics?: Omit<TopicSpec, 'topic'>;
  /** Of topics that are created here. Default: the brokers' own; with 3 or more, 2 replicas must have each write. */
  replicationFactor?: number;
  /** Put before every topic and group on the brokers, where several platforms share them. Default ''. */
  prefix?: string;
  /** A member that is silent for so long loses its partitions. Default 20,000. */
  sessionTimeoutMs?: number;
  /** A subscription whose position can't move for so long ends. Default 50,000. */
  patienceMs?: number;
  /** An append that is not acknowledged by then is rejected; whether it took place is not known. Default 60,000. */
  appendTimeoutMs?: number;
  /** One request to a broker. Default 15,000. */
  requestTimeoutMs?: number;
  /** How long a broker holds back the answer to a fetch that finds nothing. Default 500. */
  fetchWaitMs?: number;
  /** What the client itself has to say. Default: nothing is told. */
  onClientLog?: (level: 'error' | 'warn' | 'info' | 'debug', message: string, details: object) => void;
  /** More than 1 takes out the guard of ADR 8 and loses records; here so that a test can show it. */
  sendsInFlight?: number;
}

export interface KafkaSettings
  extends Required<
    Pick<
      KafkaEventLogOptions,
      | 'prefix'
      | 'sessionTimeoutMs'
      | 'patienceMs'
      | 'appendTimeoutMs'
      | 'requestTimeoutMs'
      | 'fetchWaitMs'
      | 'sendsInFlight'
    >
  > {
  replicationFactor: number | undefined;
  topics: readonly TopicSpec[];
  otherTopics: Omit<TopicSpec, 'topic'>;
}

export function kafkaSettings(options: KafkaEventLogOptions): KafkaSettings {
  if (options.brokers.length === 0)
    throw new InvalidInput('brokers', 'brokers-empty', 'An event log over Kafka needs a broker.');
  for (const { topic } of options.topics) assertName('topic', topic);
  if (options.prefix !== undefined && options.prefix !== '') assertName('prefix', options.prefix);
  return {
    prefix: options.prefix ?? '',
    sessionTimeoutMs: options.sessionTimeoutMs ?? 20_000,
    patienceMs: options.patienceMs ?? 50_000,
    appendTimeoutMs: options.appendTimeoutMs ?? 60_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    fetchWaitMs: options.fetchWaitMs ?? 500,
    sendsInFlight: options.sendsInFlight ?? 1,
    replicationFactor: options.replicationFactor,
    topics: options.topics,
    otherTopics: options.otherTopics ?? {},
  };
}

export function kafkaClient(options: KafkaEventLogOptions, settings: KafkaSettings): Kafka {
  quietIdleRequestQueues();
  const { tls, sasl, onClientLog } = options;
  const levels: Record<number, 'error' | 'warn' | 'info' | 'debug'> = {
    [logLevel.ERROR]: 'error',
    [logLevel.WARN]: 'warn',
    [logLevel.INFO]: 'info',
    [logLevel.DEBUG]: 'debug',
  };
  return new Kafka({
    clientId: options.clientId,
    brokers: [...options.brokers],
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
    connectionTimeout: 5_000,
    requestTimeout: settings.requestTimeoutMs,
    logLevel: onClientLog === undefined ? logLevel.NOTHING : logLevel.INFO,
    logCreator:
      () =>
      ({ level, log: { message, ...details } }) =>
        onClientLog?.(levels[level] ?? 'debug', message, details),
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 },
  });
}

function saslOptions({ mechanism, username, password }: KafkaSasl) {
  if (mechanism === 'plain') return { mechanism, username, password };
  if (mechanism === 'scram-sha-256') return { mechanism, username, password };
  return { mechanism, username, password };
}
