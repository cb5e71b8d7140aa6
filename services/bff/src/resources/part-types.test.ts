import { describe, expect, it } from 'vitest';
import { PartTypesJson, partTypesJson } from './part-types.ts';

const found = (query: Parameters<typeof partTypesJson>[0]): string[] =>
  partTypesJson(query).categories.flatMap(({ partTypes }) => partTypes.map(({ partTypeId }) => partTypeId));

it('gives the whole tree, each type once', () => {
  const all = found({});
  expect(all.length).toBeGreaterThan(500);
  expect(new Set(all).size).toBe(all.length);
  const { sections, categories, matches } = PartTypesJson.parse(partTypesJson());
  expect(matches).toBeNull();
  const known = sections.map(({ sectionId }) => sectionId);
  for (const { sectionId, partTypes } of categories) {
    expect(known).toContain(sectionId);
    for (const type of partTypes) expect(type.sectionId).toBe(sectionId);
  }
});

describe('of the tree', () => {
  it('gives what lies below a section, a category, a part type', () => {
    const { categories } = partTypesJson();
    const [category] = categories;
    expect(found({ parent: category?.categoryId ?? '' })).toEqual(
      category?.partTypes.map(({ partTypeId }) => partTypeId),
    );
    expect(found({ parent: category?.sectionId ?? '' }).length).toBeGreaterThan(
      category?.partTypes.length ?? 0,
    );
    const pieces = found({ parent: 'oil-filter-housing' });
    expect(pieces).toContain('oil-filter-cap');
    expect(found({ parent: 'nowhere' })).toEqual([]);
  });

  it('gives what is common, and the rest', () => {
    const [common, rest] = [found({ common: true }), found({ common: false })];
    expect(common).toContain('oil-filter');
    expect(common.length + rest.length).toBe(found({}).length);
  });
});

it.each([
  ['机油格', 'oil-filter', 'name'],
  ['OIL  FILTERS', 'oil-filter', 'name'],
  ['避震', 'shock-absorber', 'name'],
  ['卡罗拉 2015 前刹车皮', 'brake-pads', 'words'],
  ['oil filt', 'oil-filter', 'part-of-name'],
])('%s finds %s by its %s', (q, partTypeId, by) => {
  expect(partTypesJson({ q }).matches).toContainEqual({ partTypeId, by });
});

it('gives all that a word is used for, and nothing for what is no word of the trade', () => {
  const masters = partTypesJson({ q: '总泵' }).matches ?? [];
  expect(masters.filter(({ by }) => by === 'name').map(({ partTypeId }) => partTypeId)).toEqual([
    'brake-master-cylinder',
    'clutch-master-cylinder',
  ]);
  for (const q of ['zzzzz', '🚗', '---'])
    expect(partTypesJson({ q })).toMatchObject({ matches: [], categories: [] });
});
