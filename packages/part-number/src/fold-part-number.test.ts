import { describe, expect, test } from 'vitest';
import { foldPartNumber } from './fold-part-number.ts';
import { MAKE_RULES, makeKey } from './make-rules.ts';

const CASES: [raw: string, make: string, display: string, key: string, rule: string][] = [
  ['1k0805903j gru', 'Volkswagen', '1K0 805 903 J GRU', '1K0805903JGRU', 'vw-group-o-to-zero'],
  ['1HO 819 644', '大众', '1H0 819 644', '1H0819644', 'vw-group-o-to-zero'],
  ['06A115561B', 'AUDI', '06A 115 561 B', '06A115561B', 'vw-group-o-to-zero'],
  ['A1170301017', 'MERCEDES-BENZ', 'A 117 030 10 17', 'A1170301017', 'mercedes-prefix'],
  ['117.030.10.17', 'Mercedes Benz', 'A 117 030 10 17', 'A1170301017', 'mercedes-prefix'],
  ['34116794300', 'BMW', '34 11 6 794 300', '6794300', 'bmw-last-seven'],
  ['6 794 300', '宝马', '6 794 300', '6794300', 'bmw-last-seven'],
  ['90915yzzj3', 'Toyota', '90915-YZZJ3', '90915YZZJ3', 'toyota-5-5'],
  ['04152-YZZA1', 'LEXUS', '04152-YZZA1', '04152YZZA1', 'toyota-5-5'],
  ['14400PR4A01', 'Honda', '14400-PR4-A01', '14400PR4A01', 'honda-as-written'],
  ['130280B700', 'Nissan', '13028-0B700', '130280B700', 'nissan-5-5'],
  ['583021GA00', 'KIA', '58302-1GA00', '583021GA00', 'hyundai-kia-5-5'],
  ['12 677 836', 'Chevrolet', '12677836', '12677836', 'gm-8-digits'],
  ['E7ZE8501A', 'Ford', 'E7ZE-8501-A', 'E7ZE8501A', 'ford-prefix-base-suffix'],
  ['CV6Z 9601 A', 'Lincoln', 'CV6Z-9601-A', 'CV6Z9601A', 'ford-prefix-base-suffix'],
  ['0046544820', 'Fiat', '46544820', '46544820', 'fiat-leading-zeros'],
  ['3501013K11001', '长城', '3501013-K11001', '3501013K11001', 'great-wall-7-source'],
  ['B6Y114302A', 'Mazda', 'B6Y1-14-302A', 'B6Y114302A', 'mazda-4-2-3'],
  ['PN12', 'Mahle', 'PN12', 'PN12', 'mahle-kind-number'],
  ['oem-5', 'Knecht', 'OEM5', 'OEM5', 'mahle-kind-number'],
  ['A00NO', '曼滤', 'A00NO', 'A00NO', 'mann-filter-kind-size'],
  ['OC47', 'Mahle', 'OC 47', 'OC47', 'mahle-kind-number'],
  ['68191349ac', 'Jeep', '68191349AC', '68191349AC', 'mopar-8-2'],
];

test.each(CASES)('%s of %s is shown as %s and compared as %s', (raw, make, display, key, rule) => {
  expect(foldPartNumber(raw, make)).toMatchObject({ raw, display, key, rule });
});

describe('the general rule', () => {
  test('takes every spelling of a number for one', () => {
    const spellings = [
      'W 712/52',
      'w712-52',
      'Ｗ７１２／５２',
      'W\u200B712\u201352',
      'W.712.52',
      '\uFEFFW\u00A0712\u221252 ',
      'W\u3000712_52',
    ];
    expect(new Set(spellings.map((raw) => foldPartNumber(raw)?.key))).toEqual(new Set(['W71252']));
  });

  test('trusts itself less without a make, and never folds an O where no rule says so', () => {
    expect(foldPartNumber('1HO819644')).toMatchObject({ key: '1HO819644', rule: 'general', confidence: 0.6 });
    expect(foldPartNumber('W 712/52', 'BMW')).toMatchObject({
      key: 'W71252',
      rule: 'general',
      confidence: 0.8,
    });
    expect(foldPartNumber('14400-P13-004', 'Honda')?.key).not.toBe(
      foldPartNumber('14400P13014', 'Honda')?.key,
    );
  });

  test.each(['', '   ', '---', '机油滤清器', '\u200B', '*', 'A'.repeat(65)])(
    'says that %j is no number',
    (raw) => {
      expect(foldPartNumber(raw)).toBeNull();
      expect(foldPartNumber(raw, 'Toyota')).toBeNull();
    },
  );
});

/** Mulberry32: a seeded source, so that a failure repeats. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const random = seeded(20261121);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const makes = [undefined, ...MAKE_RULES.map((rule) => rule.makes[0] as string)];

function randomKey(): string {
  const shapes = [
    '#########',
    '##########',
    '###########',
    '#######',
    '########',
    'A##########',
    '###A######B',
    '#####ABC##',
    '#####ABCA##',
    '*********',
    '************',
    'O#O######O',
    '00######',
  ];
  return pick(shapes).replace(/[#AB*C]/g, (slot) =>
    slot === '#'
      ? pick([...'0123456789'])
      : slot === '*'
        ? pick([...'0123456789ABCDEFGHJKLMNOPQRSTUVWXYZ'])
        : pick([...'ABCDEFGHJKLMNOPW']),
  );
}

function misspelt(key: string): string {
  const between = ['', '', '', '-', ' ', '.', '\u2013', '\u00A0', '\u200B', '\u2212', '/'];
  return [...key]
    .map((character) => {
      const drawn = random() < 0.2 ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character;
      return (random() < 0.5 ? drawn.toLowerCase() : drawn) + pick(between);
    })
    .join('');
}

test('folding is idempotent and does not depend on the spelling', () => {
  for (let n = 0; n < 20_000; n += 1) {
    const key = randomKey();
    const make = pick(makes);
    const plain = foldPartNumber(key, make);
    const raw = misspelt(key);
    const spelt = foldPartNumber(raw, make);
    expect(spelt?.key, `${JSON.stringify(raw)} of ${make}`).toBe(plain?.key);
    expect(spelt?.key).toMatch(/^[A-Z0-9]+$/);
    if (spelt === null || plain === null) throw new Error(`${raw} was not folded`);
    expect(foldPartNumber(spelt.display, make)?.key).toBe(spelt.key);
    expect(foldPartNumber(spelt.display, make)?.display).toBe(spelt.display);
    expect(foldPartNumber(spelt.key, make)?.key).toBe(spelt.key);
    expect(spelt.confidence).toBeGreaterThan(0);
    expect(spelt.confidence).toBeLessThanOrEqual(1);
  }
});

test('any text of up to 64 characters is folded or refused, never thrown at', () => {
  for (let n = 0; n < 5_000; n += 1) {
    const raw = Array.from({ length: Math.floor(random() * 70) }, () =>
      String.fromCharCode(Math.floor(random() * 0x10000)),
    ).join('');
    const fold = foldPartNumber(raw, pick(makes));
    if (fold !== null) expect(foldPartNumber(fold.key)?.key).toBe(fold.key);
  }
});

test('no make belongs to two rules', () => {
  const keys = MAKE_RULES.flatMap((rule) => rule.makes.map(makeKey));
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});
