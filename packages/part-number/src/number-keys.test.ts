import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldPartNumber } from './fold-part-number.ts';
import { generalKey } from './general-key.ts';
import { MAKE_RULES, ruleOfMake } from './make-rules.ts';
import { keysOf, proposeNumbers } from './number-keys.ts';

interface MakeNumbers {
  rule: string;
  make: string;
  /** Other names of the make, whose numbers are the same. */
  also: string[];
  source: string;
  numbers: string[];
  /** Spellings of one number as they were found in the wild. */
  same: [string, string][];
  /** Look alike and are different. */
  apart?: [string, string][];
}

const DIRECTORY = new URL('../test-data/', import.meta.url);
const FILES: MakeNumbers[] = readdirSync(DIRECTORY).map(
  (name) => JSON.parse(readFileSync(new URL(name, DIRECTORY), 'utf8')) as MakeNumbers,
);

const dashed = (dash: string) => (number: string) => number.replace(/[ .-]/g, dash);
const wide = (number: string) =>
  [...number].map((c) => (c === ' ' ? '\u3000' : String.fromCharCode(c.charCodeAt(0) + 0xfee0))).join('');

/** Thirty and more ways in which feeds, tables and chats spell a number. */
const WAYS: [string, (number: string, make: MakeNumbers) => string][] = [
  ['without groups', (number) => number.replace(/[ .-]/g, '')],
  ['lower case', (number) => number.toLowerCase()],
  ['blanks', dashed(' ')],
  ['two blanks', dashed('  ')],
  ['dots', dashed('.')],
  ['hyphens', dashed('-')],
  ['underscores', dashed('_')],
  ['hyphen U+2010', dashed('\u2010')],
  ['no-break hyphen', dashed('\u2011')],
  ['figure dash', dashed('\u2012')],
  ['en dash', dashed('\u2013')],
  ['em dash', dashed('\u2014')],
  ['minus', dashed('\u2212')],
  ['full-width hyphen', dashed('\uFF0D')],
  ['length mark of an input method', dashed('\u30FC')],
  ['no-break blank', dashed('\u00A0')],
  ['thin blank', dashed('\u2009')],
  ['ideographic blank', dashed('\u3000')],
  ['tab', dashed('\t')],
  ['full width', wide],
  ['full width, lower case', (number) => wide(number.toLowerCase())],
  ['zero-width blanks', (number) => [...number].join('\u200B')],
  ['soft hyphens', (number) => number.replace(/^(...)/, '$1\u00AD')],
  ['byte order mark', (number) => `\uFEFF${number} `],
  ['OE:', (number) => `OE: ${number}`],
  ['OEM No.', (number) => `OEM No. ${number}`],
  ['P/N', (number) => `P/N ${number}`],
  ['Chinese label', (number) => `零件号：${number}`],
  ['another Chinese label', (number) => `原厂编号 ${number}`],
  ['make in front', (number, { make }) => `${make} ${number}`],
  ['Chinese make in front', (number, { also }) => `${also[0]} ${number}`],
  ['note in brackets', (number) => `${number}（机油格）`],
  ['English note', (number) => `${number} (original)`],
  ['note behind', (number) => `${number} 原厂件`],
];

test('thirty ways at least', () => expect(WAYS.length).toBeGreaterThanOrEqual(30));

test('each rule has a file of real numbers', () => {
  expect(FILES.map(({ rule }) => rule).sort()).toEqual(MAKE_RULES.map(({ name }) => name).sort());
  for (const rule of MAKE_RULES) {
    expect(rule.reason, rule.name).toMatch(/\.$/);
    expect(rule.source.length, rule.name).toBeGreaterThan(20);
  }
});

describe.each(FILES.map((file) => [file.make, file] as const))('%s', (make, file) => {
  test.each(WAYS)('every number is found when written with %s', (_, spell) => {
    for (const number of file.numbers) {
      const raw = spell(number, file);
      const folded = foldPartNumber(raw, make);
      expect(folded?.key, raw).toBe(foldPartNumber(number, make)?.key);
      expect(folded?.rule, raw).toBe(file.rule);
    }
  });

  test('numbers are the same under each name of the make', () => {
    for (const name of file.also)
      for (const number of file.numbers)
        expect(foldPartNumber(number, name)?.key, name).toBe(foldPartNumber(number, make)?.key);
  });

  test.each(file.same.map(([a, b]) => [a, b]))('%s is %s', (a, b) =>
    expect(foldPartNumber(a, make)?.key).toBe(foldPartNumber(b, make)?.key),
  );

  test('different numbers have different keys, in at least thirty pairs', () => {
    const pairs = [
      ...file.numbers.flatMap((a, at) => file.numbers.slice(at + 1).map((b): [string, string] => [a, b])),
      ...(file.apart ?? []).filter(([a, b]) => generalKey(a) !== generalKey(b)),
    ];
    expect(pairs.length).toBeGreaterThanOrEqual(30);
    for (const [a, b] of pairs)
      expect(foldPartNumber(a, make)?.key, `${a} and ${b}`).not.toBe(foldPartNumber(b, make)?.key);
  });

  test('what is shown keys back, and is shown the same', () => {
    for (const number of file.numbers) {
      const folded = foldPartNumber(number, make);
      const again = foldPartNumber(folded?.display ?? '', make);
      expect(again?.key).toBe(folded?.key);
      expect(again?.display).toBe(folded?.display);
      expect(generalKey(folded?.display ?? '')).toMatch(new RegExp(`${folded?.key}$`));
    }
  });

  test('further keys are less sure than the stored one, and each says why', () => {
    for (const number of file.numbers) {
      const keys = keysOf(number, make)?.keys ?? [];
      expect(keys[0]).toMatchObject({ kind: 'stored', rule: file.rule });
      expect(new Set(keys.map(({ key }) => key)).size).toBe(keys.length);
      for (const { key, reason, confidence } of keys) {
        expect(key).toMatch(/^[A-Z0-9]+$/);
        expect(reason).toMatch(/\.$/);
        expect(confidence).toBeLessThanOrEqual(keys[0]?.confidence ?? 0);
        expect(confidence).toBeGreaterThan(0);
      }
    }
  });
});

describe('further keys', () => {
  test.each([
    ['34 11 6 794 300', 'BMW', '6794300', ['34116794300']],
    ['A 117 030 10 17', '奔驰', 'A1170301017', ['1170301017']],
    ['117 030 10 17', '奔驰', 'A1170301017', ['1170301017']],
    ['1K0 805 903 J GRU', 'VW', '1K0805903JGRU', ['1K0805903J']],
    ['87139-YZZ25-00', 'Toyota', '87139YZZ2500', ['87139YZZ25']],
    ['87139-YZZ25', 'Toyota', '87139YZZ25', ['87139YZZ2500']],
    ['05035674AB', 'Jeep', '05035674AB', ['5035674AB']],
    ['5035674AB', 'Jeep', '5035674AB', ['05035674AB']],
    ['BYDF3-2912011', '比亚迪', 'BYDF32912011', ['F32912011']],
    ['10011023-00', 'BYD', '1001102300', ['10011023']],
    ['G1136000118', '吉利', 'G1136000118', ['1136000118']],
    ['15400-PLM-A02', 'Honda', '15400PLMA02', []],
    ['0046544820', 'Fiat', '46544820', ['0046544820']],
  ])('%s of %s', (raw, make, stored, further) => {
    const keys = keysOf(raw, make)?.keys ?? [];
    expect(keys.map(({ key }) => key)).toEqual([stored, ...further]);
  });

  test('a number without a make has the keys of every make whose shape it has, less sure', () => {
    const keys = keysOf('34 11 6 794 300')?.keys ?? [];
    expect(keys[0]).toMatchObject({ key: '34116794300', rule: 'general', confidence: 0.6 });
    expect(keys).toContainEqual(expect.objectContaining({ key: '6794300', rule: 'bmw-last-seven' }));
    for (const { confidence } of keys) expect(confidence).toBeLessThanOrEqual(0.6);
  });

  test('what stood beside the number is told', () => {
    expect(keysOf('90915-YZZJ3（机油格）', '丰田')).toMatchObject({ note: '机油格', display: '90915-YZZJ3' });
    expect(keysOf('OE: 90915-YZZJ3 (oil filter) 原厂')?.note).toBe('原厂; oil filter');
    expect(keysOf('W 712/52', 'Mann')).toMatchObject({ note: '', display: 'W 712/52' });
  });
});

describe('names of makes', () => {
  test.each([
    ['一汽-大众', 'vw-group-o-to-zero'],
    ['上汽大众', 'vw-group-o-to-zero'],
    ['VAG', 'vw-group-o-to-zero'],
    ['大众原厂', 'vw-group-o-to-zero'],
    ['TOYOTA GENUINE PARTS', 'toyota-5-5'],
    ['Genuine Toyota', 'toyota-5-5'],
    ['丰田纯正', 'toyota-5-5'],
    ['进口丰田', 'toyota-5-5'],
    ['吉利汽车', 'geely-10'],
    ['Hyundai Motor', 'hyundai-kia-5-5'],
    ['citroën', 'psa-4-2-or-10'],
    ['ＢＭＷ', 'bmw-last-seven'],
    ['Mann + Hummel', 'mann-filter-kind-size'],
    ['东风', 'qc-t-265'],
    ['东风本田', 'honda-as-written'],
  ])('%s', (make, rule) => expect(ruleOfMake(make)?.name).toBe(rule));

  test.each(['', '   ', '原厂', '一汽大', 'Acme', 'Toyota Boshoku', 'x'.repeat(1_000_000)])(
    '%j is no make',
    (make) => expect(ruleOfMake(make)).toBeUndefined(),
  );
});

describe('proposals', () => {
  test.each([
    ['1267783O', 'GM', '12677836', []],
    ['126778O6', 'GM', '', ['12677806']],
    ['I2677836', '雪佛兰', '', ['12677836']],
    ['I26778O6', '雪佛兰', '', ['12677806']],
    ['34 ll 6 794 3OO', 'BMW', '', ['6794300']],
    ['37805-5AA-A66O', 'Honda', '', []],
    ['O4152-YZZA1', 'Toyota', '', ['04152YZZA1']],
    ['A 117 O30 10 17', 'Benz', '', ['A1170301017']],
    ['12677836', 'GM', '', []],
    ['1267783O', '', '', []],
  ])('%s of %s', (raw, make, not, keys) => {
    const proposed = proposeNumbers(raw, make).map(({ key }) => key);
    expect(proposed).not.toContain(not);
    if (keys.length > 0 || make !== 'GM') expect(proposed).toEqual(keys);
    for (const { confidence } of proposeNumbers(raw, make)) expect(confidence).toBeLessThanOrEqual(0.5);
  });

  test('none for Honda, whatever is typed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9OIL]{5}-?[0-9A-Z]{3}-?[0-9A-Z]{3,4}$/), (raw) => {
        expect(proposeNumbers(raw, 'Honda')).toEqual([]);
      }),
    );
  });
});

const makes = [undefined, '', ...MAKE_RULES.flatMap((rule) => [rule.makes[0], rule.makes.at(-1)])];
const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.stringMatching(/^[0-9A-Z /.()（）:~;-]{0,40}$/),
  fc.constantFrom(...FILES.flatMap(({ numbers }) => numbers)),
);

test('a key keys to itself, what is shown keys back, and nothing throws', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...makes), (raw, make) => {
      const folded = foldPartNumber(raw, make);
      const all = keysOf(raw, make);
      expect(all === null).toBe(folded === null);
      proposeNumbers(raw, make ?? '');
      if (folded === null) return;
      expect(folded.key).toMatch(/^[A-Z0-9]+$/);
      expect(foldPartNumber(folded.key, make)?.key).toBe(folded.key);
      expect(foldPartNumber(folded.display, make)?.key).toBe(folded.key);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['digits', '1'.repeat(1_000_000)],
  ['dashes', '-'.repeat(1_000_000)],
  ['slashes', '04152-31090/'.repeat(90_000)],
  ['brackets', '('.repeat(1_000_000)],
  ['Chinese', '机'.repeat(1_000_000)],
  ['labels', 'OE:'.repeat(350_000)],
  ['ligatures that grow', '\uFDFA'.repeat(1_000_000)],
])('a megabyte of %s is refused', (_, raw) => {
  expect(foldPartNumber(raw, 'Toyota')).toBeNull();
  expect(keysOf(raw)).toBeNull();
  expect(proposeNumbers(raw.slice(0, 1_000), 'Toyota')).toEqual([]);
});
