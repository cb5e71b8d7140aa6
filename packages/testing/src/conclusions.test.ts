import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('../../../deploy/conclusions.mjs', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'qipei-conclusions-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const WELL = { ok: true, passed: 3, counts: '3 passed, 0 failed', failures: [] };
const lineOf = (name: string) => JSON.stringify({ name, ...WELL });

function conclude(content: string, ...runs: string[]) {
  const file = join(folder, 'conclusions');
  writeFileSync(file, content);
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, file, ...runs], {
    encoding: 'utf8',
  });
  return { status, stderr, lines: stdout.trimEnd().split('\n') };
}

test('runs that all went well are well', () => {
  const { status, lines } = conclude(`${lineOf('unit')}\n${lineOf('web')}\n`, 'unit', '0', 'web', '0');
  expect([status, lines.at(-1)]).toEqual([0, '6 passed, 0 failed']);
});

test.each([
  ['cut', lineOf('web').slice(0, 30)],
  ['no object', 'null'],
  ['without what failed', '{"name":"web"}'],
])('a line that is torn (%s) is told, hides no other run, and its own run is not well', (_, torn) => {
  const { status, stderr, lines } = conclude(`${lineOf('unit')}\n${torn}\n`, 'unit', '0', 'web', '0');
  expect([status, stderr]).toEqual([1, '']);
  expect(lines).toContain(`a line of the conclusions was torn: ${torn}`);
  expect(lines).toContain('ok: unit: 3 passed, 0 failed');
  expect(lines).toContain('FAIL: web: it told nothing');
  expect(lines.at(-1)).toBe('3 passed, 1 failed');
});

test('what failed stands in a line of its own, as the run does that it failed in, with why below it', () => {
  const failures = [
    'services/a.test.ts > is right\n    Error: it is wrong\n        at services/a.test.ts:3:1',
  ];
  const run = JSON.stringify({ name: 'web', ok: false, passed: 2, counts: '2 passed, 1 failed', failures });
  const { status, lines } = conclude(`${lineOf('unit')}\n${run}\n`, 'unit', '0', 'web', '1');
  expect(status).toBe(1);
  expect(lines).toEqual([
    'FAIL: services/a.test.ts > is right',
    '    Error: it is wrong',
    '        at services/a.test.ts:3:1',
    'ok: unit: 3 passed, 0 failed',
    'FAIL: web: 2 passed, 1 failed',
    '5 passed, 1 failed',
  ]);
});
