import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRows } from '../read-rows.ts';
import type { Row } from '../row-batch.ts';
import { DIALECTS, type WrittenAcesVersion } from './aces-dialect.ts';
import type { AcesRecord } from './aces-feed.ts';
import { acesWriter } from './aces-writer.ts';
import { type AcesFeedAsset, assetOfCells, describedFileOfCells, digitalFileOfCells } from './asset-rows.ts';
import { randomFeed } from './random-feed.fixture.ts';

const COLUMNS = [
  { name: 'partNumber', type: 'text', required: true },
  { name: 'assets', type: 'list', feedAssets: true },
] as const;

async function rowsOf(xml: string, columns: readonly (typeof COLUMNS)[number][] = COLUMNS, skipRows = 0) {
  async function* source() {
    yield Buffer.from(xml);
  }
  const found = { rows: [] as Row[], faults: [] as string[], notes: [] as string[], rowsRead: 0 };
  for await (const batch of readRows({ source: source(), format: 'aces', columns, skipRows })) {
    found.rows.push(...batch.rows);
    found.faults.push(...batch.faults.map(({ row, code, message }) => `${row} ${code}: ${message}`));
    found.notes.push(...batch.notes.map(({ value }) => value));
    found.rowsRead = batch.rowsRead;
  }
  return found;
}

function written(records: readonly AcesRecord[], version: WrittenAcesVersion, inOrder = false): string {
  const writer = acesWriter({ version, inOrder });
  return records.map((record) => writer.write(record)).join('') + writer.end();
}

const HEADER = '<Header><Company>Acme</Company><SubmissionType>FULL</SubmissionType></Header>';
const feed = (...records: string[]) =>
  `<ACES version="4.2">${HEADER}${records.join('')}<Footer><RecordCount>0</RecordCount></Footer></ACES>`;
const isRow = ({ item, values }: Row) => item !== undefined && values.partNumber === undefined;

/** What a file says of assets, written again once it has been rows. */
async function rewritten(xml: string, header: readonly AcesRecord[], version: WrittenAcesVersion) {
  const lost: string[] = [];
  const tell = (what: string) => lost.push(what);
  const { rows, faults } = await rowsOf(xml);
  const records = rows.filter(isRow).map(({ item }): AcesRecord => {
    const { kind, name, cells } = item as AcesFeedAsset;
    const asset = () => assetOfCells(name, cells, { id: String(cells.record ?? ''), tell });
    return (kind === 'asset' ? asset() : digitalFileOfCells(name, cells)) as AcesRecord;
  });
  return { xml: written([...header, ...records], version), count: records.length, lost, faults };
}

it.each(Object.keys(DIALECTS) as WrittenAcesVersion[])(
  'what %s says of assets is the same to the byte, out, in and out again',
  async (version) => {
    await fc.assert(
      fc.asyncProperty(randomFeed, async (records) => {
        const others = records.filter(({ kind }) => kind !== 'app');
        const header = others.slice(0, 1);
        const first = await rewritten(written(others, version), header, version);
        // A nameless file is refused, and what is taken back is nothing to be written.
        expect(first.faults.every((fault) => fault.includes('asset-name-missing'))).toBe(true);
        expect(first.lost).toEqual([]);
        const second = await rewritten(first.xml, header, version);
        expect([second.xml, second.count, second.lost, second.faults]).toEqual([
          ...[first.xml, first.count, [], []],
        ]);
      }),
      { numRuns: 60 },
    );
  },
);

it('records in their order are written at once, and to the same bytes', () => {
  fc.assert(
    fc.property(randomFeed, (records) => {
      expect(written(records, '4.2', true)).toBe(written(records, '4.2'));
    }),
    { numRuns: 60 },
  );
  const writer = acesWriter({ version: '4.2', inOrder: true });
  const base = { action: 'A', line: 1 } as const;
  expect(writer.write({ ...base, kind: 'digital-file', assetName: 'a', fields: [] })).toContain(
    '<DigitalAsset>',
  );
  const scope = { id: '1', validate: true, vehicle: { baseVehicle: { id: '1' } }, unknown: [] };
  const asset = {
    ...base,
    ...scope,
    kind: 'asset',
    attributes: [],
    qualifiers: [],
    notes: [],
    assetName: 'a',
  } as const;
  expect(() => writer.write(asset)).toThrow('too late');
});

const ASSET = `<Asset action="A" id="5" validate="no" ref="r"><BaseVehicle id="2771"/><SubModel id="7"/>
  <Qual id="945"><text>With A/C</text></Qual><Note>N</Note><AssetName>P1</AssetName></Asset>`;
const FILE = `<DigitalAsset><DigitalFileInformation AssetName="P1" action="A" LanguageCode="EN"><FileName>p1.jpg</FileName>
  <AssetDetailType>P04</AssetDetailType><AssetDimensions UOM="PX"><AssetHeight>800</AssetHeight><AssetWidth>600</AssetWidth></AssetDimensions>
  <AssetDescription>Front</AssetDescription><Country>US</Country><Strange a="b"><Deep>x</Deep></Strange></DigitalFileInformation></DigitalAsset>`;

it('what a feed says of them is there in columns and texts', async () => {
  const { rows, faults, rowsRead } = await rowsOf(feed(ASSET, FILE));
  expect([faults, rowsRead]).toEqual([[], 2]);
  const [asset, file] = rows.map(({ item }) => item as AcesFeedAsset);
  expect(rows.map(({ values }) => values)).toEqual([{}, {}]);
  expect(asset).toEqual({
    ...{ kind: 'asset', name: 'P1', action: 'set' },
    cells: {
      ...{ baseVehicle: 'vcdb.baseVehicle:2771', attributes: ['vcdb.subModel:7'], note: 'N', record: '5' },
      ...{ qualifiers: ['With A/C [qdb.qualifier:945]'], validate: 'no', feedReference: 'r' },
      ...{ feed: 'Acme', release: '' },
    },
  });
  expect(file).toMatchObject({
    kind: 'digital-file',
    name: 'P1',
    cells: { language: 'EN', fileName: 'p1.jpg' },
  });
  expect(describedFileOfCells(file?.cells ?? {})).toMatchObject({
    ...{ fileName: 'p1.jpg', assetDetailType: 'P04', uri: '', countries: ['US'], others: ['Strange'] },
    dimensions: { unit: 'PX', height: '800', width: '600' },
    descriptions: [{ text: 'Front', code: '', language: '' }],
  });
  expect(await rowsOf(feed(ASSET, FILE), COLUMNS, 1)).toMatchObject({ rows: [{ row: 2 }], rowsRead: 2 });
});

it('where nobody takes them they are counted, and what no asset has is told', async () => {
  const { rows, notes } = await rowsOf(feed(ASSET, FILE), COLUMNS.slice(0, 1));
  expect([rows, notes.filter((note) => note.startsWith('not kept')).sort()]).toEqual([
    [],
    ['not kept: Asset (1)', 'not kept: DigitalFileInformation (1)'],
  ]);
  const odd = await rowsOf(feed(ASSET.replace('<AssetName>', '<PartType id="1"/><Qty>2</Qty><AssetName>')));
  expect(odd.rows).toHaveLength(1);
  expect(odd.notes.filter((note) => note.startsWith('not kept')).sort()).toEqual([
    'not kept: PartType (1)',
    'not kept: Qty (1)',
  ]);
});

it('what nothing tells apart is told as often as another came after it', async () => {
  const { rows, notes } = await rowsOf(
    feed(
      ...[
        ASSET,
        ASSET.replace('id="5"', 'id="6"'),
        ASSET.replace('>N<', '>M<'),
        ASSET.replace(' ref="r"', ''),
      ],
      ...[FILE, FILE.replace('800', '801'), FILE.replace('>US<', '>CA<'), FILE.replace('"EN"', '"FR"')],
      ...[FILE.replace('action="A"', 'action="D"'), FILE],
    ),
  );
  expect(rows).toHaveLength(10);
  expect(notes.filter((note) => note.startsWith('not kept')).sort()).toEqual([
    'not kept: Asset, as another came after it (1)',
    'not kept: DigitalFileInformation, as another came after it (1)',
  ]);
});

it('what is wrong with one is named, and refuses that one', async () => {
  const file = (inside: string, attributes = 'AssetName="a"') =>
    `<DigitalAsset><DigitalFileInformation ${attributes}>${inside}</DigitalFileInformation></DigitalAsset>`;
  const { rows, faults } = await rowsOf(
    feed(
      ASSET.replace('2771', 'none'),
      ASSET.replace('<AssetName>P1</AssetName>', ''),
      file('', ''),
      file('', 'AssetName="a" action="X"'),
      file(`<FileName>${'x'.repeat(66_000)}</FileName>`),
      file('', 'AssetName="a" action="D"'),
      file('<FileName>f</FileName>', 'AssetName="a" action="d"'),
    ),
  );
  expect(faults.map((fault) => fault.slice(0, 40))).toEqual([
    expect.stringMatching(/^1 id-invalid: Asset 5, <BaseVehicle>/),
    expect.stringMatching(/^2 asset-name-missing: Asset 5/),
    expect.stringMatching(/^3 asset-name-missing: DigitalFile/),
    expect.stringMatching(/^4 action-invalid: DigitalFile/),
    expect.stringMatching(/^5 field-too-large: DigitalFile/),
    expect.stringMatching(/^6 action-invalid: DigitalFile/),
  ]);
  expect(rows.map(({ row, item }) => [row, (item as AcesFeedAsset).action])).toEqual([[7, 'delete']]);
});
