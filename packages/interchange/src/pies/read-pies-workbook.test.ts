import { describe, expect, it } from 'vitest';
import { handMade, inline } from '../workbook.fixture.ts';
import { bytesOf, itemsOf } from './pies.fixture.ts';
import type { PiesRecord } from './pies-feed.ts';
import { readPiesWorkbook } from './read-pies-workbook.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';

function rowsXml(rows: readonly (readonly string[])[]): string {
  return rows
    .map((cells, at) => {
      const written = cells.map((cell, column) =>
        cell === ''
          ? ''
          : inline(`${String.fromCharCode(65 + column)}${at + 1}`, cell.replaceAll('&', '&amp;')),
      );
      return `<row r="${at + 1}">${written.join('')}</row>`;
    })
    .join('');
}

/** A workbook with a sheet for each entry. */
function workbookOf(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Uint8Array {
  const names = Object.keys(sheets);
  return handMade({
    rows: '',
    workbook: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${names
      .map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"/>`)
      .join('')}</sheets></workbook>`,
    parts: {
      'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONSHIPS}">${names
        .map(
          (_, at) => `<Relationship Id="s${at}" Type="${OFFICE}/worksheet" Target="worksheets/s${at}.xml"/>`,
        )
        .join('')}</Relationships>`,
      ...Object.fromEntries(
        names.map((name, at) => [
          `xl/worksheets/s${at}.xml`,
          `<worksheet xmlns="${MAIN}"><sheetData>${rowsXml(sheets[name] ?? [])}</sheetData></worksheet>`,
        ]),
      ),
    },
  });
}

async function readAll(file: Uint8Array): Promise<PiesRecord[]> {
  const all: PiesRecord[] = [];
  for await (const { records } of readPiesWorkbook(bytesOf(file, 4_000))) all.push(...records);
  return all;
}

const SHEETS = {
  Header: [
    ['PIESVersion', '7.2'],
    ['SubmissionType', 'FULL'],
    ['CurrencyCode', 'USD'],
  ],
  // Before the items, and in another order than theirs.
  Descriptions: [
    ['PartNumber', 'Description', 'DescriptionCode', 'LanguageCode', 'Sequence', 'Shade'],
    ['B-2', 'Filter two', 'DES', 'EN', '', 'blue'],
    ['A-1', 'Filter one & only', 'DES', 'EN', '', ''],
    ['B-2', '滤清器', 'DES', 'ZH', '2', ''],
  ],
  Items: [
    ['Our parts'],
    [
      ...['PartNumber', 'PartTerminologyID', 'BrandAAIAID', 'BrandLabel', 'ItemLevelGTIN', 'GTINQualifier'],
      ...[
        'ItemQuantitySize',
        'ItemQuantitySizeUOM',
        'QuantityPerApplication',
        'QuantityPerApplicationQualifier',
      ],
      ...['QuantityPerApplicationUOM', 'ManufacturerProductCodeGroup', 'MaintenanceType'],
    ],
    ['A-1', '5340', 'ZZZQ', 'Northlight', '00012345678905', 'UP', '2', 'EA', '1', 'NOR', 'EA', 'G7', 'A'],
    ['B-2', '5340', 'ZZZQ', 'Northlight', '', '', '', '', '', '', '', '', ''],
  ],
  Prices: [
    [
      'PartNumber',
      'PriceType',
      'PriceSheetNumber',
      'CurrencyCode',
      'Price',
      'PriceUOM',
      'PriceBreak',
      'PriceBreakUOM',
    ],
    ['A-1', 'JBR', '2025', 'USD', '12.50', 'PE', '10', 'EA'],
  ],
  EXPI: [
    ['PartNumber', 'EXPICode', 'EXPIValue', 'LanguageCode'],
    ['B-2', 'CTO', 'US', ''],
  ],
  Attributes: [
    ['PartNumber', 'AttributeID', 'PADBAttribute', 'AttributeValue', 'AttributeUOM'],
    ['A-1', '1002', 'Y', '93', 'MM'],
  ],
  Packages: [
    [
      'PartNumber',
      'PackageUOM',
      'QuantityofEaches',
      'Weight',
      'WeightsUOM',
      'ShippingHeight',
      'DimensionsUOM',
      'ShippingScope',
    ],
    ['A-1', 'EA', '1', '0.4', 'PG', '3.1', 'IN', 'INT'],
  ],
  Interchanges: [
    ['PartNumber', 'CompetitorPartNumber', 'BrandAAIAID', 'BrandLabel', 'InterchangeNotes'],
    ['A-1', 'X 9', 'ZZZA', 'Alder', 'With seal'],
  ],
  DigitalAssets: [
    [
      'PartNumber',
      'FileName',
      'AssetType',
      'URI',
      'Description',
      'DescriptionCode',
      'DescriptionLanguageCode',
      'LanguageCode',
      'AssetDate',
      'AssetDateType',
    ],
    [
      'B-2',
      'b2.jpg',
      'P04',
      'https://media.example.com/b2.jpg',
      'Front',
      'DES',
      'EN',
      'EN',
      '2024-02-01',
      'CRE',
    ],
  ],
  'Price list 2019': [['x']],
};

it('joins the sheets by part number, whatever their order', async () => {
  const records = await readAll(workbookOf(SHEETS));
  expect(records.filter(({ kind }) => kind === 'broken-item')).toEqual([]);
  const [first, second] = itemsOf(records);
  expect(first).toMatchObject({
    ...{ partNumber: 'A-1', gtin: '00012345678905', gtinQualifier: 'UP', brandLabel: 'Northlight', line: 3 },
    quantitySize: { value: '2', unit: 'EA', qualifier: '' },
    quantityPerApplication: { value: '1', unit: 'EA', qualifier: 'NOR' },
    productCodes: { group: 'G7' },
    descriptions: [{ text: 'Filter one & only', code: 'DES', language: 'EN' }],
    prices: [
      {
        type: 'JBR',
        price: { value: '12.50', unit: 'PE' },
        priceBreak: { value: '10', unit: 'EA' },
        currency: 'USD',
      },
    ],
    attributes: [{ attributeId: '1002', padb: 'Y', value: '93', unit: 'MM' }],
    packages: [
      {
        ...{
          unit: 'EA',
          weights: { weight: '0.4', unit: 'PG' },
          dimensions: { unit: 'IN', shippingHeight: '3.1' },
        },
        hazardousMaterials: [{ shippingScope: 'INT' }],
      },
    ],
    interchange: [{ brandLabel: 'Alder', numbers: [{ partNumber: 'X 9', notes: 'With seal' }] }],
  });
  expect(second).toMatchObject({
    partNumber: 'B-2',
    descriptions: [{ text: 'Filter two' }, { text: '滤清器', language: 'ZH', sequence: '2' }],
    extended: [{ code: 'CTO', value: 'US' }],
    assets: [
      {
        ...{ fileName: 'b2.jpg', language: 'EN', descriptions: [{ text: 'Front', language: 'EN' }] },
        dates: [{ date: '2024-02-01', type: 'CRE' }],
      },
    ],
  });
  expect(records[0]).toMatchObject({ kind: 'header', header: { version: '7.2', currency: 'USD' } });
  const notes = records.flatMap((record) => (record.kind === 'note' ? [record.value] : []));
  expect(notes).toEqual(['sheet Price list 2019', 'Descriptions: column Shade']);
});

describe('faults', () => {
  const broken = (records: readonly PiesRecord[]) =>
    records.flatMap((record) =>
      record.kind === 'broken-item'
        ? [[record.partNumber, record.faults.map(({ code, element, line }) => `${code} ${element} ${line}`)]]
        : [],
    );

  it('of a row of any sheet are its item’s', async () => {
    const sheets = {
      ...SHEETS,
      Prices: [...SHEETS.Prices, ['A-1', 'JBR', '2025', 'USD', 'cheap', 'PE', '', '']],
    };
    const records = await readAll(workbookOf(sheets));
    expect(itemsOf(records).map(({ partNumber }) => partNumber)).toEqual(['B-2']);
    expect(broken(records)).toEqual([['A-1', ['malformed Prices/Pricing/Price 3']]]);
  });

  it('name rows of parts that the items don’t have, and items that are there twice', async () => {
    const sheets = {
      ...SHEETS,
      Items: [...SHEETS.Items, ['A-1', '5340', 'ZZZQ', '', '', '', '', '', '', '', '', '', '']],
      EXPI: [...SHEETS.EXPI, ['C-3', 'CTO', 'CN', ''], ['C-3', 'HTS', '8421', '']],
    };
    const records = await readAll(workbookOf(sheets));
    expect(itemsOf(records)).toHaveLength(2);
    expect(broken(records)).toEqual([
      ['A-1', ['repeated PartNumber 5']],
      ['C-3', ['required EXPI 3']],
    ]);
  });

  it('an item needs a part number', async () => {
    const sheets = {
      Items: [
        ['PartNumber', 'BrandLabel'],
        ['', 'Northlight'],
      ],
    };
    expect(broken(await readAll(workbookOf(sheets)))).toEqual([['', ['required PartNumber 2']]]);
  });

  it('a workbook without a sheet of items is none of PIES', async () => {
    await expect(readAll(workbookOf({ Stock: [['PartNumber']] }))).rejects.toMatchObject({
      code: 'sheet-missing',
    });
  });

  it('an item with more rows than a part can have is refused', async () => {
    const rows = Array.from({ length: 20_001 }, () => ['A-1', 'CTO', 'US', '']);
    const records = await readAll(workbookOf({ Items: SHEETS.Items, EXPI: [SHEETS.EXPI[0] ?? [], ...rows] }));
    expect(broken(records)).toEqual([['A-1', ['field-too-large  3']]]);
  });
});
