import { piesFeed } from '@qipei/testing/pies-feed';
import { expect, it } from 'vitest';
import type { ColumnSpec } from '../columns.ts';
import { readRows } from '../read-rows.ts';
import { read } from '../whole-file.fixture.ts';
import { itemOfPart } from './item-of-part.ts';
import { fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';
import { plainHeader } from './pies-writer.ts';
import type { PiesPart } from './row-of-item.ts';

const text = (name: string): ColumnSpec => ({ name, type: 'text' });
const COLUMNS: ColumnSpec[] = [
  ...['brand', 'partNumber', 'partType', 'nameZh', 'nameEn', 'description'].map(text),
  ...['packQuantity', 'gtin', 'lifecycle', 'action'].map(text),
  { name: 'kitComponents', type: 'list', objects: true },
];
const rows = (file: string, constants?: Record<string, string>) =>
  read(file, COLUMNS, {
    format: 'pies',
    ...(constants !== undefined && { mapping: { headings: [], constants, sheet: '', headerRow: 0 } }),
  });
const item = (content: string, maintenance = 'A') =>
  `<Item MaintenanceType="${maintenance}"><PartNumber>A1</PartNumber>${content}</Item>`;
const only = async (content: string, constants?: Record<string, string>) => {
  const { rows: found, faults } = await rows(fileOf(item(content)), constants);
  expect(faults).toEqual([]);
  return { values: found[0]?.values ?? {}, item: found[0]?.item as PiesPart | undefined };
};

it('an item is a row of a part', async () => {
  const found = await rows([...piesFeed({ items: 3, deletedEach: 3 })].join(''));
  expect(found.faults).toEqual([]);
  expect(found.rows.map(({ values }) => values)).toMatchObject([
    {
      ...{ partNumber: 'NF-100001', brand: 'Northlight Filters', packQuantity: '1', lifecycle: 'current' },
      ...{ nameEn: 'Filter 1, spin-on', nameZh: '滤清器 1', gtin: expect.stringMatching(/^\d{14}$/) },
      description: expect.stringContaining('dirt & water'),
    },
    { partNumber: 'NF-100002' },
    { partNumber: 'NF-100003', brand: 'Northlight Filters', action: 'delete' },
  ]);
  expect(found.rows[0]?.item).toMatchObject({
    partTypeRef: expect.stringMatching(/^pcdb\.partTerminology:\d+$/),
    details: { format: 'pies:7.2', brandId: 'ZZZQ' },
    private: { prices: [{ currency: 'USD', effectiveDate: '2025-01-01', amount: expect.any(Number) }] },
    crossReferences: [{ partNumber: 'C11' }, { partNumber: 'C21' }],
    attributes: [
      { name: expect.stringMatching(/^padb\.attribute:/), unit: 'MM' },
      { name: 'Thread', unit: '' },
    ],
  });
  expect(found.rows[2]?.item).toBeUndefined();
  expect(found.notes).toContainEqual({ code: 'feed', value: 'PIES 7.2 FULL' });
  expect(found.notes).toContainEqual({ code: 'feed', value: 'not kept: PriceSheet (1)' });
});

it('a brand is what the mapping says of its id, else its label, else the typed id', async () => {
  const both = '<BrandAAIAID>zzzq</BrandAAIAID><BrandLabel>Northlight</BrandLabel>';
  expect((await only(both, { 'autocare.brand:ZZZQ': 'NL' })).values.brand).toBe('NL');
  expect((await only(both)).values.brand).toBe('Northlight');
  expect((await only('<BrandAAIAID>ZZZQ</BrandAAIAID>')).values.brand).toBe('autocare.brand:ZZZQ');
  expect((await only('', { brand: 'Mine' })).values.brand).toBe('Mine');
});

it('a mapping says what a part terminology is here', async () => {
  const { values, item: part } = await only('<PartTerminologyID>5340</PartTerminologyID>', {
    'pcdb.partTerminology:5340': 'oil-filter',
  });
  expect([values.partType, part?.partTypeRef]).toEqual(['oil-filter', 'pcdb.partTerminology:5340']);
});

it('prices are in minor units where the currency is known and has such a fraction', async () => {
  const price = (value: string, currency: string) =>
    `<Pricing MaintenanceType="A" PriceType="JBR"><CurrencyCode>${currency}</CurrencyCode><Price UOM="PE">${value}</Price></Pricing>`;
  const all = [
    price('12.5', 'USD'),
    price('12.505', 'USD'),
    price('12.500', 'USD'),
    price('7', 'JPY'),
    price('7.5', 'JPY'),
    price('1', 'XYZ'),
    price('99999999999999', 'USD'),
  ];
  const { item: part } = await only(`<Prices>${all.join('')}</Prices>`);
  expect(part?.private?.prices.map(({ amount }) => amount)).toEqual([
    1250,
    undefined,
    1250,
    7,
    undefined,
    undefined,
    undefined,
  ]);
});

it('what a segment’s maintenance type deletes isn’t there; a name that is too long is cut, and whole in the details', async () => {
  const { values, item: part } = await only(`<Descriptions>
    <Description MaintenanceType="D" DescriptionCode="DES">Old</Description>
    <Description MaintenanceType="A" DescriptionCode="SHO">${'x'.repeat(300)}</Description></Descriptions>`);
  expect(values.nameEn).toBe(`${'x'.repeat(199)}…`);
  expect(part?.details.descriptions.map(({ text: said }) => said.length)).toEqual([300]);
});

it('components of a kit are links with their quantities', async () => {
  const kit = `<Kits><KitComponent MaintenanceType="A"><ComponentPartNumber>K:1</ComponentPartNumber><ComponentBrandLabel>Alder</ComponentBrandLabel>
    <QuantityInKit UOM="EA">4</QuantityInKit></KitComponent></Kits>`;
  const { values } = await only(kit);
  expect(values.kitComponents).toEqual([JSON.stringify({ partNumber: 'K:1', brand: 'Alder', quantity: 4 })]);
});

it('a broken item is a row with all its faults; rows are counted as items are', async () => {
  const file = fileOf(
    `${item('')}${item('<MinimumOrderQuantity UOM="EA">few</MinimumOrderQuantity><ItemEffectiveDate>soon</ItemEffectiveDate>')}${item('')}`,
  );
  const found = await rows(file);
  expect(found.rows.map(({ row }) => row)).toEqual([1, 3]);
  expect(
    found.faults.map(({ row, column, code, message }) => [row, column, code, message.slice(0, 8)]),
  ).toEqual([
    [2, 'MinimumOrderQuantity', 'malformed', 'Item A1:'],
    [2, 'ItemEffectiveDate', 'malformed', 'Item A1:'],
  ]);
  expect((await read(file, COLUMNS, { format: 'pies', skipRows: 2 })).rows.map(({ row }) => row)).toEqual([
    3,
  ]);
});

it('a part is the item again that it came in as', async () => {
  for (const version of ['7.2', '8.0'] as const) {
    const file = [...piesFeed({ items: 20, version })].join('');
    const found = await rows(file);
    const items = found.rows.map(({ values, item: part }) => {
      const { details, private: secret, partTypeRef } = part as PiesPart;
      const { partNumber, gtin } = values as Record<string, string>;
      return itemOfPart({
        ...{
          partNumber: partNumber ?? '',
          gtin: gtin ?? '',
          brand: '',
          nameEn: '',
          nameZh: '',
          description: '',
        },
        ...{ partTypeRef, details, private: secret },
      });
    });
    const header = { kind: 'header', header: { ...plainHeader(), version } } as const;
    const as = (of: typeof items) =>
      of.map((each, at) => ({ kind: 'item', number: at, item: each }) as const);
    const original = itemsOf(await readAll(file)).map((each) => ({
      ...each,
      // What its price sheet says of a price, the price says itself.
      prices: each.prices.map((price) => ({ ...price, effectiveDate: '2025-01-01' })),
    }));
    const [again, first] = [
      await writeAll([header, ...as(items)], version),
      await writeAll([header, ...as(original)], version),
    ];
    expect(again.text).toBe(first.text);
  }
});

it.each([
  ['', 'full'],
  ['<TestFile>false</TestFile>', 'full'],
  ['<TestFile>true</TestFile>', 'test'],
])('a file that begins with %j is taken as %s', async (first, submission) => {
  const file = fileOf(item('<BrandAAIAID>BBBB</BrandAAIAID>')).replace('<Header>', `${first}<Header>`);
  async function* source() {
    yield Buffer.from(file);
  }
  const said = new Set<string | undefined>();
  for await (const batch of readRows({ source: source(), format: 'pies', columns: COLUMNS }))
    said.add(batch.submission);
  expect([...said]).toEqual([submission]);
});

it('what a file takes away within a segment that stays is left out', async () => {
  const hazard = (maintenance: string, name: string) =>
    `<HazardousMaterial MaintenanceType="${maintenance}"><ShippingName>${name}</ShippingName></HazardousMaterial>`;
  const described = (maintenance: string, words: string) =>
    `<Description MaintenanceType="${maintenance}" DescriptionCode="DES">${words}</Description>`;
  const { item: part } = await only(
    `<Packages><Package MaintenanceType="A">${hazard('D', 'Acid')}${hazard('C', 'Battery')}</Package></Packages>
     <DigitalAssets><DigitalFileInformation MaintenanceType="A"><FileName>a.jpg</FileName>
     <AssetDescriptions>${described('D', 'old')}${described('A', 'new')}</AssetDescriptions>
     </DigitalFileInformation></DigitalAssets>`,
  );
  expect(part?.details.packages[0]?.hazardousMaterials.map((each) => each.shippingName)).toEqual(['Battery']);
  expect(part?.details.assets[0]?.descriptions.map((each) => each.text)).toEqual(['new']);
});

it('texts that name no language keep the one that their file’s header gave them', async () => {
  const content =
    '<Descriptions><Description MaintenanceType="A" DescriptionCode="DES">Filtre</Description>' +
    '<Description MaintenanceType="A" DescriptionCode="DES" LanguageCode="ZH">滤清器</Description></Descriptions>';
  const languages = async (header: string) => {
    const { rows: found } = await rows(fileOf(item(content), { header }));
    const part = found[0]?.item as PiesPart | undefined;
    return [
      found[0]?.values.nameEn ?? '',
      ...(part?.details.descriptions ?? []).map((each) => each.language),
    ];
  };
  expect(await languages('<LanguageCode>FR</LanguageCode>')).toEqual(['', 'FR', 'ZH']);
  expect(await languages('<LanguageCode>EN</LanguageCode>')).toEqual(['Filtre', '', 'ZH']);
});
