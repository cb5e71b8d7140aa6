import { describe, expect, test } from 'vitest';
import type { SearchEngineStorage } from '../search-engine.contract.ts';
import type { DocumentPatch, SearchQuery, SearchResult } from '../search-engine.ts';
import { named, part, query, SCHEMA } from './parts.ts';

type Ask = (more: Partial<SearchQuery> | string) => Promise<SearchResult>;

async function over(
  create: () => Promise<SearchEngineStorage>,
  patches: DocumentPatch[],
  check: (ask: Ask) => Promise<void>,
): Promise<void> {
  await using storage = await create();
  await using engine = await storage.open(SCHEMA);
  await engine.apply(patches);
  await check((more) => engine.search(query(typeof more === 'string' ? { words: more } : more)));
}

function ids(result: SearchResult): string[] {
  return result.hits.map((hit) => hit.id);
}

export function wordContract(create: () => Promise<SearchEngineStorage>): void {
  describe('words', () => {
    test('are found in any case, width and order, the last by its beginning', () =>
      over(
        create,
        [named('a', 'Brake PAD, front'), named('b', 'Brake disc'), named('c', 'Oil filter')],
        async (ask) => {
          expect(ids(await ask('brake'))).toEqual(['a', 'b']);
          expect(ids(await ask('pad brake'))).toEqual(['a']);
          expect(ids(await ask('brake fro'))).toEqual(['a']);
          expect(ids(await ask('ＢＲＡＫＥ　ｐａｄ'))).toEqual(['a']);
          expect(ids(await ask('filter/oil'))).toEqual(['c']);
          expect((await ask('brake')).hits[0]?.matched).toEqual([
            { field: 'name', value: 'Brake PAD, front' },
          ]);
        },
      ));

    test('of traditional characters are those of simplified ones, and are told as they were given', () =>
      over(
        create,
        [named('a', '機油濾清器'), named('b', '机油滤清器'), named('c', '後照鏡')],
        async (ask) => {
          for (const words of ['機油濾清器', '机油滤清器', '濾清', '滤清器 機油'])
            expect(ids(await ask(words)), words).toEqual(['a', 'b']);
          expect((await ask('机油')).hits.map(({ matched }) => matched)).toEqual([
            [{ field: 'name', value: '機油濾清器' }],
            [{ field: 'name', value: '机油滤清器' }],
          ]);
          expect(ids(await ask('后照镜'))).toEqual(['c']);
          expect((await ask('後照')).corrections).toEqual([]);
        },
      ));

    test('of Chinese are found by pairs of characters, and by one', () =>
      over(
        create,
        [
          named('a', '前刹车片套装'),
          named('b', '刹车盘'),
          named('c', '机油滤清器 MANN'),
          named('d', 'ABS泵总成'),
        ],
        async (ask) => {
          expect(ids(await ask('刹车片'))).toEqual(['a']);
          expect(ids(await ask('刹车'))).toEqual(['b', 'a'].sort());
          expect(ids(await ask('盘'))).toEqual(['b']);
          expect(ids(await ask('刹'))).toEqual(['a', 'b']);
          expect(ids(await ask('滤清器mann'))).toEqual(['c']);
          expect(ids(await ask('abs泵'))).toEqual(['d']);
          expect(ids(await ask('刹车片 套装'))).toEqual(['a']);
        },
      ));

    test('outside the basic plane and of other alphabets are found', () =>
      over(
        create,
        [
          named('a', '𠀀𠀁𠀂 part'),
          named('b', 'тормозной диск'),
          named('c', '브레이크 패드'),
          named('d', 'غطاء'),
        ],
        async (ask) => {
          expect(ids(await ask('𠀁𠀂'))).toEqual(['a']);
          expect(ids(await ask('𠀁'))).toEqual(['a']);
          expect(ids(await ask('ТОРМОЗНОЙ'))).toEqual(['b']);
          expect(ids(await ask('패드'))).toEqual(['c']);
          expect(ids(await ask('غطاء'))).toEqual(['d']);
        },
      ));

    test('rank by the whole field, then by the weight of the field, then by rank and id', () =>
      over(
        create,
        [
          part('description', { text: { description: 'oil filter' }, rank: 9 }),
          part('brand', { text: { brand: 'oil filter works' }, rank: 9 }),
          part('alias', { text: { alias: ['other', 'oil filter kit'] }, rank: 9 }),
          part('name2', { text: { name: 'big oil filter' }, rank: 1 }),
          part('name1', { text: { name: 'big oil filter' }, rank: 1 }),
          part('name9', { text: { name: 'big oil filter' }, rank: 2 }),
          part('whole', { text: { name: 'Oil Filter' } }),
          part('wholeAlias', { text: { alias: ['x', 'oil-filter'] } }),
        ],
        async (ask) => {
          const expected = [
            'whole',
            'wholeAlias',
            'description',
            'name9',
            'name1',
            'name2',
            'alias',
            'brand',
          ];
          expect(ids(await ask('oil filter'))).toEqual(expected);
        },
      ));

    test('that are whole rank above those that only begin so', () =>
      over(
        create,
        [part('a', { text: { name: 'oiler set' }, rank: 5 }), named('b', 'the oil set')],
        async (ask) => {
          expect(ids(await ask('oil'))).toEqual(['b', 'a']);
        },
      ));

    test('that are misspelt find what was meant, and say so', () =>
      over(
        create,
        [named('a', 'brake pad'), named('b', 'absorber'), named('c', 'Ölfilter'), named('d', 'M10x125 bolt')],
        async (ask) => {
          const cases: [string, string, string][] = [
            ['brkae', 'brake', 'a'],
            ['brak3', '', ''],
            ['brakee', 'brake', 'a'],
            ['vrake', 'brake', 'a'],
            ['abosrbr', '', ''],
            ['abosrbre', 'absorber', 'b'],
            ['olfilter', 'ölfilter', 'c'],
            ['pdd', '', ''],
          ];
          for (const [from, to, id] of cases) {
            const found = await ask(from);
            expect(ids(found), from).toEqual(id === '' ? [] : [id]);
            expect(found.corrections, from).toEqual(to === '' ? [] : [{ from, to }]);
          }
          const two = await ask('brkae pad');
          expect(ids(two)).toEqual(['a']);
          expect(two.corrections).toEqual([{ from: 'brkae', to: 'brake' }]);
          expect(two.relaxed).toBeNull();
          expect((await ask('M10x126')).total).toBe(0);
        },
      ));

    test('of Chinese with a wrong character find what has most of the rest', () =>
      over(
        create,
        [named('a', '刹车片'), named('b', '机油滤清器'), named('c', '空气滤清器')],
        async (ask) => {
          const found = await ask('刹车皮');
          expect(ids(found)).toEqual(['a']);
          expect(found.corrections).toEqual([{ from: '刹车皮', to: '刹车' }]);
          expect(ids(await ask('机由滤清器'))).toEqual(['b', 'c'].sort());
          expect((await ask('方向盘')).total).toBe(0);
        },
      ));

    test('are left out only where nothing has them all', () =>
      over(
        create,
        [named('a', 'brake pad front'), named('b', 'brake disc'), named('c', 'oil')],
        async (ask) => {
          const found = await ask('brake pad zzzzzz');
          expect(ids(found)).toEqual(['a']);
          expect(found.relaxed).toEqual({ matched: 2, of: 3 });
          const apart = await ask('disc pad brake');
          expect(new Set(ids(apart))).toEqual(new Set(['a', 'b']));
          expect(apart.relaxed).toEqual({ matched: 2, of: 3 });
          const none = await ask('zzzzzz');
          expect(none.total).toBe(0);
          expect(none.relaxed).toBeNull();
        },
      ));

    test('are not left out for a filter', () =>
      over(
        create,
        [
          named('a', 'brake pad', { keywords: { brandId: ['x'] } }),
          named('b', 'brake disc', { keywords: { brandId: ['y'] } }),
        ],
        async (ask) => {
          const found = await ask({ words: 'brake pad', filters: [{ field: 'brandId', anyOf: ['y'] }] });
          expect(found.total).toBe(0);
          expect(found.relaxed).toBeNull();
        },
      ));

    test('that a document no longer has do not find it', () =>
      over(create, [named('a', 'brake pad'), part('a', { text: { name: 'oil' } }, 2)], async (ask) => {
        expect((await ask('brake')).total).toBe(0);
        expect((await ask('brkae')).corrections).toEqual([]);
      }));

    test('that are hostile are only words', () =>
      over(create, [named('a', 'brake pad'), named('b', 'near and or not "quoted" terms')], async (ask) => {
        const hostile = [
          '"',
          "'",
          '""',
          '*',
          'a*',
          '^brake',
          '-brake',
          '(',
          ')',
          'brake AND',
          'NOT',
          'a OR',
          'NEAR(a b)',
          'terms:',
          '{name}: x',
          '\\',
          '%',
          '%25',
          '#a',
          '=abrake',
          '\0',
          'bra\0ke',
          '\ud800',
          'x\udc00y',
          '🚗',
          '👩‍🔧',
          '\u202ebrake',
          '\u200b',
          '; DROP TABLE document',
          'é'.normalize('NFD'),
          'İ',
          'ß',
          '﷽'.repeat(300),
          'a'.repeat(1_000_000),
          '刹'.repeat(1_000_000),
          'x y '.repeat(250_000),
          '刹车 '.repeat(200_000),
          '__proto__',
          'constructor',
          '<script>',
          '$x',
          '１２３',
          'ｱｲｳ',
          '㍿㍿㍿'.repeat(80),
        ];
        for (const words of hostile) {
          const started = performance.now();
          const found = await ask({ words, codes: [], facets: ['brandId'] });
          expect(found.total, words.slice(0, 20)).toBeLessThanOrEqual(2);
          expect(performance.now() - started, words.slice(0, 20)).toBeLessThan(10_000);
          await ask({ codes: [words] });
          await ask({
            filters: [
              { field: 'vehicleId', anyOf: [words] },
              { field: 'brandId', anyOf: [words] },
            ],
          });
        }
        expect(ids(await ask('"quoted" AND NOT'))).toEqual(['b']);
        for (const nothing of ['', ' ', '!!!', '🚗', '"'])
          expect((await ask(nothing)).total, nothing).toBe(2);
      }));

    test('in texts are whatever the text holds', () =>
      over(
        create,
        [
          'a\0b',
          '\ud800 lone',
          '"quoted" * ^',
          '🚗 car',
          'x'.repeat(1_000_000),
          '刹'.repeat(10_000),
          '__proto__',
        ].map((text, i) => named(`p${i}`, text, { codes: { number: ['a"b', 'A b', 'É', '\0'] } })),
        async (ask) => {
          expect(ids(await ask('lone'))).toEqual(['p1']);
          expect(ids(await ask('car'))).toEqual(['p3']);
          expect((await ask({ codes: ['a"b'] })).total).toBe(7);
          expect((await ask({ codes: ['A"B'] })).total).toBe(0);
        },
      ));
  });
}
