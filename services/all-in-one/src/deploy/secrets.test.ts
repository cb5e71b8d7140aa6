import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { overlaid, ROOT, readCompose } from './compose-project.fixture.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'qipei-secrets-')), 'secrets');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const make = () => execFileSync('sh', [join(ROOT, 'deploy/make-secrets.sh'), folder], { encoding: 'utf8' });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const all = () => Object.fromEntries(readdirSync(folder).map((name) => [name, read(name)]));

test('makes each secret that the compose files name, and no two alike', () => {
  make();
  const { secrets = {} } = overlaid(
    readCompose('docker-compose.yml'),
    readCompose('deploy/compose.observability.yml'),
  );
  expect(readdirSync(folder).sort()).toEqual(
    Object.values(secrets)
      .map(({ file }) => basename(file))
      .sort(),
  );
  const values = Object.values(all());
  expect(new Set(values).size).toBe(values.length);
  for (const value of values) expect(value.length).toBeGreaterThanOrEqual(32);
  // mongod takes 6 to 1024 characters of base64.
  expect(read('mongodb-keyfile')).toMatch(/^[a-f0-9]{768}$/);
});

test('lets nobody else of the host through to them', () => {
  make();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o444);
});

test('keeps what is there; what was removed is made anew, along with what is derived from it', () => {
  make();
  const before = all();
  expect(make()).not.toContain('made ');
  expect(all()).toEqual(before);
  rmSync(join(folder, 'mongodb-password'));
  rmSync(join(folder, 'kafka-password'));
  make();
  const changed = Object.entries(all()).filter(([name, value]) => before[name] !== value);
  expect(changed.map(([name]) => name).sort()).toEqual([
    'kafka-jaas',
    'kafka-password',
    'mongodb-password',
    'mongodb-url',
  ]);
  expect(read('mongodb-url')).toContain(read('mongodb-password'));
  expect(read('kafka-jaas')).toContain(`user_qipei="${read('kafka-password')}";`);
});
