import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccessConfig } from '@qipei/access';
import { readBffConfig } from '@qipei/bff';
import { readCatalogConfig } from '@qipei/catalog';
import { readExchangeConfig } from '@qipei/exchange';
import { readFitmentConfig } from '@qipei/fitment';
import { readInventoryConfig } from '@qipei/inventory';
import { readOrderConfig } from '@qipei/order';
import { readSearchConfig } from '@qipei/search';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEngines } from '../engines.ts';
import { type ComposeService, overlaid, ROOT, readCompose } from './compose-project.fixture.ts';

const base = readCompose('docker-compose.yml');
const observed = overlaid(base, readCompose('deploy/compose.observability.yml'));
const ENTRIES = {
  access: readAccessConfig,
  catalog: readCatalogConfig,
  fitment: readFitmentConfig,
  inventory: readInventoryConfig,
  order: readOrderConfig,
  search: readSearchConfig,
  exchange: readExchangeConfig,
  bff: readBffConfig,
  qipei: readEngines,
};
type Name = keyof typeof ENTRIES;
const names = Object.keys(ENTRIES) as Name[];
const GRPC = names.filter((name) => name !== 'bff' && name !== 'qipei');
const IMAGE_ENTRYPOINT = ['node', '--max-semi-space-size=8'];

let secrets: string;
beforeAll(() => {
  secrets = mkdtempSync(join(tmpdir(), 'qipei-secrets-'));
  execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), secrets]);
});
afterAll(() => rmSync(secrets, { recursive: true, force: true }));

function serviceOf(name: Name, project = base): ComposeService {
  return project.services[name] ?? expect.fail(`there is no ${name}`);
}

/** As the container has it, with /run/secrets where they were made for this test. */
function environmentOf(name: Name, project = base): Record<string, string> {
  const { environment = {} } = serviceOf(name, project);
  return Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [key, value.replace(/^\/run\/secrets/, secrets)]),
  );
}

/** Every name that a service asks of its environment. */
function askedBy(name: Name): Set<string> {
  const asked = new Set<string>();
  const note = (key: string | symbol) => void (typeof key === 'string' && asked.add(key));
  ENTRIES[name](
    new Proxy({} as Record<string, string>, {
      get: (_, key) => void note(key),
      has: (_, key) => {
        note(key);
        return false;
      },
    }),
  );
  return asked;
}

describe.each(names)('%s', (name) => {
  test('knows each variable that it is given', () => {
    const asked = askedBy(name);
    expect(asked).toContain(name === 'qipei' ? 'QIPEI_MONGODB_URL_FILE' : 'LOG_LEVEL');
    expect(Object.keys(environmentOf(name)).filter((key) => !asked.has(key))).toEqual([]);
  });

  test('takes their values, and keeps nothing on its own disk', () => {
    const config = ENTRIES[name](environmentOf(name));
    if ('storage' in config)
      expect(config.storage).toEqual({
        engine: 'mongodb',
        url: expect.stringMatching(/^mongodb:\/\/qipei:\w{48}@mongodb:27017\/qipei\?/),
      });
    if ('eventLog' in config)
      expect(config.eventLog).toMatchObject({
        engine: 'kafka',
        brokers: ['kafka:9092'],
        replicationFactor: 1,
        sasl: { mechanism: 'plain', username: 'qipei', password: expect.stringMatching(/^\w{48}$/) },
      });
    if ('index' in config)
      expect(config.index).toEqual({
        engine: 'meilisearch',
        url: 'http://meilisearch:7700',
        apiKey: expect.stringMatching(/^\w{64}$/),
        prefix: '',
      });
    if ('peerSecurity' in config)
      expect(config.peerSecurity).toEqual({
        token: expect.stringMatching(/^\w{64}$/),
        tls: {
          ca: expect.stringContaining('BEGIN CERTIFICATE'),
          cert: expect.stringContaining('BEGIN CERTIFICATE'),
          key: expect.stringContaining('PRIVATE KEY'),
        },
      });
  });

  test('has the secrets that its variables name, and no other', () => {
    const { environment = {}, secrets: mounted = [] } = serviceOf(name);
    const read = Object.entries(environment).filter(([key]) => key.endsWith('_FILE'));
    expect(read.map(([, file]) => file.replace('/run/secrets/', '')).sort()).toEqual([...mounted].sort());
  });

  test('runs a program that is there', () => {
    const { entrypoint = IMAGE_ENTRYPOINT, command = [] } = serviceOf(name);
    const [program] = [...entrypoint, ...command].filter((each) => each.endsWith('.ts'));
    expect(program).toBe(
      name === 'qipei' ? 'services/all-in-one/src/cli.ts' : `services/${name}/src/main.ts`,
    );
    expect(existsSync(join(ROOT, program ?? ''))).toBe(true);
  });
});

describe('addresses', () => {
  const variable = (name: string) => `${name.toUpperCase()}_GRPC_ADDRESS`;
  const portOf = (name: Name) => environmentOf(name)[variable(name)]?.split(':')[1];

  test('are served on every interface, each on a port of its own', () => {
    for (const name of GRPC) expect(environmentOf(name)[variable(name)]).toMatch(/^0\.0\.0\.0:71\d\d$/);
    expect(new Set(GRPC.map(portOf)).size).toBe(GRPC.length);
  });

  test.each(names)('of %s lead to peers by name, port and a common network', (name) => {
    const environment = environmentOf(name);
    const peers = GRPC.filter((peer) => peer !== name && environment[variable(peer)] !== undefined);
    for (const peer of peers) {
      expect(environment[variable(peer)]).toBe(`${peer}:${portOf(peer)}`);
      const { networks = [] } = serviceOf(peer);
      expect(serviceOf(name).networks?.some((network) => networks.includes(network))).toBe(true);
    }
    // A peer's address that isn't given would be looked for on loopback, where a container has no peer.
    const asked = [...askedBy(name)].filter((key) => key.endsWith('_GRPC_ADDRESS'));
    expect(asked.filter((key) => environment[key] === undefined)).toEqual([]);
  });

  test.each(names.filter((name) => name !== 'qipei'))('%s is checked where it listens', (name) => {
    const [kind, node, script, target] = serviceOf(name).healthcheck?.test ?? [];
    expect([kind, node, script]).toEqual(['CMD', 'node', 'deploy/health.mjs']);
    expect(target).toBe(
      name === 'bff'
        ? `http://127.0.0.1:${environmentOf(name).PORT}/readyz`
        : `grpc://127.0.0.1:${portOf(name)}`,
    );
  });

  test('bff is published where it listens', () => {
    const { PORT, HOST } = environmentOf('bff');
    expect(HOST).toBe('0.0.0.0');
    expect(serviceOf('bff').ports).toEqual([`127.0.0.1:8080:${PORT}`]);
  });
});

test('observability adds the same variables to every service', () => {
  const added = names.map((name) => {
    const before = environmentOf(name);
    return Object.entries(environmentOf(name, observed)).filter(([key]) => !(key in before));
  });
  const services = added.slice(0, -1);
  expect(services[0]).toContainEqual(['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://otel-collector:4318']);
  for (const each of services) expect(each).toEqual(services[0]);
  expect(added.at(-1), 'the command ends before anybody could look').toEqual([]);
});
