import { describe, expect, test } from 'vitest';
import { AMBIGUOUS_ALIASES } from './ambiguous-aliases.ts';
import { normaliseWords } from './normalise-words.ts';
import { appliesTo, type PartType } from './part-type.ts';
import {
  categories,
  findPartType,
  findPosition,
  matchPartTypes,
  matchPositions,
  nameCollisions,
  namesInText,
  partType,
  partTypes,
  sections,
  separatePositions,
} from './part-types.ts';
import { positions, positionsAround, positionsWithin } from './position.ts';
import { TRADE_WORDS } from './table/trade-words.ts';

const ids = (types: readonly PartType[]): string[] => types.map(({ id }) => id);
const repeated = (values: readonly string[]): string[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

describe('the table', () => {
  test('has at least 500 types, each id once, each in a category of a section', () => {
    expect(partTypes().length).toBeGreaterThanOrEqual(500);
    expect(repeated(ids(partTypes()))).toEqual([]);
    const known = categories().map(({ id }) => id);
    expect(repeated(known)).toEqual([]);
    expect(new Set(partTypes().map(({ category }) => category))).toEqual(new Set(known));
    const tops = sections().map(({ id }) => id);
    expect(repeated(tops)).toEqual([]);
    expect(new Set(categories().map(({ section }) => section))).toEqual(new Set(tops));
  });

  test('is a tree: a type is a piece of another that is there, and no type of itself', () => {
    for (const type of partTypes()) {
      const above = new Set<string>();
      for (
        let at: PartType | undefined = type;
        at !== undefined && at.partOf !== '';
        at = partType(at.partOf)
      ) {
        expect(above.has(at.id), type.id).toBe(false);
        above.add(at.id);
        expect(partType(at.partOf), `${at.id} is part of ${at.partOf}`).toBeDefined();
      }
    }
    expect(partType('oil-filter-cap')?.partOf).toBe('oil-filter-housing');
  });

  test('tells most types apart by measures', () => {
    const measured = partTypes().filter(({ attributes }) => attributes.length > 0);
    expect(measured.length / partTypes().length).toBeGreaterThan(0.75);
  });

  test.each(partTypes().map((type) => [type.id, type] as const))('%s is complete', (id, type) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(type.nameZh).toMatch(/\p{Script=Han}/u);
    expect(type.nameEn).toMatch(/^[A-Z][A-Za-z/ -]+$/);
    expect(type.aliasesZh.length).toBeGreaterThan(0);
    expect(type.aliasesEn.length).toBeGreaterThan(0);
    for (const alias of [...type.aliasesZh, ...type.aliasesEn]) expect(alias.trim()).toBe(alias);
    expect(
      repeated([type.nameZh, type.nameEn, ...type.aliasesZh, ...type.aliasesEn].map(normaliseWords)),
      'a name given twice',
    ).toEqual([]);
    expect(type.quantity).toBeGreaterThan(0);
    expect(type.attributes.length).toBeLessThanOrEqual(5);
    expect(type.applies.length).toBeGreaterThan(0);
    const known = positions().map((position) => position.id);
    for (const position of type.positions) expect(known).toContain(position);
  });

  test('lists every word that is used for several types, and no other', () => {
    const listed = Object.entries(AMBIGUOUS_ALIASES).map(([alias, types]) => [
      normaliseWords(alias),
      [...types].sort(),
    ]);
    const found = [...nameCollisions()].map(([name, types]) => [name, [...types].sort()]);
    expect(found.sort()).toEqual(listed.sort());
  });

  test('keeps engines out of battery-electric cars and spark plugs out of diesels', () => {
    const has = (id: string, drive: Parameters<typeof appliesTo>[1]): boolean =>
      appliesTo(partType(id) as PartType, drive);
    expect(has('oil-filter', 'battery-electric')).toBe(false);
    expect(has('spark-plug', 'diesel')).toBe(false);
    expect(has('glow-plug', 'gasoline')).toBe(false);
    expect(has('brake-pads', 'battery-electric')).toBe(true);
    expect(has('charging-cable', 'gasoline')).toBe(false);
  });
});

test.each([
  ['机油格', 'oil-filter'],
  ['机油滤', 'oil-filter'],
  ['刹车皮', 'brake-pads'],
  ['火嘴', 'spark-plug'],
  ['波箱油', 'transmission-fluid'],
  ['避震', 'shock-absorber'],
  ['水箱', 'radiator'],
  ['雨刮', 'wiper-blade'],
  ['OIL  FILTERS', 'oil-filter'],
  ['oil-filter', 'oil-filter'],
  ['A/C compressor', 'ac-compressor'],
  ['ａｂｓ 传感器', 'abs-sensor'],
])('%s is %s', (text, id) => expect(findPartType(text)?.id).toBe(id));

test.each([
  ['機油濾清器', 'oil-filter'],
  ['空氣濾清器', 'air-filter'],
  ['煞車片', 'brake-pads'],
  ['煞車來令片', 'brake-pads'],
  ['水幫浦', 'water-pump'],
  ['後照鏡', 'door-mirror'],
  ['偈油格', 'oil-filter'],
  ['迫力碟', 'brake-disc'],
])('%s, as it is said where characters are traditional, is %s', (text, id) =>
  expect(findPartType(text)?.id).toBe(id),
);

test('tells where names stand in a text, and leaves what is inside a longer one', () => {
  const shown = (text: string) =>
    namesInText(text).map(({ kind, start, end, ids: [id] }) => [kind, text.slice(start, end), id]);
  expect(shown('2018 雅閣 前煞車片')).toEqual([
    ['position', '前', 'front'],
    ['part-type', '煞車片', 'brake-pads'],
  ]);
  expect(shown('Accord oil filters left')).toEqual([
    ['part-type', 'oil filters', 'oil-filter'],
    ['position', 'left', 'left'],
  ]);
  expect(shown('后视镜 A/C compressor')).toEqual([
    ['part-type', '后视镜', 'door-mirror'],
    ['part-type', 'A/C compressor', 'ac-compressor'],
  ]);
  expect(namesInText('总泵')[0]?.ids).toEqual(['brake-master-cylinder', 'clutch-master-cylinder']);
  for (const text of ['', '卡罗拉', 'shockwave', 'x'.repeat(100_000), '刹'.repeat(10_000)])
    expect(namesInText(text)).toEqual([]);
});

test('words of other regions name types that there are, and none that has the word already', () => {
  for (const [id, words] of TRADE_WORDS) {
    expect(partType(id)?.aliasesZh, id).toEqual(expect.arrayContaining([...words]));
    for (const word of words) expect(ids(matchPartTypes(word)), word).toContain(id);
  }
});

test('軚 is what one steers with; 培林 is a bearing of anything', () => {
  expect(ids(matchPartTypes('軚盤'))).toEqual(['steering-wheel']);
  expect(ids(matchPartTypes('車呔'))).toEqual(['tyre']);
  expect(ids(matchPartTypes('軚'))).toEqual([]);
  expect(ids(matchPartTypes('培林'))).toEqual([]);
  expect(ids(matchPartTypes('輪轂培林'))).toEqual(['wheel-bearing']);
});

test('finds nothing in what names nothing', () => {
  for (const text of ['', '   ', '卡罗拉', 'corolla', '🚗', 'x'.repeat(100_000)]) {
    expect(findPartType(text)).toBeUndefined();
    expect(matchPartTypes(text)).toEqual([]);
  }
});

test('reads the longest name in a search text', () => {
  expect(ids(matchPartTypes('卡罗拉 2015 前刹车皮'))).toEqual(['brake-pads']);
  expect(ids(matchPartTypes('空调压缩机'))).toEqual(['ac-compressor']);
  expect(ids(matchPartTypes('雨刮电机'))).toEqual(['wiper-motor']);
  expect(ids(matchPartTypes('2015 camry oil filter and spark plugs'))).toEqual(['oil-filter', 'spark-plug']);
  expect(ids(matchPartTypes('总泵'))).toEqual(['brake-master-cylinder', 'clutch-master-cylinder']);
  expect(findPartType('总泵')).toBeUndefined();
  expect(ids(matchPartTypes('机油 机油格'))).toEqual(['oil-filter', 'engine-oil']);
  expect(ids(matchPartTypes('shockwave'))).toEqual([]);
});

test('reads positions beside the part, not inside its name', () => {
  expect(matchPositions('左前减震器')).toEqual(['front-left']);
  expect(matchPositions('后刹车片')).toEqual(['rear']);
  expect(matchPositions('后视镜')).toEqual([]);
  expect(matchPositions('right 后视镜')).toEqual(['right']);
  expect(matchPositions('front left shock absorber')).toEqual(['front-left']);
});

test.each([
  ['前刹车片', '前 刹车片'],
  ['后刹车皮', '后 刹车皮'],
  ['左前减震器', '左前 减震器'],
  ['前左减震', '左前 减震'],
  ['减震器左前', '减震器 左前'],
  ['右后视镜', '右 后视镜'],
  ['后视镜', '后视镜'],
  ['前轮轴承', '前轮轴承'],
  ['卡罗拉 前轮 刹车片', '卡罗拉 前 刹车片'],
  ['上海大众刹车片', '上海大众刹车片'],
  ['front brake pads', 'front brake pads'],
  ['前门', '前门'],
  ['', ''],
])('%s is searched as %s', (text, separated) => expect(separatePositions(text)).toBe(separated));

test('every name finds its own type', () => {
  for (const type of partTypes()) {
    for (const name of [type.nameZh, type.nameEn, ...type.aliasesZh, ...type.aliasesEn]) {
      expect(ids(matchPartTypes(name)), name).toContain(type.id);
    }
  }
});

test('reads a search text in no time that anybody notices', () => {
  const text = '2015 卡罗拉 1.6 前刹车皮 oil filter 左前';
  matchPartTypes(text);
  const started = performance.now();
  for (let n = 0; n < 2_000; n += 1) matchPartTypes(text);
  expect((performance.now() - started) / 2_000).toBeLessThan(10);
});

test('a place lies within others, and others within it', () => {
  expect(positionsAround('front-left')).toEqual(['front-left', 'front', 'left']);
  expect(positionsWithin('rear')).toEqual(['rear', 'rear-left', 'rear-right']);
  expect(positionsAround('upper')).toEqual(['upper']);
  expect(positionsAround('front-roof')).toEqual([]);
  expect(positionsWithin('')).toEqual([]);
  for (const { id } of positions())
    for (const around of positionsAround(id)) expect(positionsWithin(around)).toContain(id);
});

test('a place is read by any of its names, and only as a whole', () => {
  expect(['左前', 'Front  LEFT', 'front-left', 'fl', '左前轮'].map(findPosition)).toEqual(
    Array(5).fill('front-left'),
  );
  expect(['', 'roof', 'front left seat', 'x'.repeat(1_000), 'constructor'].map(findPosition)).toEqual(
    Array(5).fill(undefined),
  );
});
