import { beforeAll, describe, expect, test } from 'vitest';
import { cachedVinTable } from '../compile/index.ts';
import { decodeVin } from '../decode-vin.ts';
import { randomOf } from '../testing/random.ts';
import type { VinDecode } from '../vin-decode.ts';
import { loadVinTable, type VinTable } from '../vin-table.ts';
import { loadRulePack, loadRulePackInSlices } from './load-rule-pack.ts';
import { RuleKeyFault, readRuleKey } from './rule-key.ts';
import { MAX_PACK_LENGTH, MAX_RULES, type RulePack, RulePackError } from './rule-pack.ts';

let table: VinTable;
beforeAll(async () => {
  table = loadVinTable(await cachedVinTable());
}, 120_000);

const NOW = new Date('2026-11-21T00:00:00Z');
const HAVAL = 'LGWEF6A52RH945099';
const decode = (vin: string, packs: readonly RulePack[] = []): VinDecode =>
  decodeVin(table, vin, { now: NOW, packs });
const codes = ({ notes }: VinDecode): string[] => notes.map(({ code }) => code);

/** Made up for the tests: what the letters of this maker mean is not claimed here. */
const pack = (over: object = {}, rule: object = {}) => ({
  format: 'qipei-rule-pack/1',
  id: 'test-haval',
  source: 'a made-up catalogue',
  confidence: 0.8,
  rules: [
    {
      wmi: 'LGW',
      years: { from: 2020 },
      key: 'EF***',
      values: { make: 'Haval', model: 'H6', displacementL: 1.5 },
      ...rule,
    },
  ],
  ...over,
});
const faultsOf = (json: unknown): string[] => {
  try {
    loadRulePack(json);
  } catch (error) {
    if (!(error instanceof RulePackError)) throw error;
    return error.faults.map(({ path, message }) => `${path}: ${message}`);
  }
  return [];
};

describe('a rule pack', () => {
  test('adds what it knows, each with its source', () => {
    const { attributes, notes } = decode(HAVAL, [loadRulePack(JSON.stringify(pack()))]);
    const source = 'rule pack test-haval rule 1: a made-up catalogue';
    expect(attributes.make).toEqual({ value: 'Haval', source });
    expect(attributes.model).toEqual({ value: 'H6', source });
    expect(attributes.displacementL).toEqual({ value: '1.5', source });
    expect(notes).toEqual([]);
    expect(codes(decode(HAVAL))).toEqual(['no-pattern', 'maker-only', 'make-ambiguous']);
  });

  test('gives the ids of a make and a model that the vehicle table has', () => {
    const rules = [{ wmi: 'LBE', key: 'L*', values: { model: 'elantra' } }];
    const answer = decode('LBELMBKB5EY495362', [loadRulePack(pack({ rules }))]);
    expect(answer.modelId).toBe(table.vehicles.findModel(answer.makeId ?? '', 'Elantra')?.modelId);
    expect(table.vehicles.candidates(answer).length).toBeGreaterThan(0);
  });

  test('holds for its WMIs, years and keys alone', () => {
    const found = (vin: string, rule: object) =>
      decode(vin, [loadRulePack(pack({}, rule))]).attributes.model?.value;
    expect(found(HAVAL, {})).toBe('H6');
    expect(found(HAVAL, { wmi: ['LSV', 'LGW'] })).toBe('H6');
    expect(found(HAVAL, { wmi: 'LSV' })).toBeUndefined();
    expect(found(HAVAL, { years: { to: 2023 } })).toBeUndefined();
    expect(found(HAVAL, { years: { from: 2024, to: 2024 } })).toBe('H6');
    expect(found('LGWEF6A5', { years: { from: 2020 } })).toBeUndefined();
    expect(found('LGWEF6A5', { years: undefined })).toBe('H6');
    expect(found(HAVAL, { key: 'EG***' })).toBeUndefined();
    expect(found(HAVAL, { key: '*[A-F]#**|RH' })).toBe('H6');
    expect(found(HAVAL, { key: '*[A-F]#**|R[A-G]' })).toBeUndefined();
    expect(found(HAVAL, { key: 'EF6A5|RH945099' })).toBe('H6');
    expect(found('LGWEF6A5*RH', { key: 'EF6A5|RH9' })).toBeUndefined();
    expect(found('LGWE*6A52RH945099', { key: 'EF' })).toBeUndefined();
    expect(found('LA9EF6A52RHLC0099', { wmi: 'LA9LC0' })).toBe('H6');
  });

  test('tells a plant by position 11', () => {
    const rules = [{ wmi: 'LGW', key: '*****|*H', values: { plantCity: 'A plant' } }];
    const loaded = loadRulePack(pack({ rules }));
    expect(decode(HAVAL, [loaded]).attributes.plantCity?.value).toBe('A plant');
    expect(decode('LGWEF6A52RB945099', [loaded]).attributes.plantCity).toBeUndefined();
  });

  test('never replaces what vPIC says: it adds, and says where it contradicts', () => {
    const rules = [
      {
        wmi: '1GN',
        key: 'D',
        values: { model: 'Astro', make: 'CHEVROLET', displacementCC: '3400.0', modelZh: '某车' },
      },
    ];
    const before = decode('1GNDX03E91D298554');
    const after = decode('1GNDX03E91D298554', [loadRulePack(pack({ rules }))]);
    for (const [name, value] of Object.entries(before.attributes)) {
      expect(after.attributes[name], name).toEqual(value);
    }
    expect(after.modelId).toBe(before.modelId);
    expect(after.attributes.modelZh?.source).toContain('rule pack test-haval rule 1');
    expect(after.notes).toHaveLength(1);
    expect(after.notes[0]).toMatchObject({ code: 'rule-pack-contradicts' });
    expect(after.notes[0]?.message).toContain('says model Astro; Venture stands, by pattern 1GN/');
  });

  test('is asked by priority, then by id, whatever the order they are given in', () => {
    const one = (id: string, priority: number, model: string) =>
      loadRulePack(pack({ id, priority }, { values: { make: 'Haval', model } }));
    const packs = [one('b', 1, 'B'), one('a', 1, 'A'), one('c', 2, 'C'), one('d', -5, 'D')];
    for (const order of [packs, [...packs].reverse()]) {
      const answer = decode(HAVAL, order);
      expect(answer.attributes.model?.value).toBe('C');
      expect(codes(answer)).toEqual(Array(3).fill('rule-pack-contradicts'));
    }
    expect(decode(HAVAL, packs.slice(0, 2)).attributes.model?.value).toBe('A');
  });

  test('asks its rules by priority, confidence, how much their key looks at, and place', () => {
    const rules = (...each: object[]) =>
      loadRulePack(
        pack({
          rules: each.map((rule, index) => ({
            wmi: 'LGW',
            key: 'E',
            values: { model: `${index}` },
            ...rule,
          })),
        }),
      );
    const model = (...each: object[]) => decode(HAVAL, [rules(...each)]).attributes.model?.value;
    expect(model({}, {})).toBe('0');
    expect(model({}, { key: 'EF' })).toBe('1');
    expect(model({ key: 'EF' }, { confidence: 0.9 })).toBe('1');
    expect(model({ confidence: 1 }, { priority: 1, confidence: 0.1 })).toBe('1');
  });
});

describe('a pack is refused', () => {
  test.each<[string, unknown, string]>([
    ['no JSON', '{', ': no JSON'],
    ['no object', '[]', ': an object is wanted'],
    ['nothing', undefined, ': an object is wanted'],
    ['another format', pack({ format: 'qipei-rule-pack/2' }), 'format: "qipei-rule-pack/1" is wanted'],
    ['an id with capitals', pack({ id: 'Haval' }), 'id: lower-case'],
    ['an id with a path', pack({ id: '../x' }), 'id: lower-case'],
    ['an unknown member', pack({ rule: [] }), ': no member "rule" is known'],
    ['no confidence', pack({ confidence: undefined }), 'confidence: a number above 0'],
    ['confidence 0', pack({ confidence: 0 }), 'confidence: a number above 0'],
    ['no rules', pack({ rules: [] }), 'rules: a list of rules'],
    ['no source', pack({ source: undefined }), 'rules[0].source: neither the rule nor the pack'],
    ['a blank source', pack({}, { source: '  ' }), 'rules[0].source: a text is wanted'],
    ['a WMI with O', pack({}, { wmi: 'LOW' }), 'rules[0].wmi: three capital'],
    ['half a small maker', pack({}, { wmi: 'LA9' }), 'rules[0].wmi: three capital'],
    ['a WMI that is none', pack({}, { wmi: [['LGW']] }), 'rules[0].wmi: three capital'],
    ['years upside down', pack({}, { years: { from: 2024, to: 2020 } }), 'rules[0].years: 2024 comes after'],
    ['a year that is none', pack({}, { years: { from: '2020' } }), 'rules[0].years.from: a whole number'],
    ['no key', pack({}, { key: undefined }), 'rules[0].key: a text is wanted'],
    ['a regular expression', pack({}, { key: '(a+)+$' }), 'rules[0].key: "(" stands for no character'],
    ['values of no object', pack({}, { values: ['H6'] }), 'rules[0].values: an object'],
    [
      'an unknown attribute',
      pack({}, { values: { colour: 'red' } }),
      'rules[0].values.colour: no rule can say',
    ],
    ['the year', pack({}, { values: { modelYear: '2020' } }), 'rules[0].values.modelYear: no rule can say'],
    ['a displacement in words', pack({}, { values: { displacementL: 'big' } }), 'displacementL: a number'],
    ['a value that is an object', pack({}, { values: { model: {} } }), 'rules[0].values.model: a text'],
    ['a line break', pack({}, { values: { model: 'H\n6' } }), 'rules[0].values.model: control characters'],
    [
      'half a character',
      pack({}, { values: { model: '\uD800' } }),
      'rules[0].values.model: control characters',
    ],
    [
      'a huge value',
      pack({}, { values: { model: 'x'.repeat(5_000) } }),
      'at most 200 characters; this has 5000',
    ],
    ['a huge key', pack({}, { key: '*'.repeat(100_000) }), 'at most 200 characters'],
  ])('for %s', (_, json, fault) => {
    const found = faultsOf(json);
    expect(
      found.some((each) => each.includes(fault)),
      found.join('\n'),
    ).toBe(true);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])(
    'for the name %s anywhere',
    (name) => {
      const text = (where: string) => JSON.stringify(pack()).replace(where, `"${name}":{"x":"y"},${where}`);
      for (const where of ['"format"', '"wmi"', '"make"', '"from"']) {
        expect(faultsOf(text(where)).length, where).toBeGreaterThan(0);
      }
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  test('what a prototype holds counts for nothing', () => {
    expect(faultsOf(Object.create(pack()))).not.toEqual([]);
  });

  test('with every fault named, a hundred at most', () => {
    const rules = Array.from({ length: 300 }, (_, index) => ({
      wmi: 'LGW',
      key: index % 2 ? '?' : 'E',
      values: {},
    }));
    expect(faultsOf(pack({ rules }))).toHaveLength(100);
    expect(faultsOf(pack({ id: '', confidence: 2 }, { wmi: 'X', key: ']' }))).toHaveLength(4);
  });

  test('for 100,000 rules, too many of one WMI, or a text that is too long, at once', () => {
    const rule = pack().rules[0];
    const many = (count: number) => pack({ rules: Array(count).fill(rule) });
    expect(faultsOf(many(100_000))[0]).toContain(`at most ${MAX_RULES} rules; these are 100000`);
    expect(faultsOf(many(5_000))[0]).toContain('rules[2000].wmi: more than 2000 rules of LGW');
    expect(faultsOf(' '.repeat(MAX_PACK_LENGTH + 1))[0]).toContain('characters; this has');
  });

  test('for a structure that contains itself', () => {
    const own: Record<string, unknown> = { ...pack() };
    own.rules = [own];
    expect(faultsOf(own).length).toBeGreaterThan(0);
  });
});

describe('a key', () => {
  test.each([
    ['', 'no VIN can match it|'],
    ['******', '6 places for positions 4 to 8'],
    ['****|*', '4 places before the bar'],
    ['*****|*********', '9 places for positions 10 to 17'],
    ['*|*|*', 'more than one bar'],
    ['O', '"O" stands for no character'],
    ['a', '"a" stands for no character'],
    ['.', '"." stands for no character'],
    ['[', 'no class'],
    ['[]', 'no class'],
    ['[AB', 'no class'],
    ['[^A]', 'no class'],
    ['[A-]', 'no class'],
    ['[*]', 'no class'],
    ['[A-O]', 'no class'],
    ['[C-A]', '"C-A" runs'],
    ['[A-A]', '"A-A" runs'],
    ['[0-Z]', '"0-Z" runs'],
    [']', 'stands for no character'],
  ])('%s is refused', (key, message) => {
    if (key === '') return expect(readRuleKey('').tests).toEqual([]);
    expect(() => readRuleKey(key)).toThrow(RuleKeyFault);
    expect(() => readRuleKey(key)).toThrow(message);
  });

  test('of any characters is read or refused, and matches as its meaning says', () => {
    const random = randomOf(20261122);
    const signs = '*_#|[]-ABCXYZ0129IOQ^$.(){}+?\\ \u0000é';
    const letters = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
    let read = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const key = Array.from({ length: random(9) }, () => signs[random(signs.length)]).join('');
      try {
        const { tests, length } = readRuleKey(key);
        read += 1;
        for (const { index } of tests) expect(index >= 3 && index < 17 && index !== 8, key).toBe(true);
        expect(length).toBeLessThanOrEqual(17);
      } catch (error) {
        expect(error, key).toBeInstanceOf(RuleKeyFault);
      }
    }
    expect(read).toBeGreaterThan(500);
    for (let round = 0; round < 300; round += 1) {
      const vin = `LGW${Array.from({ length: 14 }, () => letters[random(letters.length)]).join('')}`;
      const at = random(5);
      const wanted = vin[3 + at] as string;
      const key = `${'*'.repeat(at)}[${wanted}]`;
      const rules = [{ wmi: 'LGW', key, values: { note: 'x' } }];
      const answer = decode(vin, [loadRulePack(pack({ rules }))]);
      expect(answer.attributes.note?.value, `${vin} ${key}`).toBe('x');
    }
  });
});

test('packs change nothing of a VIN that they don’t speak of', () => {
  const loaded = loadRulePack(pack());
  for (const vin of [
    '',
    '1GNDX03E91D298554',
    'WVWZZZ1KZ8W123456',
    'LSVAL41Z882104202',
    '*'.repeat(17),
    'LGW',
  ]) {
    expect(decode(vin, [loaded])).toEqual(decode(vin));
  }
});

test('a large pack is read in slices, between which others have a turn', async () => {
  const rules = Array.from({ length: 5_000 }, (_, at) => ({
    ...{
      wmi: `L${String(at % 90)
        .padStart(2, '0')
        .replaceAll('9', 'A')}`,
      key: '*****',
    },
    values: { note: String(at) },
  }));
  const json = JSON.stringify(pack({ rules }));
  let turns = 0;
  let done = false;
  const others = (async () => {
    for (; !done; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  })();
  const read = await loadRulePackInSlices(json);
  done = true;
  await others;
  // Of twenty slices; two in a row where a machine was so busy that both were due.
  expect(turns).toBeGreaterThanOrEqual(10);
  expect(read).toEqual(loadRulePack(json));
  await expect(loadRulePackInSlices(pack({ rules: [{}] }))).rejects.toThrow(RulePackError);
});
