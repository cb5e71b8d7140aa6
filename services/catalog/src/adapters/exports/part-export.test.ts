import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExportFormat, ExportJob } from '@qipei/export-job';
import { type RowFormat, readRows } from '@qipei/interchange';
import { systemClock } from '@qipei/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PART_COLUMNS } from '../../application/part-columns.ts';
import type { PartContent } from '../../domain/part.ts';
import { importOf } from '../../domain/part-contract.fixture.ts';
import { type PartCells, readPartRow } from '../../domain/part-row.ts';
import { openSqliteCatalog, type SqliteCatalog } from '../sqlite/open-sqlite-catalog.ts';
import { partExport } from './part-export.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'qipei-part-export-'));
let catalog: SqliteCatalog;

beforeAll(async () => {
  catalog = openSqliteCatalog({ dataDir }, 'imports');
  const rows = [
    {
      ...{
        brand: 'Plain',
        partNumber: 'P 1',
        nameEn: 'Oil filter',
        gtin: '4006381333931',
        packQuantity: '6',
      },
      ...{ oeNumbers: ['Toyota:90915-YZZJ3', 'Toyota:90915-YZZE1'], crossReferences: ['MANN-FILTER:W 68/3'] },
      ...{ comparables: ['Bosch:0451103318'], supersededBy: ['P 2'], lifecycle: 'discontinued' },
      ...{ attributes: { Thread: 'M20x1.5', 高度: '86 mm' }, kitComponents: ['S 1*2'], positions: ['前'] },
    },
    { brand: 'Plain', partNumber: 'P 2' },
  ];
  await catalog.writer.apply(...importOf('acme').batch(rows));
  const replace = (kind: 'brand' | 'part-type' | 'attribute', foreignId: string, value: string) =>
    catalog.foreignIds.replace('acme', kind, [{ foreignId, value }]);
  await replace('brand', 'autocare.brand:ZZZT', 'TOYOTA');
  await replace('part-type', 'pcdb.partTerminology:5340', 'oil-filter');
  await replace('attribute', 'padb.attribute:12', 'thread');
  // What another tenant says is nothing to this one.
  await catalog.foreignIds.replace('other', 'brand', [{ foreignId: 'autocare.brand:ZZZP', value: 'Plain' }]);
});
afterAll(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

async function exported(format: ExportFormat) {
  const { exports, foreignIds } = catalog;
  const kind = partExport({ open: exports.openParts, clock: systemClock, foreignIds });
  const lists = { brands: [], partTypes: [], partIds: [], numbers: [] };
  const selection = { ...lists, feed: undefined, updatedSince: undefined };
  await using run = await kind.open(
    { tenant: 'acme', format, selection, settings: {} } as unknown as ExportJob,
    AbortSignal.timeout(60_000),
  );
  const pieces: Buffer[] = [];
  for await (const piece of run.bytes) pieces.push(Buffer.from(piece));
  const losses = run.losses().map(({ code, what }) => `${code} ${what}`);
  return { file: Buffer.concat(pieces), losses, rows: run.rows() };
}

/** As an import of the file would have them. */
async function read(file: Buffer, format: RowFormat): Promise<PartContent[]> {
  async function* source() {
    yield file;
  }
  const parts: PartContent[] = [];
  for await (const { rows, faults } of readRows({ source: source(), format, columns: PART_COLUMNS })) {
    expect(faults).toEqual([]);
    for (const { values, item } of rows) {
      const row = readPartRow({ ...values, item } as PartCells);
      if (row.action !== 'upsert') throw new Error(JSON.stringify(row));
      parts.push(row.content);
    }
  }
  return parts;
}

const numbersOf = ({ numbers }: PartContent) =>
  numbers.map(({ kind, make, raw }) => `${kind} ${make} ${raw}`);

it.each([
  ['pies-7.2', 'pies'],
  ['pies-workbook', 'pies-workbook'],
] as const)('what came in a table goes out as %s and comes in as it was', async (format, as) => {
  const { file, losses, rows } = await exported(format);
  const [first, second] = await read(file, as);
  expect(rows).toBe(2);
  expect(first).toMatchObject({
    ...{ brand: 'Plain', partNumber: 'P 1', nameEn: 'Oil filter', gtin: '4006381333931', packQuantity: 6 },
    ...{ partTypeRef: 'pcdb.partTerminology:5340', lifecycle: 'discontinued' },
    supersededBy: [{ brand: 'Plain', partNumber: 'P 2', quantity: 1 }],
    links: [{ kind: 'component', brand: 'Plain', partNumber: 'S 1', quantity: 2 }],
    attributes: [
      { name: 'padb.attribute:12', value: 'M20x1.5', unit: '' },
      { name: '高度', value: '86', unit: 'mm' },
    ],
  });
  expect(numbersOf(first as PartContent)).toEqual([
    'own Plain P 1',
    'oe Toyota 90915-YZZJ3',
    'oe Toyota 90915-YZZE1',
    'cross-reference MANN-FILTER W 68/3',
    'comparable Bosch 0451103318',
  ]);
  expect(second).toMatchObject({ partNumber: 'P 2', packQuantity: 1, supersededBy: [], attributes: [] });
  expect(losses).toEqual(['dropped positions', 'not-standard Kits/KitComponent/SoldSeparately: missing']);
});

it('8.0 has the numbers of brands that have a code, and tells of the others', async () => {
  const { file, losses } = await exported('pies-8.0');
  const text = file.toString();
  expect(text).toContain('<PartInterchange MaintenanceType="A" BrandID="ZZZT">');
  expect(text).not.toMatch(/W 68\/3|0451103318|ZZZP/);
  for (const loss of [
    'dropped crossReferences: brand without a code',
    'dropped comparables: brand without a code',
    'dropped supersededBy: brand without a code',
    'dropped BrandLabel',
  ])
    expect(losses).toContain(loss);
});

it('each part that came as PIES is written by the version that it came in', async () => {
  const old = `<PIES><Header><PIESVersion>6.5</PIESVersion><SubmissionType>UPDATE</SubmissionType></Header><Items>
    <Item MaintenanceType="A"><PartNumber>Z 9</PartNumber><BrandLabel>Plain</BrandLabel><ExtendedInformation>
    <ExtendedProductInformation MaintenanceType="A" EXPICode="REM">Y</ExtendedProductInformation>
    </ExtendedInformation><Strange>x</Strange></Item></Items></PIES>`;
  async function* source() {
    yield Buffer.from(old);
  }
  const cells: PartCells[] = [];
  for await (const { rows } of readRows({ source: source(), format: 'pies', columns: PART_COLUMNS }))
    for (const { values, item } of rows) cells.push({ ...values, item } as PartCells);
  await catalog.writer.apply(...importOf('acme').batch(cells));
  const { file, losses } = await exported('pies-7.2');
  // Parts of tables stand before it.
  expect(file.toString()).toContain('EXPICode="PRC">REM<');
  expect(file.toString()).not.toContain('Strange');
  expect(losses).toContain('changed ExtendedInformation/ExtendedProductInformation[REM]');
  expect(losses).toContain('dropped Strange');
});
