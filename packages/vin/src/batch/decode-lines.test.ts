import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedCheckDigit } from '../check-digit.ts';
import { cachedVinTable } from '../compile/index.ts';
import { loadRulePack } from '../rule-packs/load-rule-pack.ts';
import type { RulePack } from '../rule-packs/rule-pack.ts';
import { type SharedVinTable, shareVinTable } from '../shared-vin-table.ts';
import { smallTable } from '../testing/small-table.ts';
import { loadVinTable } from '../vin-table.ts';
import { addSummary, emptySummary } from './batch-summary.ts';
import { decodeLines } from './decode-lines.ts';
import { createDecodePool, type DecodePool } from './decode-pool.ts';
import type { LineFormat } from './read-line.ts';

interface Line {
  line: number;
  vin: string;
  trim: string | null;
  series: string | null;
  error?: { code: string };
}

const TEXT: LineFormat = { kind: 'text' };
const NDJSON: LineFormat = { kind: 'ndjson', member: 'vin', strict: true };
const now = new Date('2026-11-21');

let table: SharedVinTable;
let pool: DecodePool;
beforeAll(async () => {
  table = shareVinTable(loadVinTable(await cachedVinTable()));
  pool = createDecodePool({ threads: 4 });
}, 120_000);
afterAll(() => pool[Symbol.asyncDispose]());

/** A sound VIN: what a wrong or partial one may have been takes a hundred times as long to tell. */
function serial(at: number): string {
  const number = String(at).padStart(6, '0');
  return `1HGCM826${expectedCheckDigit(`1HGCM82603A${number}`)}3A${number}`;
}

async function* file(count: number, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += size) {
    const lines = Array.from({ length: Math.min(size, count - at) }, (_, of) => `${serial(at + of)}\n`);
    yield Buffer.from(lines.join(''));
  }
}

async function* once(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text as string);
}

async function decodeAll(
  chunks: AsyncIterable<Uint8Array>,
  options: { format?: LineFormat; pool?: DecodePool; table?: () => SharedVinTable } = {},
): Promise<Line[]> {
  const given = { pool, table: () => table, format: TEXT, full: false, now, ...options };
  let text = '';
  for await (const { bytes } of decodeLines(chunks, given)) text += Buffer.from(bytes).toString();
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

test('lines keep their order over many threads', async () => {
  const lines = await decodeAll(file(30_000));
  expect(lines.map(({ vin }) => vin)).toEqual(Array.from({ length: 30_000 }, (_, at) => serial(at)));
  expect(lines.every(({ line }, at) => line === at + 1)).toBe(true);
});

describe('a thread that dies', () => {
  async function withDeaths(deaths: number, body: () => AsyncIterable<Uint8Array>) {
    const folder = await mkdtemp(join(tmpdir(), 'qipei-deaths-'));
    process.env.QIPEI_TEST_DEATHS_IN = folder;
    process.env.QIPEI_TEST_DEATHS = String(deaths);
    const told: unknown[] = [];
    try {
      await using mortal = createDecodePool({
        threads: 2,
        entry: new URL('./dying-thread.fixture.ts', import.meta.url),
        onDeath: (error) => told.push(error),
      });
      const outcome = await decodeAll(body(), { pool: mortal }).catch((error: unknown) => error);
      return { outcome, told: told.length, died: (await readdir(folder)).length };
    } finally {
      await rm(folder, { recursive: true });
    }
  }
  const lines = Array.from({ length: 8_000 }, (_, at) => (at % 2_500 === 1_200 ? 'DIES' : serial(at)));
  const body = () => once(`${lines.join('\n')}\n`);

  test('is replaced, and no line is lost or doubled', async () => {
    const { outcome, told, died } = await withDeaths(2, body);
    expect([told, died]).toEqual([2, 2]);
    expect((outcome as Line[]).map(({ vin }) => vin)).toEqual(lines);
  });

  test('again and again of the same block, fails the batch and no other', async () => {
    const { outcome, died } = await withDeaths(1_000, () => once('DIES\n'));
    expect(outcome).toBeInstanceOf(Error);
    expect(died).toBe(3);
    expect(await decodeAll(file(10))).toHaveLength(10);
  });
});

test('another table takes over between two blocks: a line is of one of them', async () => {
  const tables = [await smallTable('first'), await smallTable('second')].map((bytes) =>
    shareVinTable(loadVinTable(bytes)),
  );
  let current = 0;
  const chunks = async function* () {
    for await (const chunk of file(6_000, 500)) {
      yield chunk;
      await pause(1);
      current = 1 - current;
    }
  };
  const lines = await decodeAll(chunks(), { table: () => tables[current] ?? table });
  expect(lines).toHaveLength(6_000);
  expect(new Set(lines.map(({ trim }) => trim))).toEqual(new Set(['first', 'second']));
  for (const { trim, series } of lines) expect(series).toBe(trim);
});

test('rule packs of a tenant hold for its batch, in every thread, and for no other', async () => {
  const pack = (brand: string) =>
    loadRulePack({
      format: 'qipei-rule-pack/1',
      id: `test.${brand.toLowerCase()}`,
      title: brand,
      source: 'a test',
      confidence: 1,
      rules: [{ wmi: 'LSV', key: '*****', years: { from: 2001 }, values: { series: brand } }],
    });
  const lines = async (packs: readonly RulePack[]) => {
    const read: string[] = [];
    const given = { pool, table: () => table, format: TEXT, full: false, now, packs };
    for await (const { bytes } of decodeLines(once('LSVAL41Z882104202\n'.repeat(9_000)), given))
      for (const line of Buffer.from(bytes).toString().split('\n').slice(0, -1))
        read.push((JSON.parse(line) as Line).series ?? '');
    return new Set(read);
  };
  // More than a thread keeps, and the first of them again.
  for (const brand of ['A', 'B', 'C', 'D', 'E', 'F', 'A'])
    expect(await lines([pack(brand)])).toEqual(new Set([brand]));
  const [one, other] = [[pack('One')], [pack('Other')]];
  expect(await Promise.all([lines(one), lines(other), lines([]), lines(one)])).toEqual(
    [['One'], ['Other'], [''], ['One']].map((series) => new Set(series)),
  );
});

describe('a hostile body', () => {
  const codes = (lines: readonly Line[]) => lines.map(({ error, vin }) => error?.code ?? vin);

  test.each<[string, string | Uint8Array, LineFormat, string[]]>([
    ['of nothing', '', TEXT, []],
    ['of blanks', '\n\r\n \t\n', TEXT, []],
    ['of one VIN without an end', serial(1), TEXT, [serial(1)]],
    ['with a byte order mark and a heading', `\uFEFFVIN\r\n${serial(1)}\r\n`, TEXT, [serial(1)]],
    ['with a line of 10 MB', `${'x'.repeat(10_000_000)}\n${serial(2)}\n`, TEXT, ['line-too-long', serial(2)]],
    ['that is one line of 10 MB', 'x'.repeat(10_000_000), NDJSON, ['line-too-long']],
    [
      'in another encoding',
      Buffer.concat([Buffer.from([0xb3, 0xb5, 10]), Buffer.from(`${serial(3)}\n`)]),
      TEXT,
      ['encoding-invalid', serial(3)],
    ],
    ['with NUL', `\u0000\n"${serial(4)}"\n`, NDJSON, ['json-invalid', serial(4)]],
    ['of depth', `${'['.repeat(4_000)}\n"${serial(5)}"\n`, NDJSON, ['json-invalid', serial(5)]],
  ])('%s is answered', async (_name, body, format, expected) => {
    expect(codes(await decodeAll(once(body), { format }))).toEqual(expected);
  });

  test('that looks like the inside of an archive is answered line by line', async () => {
    const zipped = gzipSync(Buffer.from(Array.from({ length: 500 }, (_, at) => serial(at * 7)).join('\n')));
    expect(gunzipSync(zipped).length).toBeGreaterThan(8_000);
    for (const format of [TEXT, NDJSON]) {
      for (const line of await decodeAll(once(zipped), { format })) expect(line.line).toBeGreaterThan(0);
    }
  });
});

describe('back-pressure', () => {
  /** Never ends; counts what was taken of it. */
  function endless() {
    const state = { taken: 0, closed: false };
    async function* chunks(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          state.taken += 1;
          yield Buffer.from(`${serial(state.taken)}\n`.repeat(1_000));
        }
      } finally {
        state.closed = true;
      }
    }
    return { state, chunks: chunks() };
  }

  test('no more is read than is taken of the answers, and leaving stops the work', async () => {
    const { state, chunks } = endless();
    const answers = decodeLines(chunks, { pool, table: () => table, format: TEXT, full: false, now });
    await answers.next();
    // Until all threads have what they hold at most, which takes a machine that is busy a while.
    let taken = 0;
    await expect
      .poll(
        () => {
          const before = taken;
          taken = state.taken;
          return taken - before;
        },
        { interval: 500 },
      )
      .toBe(0);
    // 18,000 bytes a piece, four blocks of 16 KB for each of four threads.
    expect(taken).toBeLessThan(25);
    await answers.return();
    await expect.poll(() => state.closed).toBe(true);
    expect(state.taken).toBeLessThanOrEqual(taken + 1);
  });

  test('what has come is answered while the rest is still to come', async () => {
    const rest = Promise.withResolvers<void>();
    const chunks = async function* () {
      yield Buffer.from(`${serial(1)}\n`);
      await rest.promise;
      yield Buffer.from(serial(2));
    };
    const answers = decodeLines(chunks(), { pool, table: () => table, format: TEXT, full: false, now });
    expect(Buffer.from((await answers.next()).value?.bytes ?? []).toString()).toContain(serial(1));
    rest.resolve();
    expect(Buffer.from((await answers.next()).value?.bytes ?? []).toString()).toContain(serial(2));
    expect((await answers.next()).done).toBe(true);
  });

  test('a body that breaks fails after what came before it was answered', async () => {
    const chunks = async function* () {
      yield Buffer.from(`${serial(1)}\n${serial(2)}`);
      throw new Error('the caller went away');
    };
    const answers = decodeLines(chunks(), { pool, table: () => table, format: TEXT, full: false, now });
    expect(Buffer.from((await answers.next()).value?.bytes ?? []).toString()).toContain(serial(1));
    await expect(answers.next()).rejects.toThrow('the caller went away');
  });
});

test('what came of it is summed up', async () => {
  const sum = emptySummary();
  const body = `1HGCM82633A004352\n1HGCM82643A004352\nZZZZZZZZZZZZZZZZZ\n${'x'.repeat(5_000)}\n`;
  const given = { pool, table: () => table, format: TEXT, full: false, now };
  for await (const { summary } of decodeLines(once(body), given)) addSummary(sum, summary);
  expect(sum).toMatchObject({ lines: 4, complete: 2, faults: { 'line-too-long': 1 } });
  expect(sum.notes['check-digit-wrong']).toBe(1);
  expect(sum.notes['unknown-wmi']).toBe(1);
});

test('threads end when nothing is asked of them, and start again', async () => {
  await using short = createDecodePool({ threads: 1, idleMs: 20 });
  for (let round = 0; round < 3; round += 1) {
    expect(await decodeAll(file(5), { pool: short })).toHaveLength(5);
    await pause(60);
  }
});

test('a closed pool refuses, and fails what was under way', async () => {
  const closing = createDecodePool({ threads: 1 });
  const under = decodeAll(file(20_000), { pool: closing });
  under.catch(() => {});
  await closing[Symbol.asyncDispose]();
  await expect(under).rejects.toThrow('closed');
  await expect(decodeAll(file(1), { pool: closing })).rejects.toThrow('closed');
});
