import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VinTableError } from '../errors.ts';
import { randomOf } from '../testing/random.ts';
import { smallTable } from '../testing/small-table.ts';
import {
  installedVinTable,
  installVinTable,
  previousVinTable,
  reinstallPreviousVinTable,
} from './installed-vin-table.ts';
import { proveVinTable, VinTableUnproven } from './prove-vin-table.ts';

let tables: Record<'A' | 'B' | 'C', Uint8Array>;
beforeAll(async () => {
  tables = { A: await smallTable('A'), B: await smallTable('B'), C: await smallTable('C') };
});

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'qipei-installed-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

/** Which table lies there, such as `A`; it has to be one of them to the last bit. */
async function at(path: string): Promise<string | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  return Object.entries(tables).find(([, table]) => Buffer.compare(table, bytes) === 0)?.[0] ?? 'broken';
}
const state = async () => [await at(installedVinTable(dataDir)), await at(previousVinTable(dataDir))];

describe('an installed table', () => {
  test('has the one before beside it, which is taken back and forth', async () => {
    expect(await reinstallPreviousVinTable(dataDir)).toBeUndefined();
    expect((await installVinTable(dataDir, tables.A)).proven).toBe(1);
    expect(await state()).toEqual(['A', undefined]);
    await installVinTable(dataDir, tables.B);
    expect(await state()).toEqual(['B', 'A']);
    await installVinTable(dataDir, tables.C);
    expect(await state()).toEqual(['C', 'B']);
    expect(await reinstallPreviousVinTable(dataDir)).toMatchObject({ proven: 1 });
    expect(await state()).toEqual(['B', 'C']);
    await reinstallPreviousVinTable(dataDir);
    expect(await state()).toEqual(['C', 'B']);
    expect((await readdir(dirname(installedVinTable(dataDir)))).sort()).toEqual(['current', 'previous']);
  });

  test('comes after the default, which is taken back too', async () => {
    await installVinTable(dataDir, tables.A);
    expect(await reinstallPreviousVinTable(dataDir)).toBe('default');
    expect(await state()).toEqual([undefined, 'A']);
    await reinstallPreviousVinTable(dataDir);
    expect(await state()).toEqual(['A', undefined]);
    await reinstallPreviousVinTable(dataDir);
    await installVinTable(dataDir, tables.B);
    expect(await state()).toEqual(['B', undefined]);
  });

  test('stays where another is unsound, and where the one before has been damaged', async () => {
    await installVinTable(dataDir, tables.A);
    const broken = tables.B.slice();
    broken[200] = (broken[200] as number) ^ 1;
    await expect(installVinTable(dataDir, broken)).rejects.toThrow(VinTableError);
    await expect(installVinTable(dataDir, tables.B.slice(0, 99))).rejects.toThrow(VinTableError);
    const unknown = await smallTable('B', { models: ['Civic'] });
    await expect(installVinTable(dataDir, unknown)).rejects.toThrow(VinTableUnproven);
    await installVinTable(dataDir, tables.B);
    await chmod(previousVinTable(dataDir), 0o600);
    await writeFile(previousVinTable(dataDir), broken);
    await expect(reinstallPreviousVinTable(dataDir)).rejects.toThrow(VinTableError);
    expect(await state()).toEqual(['B', 'broken']);
  });

  test('leaves nothing of installs that were stopped long ago, and what may be under way alone', async () => {
    await installVinTable(dataDir, tables.A);
    const [old, fresh] = ['old', 'fresh'].map((name) => `${installedVinTable(dataDir)}.${name}.tmp`);
    for (const path of [old, fresh]) await writeFile(path as string, 'half');
    await utimes(old as string, 1, 1);
    await installVinTable(dataDir, tables.B);
    const names = await readdir(dirname(installedVinTable(dataDir)));
    expect(names.sort()).toEqual(['current', 'current.fresh.tmp', 'previous']);
  });
});

test('a process that is killed while it installs leaves one table or the other, whole', async () => {
  const module = new URL('./installed-vin-table.ts', import.meta.url).href;
  const sources = await Promise.all(
    (['A', 'B'] as const).map(async (name) => {
      const path = join(dataDir, name);
      await writeFile(path, tables[name]);
      return path;
    }),
  );
  await installVinTable(dataDir, tables.A);
  // Over and over, there and back, so that any moment is one of an install.
  const script = `
    const { installVinTable, reinstallPreviousVinTable } = await import(${JSON.stringify(module)});
    const { readFileSync } = await import('node:fs');
    const tables = ${JSON.stringify(sources)}.map((path) => new Uint8Array(readFileSync(path)));
    for (let at = 0; ; at += 1) {
      process.stdout.write('.');
      await installVinTable(${JSON.stringify(dataDir)}, tables[at % 2]);
      if (at % 5 === 4) await reinstallPreviousVinTable(${JSON.stringify(dataDir)});
    }`;
  const random = randomOf(2026);
  const seen = new Set<string>();
  for (let kill = 0; kill < 30; kill += 1) {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const closed = new Promise((resolve) => child.once('close', resolve));
    const [installs, after] = [1 + random(8), random(4_000)];
    let begun = 0;
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (dots: Buffer) => {
        begun += dots.length;
        if (begun >= installs) resolve();
      });
    });
    for (const until = performance.now() + after / 1000; performance.now() < until; );
    child.kill('SIGKILL');
    await closed;
    const [current, previous] = await state();
    expect(['A', 'B'], `kill ${kill}: ${after} µs into install ${begun}`).toContain(current);
    expect(['A', 'B', undefined]).toContain(previous);
    seen.add(String(current));
  }
  expect(seen).toEqual(new Set(['A', 'B']));
  // What the killed ones left does not stand in the way.
  await installVinTable(dataDir, tables.C);
  expect((await state())[0]).toBe('C');
}, 180_000);

test('a table that decodes a known vehicle otherwise is not proven', async () => {
  const { proven, tried } = proveVinTable(tables.A);
  expect([proven, tried > 10]).toEqual([1, true]);
  const wrong = await smallTable('A', { models: ['Accord'], accord: 'Civic' });
  expect(() => proveVinTable(wrong)).toThrow('it is honda accord 2003');
});
