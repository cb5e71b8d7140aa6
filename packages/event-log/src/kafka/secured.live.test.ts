import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { eventLogOf, eventLogVariables, readEnvironment } from '@qipei/service-kit/environment';
import { type KafkaAccess, type KafkaServer, startKafka } from '@qipei/testing/kafka-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { collect, ids, many } from '../contract-records.ts';
import type { EventLog } from '../event-log.ts';
import { openEventLog } from '../open-event-log.ts';

const BOUND_MS = 20_000;

let folder: string;
let kafka: KafkaServer;
let access: KafkaAccess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-secured-'));
  kafka = await startKafka({ folder: join(folder, 'server'), secured: true });
  if (kafka.secured === undefined) throw new Error('The server has no listeners over TLS.');
  access = kafka.secured;
});
afterAll(async () => {
  await kafka[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

let files = 0;

/** As a secret reaches a container: in a file, with a line break at its end. */
function inFile(content: string): string {
  files += 1;
  const file = join(folder, `secret-${files}`);
  writeFileSync(file, `${content}\n`);
  return file;
}

type Environment = Record<string, string | undefined>;

/** What the operator of a service would set; `changes` are made to it. */
function environment(changes: Environment = {}): Environment {
  return {
    QIPEI_KAFKA_BROKERS: access.brokers.join(','),
    QIPEI_KAFKA_PREFIX: 'secured.',
    QIPEI_KAFKA_TLS: 'on',
    QIPEI_KAFKA_CA_FILE: inFile(access.ca),
    QIPEI_KAFKA_SASL_MECHANISM: 'scram-sha-512',
    QIPEI_KAFKA_USERNAME: access.user.username,
    QIPEI_KAFKA_PASSWORD_FILE: inFile(access.user.password),
    ...changes,
  };
}

const NO_USER = {
  QIPEI_KAFKA_SASL_MECHANISM: undefined,
  QIPEI_KAFKA_USERNAME: undefined,
  QIPEI_KAFKA_PASSWORD_FILE: undefined,
};

function byCertificate(client: { cert: string; key: string } | undefined): Environment {
  return environment({
    ...NO_USER,
    QIPEI_KAFKA_BROKERS: access.mutualBrokers.join(','),
    ...(client && {
      QIPEI_KAFKA_CERT_FILE: inFile(client.cert),
      QIPEI_KAFKA_KEY_FILE: inFile(client.key),
    }),
  });
}

function open(env: Environment, onClientLog?: (...told: unknown[]) => void): Promise<EventLog> {
  return openEventLog(eventLogOf(readEnvironment(z.object(eventLogVariables), env)), {
    clientId: 'secured',
    topics: [{ topic: 'parts', partitions: 3 }],
    ...(onClientLog !== undefined && { onClientLog }),
  });
}

const ways: Record<string, () => Environment> = {
  'SCRAM-SHA-512': () => environment(),
  'SCRAM-SHA-256': () => environment({ QIPEI_KAFKA_SASL_MECHANISM: 'scram-sha-256' }),
  PLAIN: () => environment({ QIPEI_KAFKA_SASL_MECHANISM: 'plain' }),
  'a client certificate': () => byCertificate(access.client),
};

test.each(Object.keys(ways))('appends, delivers, parks and replays over TLS with %s', async (way) => {
  const env = ways[way]?.() ?? {};
  const group = `by-${Object.keys(ways).indexOf(way)}`;
  await using log = await open(env);
  const records = many(12);
  await log.append('parts', records);
  const mine = new Set(ids(records));
  let failing = true;
  const seen: string[] = [];
  await using subscription = await log.subscribe({
    topics: ['parts'],
    group,
    maxAttempts: 1,
    handler(delivered) {
      const [first] = delivered;
      if (failing && delivered.some((each) => each.id === records[0]?.id))
        throw new Error(`no ${first?.key}`);
      seen.push(...ids(delivered).filter((id) => mine.has(id)));
    },
  });
  await subscription.caughtUp();
  expect(ids(await log.deadLetters('parts', group))).toEqual([records[0]?.id]);
  failing = false;
  expect(await log.replayDeadLetters('parts', group)).toBe(1);
  await subscription.caughtUp();
  expect(seen.toSorted()).toEqual(ids(records).toSorted());
  expect(await log.countDeadLetters('parts', group)).toBe(0);
  expect(await log.lag('parts', group)).toBe(0);
  // What one way has written, another reads.
  await using plain = await open({
    QIPEI_KAFKA_BROKERS: kafka.brokers.join(),
    QIPEI_KAFKA_PREFIX: 'secured.',
  });
  expect(ids(await collect(plain, { topics: ['parts'], group: `${group}-plain` }))).toEqual(
    expect.arrayContaining(ids(records)),
  );
});

const WRONG_PASSWORD = 'wrong-but-secret-all-the-same';

const refusals: Record<string, { env: () => Environment; says: RegExp }> = {
  'a wrong password (SCRAM)': {
    env: () => environment({ QIPEI_KAFKA_PASSWORD_FILE: inFile(WRONG_PASSWORD) }),
    says: /authentication failed.*invalid credentials/i,
  },
  'a wrong password (PLAIN)': {
    env: () =>
      environment({
        QIPEI_KAFKA_SASL_MECHANISM: 'plain',
        QIPEI_KAFKA_PASSWORD_FILE: inFile(WRONG_PASSWORD),
      }),
    says: /authentication failed.*invalid username or password/i,
  },
  'an unknown user': {
    env: () => environment({ QIPEI_KAFKA_USERNAME: 'nobody' }),
    says: /authentication failed.*invalid credentials/i,
  },
  'no user': { env: () => environment(NO_USER), says: /closed connection: .*wants a user/i },
  'an authority that did not sign the servers’ certificates': {
    env: () => environment({ QIPEI_KAFKA_CA_FILE: inFile(access.strangersCa) }),
    says: /unable to verify the first certificate/i,
  },
  'the public authorities alone': {
    env: () => environment({ QIPEI_KAFKA_CA_FILE: undefined }),
    says: /unable to verify the first certificate/i,
  },
  'no TLS to a listener with it': {
    env: () => environment({ QIPEI_KAFKA_TLS: 'off' }),
    says: /closed connection: a listener over TLS/i,
  },
  'TLS to a listener without it': {
    env: () => environment({ QIPEI_KAFKA_BROKERS: kafka.brokers.join() }),
    says: /so does a listener without TLS/i,
  },
  'a user to a listener without users': {
    env: () => environment({ QIPEI_KAFKA_BROKERS: kafka.brokers.join(), QIPEI_KAFKA_TLS: 'off' }),
    says: /knows of no users/i,
  },
  'no client certificate': { env: () => byCertificate(undefined), says: /certificate/i },
  'a client certificate of another authority': {
    env: () => byCertificate(access.strangersClient),
    says: /certificate/i,
  },
  'brokers that are not there': {
    env: () => environment({ QIPEI_KAFKA_BROKERS: '127.0.0.1:1' }),
    says: /ECONNREFUSED/,
  },
};

test.concurrent.each(Object.keys(refusals))(
  'is refused in bounded time with a clear error that has no secret: %s',
  async (name) => {
    const refusal = refusals[name];
    const given = refusal?.env() ?? {};
    const told: unknown[] = [];
    const since = performance.now();
    const opening = open(given, (...all) => told.push(all));
    const error = await opening.then(
      async (log) => {
        await log[Symbol.asyncDispose]();
        throw new Error('The brokers took it.');
      },
      (reason: unknown) => reason,
    );
    expect(performance.now() - since).toBeLessThan(BOUND_MS);
    expect(error).toMatchObject({ kind: 'unavailable', code: 'brokers-unusable' });
    const { message } = error as Error;
    expect(message).toMatch(refusal?.says ?? /^$/);
    expect(message).toContain(given.QIPEI_KAFKA_BROKERS);
    const everything = inspect([error, told], { depth: 20, showHidden: true, maxStringLength: null });
    for (const secret of [WRONG_PASSWORD, access.user.password, 'PRIVATE KEY'])
      expect(everything).not.toContain(secret);
    // Nothing goes on behind the refusal.
    const soFar = told.length;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(told.length).toBe(soFar);
  },
);
