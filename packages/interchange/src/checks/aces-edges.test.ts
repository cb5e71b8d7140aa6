import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acesFile, anyWrittenApp, countWritten, writtenApp } from './aces-oracle.fixture.ts';
import { checkAces } from './check-aces.ts';

const CODES = ['duplicate', 'overlap', 'comment-overlap', 'quantity-differs', 'year-repeat'] as const;

async function checked(apps: readonly string[], version?: string) {
  const { report, broken } = await checkAces(bytesOf(acesFile(apps, version)));
  expect(broken).toBeUndefined();
  expect(report.applications).toBe(apps.length);
  return report;
}

async function* bytesOf(xml: string) {
  yield Buffer.from(xml);
}

/** What is found of two apps: their codes, but for those that each has by itself. */
async function foundOf(one: string, other: string): Promise<string[]> {
  const { findings } = await checked([one, other]);
  const pairs = findings.filter(({ counts }) => counts === 'pairs' || counts === 'records');
  return pairs.map(({ code }) => code).filter((code) => code !== 'position-missing');
}

const BASE = '<BaseVehicle id="1"/>';
const REST = '<Qty>1</Qty><PartType id="9"/><Position id="22"/>';
const P1 = '<Part>P1</Part>';
const P2 = '<Part>P2</Part>';
const app = (inside: string, attributes = '') => `<App action="A"${attributes}>${inside}</App>`;

describe('Feeds of ACES', () => {
  it('have the counts of an oracle that was told what each app means when it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrittenApp, { maxLength: 60 }), async (apps) => {
        const { findings, duplicates, overlaps, commentOverlaps } = await checked(apps.map(writtenApp));
        const slow = countWritten(apps);
        const counted = CODES.map((code) => [code, findings.find((each) => each.code === code)?.count ?? 0]);
        expect(Object.fromEntries(counted)).toEqual(slow);
        expect([duplicates, overlaps, commentOverlaps]).toEqual([
          ...[slow.duplicate, slow.overlap, slow['comment-overlap']],
        ]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['the id alone', app(BASE + REST + P1), app(BASE + REST + P1), ['duplicate']],
    ['the part', app(BASE + REST + P1), app(BASE + REST + P2), ['overlap']],
    ['the case of the part number', app(BASE + REST + P1), app(`${BASE + REST}<Part>p1</Part>`), ['overlap']],
    [
      'ref and validate',
      app(BASE + REST + P1, ' ref="a" validate="no"'),
      app(BASE + REST + P1),
      ['duplicate'],
    ],
    [
      'the order of notes',
      app(`${BASE}<Note>a</Note><Note>b</Note>${REST + P1}`),
      app(`${BASE}<Note>b</Note><Note>a</Note>${REST + P1}`),
      ['duplicate'],
    ],
    [
      'case and blanks of a note',
      app(`${BASE}<Note>w/ ABS</Note>${REST + P1}`),
      app(`${BASE}<Note> W/  abs </Note>${REST + P2}`),
      ['overlap'],
    ],
    ['an empty note', app(`${BASE}<Note> </Note>${REST + P1}`), app(BASE + REST + P2), ['overlap']],
    ['a note', app(`${BASE}<Note>w/ ABS</Note>${REST + P1}`), app(BASE + REST + P2), ['comment-overlap']],
    ['a note, of one part', app(`${BASE}<Note>w/ ABS</Note>${REST + P1}`), app(BASE + REST + P1), []],
    [
      'an attribute',
      app(`${BASE}<SubModel id="3"/>${REST + P1}`),
      app(BASE + REST + P2),
      ['comment-overlap'],
    ],
    [
      'a note beside an attribute',
      app(`${BASE}<SubModel id="3"/><Note>x</Note>${REST + P1}`),
      app(`${BASE}<SubModel id="3"/>${REST + P2}`),
      ['condition-overlap'],
    ],
    ['other notes', app(`${BASE}<Note>x</Note>${REST + P1}`), app(`${BASE}<Note>y</Note>${REST + P2}`), []],
    [
      'one text as a note and as a qualifier with an id',
      app(`${BASE}<Note>x</Note>${REST + P1}`),
      app(`${BASE}<Qual id="5"><text>x</text></Qual>${REST + P2}`),
      [],
    ],
    [
      'the text of a qualifier with an id',
      app(`${BASE}<Qual id="5"><text>x</text></Qual>${REST + P1}`),
      app(`${BASE}<Qual id="5"><text>X, y</text></Qual>${REST + P2}`),
      ['overlap'],
    ],
    [
      'the position: none and 0',
      app(BASE + REST.replace(/<Pos.*>/, '') + P1),
      app(BASE + REST.replace('22', '0') + P2),
      ['overlap'],
    ],
    [
      'the position: none and 1 (N/A)',
      app(BASE + REST.replace(/<Pos.*>/, '') + P1),
      app(BASE + REST.replace('22', '1') + P2),
      [],
    ],
    [
      'the quantity',
      app(BASE + REST + P1),
      app(BASE + REST.replace('>1<', '>2<') + P1),
      ['quantity-differs'],
    ],
    ['quantity and part', app(BASE + REST + P1), app(BASE + REST.replace('>1<', '>2<') + P2), ['overlap']],
    ['the label', app(`${BASE + REST}<MfrLabel>Gold</MfrLabel>${P1}`), app(BASE + REST + P2), []],
    [
      'the order of labels',
      app(`${BASE + REST}<MfrLabel lang="en">Gold</MfrLabel><MfrLabel lang="fr">Or</MfrLabel>${P1}`),
      app(`${BASE + REST}<MfrLabel lang="fr">Or</MfrLabel><MfrLabel lang="en">Gold</MfrLabel>${P2}`),
      ['overlap'],
    ],
    [
      'the brand that the header gives',
      app(`${BASE + REST}<Part BrandAAIAID="ZZZZ">P1</Part>`),
      app(BASE + REST + P1),
      ['duplicate'],
    ],
    ['the brand', app(`${BASE + REST}<Part BrandAAIAID="YYYY">P1</Part>`), app(BASE + REST + P2), []],
    [
      'the asset',
      app(`${BASE + REST + P1}<AssetName>a</AssetName>`),
      app(`${BASE + REST + P2}<AssetName>b</AssetName>`),
      [],
    ],
    [
      'the display order',
      app(`${BASE + REST + P1}<DisplayOrder>1</DisplayOrder>`),
      app(`${BASE + REST + P2}<DisplayOrder>2</DisplayOrder>`),
      ['overlap'],
    ],
    [
      'base vehicle and years',
      app(BASE + REST + P1),
      app(`<Years from="2000" to="2001"/><Make id="1"/><Model id="1"/>${REST + P2}`),
      [],
    ],
    [
      'the equipment’s type',
      app(`<Mfr id="1"/><EquipmentModel id="2"/><VehicleType id="3"/>${REST + P1}`),
      app(`<Mfr id="1"/><EquipmentModel id="2"/><VehicleType id="4"/>${REST + P2}`),
      [],
    ],
    [
      'a note on equipment',
      app(`<Mfr id="1"/><EquipmentModel id="2"/><VehicleType id="3"/><Note>x</Note>${REST + P1}`),
      app(`<Mfr id="1"/><EquipmentModel id="2"/><VehicleType id="3"/>${REST + P2}`),
      ['comment-overlap'],
    ],
    ['an app that is taken back', app(BASE + REST + P1), app(BASE + REST + P1).replace('"A"', '"D"'), []],
  ])('two apps that differ in %s', async (_, one, other, codes) => {
    expect(await foundOf(one, other)).toEqual(codes);
    expect(await foundOf(other, one)).toEqual(codes);
  });

  it('of 5.0 are held against each other by its names, and by pictures that aren’t diagrams', async () => {
    const rest = '<Qty>1</Qty><PartTerminology id="9"/><Position id="22"/><PartNumber>P1</PartNumber>';
    const others = (...names: string[]) =>
      `<NonDiagramAssets>${names.map((name) => `<NonDiagramAsset AssetName="${name}"/>`).join('')}</NonDiagramAssets>`;
    const other = rest.replace('P1', 'P2');
    const report = await checked(
      [
        app(BASE + rest + others('a', 'b')),
        app(BASE + other + others('b', 'a')),
        app(BASE + other + others('c')),
      ],
      '5.0',
    );
    expect(report).toMatchObject({ overlaps: 1, duplicates: 0, parts: 2, partTypes: 1 });
  });

  it('count three apps of three parts as three overlaps, and three equal ones as two duplicates', async () => {
    const three = ['P1', 'P2', 'P3'].map((number) => app(`${BASE + REST}<Part>${number}</Part>`));
    expect(await checked(three)).toMatchObject({ overlaps: 3, duplicates: 0 });
    const [one = ''] = three;
    expect(await checked([one, one, one])).toMatchObject({ overlaps: 0, duplicates: 2 });
  });

  it('have their duplicates and overlaps also among apps whose quantity or action is at fault', async () => {
    const none = `${BASE + REST.replace('>1<', '>none<')}`;
    const { findings, ...counts } = await checked([
      app(none + P1),
      app(BASE + REST + P2),
      app(none + P2),
      app(BASE + REST + P1).replace('"A"', '"X"'),
    ]);
    expect(counts).toMatchObject({ applications: 4, parts: 2, duplicates: 0, overlaps: 4 });
    expect(findings.map(({ code, count }) => [code, count])).toEqual([
      ['overlap', 4],
      ['quantity-differs', 2],
      ['quantity-invalid', 2],
      ['record-unreadable', 1],
    ]);
  });

  it('are told of a name of an asset that is too long, not of a long place', async () => {
    const place = '<AssetItemOrder>1234567890</AssetItemOrder><AssetItemRef>1234567890</AssetItemRef>';
    const named = (length: number) =>
      app(`${BASE + REST + P1}<AssetName>${'n'.repeat(length)}</AssetName>${place}`);
    const codes = async (length: number) => (await checked([named(length)])).findings.map(({ code }) => code);
    expect(await codes(45)).toEqual([]);
    expect(await codes(46)).toEqual(['field-too-long']);
  });
});
