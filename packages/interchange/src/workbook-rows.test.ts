import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compoundFile } from './compound-file.fixture.ts';
import { handMade, header, inline, number } from './workbook.fixture.ts';
import { readWorkbookRows, type WorkbookRowLimits } from './workbook-rows.ts';

const LIMITS: WorkbookRowLimits = {
  ...{ rows: 100, columns: 10, characters: 50, allCharacters: 10_000 },
  unpackedBytes: 4 * 1024 ** 2,
};

async function* inChunks(bytes: Uint8Array, size = 1_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = (file: Uint8Array, more: { sheet?: string; limits?: Partial<WorkbookRowLimits> } = {}) =>
  readWorkbookRows(inChunks(file), { sheet: more.sheet, limits: { ...LIMITS, ...more.limits } });

test('cells are read as a person reads them, with the zeros of texts and of formats', async () => {
  const rows =
    header('OE', '数量') +
    `<row r="2">${inline('A2', '0415231090')}${number('B2', '2')}</row>` +
    `<row r="4">${number('A4', '415231090', 1)}${number('B4', '4')}</row>` +
    `<row r="5">${number('A5', '6794300')}</row>`;
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="0000000000"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>';
  expect(await read(handMade({ rows, styles }))).toEqual({
    ...{ sheet: 'One', sheets: ['One'], truncated: false },
    rows: [['OE', '数量'], ['0415231090', '2'], ['0415231090', '4'], ['6794300']],
  });
});

test('what is too much is left out, and said to be', async () => {
  const many = Array.from({ length: 30 }, (_, at) => `<row r="${at + 1}">${inline('A', `N${at}`)}</row>`);
  const rows = many.join('').replaceAll('r="A"', '');
  const some = await read(handMade({ rows }), { limits: { rows: 7 } });
  expect([some.rows.length, some.rows[6], some.truncated]).toEqual([7, ['N6'], true]);
  const all = await read(handMade({ rows }), { limits: { rows: 30 } });
  expect([all.rows.length, all.truncated]).toEqual([30, false]);
  expect((await read(handMade({ rows }), { limits: { allCharacters: 10 } })).rows.length).toBeLessThan(6);
  const wide = await read(
    handMade({ rows: `<row r="1">${inline('A1', 'x'.repeat(60))}${inline('ZZ1', 'y')}</row>` }),
  );
  expect(wide).toMatchObject({ rows: [['x'.repeat(50), ...Array(9).fill('')]], truncated: true });
});

test('a row that finds no place is told of, wherever the sheet is cut', async () => {
  const limits = { rows: 5_000, columns: 50, characters: 200, allCharacters: 1_000_000 };
  const line = (at: number) => {
    const cells = Array.from({ length: 50 }, () => `<c t="inlineStr"><is><t>${'x'.repeat(200)}</t></is></c>`);
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  };
  const told = async (count: number, more = '') => {
    const rows = Array.from({ length: count }, (_, at) => line(at)).join('') + more;
    const { rows: found, truncated } = await read(handMade({ rows }), { limits });
    return [found.length, truncated];
  };
  expect(await told(140)).toEqual([100, true]);
  expect(await told(101)).toEqual([100, true]);
  expect(await told(100)).toEqual([100, false]);
  const blank = '<row r="101"/>'.concat(' '.repeat(200_000));
  expect(await told(100, blank)).toEqual([100, false]);
  expect(await told(100, `${blank}<row r="102">${inline('A102', 'y')}</row>`)).toEqual([100, true]);
});

test('blank rows are none, however many and however they are formatted', async () => {
  const blank = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `<row r="${from + at}"><c r="A${from + at}" s="1"/></row>`);
  const rows = [
    header('OE'),
    ...blank(2, 50_000),
    `<row r="50000">${inline('A50000', '04152-31090')}</row>`,
    ...blank(50_001, 60_000),
  ].join('');
  const { rows: found, truncated } = await read(handMade({ rows }), {
    limits: { rows: 2, columns: 5, unpackedBytes: 64 * 1024 ** 2 },
  });
  expect([found, truncated]).toEqual([[['OE'], ['04152-31090']], false]);
});

test('the sheets are all that can be seen, blank ones too', async () => {
  const sheet = (at: number, state = '') =>
    `<sheet name="S${at}" sheetId="${at}" ${state} r:id="r${at === 2 ? 1 : 9}"/>`;
  const relationships = ['r9', 'r1'].map(
    (id, at) =>
      `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet${2 - at}.xml"/>`,
  );
  const file = handMade({
    rows: header('OE'),
    workbook: `<workbook xmlns:r="x"><sheets>${sheet(1)}${sheet(2)}${sheet(3, 'state="hidden"')}</sheets></workbook>`,
    parts: {
      'xl/_rels/workbook.xml.rels': `<Relationships>${relationships.join('')}</Relationships>`,
      'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
    },
  });
  expect(await read(file)).toEqual({ sheet: 'S2', sheets: ['S1', 'S2'], rows: [['OE']], truncated: false });
});

test('what is no workbook, or a bomb, is refused by its name', async () => {
  const fails = (file: Uint8Array, more = {}) =>
    read(file, more).then(
      () => 'read',
      ({ code }) => code,
    );
  expect(await fails(new TextEncoder().encode('OE,数量\n1,2\n'))).toBe('not-a-workbook');
  expect(await fails(compoundFile(['Workbook']))).toBe('workbook-kind-unread');
  expect(await fails(compoundFile(['EncryptionInfo', 'EncryptedPackage']))).toBe('zip-encrypted');
  expect(await fails(handMade({ rows: header('a') }).subarray(0, 400))).toBe('zip-damaged');
  expect(await fails(handMade({ rows: '' }))).toBe('empty-file');
  expect(await fails(handMade({ rows: header('a') }), { sheet: 'Two' })).toBe('sheet-missing');
  const bomb = handMade({ rows: header('a'), parts: { 'xl/sharedStrings.xml': ' '.repeat(8 * 1024 ** 2) } });
  expect(bomb.length).toBeLessThan(100_000);
  expect(await fails(bomb)).toBe('unpacked-too-large');
  expect(await fails(handMade({ rows: '<row r="1"><c r="A1"><v>1</v>' }))).toBe('xml-malformed');
});

test('whatever bytes come, they are read or refused with a code', async () => {
  const good = handMade({ rows: header('OE', '数量') });
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => good.with(at, byte)),
        fc.nat(good.length).map((length) => good.slice(0, length)),
        fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(deflateRawSync(bytes))),
      ),
      async (bytes) => {
        const answer = await read(bytes).catch((error: { code?: string }) => error.code);
        expect(typeof answer === 'object' ? answer.sheet : answer).toEqual(expect.any(String));
      },
    ),
    { numRuns: 60 },
  );
});
