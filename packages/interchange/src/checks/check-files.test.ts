import { describe, expect, it } from 'vitest';
import { unpack } from '../unpack.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { acesFile } from './aces-oracle.fixture.ts';
import { checkAces } from './check-aces.ts';
import { checkPies } from './check-pies.ts';

async function* bytesOf(file: string | Buffer) {
  yield typeof file === 'string' ? Buffer.from(file) : file;
}

async function acesFindings(file: string | Buffer) {
  const { report } = await checkAces(bytesOf(file));
  return report.findings.map(({ code, examples }) => [
    code,
    examples.map(({ message }) => message).join(' '),
  ]);
}

const REST = '<Qty>1</Qty><PartType id="9"/><Part>P1</Part>';
const app = (inside: string) => `<App action="A">${inside}${REST}</App>`;

describe('A feed of ACES', () => {
  it('is told to have records without ids, once each', async () => {
    const file = acesFile([app('<BaseVehicle id="1"/>'), app('<BaseVehicle id="2"/>')]).replace(
      / id="2" a/,
      ' a',
    );
    expect(await acesFindings(file)).toEqual([['record-id-missing', 'The record has no id.']]);
  });

  it('with wrong years isn’t told to have no vehicle besides', async () => {
    const found = await acesFindings(
      acesFile([app('<Years from="2008" to="2004"/><Make id="1"/><Model id="2"/>')]),
    );
    expect(found.map(([code]) => code)).toEqual(['vehicle-contradicts']);
  });

  it('of a version that isn’t known is told to be', async () => {
    for (const version of ['6.0', '2.0', '']) {
      const file = acesFile([app('<BaseVehicle id="1"/>')], version);
      const [found] = await acesFindings(
        file.replace('</Header>', '<VcdbVersionDate>x</VcdbVersionDate></Header>'),
      );
      expect(found?.[0]).toBe('version-unknown');
      expect(found?.[1]).toContain(`${version || '(none)'} read as 4.2`);
    }
    for (const version of ['3.0.1', '4.2', 'v4.1'])
      expect(await acesFindings(acesFile([app('<BaseVehicle id="1"/>')], version))).toEqual([]);
  });

  it('is told where its encoding isn’t the one that it says', async () => {
    const file = (encoding: string) =>
      acesFile([app('<BaseVehicle id="1"/><Note>für</Note>')]).replace('?>', ` encoding="${encoding}"?>`);
    expect(await acesFindings(Buffer.from(file('UTF-8')))).toEqual([]);
    expect(await acesFindings(Buffer.from(file('ISO-8859-1'), 'latin1'))).toEqual([]);
    expect(await acesFindings(Buffer.from(file('ISO-8859-1')))).toMatchObject([
      ['encoding-contradicts', expect.stringMatching(/iso-8859-1/)],
    ]);
    expect(await acesFindings(Buffer.from(file('UTF-8'), 'latin1'))).toMatchObject([
      ['encoding-contradicts', expect.stringMatching(/1 bytes read as windows-1252/)],
    ]);
  });

  it('without apps is told to be empty', async () => {
    expect((await acesFindings(acesFile([]))).map(([code]) => code)).toEqual(['feed-empty']);
  });

  it('has nothing lost that stands within a text', async () => {
    const notes = '<Note>with <b>ABS</b></Note><Qual id="5"><text>From <p1/> on</text></Qual>';
    const found = await acesFindings(acesFile([app(`<BaseVehicle id="1"/>${notes}`)]));
    expect(found).toEqual([['element-unknown', "No version has 'b'. No version has 'p1'."]]);
  });

  it('with an entity of HTML is told which there are', async () => {
    const [found] = await acesFindings(acesFile([app('<BaseVehicle id="1"/><Note>a&nbsp;b</Note>')]));
    expect(found?.[1]).toMatch(/an entity that XML doesn’t have: it has &amp;/);
  });
});

describe('A feed of PIES', () => {
  const item = (number: string, more = '') =>
    `<Item MaintenanceType="A"><PartNumber>${number}</PartNumber><BrandAAIAID>ZZZZ</BrandAAIAID>` +
    `<PartTerminologyID>1896</PartTerminologyID>${more}</Item>`;
  const pies = (items: string, version = '7.2', trailer = '<Trailer><ItemCount>1</ItemCount></Trailer>') =>
    `<PIES><Header><PIESVersion>${version}</PIESVersion></Header><Items>${items}</Items>${trailer}</PIES>`;
  const codesOf = async (file: string) => {
    const { report } = await checkPies(bytesOf(file));
    return report.findings.map(({ code }) => code);
  };

  it('wants a header and a trailer, something in it, and a version that is known', async () => {
    expect(await codesOf(pies(item('A')))).toEqual([]);
    expect(await codesOf(pies(item('A'), '7.2', ''))).toEqual(['footer-count']);
    expect(await codesOf(pies(item('A')).replace(/<Header>.*<\/Header>/, ''))).toEqual(['header-missing']);
    expect(await codesOf(pies('', '7.2', ''))).toEqual(['footer-count', 'feed-empty']);
    expect(await codesOf(pies(item('A'), '7.9'))).toEqual(['version-unknown']);
  });

  it('is told which elements of its items no version has', async () => {
    expect(await codesOf(pies(item('A', '<Colour>red</Colour>')))).toEqual(['element-unknown']);
    const strange = pies(item('A')).replace('</Header>', '<Mood>good</Mood></Header>');
    expect(await codesOf(strange)).toEqual(['element-unknown']);
  });

  it('is followed through notes of interchange, in any spelling', async () => {
    const replaced = (by: string) =>
      `<PartInterchangeInfo><PartInterchange MaintenanceType="A" BrandAAIAID="ZZZZ">` +
      `<PartNumber InterchangeNotes="Superseded by">${by}</PartNumber></PartInterchange></PartInterchangeInfo>`;
    const items = item('A-1', replaced('A-2')) + item('A-2', replaced('a 1'));
    expect(await codesOf(pies(items).replace('>1</ItemCount', '>2</ItemCount'))).toEqual([
      'supersession-loop',
    ]);
  });

  it('asks no part type of a part that it takes out', async () => {
    const out = '<Item MaintenanceType="D"><PartNumber>A</PartNumber><BrandAAIAID>ZZZZ</BrandAAIAID></Item>';
    expect(await codesOf(pies(out))).toEqual([]);
  });
});

describe('A document of JSON', () => {
  it.each(['[{"brand":"a"}]', '[\n  {\n"brand":"a"}]', '{\n  "brand": "a"\n}'])(
    'is told what to send: %j',
    async (text) => {
      const failure = await unpack(bytesOf(text), { format: 'auto' }).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UnreadableFile);
      expect((failure as UnreadableFile).message).toContain('one object a line');
    },
  );
});
