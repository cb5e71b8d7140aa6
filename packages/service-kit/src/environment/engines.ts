import { z } from 'zod';
import { ConfigurationError } from './read-environment.ts';

/** Where a service keeps its documents. */
export type StorageConfig = { engine: 'sqlite'; dataDir: string } | { engine: 'mongodb'; url: string };

/** What a service asks of the environment to know its storage. */
export const storageVariables = {
  QIPEI_DATA_DIR: z.string().default('.qipei'),
  QIPEI_MONGODB_URL: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\//, 'must begin with mongodb:// or mongodb+srv://')
    .optional(),
};

export function storageOf(read: {
  QIPEI_DATA_DIR: string;
  QIPEI_MONGODB_URL?: string | undefined;
}): StorageConfig {
  return read.QIPEI_MONGODB_URL === undefined
    ? { engine: 'sqlite', dataDir: read.QIPEI_DATA_DIR }
    : { engine: 'mongodb', url: read.QIPEI_MONGODB_URL };
}

/** The event log; what `openEventLog` of `@qipei/event-log/open` takes. */
export type EventLogConfig =
  | { engine: 'sqlite'; dataDir: string }
  | {
      engine: 'kafka';
      /** `host:port` of some of the cluster. */
      brokers: string[];
      /** Before every topic and group. */
      prefix: string;
      /** Of topics that are made; undefined: as the brokers are set. */
      replicationFactor: number | undefined;
      tls: { ca?: string; cert?: string; key?: string } | undefined;
      sasl:
        | { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string }
        | undefined;
    };

const brokerList = z
  .string()
  .transform((list) => list.split(',').map((each) => each.trim()))
  .pipe(
    z.array(z.string().regex(/^[^\s:]+:\d{1,5}$|^\[[0-9a-f:]+\]:\d{1,5}$/i, 'must be host:port,host:port,…')),
  );

const kafkaVariables = {
  QIPEI_KAFKA_BROKERS: brokerList.optional(),
  QIPEI_KAFKA_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._-]*$/, 'has letters, digits, dots, dashes')
    .default(''),
  QIPEI_KAFKA_REPLICATION: z.coerce.number().int().min(1).max(9).optional(),
  QIPEI_KAFKA_TLS: z.enum(['on', 'off']).default('off'),
  /** PEM, as are the next two. */
  QIPEI_KAFKA_CA: z.string().optional(),
  QIPEI_KAFKA_CERT: z.string().optional(),
  QIPEI_KAFKA_KEY: z.string().optional(),
  QIPEI_KAFKA_SASL_MECHANISM: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']).optional(),
  QIPEI_KAFKA_USERNAME: z.string().optional(),
  QIPEI_KAFKA_PASSWORD: z.string().optional(),
};

/** What a service asks of the environment to know its event log. */
export const eventLogVariables = { QIPEI_DATA_DIR: storageVariables.QIPEI_DATA_DIR, ...kafkaVariables };

type KafkaVariables = z.infer<z.ZodObject<typeof kafkaVariables>>;

export function eventLogOf(read: KafkaVariables & { QIPEI_DATA_DIR: string }): EventLogConfig {
  const { QIPEI_KAFKA_BROKERS: brokers } = read;
  if (brokers === undefined) return { engine: 'sqlite', dataDir: read.QIPEI_DATA_DIR };
  return {
    engine: 'kafka',
    brokers,
    prefix: read.QIPEI_KAFKA_PREFIX,
    replicationFactor: read.QIPEI_KAFKA_REPLICATION,
    tls: tlsOf(read),
    sasl: saslOf(read),
  };
}

function tlsOf(read: KafkaVariables): Extract<EventLogConfig, { engine: 'kafka' }>['tls'] {
  if (read.QIPEI_KAFKA_TLS === 'off') return undefined;
  return {
    ...(read.QIPEI_KAFKA_CA !== undefined && { ca: read.QIPEI_KAFKA_CA }),
    ...(read.QIPEI_KAFKA_CERT !== undefined && { cert: read.QIPEI_KAFKA_CERT }),
    ...(read.QIPEI_KAFKA_KEY !== undefined && { key: read.QIPEI_KAFKA_KEY }),
  };
}

function saslOf(read: KafkaVariables): Extract<EventLogConfig, { engine: 'kafka' }>['sasl'] {
  const { QIPEI_KAFKA_SASL_MECHANISM: mechanism } = read;
  const { QIPEI_KAFKA_USERNAME: username, QIPEI_KAFKA_PASSWORD: password } = read;
  if (mechanism === undefined && username === undefined && password === undefined) return undefined;
  // Half of it would go out as a log-in that the brokers refuse, or not at all.
  if (mechanism === undefined || username === undefined || password === undefined) {
    const all = 'QIPEI_KAFKA_SASL_MECHANISM, QIPEI_KAFKA_USERNAME and QIPEI_KAFKA_PASSWORD';
    throw new ConfigurationError(
      `The configuration can't be used:\n  ${all} are given together or not at all.`,
    );
  }
  return { mechanism, username, password };
}

/** Where the search index is. */
export type SearchIndexConfig =
  | { engine: 'sqlite'; dataDir: string }
  | {
      engine: 'meilisearch';
      url: string;
      apiKey: string | undefined;
      /** Before the name of every index. */
      prefix: string;
    };

/** What the search service asks of the environment to know its index. */
export const searchIndexVariables = {
  QIPEI_DATA_DIR: storageVariables.QIPEI_DATA_DIR,
  QIPEI_MEILI_URL: z.url({ protocol: /^https?$/ }).optional(),
  QIPEI_MEILI_KEY: z.string().optional(),
  QIPEI_MEILI_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,64}$/, 'has letters, digits, dashes')
    .default(''),
};

export function searchIndexOf(read: {
  QIPEI_DATA_DIR: string;
  QIPEI_MEILI_URL?: string | undefined;
  QIPEI_MEILI_KEY?: string | undefined;
  QIPEI_MEILI_PREFIX: string;
}): SearchIndexConfig {
  return read.QIPEI_MEILI_URL === undefined
    ? { engine: 'sqlite', dataDir: read.QIPEI_DATA_DIR }
    : {
        engine: 'meilisearch',
        url: read.QIPEI_MEILI_URL,
        apiKey: read.QIPEI_MEILI_KEY,
        prefix: read.QIPEI_MEILI_PREFIX,
      };
}

/** Everything in the files of one folder: what is chosen where no URL is set. */
export function embeddedEngines(dataDir: string) {
  const files = { engine: 'sqlite', dataDir } as const;
  return { dataDir, storage: files, eventLog: files, index: files };
}
