import { expect, it } from 'vitest';
import { itemOfPart } from './item-of-part.ts';
import { itemsOf, readAll, writeAll } from './pies.fixture.ts';
import { plainHeader } from './pies-writer.ts';
import type { CareCodes } from './plain-item.ts';
import { rowOfItem } from './row-of-item.ts';

const dates = { validFrom: '', validUntil: '' };
const named = { quantity: 1, validUntil: '' };
const PART = {
  ...{ partNumber: 'P 1', brand: 'Ketto', gtin: '4006381333931', nameEn: 'Oil filter', nameZh: '机油滤清器' },
  ...{
    description: 'Spin-on',
    partTypeRef: '',
    partTypeId: 'oil-filter',
    lifecycle: 'discontinued',
    packQuantity: 6,
  },
  details: undefined,
  private: undefined,
  numbers: [
    { kind: 'own', make: 'Ketto', raw: 'P 1', ...dates },
    { kind: 'oe', make: 'Toyota', raw: '90915-YZZJ3', ...dates },
    { kind: 'oe', make: 'Toyota', raw: '90915-YZZE1', ...dates, validFrom: '2019' },
    { kind: 'cross-reference', make: 'MANN-FILTER', raw: 'W 68/3', ...dates },
    { kind: 'comparable', make: 'Bosch', raw: '0 451 103 318', ...dates },
    { kind: 'oe', make: '', raw: '12345', ...dates },
  ],
  attributes: [
    { name: 'Thread', value: 'M20x1.5', unit: '' },
    { name: 'padb.attribute:77', value: '93', unit: 'mm' },
    { name: '高度', value: '86', unit: 'mm' },
  ],
  supersededBy: [
    { brand: 'Ketto', partNumber: 'P 2', effectiveDate: '', together: '', alternative: false, ...named },
    { brand: 'Ketto', partNumber: 'P 3', effectiveDate: '', together: 'x', alternative: false, ...named },
  ],
  links: [
    { kind: 'component', brand: 'Ketto', partNumber: 'S 1', validFrom: '', validUntil: '', quantity: 2 },
    { kind: 'accessory', brand: 'Ketto', partNumber: 'T 1', validFrom: '', validUntil: '', quantity: 1 },
  ],
};
const NONE: CareCodes = { labels: true, brand: () => '', partType: () => '', attribute: () => '' };
const KNOWN: CareCodes = {
  labels: true,
  brand: (name) => ({ Ketto: 'ZZZK', Toyota: 'ZZZT' })[name] ?? '',
  partType: (id) => (id === 'oil-filter' ? '5340' : ''),
  attribute: (name) => (name === 'Thread' ? '12' : ''),
};

async function outAndIn(codes: CareCodes, version: '7.2' | '8.0' = '7.2') {
  const told: string[] = [];
  const item = itemOfPart(PART, {
    plain: PART,
    codes,
    tell: (what, effect) => void told.push(`${effect} ${what}`),
  });
  const header = { kind: 'header', header: { ...plainHeader(), version } } as const;
  const { text } = await writeAll([header, { kind: 'item', number: 1, item }], version);
  const [read] = itemsOf(await readAll(text));
  if (read === undefined) throw new Error('the item is lost');
  const context = {
    header: undefined,
    priceSheets: new Map(),
    replacements: new Map(),
    labels: new Map(),
    hasBrand: false,
  };
  return { told, text, row: rowOfItem(read, context) };
}

it('a part that came in a table goes out as an item, and comes in as the same part', async () => {
  const { told, text, row } = await outAndIn(KNOWN);
  expect(row.cells).toMatchObject({
    ...{
      brand: 'Ketto',
      partNumber: 'P 1',
      gtin: '4006381333931',
      nameEn: 'Oil filter',
      nameZh: '机油滤清器',
    },
    ...{ description: 'Spin-on', lifecycle: 'discontinued', packQuantity: '6' },
    supersededBy: [{ brand: 'Ketto', partNumber: 'P 2' }],
    kitComponents: [{ brand: 'Ketto', partNumber: 'S 1', quantity: 2 }],
  });
  expect(row.item).toMatchObject({
    partTypeRef: 'pcdb.partTerminology:5340',
    crossReferences: [
      { brand: 'Toyota', partNumber: '90915-YZZJ3', kind: 'oe' },
      { brand: 'Toyota', partNumber: '90915-YZZE1', kind: 'oe' },
      { brand: 'MANN-FILTER', partNumber: 'W 68/3' },
      { brand: 'Bosch', partNumber: '0 451 103 318', kind: 'comparable' },
    ],
    attributes: [
      { name: 'padb.attribute:12', value: 'M20x1.5', unit: '' },
      { name: 'padb.attribute:77', value: '93', unit: 'mm' },
      { name: '高度', value: '86', unit: 'mm' },
    ],
  });
  expect(text).toContain('<PartInterchange MaintenanceType="A" BrandAAIAID="ZZZT" BrandLabel="Toyota">');
  expect(text).toContain('<PackageLevelGTIN>4006381333931</PackageLevelGTIN>');
  expect(told.sort()).toEqual([
    'dropped accessories, supersedes, partOf',
    'dropped oeNumbers: dates',
    'dropped oeNumbers: without a make',
    'dropped supersededBy: with quantity, alternative or end',
    'not-standard Kits/KitComponent/SoldSeparately: missing',
  ]);
});

it('without ids of the tables it has names, and 8.0 only what has codes', async () => {
  const plain = await outAndIn(NONE);
  expect(plain.told).toContain('dropped partType: without an id of the PCdb');
  expect(plain.row.item?.attributes[0]).toEqual({ name: 'Thread', value: 'M20x1.5', unit: '' });
  expect(plain.text).toContain('PADBAttribute="N"');
  const coded = await outAndIn({ ...KNOWN, labels: false }, '8.0');
  expect(coded.row.item?.crossReferences.map(({ brand }) => brand)).toEqual([
    'autocare.brand:ZZZT',
    'autocare.brand:ZZZT',
  ]);
  expect(coded.told).toContain('dropped crossReferences: brand without a code');
});
