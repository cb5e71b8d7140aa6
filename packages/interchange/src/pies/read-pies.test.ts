import { piesFeed, piesPartNumber } from '@qipei/testing/pies-feed';
import { describe, expect, it } from 'vitest';
import { bytesOf, fileOf, itemsOf, readAll, writeAll } from './pies.fixture.ts';
import { PIES_VERSIONS, type PiesRecord } from './pies-feed.ts';
import { readPies } from './read-pies.ts';

const item = (content: string, maintenance = 'A') =>
  `<Item MaintenanceType="${maintenance}">${content}</Item>`;
const notes = (records: readonly PiesRecord[]) =>
  records.flatMap((record) => (record.kind === 'note' ? [[record.code, record.value]] : []));
const broken = (records: readonly PiesRecord[]) =>
  records.flatMap((record) =>
    record.kind === 'broken-item'
      ? [[record.number, record.partNumber, record.faults.map(({ code, element }) => `${code} ${element}`)]]
      : [],
  );

describe.each(PIES_VERSIONS)('PIES %s', (version) => {
  const file = [...piesFeed({ items: 40, version })].join('');

  it('is read whole, however it is cut', async () => {
    const [records, again] = [await readAll(file), await readAll(file, 7)];
    expect(again).toEqual(records);
    expect(notes(records)).toEqual([['encoding', 'utf-8']]);
    const items = itemsOf(records);
    expect(items.map(({ partNumber }) => partNumber)).toEqual(
      Array.from({ length: 40 }, (_, at) => piesPartNumber(at + 1)),
    );
    const [first] = items;
    expect(first).toMatchObject({
      maintenance: 'A',
      brandId: 'ZZZQ',
      brandLabel: version === '8.0' ? '' : 'Northlight Filters',
      gtinQualifier: 'UP',
      quantityPerApplication: { unit: 'EA', qualifier: 'NOR' },
      others: undefined,
    });
    expect(first?.descriptions[3]).toMatchObject({ code: 'MKT', language: 'EN', sequence: '1' });
    expect(first?.descriptions[2]?.text).toBe('滤清器 1');
    expect(first?.attributes[1]).toMatchObject({ attributeId: 'Thread', padb: 'N', value: 'M20x1.5' });
    expect(first?.packages[0]?.dimensions?.unit).toBe('IN');
    expect(first?.interchange.map(({ numbers }) => numbers[0]?.partNumber)).toEqual(['C11', 'C21']);
    expect(first?.assets[0]?.fileHash).toMatch(version === '8.0' ? /^[0-9a-f]{32}$/ : /^$/);
  });

  it('has the header, price sheets and the trailer', async () => {
    const records = await readAll(file);
    expect(records[0]).toMatchObject({
      kind: 'header',
      header: { version, submission: 'FULL', currency: 'USD' },
    });
    expect(records[1]).toMatchObject({ kind: 'price-sheet', sheet: { number: '2025-1', currency: 'USD' } });
    expect(records.at(-2)).toMatchObject({ kind: 'trailer', itemsRead: 40 });
  });
});

it('reads what versions before 6.6 have as elements, and the notes that stood beside the number', async () => {
  const interchange = `<PartInterchangeInfo><PartInterchange MaintenanceType="A" LanguageCode="EN"><TypeCode>O</TypeCode>
    <BrandAAIAID>ZZZA</BrandAAIAID><BrandLabel>Alder</BrandLabel><PartNumber>X 1</PartNumber>
    <InterchangeNotes>With seal</InterchangeNotes><InternalNotes>Ask first</InternalNotes></PartInterchange></PartInterchangeInfo>`;
  const kits = `<Kits><Kit MaintenanceType="A"><ComponentPartNumber IDQualifier="VN">K1</ComponentPartNumber>
    <Description DescriptionCode="SHO">Seal</Description><QuantityInKit UOM="EA">2</QuantityInKit></Kit></Kits>`;
  const file = fileOf(item(`<PartNumber>A1</PartNumber>${interchange}${kits}`), { version: '6.5' });
  expect(itemsOf(await readAll(file))[0]).toMatchObject({
    interchange: [
      {
        ...{ type: 'O', brandId: 'ZZZA', brandLabel: 'Alder', internalNotes: 'Ask first', language: 'EN' },
        numbers: [{ partNumber: 'X 1', notes: 'With seal' }],
        others: undefined,
      },
    ],
    kit: [{ partNumber: 'K1', idQualifier: 'VN', description: 'Seal', quantity: { value: '2', unit: 'EA' } }],
  });
});

it('keeps what no version has, where it was, and writes it in the same version', async () => {
  const strange = `<PartNumber x="1">A1</PartNumber><Colour code="7">red<Deep/></Colour>
    <Descriptions note="n"><Description DescriptionCode="DES" tone="soft">Text</Description><Odd>1</Odd></Descriptions>`;
  const records = await readAll(fileOf(item(strange)));
  const first = await writeAll(records, '7.2');
  for (const kept of ['<Colour code="7">red', '<Deep/>', 'tone="soft"', '<Odd>1</Odd>', 'note="n"', 'x="1"'])
    expect(first.text).toContain(kept);
  expect(first.losses).toEqual([]);
  expect((await writeAll(await readAll(first.text), '7.2')).text).toBe(first.text);
  const later = await writeAll(records, '8.0');
  expect(later.losses.map(({ code, element, partNumbers }) => [code, element, partNumbers])).toContainEqual([
    'unknown-element',
    'Colour',
    ['A1'],
  ]);
});

it('takes a namespace with a prefix, comments, CDATA, CRLF and blanks', async () => {
  const file = `<?xml version="1.0"?>\r\n<p:PIES xmlns:p="urn:x"><!-- made by hand -->\r\n<p:Header><p:PIESVersion> 7.2 </p:PIESVersion></p:Header>
    <p:Items><p:Item MaintenanceType="a"><p:PartNumber>\r\n A <![CDATA[& B]]> </p:PartNumber></p:Item></p:Items></p:PIES>`;
  expect(itemsOf(await readAll(file))).toMatchObject([{ partNumber: 'A & B', maintenance: 'A' }]);
});

it('reports a broken item with all that is wrong with it and reads on', async () => {
  const bad = `<Prices><Pricing MaintenanceType="X" PriceType="JBR"><Price UOM="PE">twelve</Price><EffectiveDate>2025-02-30</EffectiveDate></Pricing></Prices>
    <PartTerminologyID>a lot</PartTerminologyID>`;
  const records = await readAll(
    fileOf(
      [
        item('<PartNumber>A1</PartNumber>'),
        item(`<PartNumber>A2</PartNumber>${bad}`),
        item('<BrandAAIAID>ZZZQ</BrandAAIAID>'),
        item('<PartNumber>A4</PartNumber><PartNumber>A5</PartNumber>'),
        item('<PartNumber>A6</PartNumber>'),
      ].join('\n'),
      { trailer: '<Trailer><ItemCount>6</ItemCount></Trailer>' },
    ),
  );
  expect(itemsOf(records).map(({ partNumber }) => partNumber)).toEqual(['A1', 'A6']);
  expect(broken(records)).toEqual([
    [
      2,
      'A2',
      [
        'not-allowed Prices/Pricing/@MaintenanceType',
        'malformed Prices/Pricing/Price',
        'malformed Prices/Pricing/EffectiveDate',
        'not-a-whole-number PartTerminologyID',
      ],
    ],
    [3, '', ['required PartNumber']],
    [4, 'A4', ['repeated PartNumber']],
  ]);
  expect(notes(records)).toContainEqual(['item-count', 'The trailer says 6 items; 5 were read.']);
});

it.each([
  [
    'an ampersand',
    item('<PartNumber>A2</PartNumber><Descriptions><Description>Nuts & Bolts</Description></Descriptions>'),
  ],
  ['a tag that isn’t closed', '<Item MaintenanceType="A"><PartNumber>A2</PartNumber><Prices>'],
  ['an entity of its own', item('<PartNumber>A2&me;</PartNumber>')],
])('takes %s for a fault of the item', async (_, bad) => {
  const file = fileOf(
    `${item('<PartNumber>A1</PartNumber>')}\n${bad}\n${item('<PartNumber>A3</PartNumber>')}`,
  );
  const records = await readAll(file);
  expect(itemsOf(records).map(({ partNumber }) => partNumber)).toEqual(['A1', 'A3']);
  expect(broken(records)).toMatchObject([[2, expect.stringContaining('A2'), expect.any(Array)]]);
});

it('refuses an item that is larger than an event can be, in bounded memory', async () => {
  async function* huge() {
    yield Buffer.from(fileOf(item('<PartNumber>A1</PartNumber>')).split('</Items>')[0] ?? '');
    yield Buffer.from('<Item MaintenanceType="A"><PartNumber>A2</PartNumber><Descriptions>');
    const text = Buffer.from(`<Description>${'x'.repeat(60_000)}</Description>`);
    for (let at = 0; at < 500; at += 1) yield text;
    yield Buffer.from(`</Descriptions></Item>${item('<PartNumber>A3</PartNumber>')}</Items></PIES>`);
  }
  const records: PiesRecord[] = [];
  for await (const batch of readPies(huge())) records.push(...batch.records);
  expect(itemsOf(records).map(({ partNumber }) => partNumber)).toEqual(['A1', 'A3']);
  expect(records.find(({ kind }) => kind === 'broken-item')).toMatchObject({
    partNumber: 'A2',
    faults: [{ code: 'field-too-large' }],
  });
});

it.each([
  ['xml-doctype', '<!DOCTYPE PIES [<!ENTITY a "b">]><PIES/>'],
  ['not-pies', '<ACES version="4.2"></ACES>'],
  ['pies-version-unknown', fileOf('', { version: '9.1' })],
  ['empty-file', ''],
  ['not-text', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0])],
])('refuses a file as %s', async (code, file) => {
  await expect(readAll(file)).rejects.toMatchObject({ code });
});

it('gives what comes before the end of a file that is cut off', async () => {
  const file = [...piesFeed({ items: 5 })].join('');
  const records: PiesRecord[] = [];
  const read = async () => {
    for await (const batch of readPies(bytesOf(file.slice(0, file.length * 0.7))))
      records.push(...batch.records);
  };
  await expect(read()).rejects.toMatchObject({ code: 'file-truncated' });
  expect(itemsOf(records)).toHaveLength(3);
  expect(broken(records)).toMatchObject([[4, 'NF-100004', expect.any(Array)]]);
});

it('reads versions between the known ones and says so', async () => {
  expect(notes(await readAll(fileOf('', { version: '6.6' })))).toContainEqual(['unknown-version', '6.6']);
});

it('reads ISO-8859-1 as the prolog says', async () => {
  const text = fileOf(item('<PartNumber>A1</PartNumber><BrandLabel>Müller</BrandLabel>'));
  const file = Buffer.from(text.replace('UTF-8', 'ISO-8859-1'), 'latin1');
  expect(itemsOf(await readAll(file))[0]?.brandLabel).toBe('Müller');
});

it('converts 6.5 upwards as far as rules for it are public', async () => {
  const content = `<PartNumber>A1</PartNumber>
    <ExtendedInformation><ExtendedProductInformation MaintenanceType="A" EXPICode="REM">Y</ExtendedProductInformation></ExtendedInformation>
    <Packages><Package MaintenanceType="A"><PackageUOM>EA</PackageUOM><QuantityofEaches>1</QuantityofEaches>
    <Dimensions UOM="CM"><Height>1</Height><Width>2</Width><Length>3</Length></Dimensions></Package></Packages>
    <DigitalAssets><DigitalFileInformation MaintenanceType="A"><FileName>a.jpg</FileName><Details>Front</Details>
    <EffectiveDate>2020-01-01</EffectiveDate></DigitalFileInformation></DigitalAssets>`;
  const { text, losses } = await writeAll(await readAll(fileOf(item(content), { version: '6.5' })), '7.2');
  const [converted] = itemsOf(await readAll(text));
  expect(converted).toMatchObject({
    extended: [{ code: 'PRC', value: 'REM' }],
    packages: [{ dimensions: { height: '', merchandisingHeight: '1', shippingLength: '3' } }],
    assets: [{ descriptions: [{ code: 'DES', text: 'Front' }], effectiveDate: '' }],
  });
  expect(losses.map(({ code, element, count }) => [code, element, count])).toEqual([
    ['converted', 'DigitalAssets/DigitalFileInformation/Details', 1],
    ['converted', 'ExtendedInformation/ExtendedProductInformation[REM]', 1],
    ['converted', 'Packages/Package/Dimensions', 1],
    ['not-in-version', 'DigitalAssets/DigitalFileInformation/EffectiveDate', 1],
  ]);
});

it('keeps packaging items of 8.0 as they come, and says that 7.2 has none', async () => {
  const content = `<PartNumber>A1</PartNumber><Packages><Package MaintenanceType="A"><PackageUOM>EA</PackageUOM><PackagingItems><PackagingItem MaintenanceType="A"><PackagingItemLevel>1</PackagingItemLevel></PackagingItem></PackagingItems></Package></Packages>`;
  const records = await readAll(fileOf(item(content), { version: '8.0' }));
  expect((await writeAll(records, '8.0')).text).toContain('<PackagingItemLevel>1</PackagingItemLevel>');
  expect((await writeAll(records, '7.2')).losses).toEqual([
    { code: 'not-in-version', element: 'Packages/Package/PackagingItems', count: 1, partNumbers: ['A1'] },
  ]);
});
