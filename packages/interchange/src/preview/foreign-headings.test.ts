import { expect, test } from 'vitest';
import type { ColumnSpec } from '../columns.ts';
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
  ['MFR|MFR Part #|Part Name|Model', 'Ketto|10-000891-58-P|Converter|X1', 'brand|partNumber|nameEn|-'],
])('parts: %s', (headings, row, fields) => {
  expect(proposed(PARTS, headings, row)).toBe(fields);
});

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
