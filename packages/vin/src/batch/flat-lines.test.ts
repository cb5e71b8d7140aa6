import { beforeAll, expect, test } from 'vitest';
import { cachedVinTable } from '../compile/index.ts';
import { decodeVin } from '../decode-vin.ts';
import { patternVins } from '../testing/pattern-vins.ts';
import { randomOf } from '../testing/random.ts';
import { loadVinTable, type VinTable } from '../vin-table.ts';
import { blockDecoder } from './decode-block.ts';
import { flatAnswer } from './flat-answer.ts';
import { KindAnswers } from './kind-answers.ts';
import { vehicleCounter } from './vehicle-count.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

function decoded(lines: readonly string[], kind: 'text' | 'ndjson' = 'text') {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  const format = kind === 'text' ? { kind } : { kind, member: 'vin', strict: true };
  const answer = blockDecoder(table)({ bytes, firstLine: 1 }, { format, full: false, now: NOW });
  return { text: new TextDecoder().decode(answer.bytes), summary: answer.summary };
}

/** VINs of few kinds: right ones, such as are wrong somewhere, and of makers that no check digit binds. */
function manyVins(count: number): string[] {
  const random = randomOf(11);
  const patterns = [
    ...patternVins(table, { count: 150, seed: 11, now: NOW, region: /^[1-57JKLSVWYZ]/ }),
    ...[
      'LSVAL41Z882104202',
      'WVWZZZ1KZ8W123456',
      '1M9AB12C3XY123456',
      'XTA210990Y2765432',
      '00000000000000000',
    ],
  ];
  return Array.from({ length: count }, () => {
    const characters = [...(patterns[random(patterns.length)] as string)];
    for (let index = 12; index < 17; index += 1) if (random(3) === 0) characters[index] = String(random(10));
    if (random(3) === 0) characters[random(17)] = ALPHABET[random(36)] as string;
    if (random(4) === 0) characters[8] = '0123456789XZ'[random(12)] as string;
    return characters.join('');
  });
}

test('a line says what the decode of its VIN says, whatever came before', { timeout: 180_000 }, () => {
  const vins = manyVins(4_000);
  const count = vehicleCounter(table.vehicles);
  const expected = vins.map((vin, at) => {
    const decode = decodeVin(table, vin, { now: NOW });
    return flatAnswer(at + 1, undefined, decode, count(decode, NOW));
  });
  const { text, summary } = decoded(vins);
  expect(text.split('\n').slice(0, -1)).toEqual(expected.map((answer) => JSON.stringify(answer)));
  const notes: Record<string, number> = {};
  for (const answer of expected) for (const code of answer.notes) notes[code] = (notes[code] ?? 0) + 1;
  expect(summary).toEqual({
    lines: vins.length,
    withMake: expected.filter(({ make }) => make !== null).length,
    complete: expected.filter(({ make, model, year }) => make !== null && model !== null && year !== null)
      .length,
    withVehicle: expected.filter(({ vehicleId }) => vehicleId !== null).length,
    withSuggestions: expected.filter(({ suggestions }) => suggestions.length > 0).length,
    notes,
    faults: {},
  });
  expect(decoded(vins.map((vin) => `${vin}\r`)).text).toBe(text);
  expect(
    decoded(
      vins.map((vin) => JSON.stringify(vin)),
      'ndjson',
    ).text,
  ).toBe(text);
});

test('references are given back, of a kind that was seen before too', () => {
  const vin = '1HGCM82633A004352';
  const { text } = decoded(
    [`{"vin":"${vin}","ref":"车 1"}`, `{"ref":7,"vin":"${vin}"}`, `"${vin}"`],
    'ndjson',
  );
  const lines = text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ ref }) => ref)).toEqual(['车 1', 7, undefined]);
  for (const { line: _line, ref: _ref, ...rest } of lines)
    expect(rest).toEqual(
      Object.fromEntries(Object.entries(lines[2] ?? {}).filter(([name]) => name !== 'line')),
    );
});

test('answers are kept within their bytes, found again, and give way to what comes more', () => {
  const random = randomOf(12);
  const store = new KindAnswers(300_000);
  const into = { at: 0, length: 0, flags: 0, notes: 0 };
  const kind = (at: number) => ({ high: at % 7, low: Math.floor(at / 7), checkDigit: 0 });
  const textOf = (at: number) => new TextEncoder().encode(`${at}`.repeat(1 + (at % 40)));
  let kept = 0;
  for (let round = 0; round < 60_000; round += 1) {
    const at = round < 30_000 ? random(3_000) : 100_000 + random(500);
    if (store.find(kind(at), into)) {
      expect(store.bytes.subarray(into.at, into.at + into.length)).toEqual(textOf(at));
      expect([into.flags, into.notes]).toEqual([at % 8, at]);
      kept += 1;
    } else store.add(kind(at), textOf(at), at % 8, at);
    expect(store.bytes.length).toBeLessThanOrEqual(300_000);
  }
  expect(kept).toBeGreaterThan(30_000);
});
