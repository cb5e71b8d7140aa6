import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { checkAces } from './check-aces.ts';
import { checkPies } from './check-pies.ts';

const HEADER = '<Header><BrandAAIAID>ZZZZ</BrandAAIAID><SubmissionType>FULL</SubmissionType></Header>';
const PARTS = '<Qty>1</Qty><PartType id="9"/>';

function feed(apps: readonly string[], { prolog = '<?xml version="1.0"?>', header = HEADER } = {}): string {
  const written = apps.map((each, at) => `<App action="A" id="${at + 1}">${each}</App>`).join('\n');
  return `${prolog}<ACES version="4.2">${header}${written}<Footer><RecordCount>${apps.length}</RecordCount></Footer></ACES>`;
}

async function* bytesOf(file: string | Buffer) {
  yield Buffer.from(file);
}

async function aces(file: string | Buffer) {
  const { report, broken } = await checkAces(bytesOf(file));
  expect(broken).toBeUndefined();
  return report;
}

async function pies(items: string, { top = '', root = '', version = '7.1', encoding = 'utf8' } = {}) {
  const said = version === '' ? '' : `<PIESVersion>${version}</PIESVersion>`;
  const file = `<?xml version="1.0" encoding="UTF-8"?><PIES xmlns="http://www.autocare.org"${root}>${top}
    <Header>${said}<SubmissionType>FULL</SubmissionType></Header><Items>${items}</Items>
    <Trailer><ItemCount>${items.split('<Item>').length - 1}</ItemCount></Trailer></PIES>`;
  const { report, broken } = await checkPies(bytesOf(iconv.encode(file, encoding)));
  expect(broken).toBeUndefined();
  return { parts: report.parts, found: found(report) };
}

const item = (inside = '', number = 'A1') =>
  `<Item><PartNumber>${number}</PartNumber><BrandAAIAID>BBBB</BrandAAIAID><PartTerminologyID>1896</PartTerminologyID>${inside}</Item>`;

function found({ findings }: Awaited<ReturnType<typeof aces>>): string[] {
  return findings.flatMap(({ code, examples }) => examples.map(({ message }) => `${code}: ${message}`));
}

describe('an app that can’t be read whole', () => {
  it('is counted with the part, the type and the vehicle that it names', async () => {
    const report = await aces(
      feed([
        `<BaseVehicle id="1"/>${PARTS}<Part>P1</Part>`,
        `<BaseVehicle id="2"/><SubModel id="GT"/>${PARTS}<Part>P2</Part>`,
        `<BaseVehicle id="x"/><Qty>1</Qty><PartType id="10"/><Part>P3</Part>`,
        `<MakeName>Ford</MakeName><Qty>1</Qty><PartType id=""/><Part>P4</Part>`,
      ]),
    );
    const { findings, ...counts } = report;
    expect(counts).toEqual({
      ...{ applications: 4, parts: 4, partTypes: 2, baseVehicles: 2 },
      ...{ duplicates: 0, overlaps: 0, commentOverlaps: 0 },
    });
    expect(findings.map(({ code, count }) => [code, count])).toEqual([
      ['vehicle-missing', 1],
      ['record-unreadable', 3],
      ['element-unknown', 1],
    ]);
  });

  it('is held against no other, and its id is one that is used', async () => {
    const one = `<BaseVehicle id="1"/><SubModel id="GT"/>${PARTS}<Part>P1</Part>`;
    const file = feed([one, one, `<BaseVehicle id="1"/>${PARTS}<Part>P2</Part>`]).replace('id="2"', 'id="3"');
    const { duplicates, overlaps, commentOverlaps, findings } = await aces(file);
    expect([duplicates, overlaps, commentOverlaps]).toEqual([0, 0, 0]);
    expect(findings.map(({ code, count }) => [code, count])).toEqual([
      ['record-id-repeated', 1],
      ['record-unreadable', 2],
    ]);
  });
});

describe('apps as other tools write them', () => {
  it('are held against each other by qualifiers in words, which want an id', async () => {
    const app = (qualifier: string, part: string) =>
      `<BaseVehicle id="1"/>${qualifier}${PARTS}<Part>${part}</Part>`;
    const report = await aces(
      feed([
        app('<Qual><text>With A/C</text></Qual>', 'P1'),
        app('<Qual>with a/c</Qual>', 'P2'),
        app('', 'P3'),
      ]),
    );
    expect(report).toMatchObject({ parts: 3, overlaps: 1, commentOverlaps: 2 });
    expect(report.findings.find(({ code }) => code === 'qualifier-malformed')?.count).toBe(2);
  });

  it('are told apart by attributes that 3.0 took away', async () => {
    const app = (attribute: string, part: string) =>
      `<BaseVehicle id="1"/>${attribute}${PARTS}<Part>${part}</Part>`;
    const report = await aces(
      feed([app('<RestraintType id="1"/>', 'P1'), app('<RestraintType id="2"/>', 'P2')]),
    );
    expect(found(report)).toEqual([]);
  });

  it('say that they are a test', async () => {
    const header = HEADER.replace('FULL', 'TEST');
    const report = await aces(feed([`<BaseVehicle id="1"/>${PARTS}<Part>P1</Part>`], { header }));
    expect(found(report)).toEqual(['test-file: The file says that it is a test (SubmissionType TEST).']);
  });
});

describe('an encoding that the prolog lies about', () => {
  const prolog = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`;
  const noted = (encoding: string, note: string) =>
    feed(
      ['P1', 'P2'].map((part) => `<BaseVehicle id="1"/><Note>${note}</Note>${PARTS}<Part>${part}</Part>`),
      { prolog: encoding === '' ? '' : prolog(encoding) },
    );

  it.each([
    ['UTF-8', 'gb18030', '带空调的车型', 'gb18030, declared as utf-8'],
    ['', 'gb18030', '带空调的车型', 'gb18030, not declared'],
    ['GB2312', 'utf8', '带空调', 'utf-8, declared as gb2312'],
    ['Shift_JIS', 'utf8', 'エアコン', 'utf-8, declared as shift_jis'],
    ['windows-1251', 'utf8', 'Кондиционер', 'utf-8, declared as windows-1251'],
    ['UTF-8', 'latin1', 'Größe für Füße', 'utf-8, but for 10 bytes read as windows-1252'],
  ])('is seen: said %s, and is %s', async (said, is, note, told) => {
    const report = await aces(iconv.encode(noted(said, note), is));
    expect(found(report)).toEqual([
      `overlap: vcdb.baseVehicle:1, pcdb.partTerminology:9: parts P1, P2 (${note.toUpperCase()}).`,
      `encoding-contradicts: The file is ${told}.`,
    ]);
  });

  it.each([
    ['GB2312', 'gb18030', '带空调'],
    ['GBK', 'gb18030', '一'],
    ['Big5', 'big5', '冷氣'],
    ['Shift_JIS', 'shift_jis', 'エアコン'],
    ['windows-1251', 'windows-1251', 'Кондиционер'],
    ['ISO-8859-1', 'latin1', 'Größe'],
    ['UTF-8', 'utf8', '带空调'],
    ['UTF-16', 'utf16', '带空调'],
  ])('isn’t seen where there is none: %s', async (said, is, note) => {
    const report = await aces(iconv.encode(noted(said, note), is));
    expect(found(report)).toEqual([
      `overlap: vcdb.baseVehicle:1, pcdb.partTerminology:9: parts P1, P2 (${note.toUpperCase()}).`,
    ]);
  });
});

describe('items as other tools write them', () => {
  it('have a price sheet within a price, and are whole', async () => {
    const inside =
      '<Prices><Pricing PriceType="LST"><Price UOM="PE">1</Price><PriceSheet>7</PriceSheet></Pricing></Prices>';
    const { parts, found: told } = await pies(item(inside) + item('', 'A2'));
    expect(parts).toBe(2);
    expect(told).toEqual(["element-unknown: No version has 'PriceSheet'."]);
  });

  it('that never end are told, and the next is read', async () => {
    const { parts, found: told } = await pies(`${item().replace('</Item>', '')}${item('', 'A2')}`);
    expect(parts).toBe(1);
    expect(told).toEqual(['record-unreadable: : It has no end tag: the next Item begins on line 2.']);
  });

  it('are told of what is unknown where it stands', async () => {
    const { found: told } = await pies(item('<Prices><Price Currency="USD">1</Price></Prices><Colour/>'));
    expect(told).toEqual([
      "element-unknown: No version has 'Colour'.",
      "element-unknown: No version has 'Prices/Price'.",
    ]);
  });

  it('have details of their files as 6.x has them, and words for a quantity, and nothing is unknown', async () => {
    const file =
      '<FileName>a.jpg</FileName><AdditionalInformation>x</AdditionalInformation><Details>y</Details>';
    const inside = `<QuantityPerApplication Qualifier="VAR" UOM="EA">AR</QuantityPerApplication>
      <DigitalAssets><DigitalFileInformation>${file}</DigitalFileInformation></DigitalAssets>`;
    expect(await pies(item(inside), { version: '6.7' })).toEqual({ parts: 1, found: [] });
  });

  it('say that they are a test', async () => {
    expect((await pies(item(), { top: '<TestFile>false</TestFile>' })).found).toEqual([]);
    const { found: told } = await pies(item(), { top: '<TestFile>true</TestFile>' });
    expect(told).toEqual(["test-file: The file says 'true' of itself."]);
  });

  it('say their version with a letter, or at the document’s element', async () => {
    const { parts, found: told } = await pies(item(), { version: 'v7.2' });
    expect([parts, told.length, told[0]]).toEqual([
      1,
      1,
      expect.stringMatching(/^version-unknown: .*'v7\.2'/),
    ]);
    expect((await pies(item(), { version: '', root: ' PIESVersion="7.2"' })).found).toEqual([]);
  });

  it('are told of text between them, and of an encoding that isn’t the one that is said', async () => {
    expect((await pies(`${item()}stray`)).found).toEqual([
      'record-unreadable: there is text between the records',
    ]);
    const name = '<Descriptions><Description DescriptionCode="DES">机油滤清器</Description></Descriptions>';
    expect((await pies(item(name), { encoding: 'gb18030' })).found).toEqual([
      'encoding-contradicts: The file is gb18030, which the prolog calls utf-8.',
    ]);
    expect((await pies(item(name))).found).toEqual([]);
  });
});
