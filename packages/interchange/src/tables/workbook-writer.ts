import { createReadStream } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { ColumnSpec } from '../columns.ts';
import type { TableRow } from './table-writer.ts';
import { type CellLoss, HEAD, sheetXml, workbookParts } from './xlsx-writer.ts';

export interface WorkbookSheetSpec {
  name: string;
  columns: readonly ColumnSpec[];
  onLoss?: (loss: CellLoss) => void;
}

const PIECE_CHARACTERS = 256 * 1024;
/** After so many rows comes an empty piece, until the first that isn't. */
const TURN_ROWS = 250;

/**
 * A workbook (ECMA-376) of several sheets, whose rows come in any order; those without rows are left out. As a sheet has to be whole in
 * the archive before the next, they lie in a folder of their own until all rows are there, which goes with the end of it. Empty
 * pieces come meanwhile: who takes them learns that it goes on, and may end it.
 * @throws TooManyRows
 */
export async function* workbookBytes(
  rows: AsyncIterable<{ sheet: number; row: TableRow }>,
  { sheets, modified }: { sheets: readonly WorkbookSheetSpec[]; modified: Date },
): AsyncGenerator<Uint8Array> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'qipei-workbook-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const writers = new Map<number, SheetFile>();
  let count = 0;
  for await (const { sheet, row } of rows) {
    count += 1;
    if (count % TURN_ROWS === 0) yield new Uint8Array(0);
    let writer = writers.get(sheet);
    if (writer === undefined) {
      const spec = sheets[sheet] as WorkbookSheetSpec;
      writer = opened.use(await sheetFile(join(folder, `${sheet}.xml`), spec));
      writers.set(sheet, writer);
    }
    await writer.add(row);
  }
  const filled = sheets.flatMap(({ name }, at) => {
    const file = writers.get(at);
    return file === undefined ? [] : [{ name, file }];
  });
  for (const { file } of filled) await file.end();
  const zip = new ZipFile();
  const of = { mtime: modified, forceDosTimestamp: true };
  for (const [path, content] of Object.entries(workbookParts(filled.map(({ name }) => name))))
    zip.addBuffer(Buffer.from(HEAD + content), path, of);
  for (const [at, { file }] of filled.entries()) {
    const stream = opened.adopt(createReadStream(file.path), (each) => void each.destroy());
    stream.once('error', (error) => (zip.outputStream as Readable).destroy(error));
    zip.addReadStream(stream, `xl/worksheets/sheet${at + 1}.xml`, of);
  }
  zip.end();
  yield* zip.outputStream as unknown as AsyncIterable<Uint8Array>;
}

interface SheetFile extends AsyncDisposable {
  readonly path: string;
  add(row: TableRow): Promise<void>;
  end(): Promise<void>;
}

async function sheetFile(path: string, spec: WorkbookSheetSpec): Promise<SheetFile> {
  let file: FileHandle | undefined = await open(path, 'wx', 0o600);
  const sheet = sheetXml(spec);
  let xml = sheet.begin;
  const flush = async () => {
    await file?.appendFile(xml);
    xml = '';
  };
  const close = async () => {
    const opened = file;
    file = undefined;
    await opened?.close();
  };
  return {
    path,
    async add(row) {
      xml += sheet.row(row);
      if (xml.length >= PIECE_CHARACTERS) await flush();
    },
    async end() {
      xml += sheet.end;
      await flush();
      await close();
    },
    [Symbol.asyncDispose]: close,
  };
}
