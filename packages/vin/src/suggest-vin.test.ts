import { beforeAll, describe, expect, test } from 'vitest';
import { expectedCheckDigit } from './check-digit.ts';
import { cachedVinTable } from './compile/index.ts';
import { decodeVin } from './decode-vin.ts';
import {
  anyCharacter,
  anyLost,
  anyTooMany,
  givenTwice,
  LOOK_ALIKES,
  type Misreading,
  neighboursSwapped,
  nextButOneSwapped,
  oneOfADoubleLost,
  wReadAsTwoVs,
} from './testing/misreadings.ts';
import { patternVins } from './testing/pattern-vins.ts';
import { randomOf } from './testing/random.ts';
import { sharedSample } from './testing/shared-sample.ts';
import type { VinDecode } from './vin-decode.ts';
import { evidenceOf, needsCheckDigit } from './vin-evidence.ts';
import { loadVinTable, type VinTable } from './vin-table.ts';

const NOW = new Date('2026-11-21T00:00:00Z');
const SEED = 20261121;
const live = sharedSample<{ answers: Record<string, unknown> }>('vpic-live-sample.json');
const china = sharedSample<{ vins: { vin: string }[] }>('china-sample.json');

let table: VinTable;
const decode = (vin: string): VinDecode => decodeVin(table, vin, { now: NOW });
const isRight = (vin: string): boolean => expectedCheckDigit(vin) === vin[8];

/** A thousand right VINs: NHTSA's where they are there, else all from the patterns. */
let vins: string[] = [];
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
  const real = Object.keys(live?.answers ?? {}).filter(isRight);
  const made = patternVins(table, { count: 1_000, seed: SEED, now: NOW, region: /^[1-5]/ });
  vins = [...new Set([...real, ...made])].slice(0, 1_000);
}, 120_000);

interface Outcome {
  tried: number;
  /** Percent of those tried in which the true VIN is first, or among the first three. */
  first: number;
  three: number;
  missed: { meant: string; read: string }[];
}

/** Misreads each VIN once; those whose check digit comes right by chance look right and are not counted. */
function outcomeOf(misread: Misreading, of: readonly string[]): Outcome {
  const random = randomOf(SEED);
  const missed: Outcome['missed'] = [];
  let [tried, first, three] = [0, 0, 0];
  for (const meant of of) {
    const read = misread(meant, random);
    if (read === undefined || (read.length === 17 && isRight(read))) continue;
    tried += 1;
    const rank = decode(read).suggestions.findIndex(({ vin }) => vin === meant);
    if (rank === 0) first += 1;
    else missed.push({ meant, read });
    if (rank >= 0 && rank < 3) three += 1;
  }
  return { tried, first: (100 * first) / tried, three: (100 * three) / tried, missed };
}

describe('of a thousand VINs with one slip each', { timeout: 120_000 }, () => {
  const atTheBar: Record<string, Misreading> = {
    ...LOOK_ALIKES,
    'neighbours swapped': neighboursSwapped,
    'given twice': givenTwice,
    'one of a double lost': oneOfADoubleLost,
    'one too many': anyTooMany,
    'W>VV': wReadAsTwoVs,
  };

  test.each(Object.keys(atTheBar))(
    '%s: the true one is mostly first, and nearly always among three',
    (kind) => {
      const { tried, first, three } = outcomeOf(atTheBar[kind] as Misreading, vins);
      expect(tried).toBeGreaterThan(100);
      expect(first).toBeGreaterThanOrEqual(80);
      expect(three).toBeGreaterThanOrEqual(95);
    },
  );

  // The check digit leaves one digit at each place of the serial number, and nothing tells which place it was.
  test.each<[string, Misreading, number, number]>([
    ['next but one swapped', nextButOneSwapped, 55, 70],
    ['any character', anyCharacter, 50, 60],
    ['any lost', anyLost, 50, 72],
  ])('%s: as often as there is anything to tell them apart', (_, misread, floor, floorOfThree) => {
    const { first, three, missed } = outcomeOf(misread, vins);
    expect(first).toBeGreaterThanOrEqual(floor);
    expect(three).toBeGreaterThanOrEqual(floorOfThree);
    const score = (vin: string): number => evidenceOf(table, vin, NOW).score;
    // What was put first instead is a VIN that patterns, serial number and check digit explain as well or nearly so, or
    // a slip that is far commoner.
    const explained = missed.filter(({ meant, read }) => {
      const [best] = decode(read).suggestions;
      return best !== undefined && score(best.vin) >= score(meant) - 5;
    });
    expect(explained.length / missed.length).toBeGreaterThan(0.9);
  });

  test('the confidence is what it says', () => {
    const random = randomOf(SEED);
    const bins = Array.from({ length: 5 }, () => ({ count: 0, right: 0, said: 0 }));
    const kinds = [...Object.values(LOOK_ALIKES), neighboursSwapped, neighboursSwapped, givenTwice];
    for (const meant of vins.flatMap((vin) => [vin, vin, vin])) {
      const read = kinds[random(kinds.length)]?.(meant, random);
      if (read === undefined || (read.length === 17 && isRight(read))) continue;
      for (const { vin, confidence } of decode(read).suggestions) {
        const bin = bins[Math.min(4, Math.floor(confidence * 5))];
        if (bin === undefined) continue;
        bin.count += 1;
        bin.said += confidence;
        if (vin === meant) bin.right += 1;
      }
    }
    for (const { count, right, said } of bins) {
      expect(count).toBeGreaterThan(50);
      expect(Math.abs(right / count - said / count)).toBeLessThan(0.25);
    }
  });
});

describe('Chinese VINs', () => {
  test.skipIf(china === undefined)(
    'are mended with what the WMI, the year and the serial number tell',
    () => {
      const of = (china?.vins ?? []).flatMap(({ vin }) => Array.from({ length: 20 }, () => vin));
      const kinds = [...Object.values(LOOK_ALIKES), neighboursSwapped];
      const outcomes = kinds.map((kind) => outcomeOf(kind, of));
      const sum = (value: (outcome: Outcome) => number): number =>
        outcomes.reduce((total, outcome) => total + value(outcome), 0);
      const tried = sum((outcome) => outcome.tried);
      expect(sum(({ three, tried: n }) => (n === 0 ? 0 : three * n)) / tried).toBeGreaterThan(90);
    },
  );
});

describe('a suggestion', () => {
  test('says what is changed where, and how sure that is', () => {
    expect(decode('1GNDXO3E91D298554').suggestions[0]).toEqual({
      vin: '1GNDX03E91D298554',
      reason: 'O read as 0',
      positions: [6],
      confidence: expect.closeTo(1, 1),
    });
    expect(decode('1GNDX03E91D29B554').suggestions[0]).toMatchObject({
      vin: '1GNDX03E91D298554',
      reason: 'B read as 8',
      positions: [14],
    });
    expect(decode('1GNDX03E91D289554').suggestions).toContainEqual(
      expect.objectContaining({
        vin: '1GNDX03E91D298554',
        reason: '89 swapped to 98',
        positions: [13, 14],
      }),
    );
  });

  test.each([
    ['1GNDXO3E91D29855A', [6, 17]],
    ['IGNDXO3E9ID298554', [1, 6, 10]],
    ['1GNDX03E91D29B554', [14]],
  ])('of %s names the positions in doubt', (vin, expected) => {
    expect(decode(vin).doubtful).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    ['a letter that no VIN has, at several places', 'IGNDXO3E9ID298554'],
    ['two neighbours run together', '1GNDX03E91D29855'],
    ['a character given twice', '1GNDX03E911D298554'],
    ['a wrong check digit', '1GNDX03EB1D298554'],
  ])('for %s', (_, vin) => {
    expect(decode(vin).suggestions.map((suggestion) => suggestion.vin)).toContain('1GNDX03E91D298554');
  });

  test('where no check digit is asked for needs a sign that something is wrong', () => {
    expect(decode('WVWZZZ1K28W12345O').suggestions[0]).toMatchObject({ vin: 'WVWZZZ1K28W123450' });
    expect(decode('VVWZZZ1KZ8W123456').suggestions[0]).toMatchObject({ vin: 'WVWZZZ1KZ8W123456' });
    expect(decode('KMHDN46D95U0B1662').suggestions[0]?.vin.slice(0, 13)).toBe('KMHDN46D95U08');
  });

  test.each([
    'WVWZZZ1KZ8W123456',
    'WDBCA35D0KA438489',
    'WBA3D31050F123456',
    'VF1BMSE0638123456',
    'ZFA31200000123456',
    'WF0AXXGAJA7A12345',
    'SB1KZ28E80E012345',
    'KMHD351UBGU123456',
    'WAUZZZ8V0JA123456',
  ])('is never made for %s, which may be right', (vin) => {
    expect(decode(vin)).toMatchObject({ suggestions: [], doubtful: [] });
  });

  test('is never made for a VIN that is right', () => {
    for (const vin of vins) expect(decode(vin)).toMatchObject({ suggestions: [], doubtful: [] });
  });

  test('of the same VIN is the same whatever came before', () => {
    const answers = vins.slice(0, 50).map((vin) => decode(`${vin.slice(0, 16)}S`).suggestions);
    expect(vins.slice(0, 50).map((vin) => decode(`${vin.slice(0, 16)}S`).suggestions)).toEqual(answers);
  });
});

test('whatever is given, what is suggested is a VIN with a right check digit where one is mandatory', {
  timeout: 180_000,
}, () => {
  const random = randomOf(SEED);
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (let round = 0; round < 3_000; round += 1) {
    const characters = [...(vins[random(vins.length)] as string)];
    for (let slip = random(6); slip >= 0; slip -= 1) {
      characters[random(17)] = alphabet[random(36)] as string;
    }
    const given = characters.join('').slice(0, 14 + random(4)) + (random(8) === 0 ? 'VV' : '');
    const { suggestions, doubtful } = decode(given);
    expect(suggestions.length).toBeLessThanOrEqual(5);
    let sum = 0;
    let last = 1;
    for (const { vin, confidence, positions, reason } of suggestions) {
      expect(vin).toMatch(/^[A-HJ-NPR-Z0-9]{13}\d{4}$/);
      expect(vin).not.toBe(given);
      if (needsCheckDigit(vin)) expect(vin[8]).toBe(expectedCheckDigit(vin));
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(last);
      expect(reason).not.toBe('');
      for (const position of positions) {
        expect(position).toBeGreaterThanOrEqual(1);
        expect(position).toBeLessThanOrEqual(18);
      }
      last = confidence;
      sum += confidence;
    }
    expect(sum).toBeLessThanOrEqual(1.003);
    expect(new Set(suggestions.map(({ vin }) => vin)).size).toBe(suggestions.length);
    expect([...doubtful].sort((a, b) => a - b)).toEqual(doubtful);
  }
});
