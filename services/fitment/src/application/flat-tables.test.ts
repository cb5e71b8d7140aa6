import { previewFile, readRows } from '@qipei/interchange';
import { expect, it } from 'vitest';
import { FITMENT_COLUMNS } from './fitment-columns.ts';

/** A table with one application in each row, as it is sent. */
const tableOf = (headings: string, ...rows: string[]) =>
  Buffer.from([headings, ...rows].map((row) => `${row.replaceAll('|', '\t')}\r\n`).join(''));

const preview = (headings: string, ...rows: string[]) =>
  previewFile(tableOf(headings, ...rows), {
    ...{ format: 'auto', columns: FITMENT_COLUMNS, mapping: '', whole: true },
    profileFor: async () => undefined,
  });

const proposed = async (headings: string, row: string) =>
  (await preview(headings, row)).headings
    .map(({ field, prefix }) => (field === '' ? '-' : prefix === '' ? field : `${field}[${prefix}]`))
    .join('|');

it.each([
  [
    'Brand|Part Number|Make|Model|Year From|Year To|Engine|Part Type|Position|Qty|Notes',
    'Ketto|BP-1|Toyota|Camry|2012|2017|2AR-FE|Brake Pad|Front|1|Exc. Hybrid',
    'brand|partNumber|make|model|yearFrom|yearTo|engineModel|partType|position|quantity|note',
  ],
  [
    'Brand|SKU|Make|Model|Years|Engine|Qualifiers|Position|Qty',
    'Ketto|BP-1|Toyota|Camry|2012-2017|L4-2.5L|w/ ABS|Front|1',
    'brand|partNumber|make|model|years|qualifiers[Engine: ]|qualifiers|position|quantity',
  ],
  [
    'Brand|Exact Part Number|Start Year|End Year|Make Name|Model Name|Submodel|Doors|Liter|Aspiration|Quantity Per App',
    'Ketto|BP-1|2012|2017|Toyota|Camry|SE|4|2.5|Turbo|1',
    'brand|partNumber|yearFrom|yearTo|make|model|qualifiers[Submodel: ]|qualifiers[Doors: ]|displacementL|qualifiers[Aspiration: ]|quantity',
  ],
  [
    'Brand|Part #|First Year|Last Year|Make|Model|Engine|Fitment Notes|Qty Req',
    'Ketto|BP-1|2012|2017|Toyota|Camry|2.5L|exc. Hybrid|2',
    'brand|partNumber|yearFrom|yearTo|make|model|displacementL|note|quantity',
  ],
  [
    'Brand|Part Number|Make|Model|Model Year|Front/Rear|Left/Right|Qty/Vehicle',
    'Ketto|BP-1|Toyota|Camry|2012|Front|Left|2',
    'brand|partNumber|make|model|yearFrom|position|qualifiers|quantity',
  ],
  [
    '品牌|配件编号|厂家|车系|年款|排量|方位|用量|说明',
    '科途|BP-1|广汽丰田|凯美瑞|2012|2.5L|前|1|',
    'brand|partNumber|make|model|yearFrom|displacementL|position|quantity|note',
  ],
  [
    '品牌|商品编码|车品牌|车型|年份|动力|进气形式|位置|件/车',
    '科途|BP-1|丰田|凯美瑞|2012-2017|2.5L|涡轮增压|前|1',
    'brand|partNumber|make|model|years|displacementL|qualifiers[进气形式: ]|position|quantity',
  ],
  [
    '品牌|我司型号|主机厂|车型|上市年份|停产年份|发动机型号|底盘代号|前后|左右|单车数量',
    '科途|BP-1|丰田|凯美瑞|2012|2017|2AR-FE|ACV51|前|左|1',
    'brand|partNumber|make|model|yearFrom|yearTo|engineModel|qualifiers[底盘代号: ]|position|qualifiers|quantity',
  ],
  [
    '品牌|零件编码|车厂|适配车型|年份从|年份到|发动机排量|部位|用量（个/车）|适配备注',
    '科途|BP-1|丰田|凯美瑞|2012|2017|2.5L|前|1|混动除外',
    'brand|partNumber|make|model|yearFrom|yearTo|displacementL|position|quantity|note',
  ],
  [
    'Marke|Artikelnummer|Hersteller|Modell|Baujahr von|Baujahr bis|Motor|Einbauort|Menge|Bemerkung',
    'Ketto|BP-1|VW|Golf|2012|2017|CBZB|vorne|1|x',
    'brand|partNumber|make|model|yearFrom|yearTo|engineModel|position|quantity|note',
  ],
])('what is proposed for %s', async (headings, row, fields) => {
  expect(await proposed(headings, row)).toBe(fields);
});

it('what is proposed reads the rows: runs of years, sizes with their unit, conditions with their heading', async () => {
  const found = await preview(
    '品牌|零件号|车品牌|车型|年份|排量|进气形式',
    '科途|BP-1|丰田|凯美瑞|2012-2017|2.5L|涡轮增压',
    '科途|BP-2|丰田|凯美瑞|2018年～2020年|2.5 L|',
    '科途|BP-3|丰田|凯美瑞|2021|2.0|',
  );
  expect([found.faults, found.failure]).toEqual([[], '']);
  expect(found.rows.map(({ values }) => values)).toMatchObject([
    { yearFrom: 2012, yearTo: 2017, displacementL: '2.5', qualifiers: ['进气形式: 涡轮增压'] },
    { yearFrom: 2018, yearTo: 2020, displacementL: '2.5' },
    { yearFrom: 2021, yearTo: 2021, displacementL: '2.0' },
  ]);
  expect(found.rows[0]?.values).not.toHaveProperty('years');
});

async function read(headings: string, row: string) {
  async function* source() {
    yield tableOf(headings, row);
  }
  const [values, faults]: [object[], string[]] = [[], []];
  for await (const batch of readRows({ source: source(), format: 'csv', columns: FITMENT_COLUMNS })) {
    values.push(...batch.rows.map((each) => each.values));
    faults.push(...batch.faults.map(({ column, code }) => `${column}: ${code}`));
  }
  return { values, faults };
}

it.each(['2017-2012', '2012-', '2012/07', '1812', 'all', '2012-07'])('no years are %s', async (years) => {
  const found = await read('brand|partNumber|make|model|years', `K|P|Toyota|Camry|${years}`);
  expect(found).toEqual({ values: [], faults: ['years: malformed'] });
});

it('years agree with those that the row gives one by one', async () => {
  const headings = 'brand|partNumber|make|model|years|yearFrom|yearTo';
  const both = await read(headings, 'K|P|Toyota|Camry|2012 to 2017|2012|');
  expect(both.values).toMatchObject([{ yearFrom: 2012, yearTo: 2017 }]);
  expect((await read(headings, 'K|P|Toyota|Camry|2012-2017|2013|')).faults).toEqual(['years: malformed']);
});

it('a turbo is no unit of the size', async () => {
  const found = await read(
    'brand|partNumber|make|model|yearFrom|displacementL',
    'K|P|Toyota|Camry|2012|1.5T',
  );
  expect(found.faults).toEqual(['displacementL: malformed']);
});
