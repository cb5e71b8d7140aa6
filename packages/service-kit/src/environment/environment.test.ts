import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, eventLogOf, eventLogVariables, readEnvironment } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-environment-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const one = z.object({ SECRET: z.string().min(4).optional(), COUNT: z.coerce.number().default(1) });

function secretFile(text: string): string {
  const file = join(folder, 'secret');
  writeFileSync(file, text);
  return file;
}

describe('readEnvironment', () => {
  test('reads a value from the file that is named, without its last line break alone', () => {
    expect(readEnvironment(one, { SECRET_FILE: secretFile('pass word\n') })).toEqual({
      SECRET: 'pass word',
      COUNT: 1,
    });
    expect(readEnvironment(one, { SECRET_FILE: secretFile(' a\nb \r\n') }).SECRET).toBe(' a\nb ');
  });

  test('an empty value and an empty file are as if not given', () => {
    expect(readEnvironment(one, { SECRET: '', COUNT: '' })).toEqual({ COUNT: 1 });
    expect(readEnvironment(one, { SECRET: '', SECRET_FILE: secretFile('\n') })).toEqual({ COUNT: 1 });
  });

  test('names every fault at once, and no secret', () => {
    const env = { SECRET: 'hunter22', SECRET_FILE: secretFile('other'), COUNT: 'many' };
    expect(() => readEnvironment(one, env)).toThrow(ConfigurationError);
    expect(() => readEnvironment(one, env)).toThrow(/SECRET: is given itself and by SECRET_FILE[\s\S]*COUNT/);
    expect(() => readEnvironment(one, env)).not.toThrow(/hunter22/);
    expect(() => readEnvironment(one, { SECRET_FILE: join(folder, 'gone') })).toThrow(
      /SECRET_FILE: can't be read \(ENOENT\)/,
    );
  });
});

describe('the event log', () => {
  const read = (env: Record<string, string>) => eventLogOf(readEnvironment(z.object(eventLogVariables), env));

  test('is in the data folder where no broker is named', () => {
    expect(read({ QIPEI_DATA_DIR: '/data' })).toEqual({ engine: 'sqlite', dataDir: '/data' });
  });

  test('is Kafka where brokers are named, with what they ask for', () => {
    expect(
      read({
        QIPEI_KAFKA_BROKERS: 'a:9092, b:9092',
        QIPEI_KAFKA_TLS: 'on',
        QIPEI_KAFKA_CA_FILE: secretFile('PEM'),
        QIPEI_KAFKA_SASL_MECHANISM: 'scram-sha-512',
        QIPEI_KAFKA_USERNAME: 'qipei',
        QIPEI_KAFKA_PASSWORD: 'secret',
        QIPEI_KAFKA_REPLICATION: '3',
      }),
    ).toEqual({
      engine: 'kafka',
      brokers: ['a:9092', 'b:9092'],
      prefix: '',
      replicationFactor: 3,
      tls: { ca: 'PEM' },
      sasl: { mechanism: 'scram-sha-512', username: 'qipei', password: 'secret' },
    });
  });

  test.each(['', ',', 'a', 'a:9092,', 'a:b', 'http://a:9092'])('refuses the brokers %j', (brokers) => {
    if (brokers === '') expect(read({ QIPEI_KAFKA_BROKERS: brokers }).engine).toBe('sqlite');
    else expect(() => read({ QIPEI_KAFKA_BROKERS: brokers })).toThrow(ConfigurationError);
  });

  test('refuses a mechanism without a user, and a password without a mechanism', () => {
    const brokers = { QIPEI_KAFKA_BROKERS: 'a:9092' };
    expect(() => read({ ...brokers, QIPEI_KAFKA_SASL_MECHANISM: 'plain' })).toThrow(ConfigurationError);
    expect(() => read({ ...brokers, QIPEI_KAFKA_PASSWORD: 'secret' })).toThrow(ConfigurationError);
  });
});
