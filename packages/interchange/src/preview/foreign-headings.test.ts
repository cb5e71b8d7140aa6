import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import type { ColumnSpec } from '../columns.ts';
import { previewFile } from './preview-file.ts';
import { proposeMapping } from './propose-mapping.ts';

const PARTS: readonly ColumnSpec[] = [
  { name: 'brand', type: 'text', expected: true, synonyms: ['品牌'] },
  { name: 'partNumber', type: 'text', expected: true, synonyms: ['sku'] },
  { name: 'partType', type: 'text', expected: true },
  { name: 'nameEn', type: 'text', synonyms: ['name'] },
  { name: 'description', type: 'text' },
  { name: 'oeNumbers', type: 'list', synonyms: ['oem'] },
  { name: 'crossReferences', type: 'list' },
  { name: 'gtin', type: 'text' },
  { name: 'packQuantity', type: 'text' },
  { name: 'positions', type: 'list' },
  { name: 'supersededBy', type: 'list' },
];
const FITMENTS: readonly ColumnSpec[] = [
  { name: 'brand', type: 'text', required: true },
  { name: 'partNumber', type: 'text', required: true },
  ...['make', 'model', 'yearFrom', 'yearTo', 'engineModel'].map((name) => ({ name, type: 'text' as const })),
];

/** What each heading is taken for; a dash where for nothing. */
function proposed(columns: readonly ColumnSpec[], headings: string, row: string): string {
  const proposals = proposeMapping({
    ...{ headings: headings.split('|'), rows: [row.split('|')], columns, mapping: undefined },
  });
  return proposals.map(({ field }) => field || '-').join('|');
}

test.each([
  [
    'CODIGO|DESCRIPCION|MODELO|MOTOR|MARCA|P_PUBLICO|STOCK_CENTRO|CODIGO OEM|HOMOLOGADOS',
    'TK1284|ANILLO DE SEGURIDAD|T1 2.8|T2.8|TORTA|1990|3|038-1701225|TK-9',
    'partNumber|description|-|-|brand|-|-|oeNumbers|-',
  ],
  [
    'Артикул|Наименование|Бренд|OEM|Категория|Цена|Цена по запросу|Остаток|Описание|Применимость',
    'N203PR|Фильтр масляный|Ketto|15208-9F60A|Фильтры|890|0|16|Для грузовых|KAMA 2013',
    'partNumber|nameEn|brand|oeNumbers|partType|-|-|-|description|-',
  ],
  [
    'Code article|Désignation|Marque|Famille|Code barre',
    'KT-100|Disque de frein|Ketto|Freinage|4006381333931',
    'partNumber|nameEn|brand|partType|gtin',
  ],
  [
    'Artikelnummer|OE-Nummer|Hersteller|Artikelbezeichnung|Warengruppe|EAN-Nummer|Ersetzt durch|Einbauseite|Preis|Bestand',
    'KT-100|1K0 615 301 AA|Ketto|Bremsscheibe|Bremsen|4006381333931|KT-101|vorne|12,50|7',
    'partNumber|oeNumbers|brand|nameEn|partType|gtin|supersededBy|positions|-|-',
  ],
  [
    'Art.-Nr.|Hersteller|Bezeichnung|OEM-Nummern|Vergleichsnummern|VPE|Bemerkung',
    'KT-100|Ketto|Bremsscheibe|1K0 615 301 AA|BD-7|2|belüftet',
    'partNumber|brand|nameEn|oeNumbers|crossReferences|packQuantity|-',
  ],
  [
    'Référence|Fabricant|Libellé|Référence constructeur|Équivalences|Conditionnement',
    'KT-100|Ketto|Disque de frein|4246W2|BD-7|2',
    'partNumber|brand|nameEn|oeNumbers|crossReferences|packQuantity',
  ],
  [
    'Referencia|Fabricante|Nombre|Referencia OEM|Equivalencias|Tipo de pieza|Existencias',
    'KT-100|Ketto|Disco de freno|6R0615301|BD-7|Frenos|12',
    'partNumber|brand|nameEn|oeNumbers|crossReferences|partType|-',
  ],
  [
    'Каталожный номер|Производитель|Наименование|Оригинальные номера|Аналоги|Кратность',
    'KT-100|Ketto|Диск тормозной|6R0615301|BD-7|2',
    'partNumber|brand|nameEn|oeNumbers|crossReferences|packQuantity',
  ],
  ['MFR|MFR Part #|Part Name|Model', 'Ketto|10-000891-58-P|Converter|X1', 'brand|partNumber|nameEn|-'],
])('parts: %s', (headings, row, fields) => {
  expect(proposed(PARTS, headings, row)).toBe(fields);
});

test.each([
  [
    'Artikelnummer|Hersteller|Nettopreis|Währung|Lagerbestand|Lagerort',
    'KT-100|Ketto|12,50|EUR|7|HH',
    'partNumber|brand|price|currency|quantity|warehouse',
  ],
  [
    'Référence|Marque|Prix HT|Devise|Qté|Magasin',
    'KT-100|Ketto|12,50|EUR|7|P1',
    'partNumber|brand|price|currency|quantity|warehouse',
  ],
  [
    'Referencia|Marca|Precio de venta|Moneda|Existencias|Almacén',
    'KT-100|Ketto|12,50|EUR|7|M1',
    'partNumber|brand|price|currency|quantity|warehouse',
  ],
  [
    'Код товара|Бренд|Розничная цена|Валюта|Наличие|Склад',
    'KT-100|Ketto|890|RUB|7|M1',
    'partNumber|brand|price|currency|quantity|warehouse',
  ],
])('offers and stock: %s', (headings, row, fields) => {
  const columns: readonly ColumnSpec[] = [
    { name: 'brand', type: 'text', required: true },
    { name: 'partNumber', type: 'text', required: true },
    { name: 'price', type: 'decimal-text' },
    { name: 'currency', type: 'text' },
    { name: 'quantity', type: 'integer' },
    { name: 'warehouse', type: 'text' },
  ];
  expect(proposed(columns, headings, row)).toBe(fields);
});

test.each([
  ['windows-1252', 'Artikelnummer;Hersteller;Preis;Lagerort', 'Köln'],
  ['windows-1251', 'Артикул;Производитель;Цена;Склад', 'Тула'],
])(
  'a list with semicolons and decimal commas in %s is read by what is proposed',
  async (encoding, head, place) => {
    const columns: readonly ColumnSpec[] = [
      { name: 'brand', type: 'text', required: true },
      { name: 'partNumber', type: 'text', required: true },
      { name: 'price', type: 'decimal-text' },
      { name: 'warehouse', type: 'text' },
    ];
    const rows = ['12,50', '1.234,50', '7,00'].map((price, at) => `KT-10${at};Ketto;${price};${place}`);
    const preview = await previewFile(iconv.encode([head, ...rows, ''].join('\r\n'), encoding), {
      ...{ format: 'auto', columns, mapping: '', whole: true, profileFor: async () => undefined },
    });
    expect(preview).toMatchObject({ encoding, delimiter: ';', faults: [], missingFields: [], failure: '' });
    expect(preview.rows.map(({ values }) => values)).toEqual(
      ['12.50', '1234.50', '7.00'].map((price, at) => ({
        ...{ partNumber: `KT-10${at}`, brand: 'Ketto', price, warehouse: place },
      })),
    );
  },
);

test('in a table of vehicles a make is a make, and a model no number', () => {
  expect(
    proposed(
      FITMENTS,
      'Артикул|Бренд|Марка|Модель|Год от|Год до|Двигатель',
      'N203PR|Ketto|KAMA|Next|2013|2020|2.8D',
    ),
  ).toBe('partNumber|brand|make|model|yearFrom|yearTo|engineModel');
  expect(proposed(FITMENTS, 'Código|Marca|Modelo|Motor', 'TK1284|TORTA|T1 2.8|T2.8')).toBe(
    'partNumber|make|model|engineModel',
  );
});

test('columns of ids of the VCdb and PCdb become typed ids, and no names of engines or bodies', () => {
  const columns: readonly ColumnSpec[] = [
    ...FITMENTS,
    ...['baseVehicle', 'body', 'partType', 'position'].map((name) => ({ name, type: 'text' as const })),
    { name: 'attributes', type: 'list' },
  ];
  const headings = [
    'BrandAAIAID',
    'Part',
    'BaseVehicleid',
    'PartTypeid',
    'EngineBaseID',
    'BodyTypeID',
    'SubModelID',
    'Positionid',
    'MakeID',
  ];
  const proposals = (row: readonly string[]) =>
    proposeMapping({ headings, rows: [row], columns, mapping: undefined }).map(
      ({ field, prefix }) => `${field}=${prefix}`,
    );
  expect(proposals(['ZZZQ', 'A-1', '361', '5500', '143', '', '39', '0', '54'])).toEqual([
    ...['brand=autocare.brand:', 'partNumber=', 'baseVehicle=vcdb.baseVehicle:'],
    ...['partType=pcdb.partTerminology:', 'attributes=vcdb.engineBase:', 'attributes=vcdb.bodyType:'],
    ...['attributes=vcdb.subModel:', 'position=pcdb.position:', 'make=vcdb.make:'],
  ]);
  // What isn't an id is no id.
  expect(proposals(['ZZZQ', 'A-1', '361', 'Filter', '143', '', '39', '0', '54'])[3]).toBe('partType=');
});

test('a field of certain words is proposed where the table has one of them', () => {
  const columns: readonly ColumnSpec[] = [
    { name: 'visibility', type: 'enum', values: ['private', 'public'], valueSynonyms: { 公开: 'public' } },
  ];
  const field = (value: string) =>
    proposeMapping({ headings: ['Visibility in catalog'], rows: [[value]], columns, mapping: undefined })[0]
      ?.field;
  expect([field('visible'), field('Public'), field('公开'), field('')]).toEqual([
    '',
    'visibility',
    'visibility',
    'visibility',
  ]);
});
