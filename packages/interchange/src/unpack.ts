import { extname } from 'node:path';
import { isCompoundFile, isOpenDocument, openDocument } from './compound-file.ts';
import { gunzipped } from './gunzip.ts';
import { type PeekedSource, peek } from './peeked-source.ts';
import type { RowFormat } from './row-format.ts';
import { fileSource } from './stored-file.ts';
import { UnreadableFile } from './unreadable-file.ts';
import type { ZipArchive } from './zip-archive.ts';

export type Packing = '' | 'gzip' | 'zip';

/** A file as it was before it was packed. Dispose of it when it has been read. */
export interface Unpacked extends AsyncDisposable {
  /** What it is; found by looking where that was not said. */
  readonly format: Exclude<RowFormat, 'auto'>;
  readonly packing: Packing;
  readonly source: AsyncIterable<Uint8Array>;
  /** Of the bytes that were sent, how many have been read when `bytes` of the file have been. */
  sent(bytes: number): number;
}

/**
 * Room for 32 times what the largest file of the trade takes: ten million applications are 2 GB. What is packed may grow to as much
 * while it is read; nothing of it is kept.
 */
export const DEFAULT_MAX_UNPACKED_BYTES = 64 * 1024 ** 3;

const HEAD_BYTES = 16 * 1024;
/** What may stand beside the one file of an archive. */
const LITTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;
const KNOWN_EXTENSIONS = ['.csv', '.tsv', '.txt', '.ndjson', '.jsonl', '.json', '.xml', '.xlsx'];
/** Behind `PK`: of a file's header, of an empty directory, of a part of several. */
const MARKS = [0x0304, 0x0506, 0x0708];
/** Formats that are zip archives themselves. */
const ZIP_FORMATS: readonly string[] = ['xlsx', 'vcdb', 'pies-workbook'];

/**
 * Unpacks a body that is plain, gzip (RFC 1952, of any number of members) or a zip with one file in it, or one of a known
 * extension. Told by the content alone; what the archive calls the file names nothing here.
 * @throws UnreadableFile; reading `source` does so too, once the bytes before the fault have been given.
 */
export async function unpack(
  source: AsyncIterable<Uint8Array>,
  { format, maxBytes = DEFAULT_MAX_UNPACKED_BYTES }: { format: RowFormat; maxBytes?: number },
): Promise<Unpacked> {
  const peeked = await peek(source, HEAD_BYTES);
  if (isGzip(peeked.head)) return await fromGzip(peeked, format, maxBytes);
  if (isZip(peeked.head)) return await fromZip(peeked, format, maxBytes);
  return {
    format: formatOf(peeked.head, format),
    packing: '',
    source: peeked.source,
    sent: (bytes) => bytes,
    [Symbol.asyncDispose]: peeked.close,
  };
}

async function fromGzip(peeked: PeekedSource, format: RowFormat, maxBytes: number): Promise<Unpacked> {
  const file = gunzipped(peeked.source, maxBytes);
  const inner = await peek(file.bytes, HEAD_BYTES);
  if (isGzip(inner.head) || (isZip(inner.head) && !isZipFormat(format, inner.head))) {
    await inner.close();
    throw twice();
  }
  return {
    format: formatOf(inner.head, format),
    packing: 'gzip',
    source: inner.source,
    sent: () => file.sent(),
    async [Symbol.asyncDispose]() {
      await inner.close();
      await peeked.close();
    },
  };
}

async function fromZip(peeked: PeekedSource, format: RowFormat, maxBytes: number): Promise<Unpacked> {
  await using opened = new AsyncDisposableStack();
  opened.defer(peeked.close);
  // Read when there is one: most files are plain, and a check before a commit is short.
  const { openZip } = await import('./zip-archive.ts');
  const zip = opened.use(await openZip(peeked.source, { maxBytes }));
  const own = zipFormatOf(zip, format);
  if (own !== undefined) {
    const resources = opened.move();
    return {
      format: own,
      packing: '',
      source: fileSource(zip.file),
      sent: (bytes) => bytes,
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
  }
  const name = theOneFile(zip);
  const inner = await peek(zip.read(name), HEAD_BYTES);
  opened.defer(inner.close);
  if (isGzip(inner.head) || (isZip(inner.head) && !isZipFormat(format, inner.head))) throw twice();
  const whole = Math.max(zip.unpackedSize(name), 1);
  const found = formatOf(inner.head, format);
  const resources = opened.move();
  return {
    format: found,
    packing: 'zip',
    source: inner.source,
    sent: (bytes) => Math.floor(zip.size * Math.min(1, bytes / whole)),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Where the archive is the file, not its wrapping. */
function zipFormatOf({ names }: ZipArchive, format: RowFormat): Exclude<RowFormat, 'auto'> | undefined {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  const workbook = has(/^(?:\/?xl\/workbook\.xml|\[Content_Types\]\.xml)$/i);
  const vcdb = has(/(?:^|\/)BaseVehicle\.(?:txt|csv)$/i) && has(/(?:^|\/)Make\.(?:txt|csv)$/i);
  if (format === 'vcdb') return 'vcdb';
  if (workbook && (format === 'auto' || format === 'xlsx')) return 'xlsx';
  if (workbook && ZIP_FORMATS.includes(format)) return format as Exclude<RowFormat, 'auto'>;
  if (workbook) {
    const message =
      'This is a workbook, or another archive of one program; save it in the format that you name.';
    throw new UnreadableFile('not-text', 1, message);
  }
  if (vcdb && format === 'auto') return 'vcdb';
  if (isOpenDocument(names)) throw openDocument();
  return undefined;
}

function theOneFile(zip: ZipArchive): string {
  const files = zip.names.filter((name) => !name.endsWith('/') && !LITTER.test(name));
  const known = files.filter((name) => KNOWN_EXTENSIONS.includes(extname(name).toLowerCase()));
  const [only] = files.length === 1 ? files : known;
  if (only !== undefined && (files.length === 1 || known.length === 1)) return only;
  if (files.length === 0) throw new UnreadableFile('empty-file', 1, 'The zip archive has no file in it.');
  const some = files.slice(0, 10).map((name) => `'${name.slice(0, 60)}'`);
  const more = files.length > some.length ? ` and ${files.length - some.length} more` : '';
  const message = `The zip archive has ${files.length} files (${some.join(', ')}${more}); send each by itself.`;
  throw new UnreadableFile('zip-ambiguous', 1, message);
}

/** Of a file that isn't a whole archive in sight: by what an archive of a workbook begins with. */
function isZipFormat(format: RowFormat, head: Buffer): boolean {
  if (format !== 'auto') return ZIP_FORMATS.includes(format);
  return /^(?:\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/)/.test(head.toString('latin1', 30, 60));
}

function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Also of an archive without entries, and of one that is marked as a part of several. */
function isZip(head: Buffer): boolean {
  return head.length >= 4 && head.toString('latin1', 0, 2) === 'PK' && MARKS.includes(head.readUInt16BE(2));
}

function formatOf(head: Buffer, format: RowFormat): Exclude<RowFormat, 'auto'> {
  if (format !== 'auto') return format;
  // The reader of workbooks says which of them are none that it reads.
  if (isZip(head) || isCompoundFile(head)) return 'xlsx';
  const text = textOf(head)
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (/^(?:\[\s*\{|\{\s*[\r\n])/.test(text)) {
    const message =
      'The file is one JSON document; send one object a line (NDJSON), without brackets around them or commas between them.';
    throw new UnreadableFile('format-unknown', 1, message);
  }
  if (text.startsWith('{')) return 'ndjson';
  if (!text.startsWith('<')) return 'csv';
  const root = /<(?:[\w.-]+:)?(ACES|PIES)[\s>/]/i.exec(text)?.[1]?.toUpperCase();
  const found = root === 'ACES' ? 'aces' : root === 'PIES' ? 'pies' : undefined;
  if (found !== undefined) return found as Exclude<RowFormat, 'auto'>;
  const page = /^\s*<(?:!doctype\s+html|html)[\s>]/i.test(text.replace(/<!--[\s\S]*?-->/g, ''));
  const message = page
    ? 'The file is a web page (HTML), no feed: servers send one where they want a sign-in, or have no such file.'
    : 'The file is XML, but neither ACES nor PIES; name its format.';
  throw new UnreadableFile('format-unknown', 1, message);
}

/** UTF-16 of either order, with a mark or told by the zeros of its first character, or else UTF-8. */
function textOf(head: Buffer): string {
  const big = (head[0] === 0xfe && head[1] === 0xff) || (head[0] === 0 && head[1] !== 0);
  if (big)
    return Buffer.from(head.subarray(0, head.length & ~1))
      .swap16()
      .toString('utf16le');
  return head.toString(head[0] === 0xff || head[1] === 0 ? 'utf16le' : 'utf8');
}

function twice(): UnreadableFile {
  const message = 'The file is packed in an archive that is packed itself; send it packed once.';
  return new UnreadableFile('packed-twice', 1, message);
}
