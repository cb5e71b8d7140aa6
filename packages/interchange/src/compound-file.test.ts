import { zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { compoundFile } from './compound-file.fixture.ts';
import { previewFile } from './preview/preview-file.ts';
import { PART, read } from './whole-file.fixture.ts';
import { handMade } from './workbook.fixture.ts';

const ENCRYPTED = compoundFile(['\u0006DataSpaces', 'Version', 'DataSpaceMap', 'EncryptedPackage'], 40);
const OLD = compoundFile(['Workbook', '\u0005SummaryInformation']);
const BINARY = handMade({
  rows: '',
  parts: {
    '_rels/.rels':
      '<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
    'xl/workbook.bin': new Uint8Array(20),
  },
});
const OPEN_DOCUMENT = zipSync({ mimetype: new Uint8Array(40), 'content.xml': new Uint8Array(40) });

const fault = async (file: Uint8Array, format: 'xlsx' | 'auto') => {
  const { error } = await read(file, PART, { format });
  return [error?.code, error?.details.workbookKind];
};

it.each(['xlsx', 'auto'] as const)(
  'a workbook that isn’t read is refused by its kind (%s)',
  async (format) => {
    expect(await fault(ENCRYPTED, format)).toEqual(['zip-encrypted', undefined]);
    expect(await fault(OLD, format)).toEqual(['workbook-kind-unread', 'xls']);
    expect(await fault(compoundFile(['Book']), format)).toEqual(['workbook-kind-unread', 'xls']);
    expect(await fault(compoundFile(['WordDocument']), format)).toEqual(['not-a-workbook', undefined]);
    expect(await fault(BINARY, format)).toEqual(['workbook-kind-unread', 'xlsb']);
  },
);

it('what is no zip at all is no workbook, and what is half of one is damaged', async () => {
  expect(await fault(OPEN_DOCUMENT, 'xlsx')).toEqual(['workbook-kind-unread', 'ods']);
  expect(await fault(Buffer.from('partNumber,name\nA1,Disc\n'), 'xlsx')).toEqual([
    'not-a-workbook',
    undefined,
  ]);
  const workbook = handMade({ rows: '' });
  expect(await fault(workbook.subarray(0, workbook.length >> 1), 'xlsx')).toEqual(['zip-damaged', undefined]);
  expect(await fault(ENCRYPTED.subarray(0, 300), 'xlsx')).toEqual(['zip-damaged', undefined]);
});

it('as text a workbook is refused for what it is', async () => {
  const { error } = await read(OLD, PART, { format: 'csv' });
  expect(error).toMatchObject({ code: 'not-text', message: expect.stringContaining('workbook') });
});

it('a preview says so, too', async () => {
  const options = { columns: PART, mapping: '', whole: true, profileFor: async () => undefined };
  const { failure } = await previewFile(ENCRYPTED, { ...options, format: 'auto' });
  expect(failure).toMatch(/^zip-encrypted: .*password/);
});
