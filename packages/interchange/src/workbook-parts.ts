import { isCompoundFile, isOpenDocument, openDocument, otherWorkbook } from './compound-file.ts';
import { peek } from './peeked-source.ts';
import { SharedStrings } from './shared-strings.ts';
import { UnreadableFile } from './unreadable-file.ts';
import { unescaped } from './workbook-cell.ts';
import { builtInFormat, customFormat, type NumberFormat } from './workbook-formats.ts';
import { malformed, readXml } from './xml-events.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

export interface WorkbookSheet {
  name: string;
  /** Its part in the archive. */
  part: string;
  visible: boolean;
}

export interface Workbook {
  /** Those of cells, not of charts, in their order; blank ones too. */
  sheets: WorkbookSheet[];
  since1904: boolean;
  /** By the number of a cell's style. */
  formats: NumberFormat[];
  strings: SharedStrings;
}

const MAX_SHEETS = 1_000;
const MAX_FORMATS = 100_000;

/** The archive that a workbook is. @throws UnreadableFile `not-a-workbook`, `workbook-kind-unread`, `zip-encrypted`, `zip-damaged`, … */
export async function openWorkbook(
  source: AsyncIterable<Uint8Array> & { readonly path?: string },
  options?: { maxBytes: number },
): Promise<ZipArchive> {
  const peeked = await peek(source, 8);
  try {
    if (!isCompoundFile(peeked.head) && peeked.head.toString('latin1', 0, 2) !== 'PK')
      throw new UnreadableFile('not-a-workbook', 1, 'The file isn’t a workbook (.xlsx).');
    return await openZip(peeked.source, options);
  } finally {
    await peeked.close();
  }
}

/** Everything of a workbook but its cells. @throws UnreadableFile */
export async function readWorkbookParts(zip: ZipArchive, opened: DisposableStack): Promise<Workbook> {
  const root = await relationshipsOf(zip, '');
  const main =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (main.endsWith('.bin'))
    throw otherWorkbook('xlsb', 'This is a binary workbook (.xlsb); save it as .xlsx.');
  if (!zip.names.includes(main)) {
    if (isOpenDocument(zip.names)) throw openDocument();
    const message = 'The zip archive has no workbook in it; save the file as .xlsx.';
    throw new UnreadableFile('not-a-workbook', 1, message);
  }
  const parts = await relationshipsOf(zip, main);
  const listed: { name: string; id: string; visible: boolean }[] = [];
  let since1904 = false;
  await readXml(main, zip.read(main), {
    open(name, attribute) {
      if (name === 'workbookPr') since1904 = /^(?:1|true)$/.test(attribute('date1904') ?? '');
      if (name !== 'sheet') return;
      if (listed.length >= MAX_SHEETS) throw malformed(main, 'there are too many sheets');
      const visible = !/hidden/i.test(attribute('state') ?? '');
      listed.push({ name: attribute('name') ?? '', id: attribute('id') ?? '', visible });
    },
    text() {},
    close() {},
  });
  const sheets = listed.flatMap(({ name, id, visible }) => {
    const found = parts.get(id);
    return found?.type.endsWith('/worksheet') && zip.names.includes(found.part)
      ? [{ name, visible, part: found.part }]
      : [];
  });
  const partOf = (type: string) =>
    [...parts.values()].find((each) => each.type.endsWith(type) && zip.names.includes(each.part))?.part;
  const formats = await readFormats(zip, partOf('/styles'));
  const strings = opened.use(new SharedStrings());
  await readStrings(zip, partOf('/sharedStrings'), strings);
  return { sheets, since1904, formats, strings };
}

/** Of a part, or of the archive itself: id -> what it names. */
async function relationshipsOf(
  zip: ZipArchive,
  part: string,
): Promise<Map<string, { type: string; part: string }>> {
  const at = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, at);
  const file = `${folder}_rels/${part.slice(at)}.rels`;
  const found = new Map<string, { type: string; part: string }>();
  if (!zip.names.includes(file)) return found;
  await readXml(file, zip.read(file), {
    open(name, attribute) {
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return;
      const target = attribute('Target') ?? '';
      const path = target.startsWith('/') ? target : `/${folder}${target}`;
      // Resolves `..`; what is outside the archive is simply not in its list of names.
      const resolved = decodeURI(new URL(encodeURI(path), 'zip://archive/').pathname).slice(1);
      found.set(attribute('Id') ?? '', { type: attribute('Type') ?? '', part: resolved });
    },
    text() {},
    close() {},
  });
  return found;
}

async function readFormats(zip: ZipArchive, part: string | undefined): Promise<NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (part === undefined) return formats;
  const custom = new Map<number, NumberFormat>();
  let inCells = false;
  await readXml(part, zip.read(part), {
    open(name, attribute) {
      if (name === 'numFmt') {
        if (custom.size < MAX_FORMATS)
          custom.set(
            Number(attribute('numFmtId')),
            customFormat((attribute('formatCode') ?? '').slice(0, 500)),
          );
      } else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        if (formats.length >= MAX_FORMATS) throw malformed(part, 'there are too many styles');
        const id = Number(attribute('numFmtId') ?? 0);
        formats.push(custom.get(id) ?? builtInFormat(id));
      }
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

async function readStrings(zip: ZipArchive, part: string | undefined, strings: SharedStrings): Promise<void> {
  if (part === undefined) return;
  let text = '';
  let within = 0;
  let phonetic = 0;
  await readXml(part, zip.read(part), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') within += 1;
      else if (name === 'rPh') phonetic += 1;
    },
    text(piece) {
      if (within > 0 && phonetic === 0) text += piece;
    },
    close(name) {
      if (name === 't') within -= 1;
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 'si') strings.add(unescaped(text));
    },
  });
}
