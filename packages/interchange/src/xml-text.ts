import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { UnreadableFile } from './unreadable-file.ts';

/** A piece of an XML file as text. */
export interface XmlTextPiece {
  text: string;
  /** How many bytes of the file have been read so far. */
  bytes: number;
}

/** How a file's bytes were read, known when the file has been read to its end. */
export interface XmlEncoding {
  /** As the prolog says, in lower case; empty where it says nothing. */
  declared: string;
  /** What the bytes turned out to be. */
  used: string;
  /** Bytes in a file of UTF-8 that no UTF-8 text has: they were read as Windows-1252, one by one. */
  strayBytes: number;
}

type Decode = (bytes: Buffer, last: boolean) => string;

const HEAD_BYTES = 1024;
const PIECE_BYTES = 64 * 1024;
/** Encodings of pairs of bytes, some of which are well-formed UTF-8, too. */
const OF_PAIRS = /^(?:gb|hz|big5|shift|sjis|euc|cp9(?:32|36|49|50)|ks_c|windows-(?:31j|936|949|950))/;
const WESTERN = new Set(['iso-8859-1', 'latin1', 'iso8859-1', 'windows-1252', 'cp1252', 'us-ascii', 'ascii']);

/**
 * Decodes an XML file piece by piece (XML 1.0, appendix F: byte order mark, then the prolog). The prolog may lie, as it does in
 * files that went through a converter: what it calls UTF-8 is read so, but for single bytes that can't be, which are Windows-1252;
 * what it calls anything else is UTF-8 where its first bytes beyond ASCII are well-formed UTF-8; and what it calls UTF-8, or nothing, is
 * GB18030 where these are Chinese in that.
 * @throws UnreadableFile `not-text`, `unknown-encoding`
 */
export async function* decodeXml(
  source: AsyncIterable<Uint8Array>,
  encoding: XmlEncoding,
): AsyncGenerator<XmlTextPiece> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let decode: Decode = utf8(encoding);
  let bytes = 0;
  function begin(first: Buffer): Buffer {
    head = undefined;
    const { skip, decoder } = decoderFor(first, encoding);
    decode = decoder;
    bytes = skip;
    return first.subarray(skip);
  }
  function* pieces(chunk: Buffer): Generator<XmlTextPiece> {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const part = chunk.subarray(at, at + PIECE_BYTES);
      bytes += part.length;
      yield { text: decode(part, false), bytes };
    }
  }
  for await (const given of source) {
    const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    if (head === undefined) yield* pieces(chunk);
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length >= HEAD_BYTES) yield* pieces(begin(head));
    }
  }
  if (head !== undefined) yield* pieces(begin(head));
  const rest = decode(Buffer.alloc(0), true);
  if (rest !== '') yield { text: rest, bytes };
}

function decoderFor(head: Buffer, encoding: XmlEncoding): { skip: number; decoder: Decode } {
  const [a = 0, b = 0, c = 0, d = 0] = head;
  if ((a === 0x50 && b === 0x4b && c < 9) || (a === 0x1f && b === 0x8b))
    throw new UnreadableFile('not-text', 1, 'The file is compressed or an archive, not XML.');
  if (a === 0xef && b === 0xbb && c === 0xbf)
    return { skip: 3, decoder: declared(head.subarray(3), encoding) };
  if (a === 0xff && b === 0xfe && (c !== 0 || d !== 0)) return utf16('utf-16le', 2, head, encoding);
  if (a === 0xfe && b === 0xff) return utf16('utf-16be', 2, head, encoding);
  if (a === 0x3c && b === 0 && c !== 0 && d === 0) return utf16('utf-16le', 0, head, encoding);
  if (a === 0 && b === 0x3c && c === 0 && d !== 0) return utf16('utf-16be', 0, head, encoding);
  if (head.length > 0 && (a === 0 || b === 0)) throw unknown('');
  return { skip: 0, decoder: declared(head, encoding) };
}

function declared(head: Buffer, encoding: XmlEncoding): Decode {
  const name = prologEncoding(head.toString('latin1'));
  encoding.declared = name;
  if (WESTERN.has(name)) return unlessUtf8('windows-1252', encoding);
  // A file of bytes can't be UTF-16 without a mark: the prolog was copied from one that was.
  if (name === '' || name === 'utf-8' || name === 'utf8' || name.startsWith('utf-16')) return utf8(encoding);
  if (!iconv.encodingExists(name)) throw unknown(name);
  return unlessUtf8(name, encoding);
}

function prologEncoding(head: string): string {
  const prolog = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][\w.\-:]{0,40})["']/.exec(head);
  return (prolog?.[1] ?? '').toLowerCase();
}

function utf16(name: 'utf-16le' | 'utf-16be', skip: number, head: Buffer, encoding: XmlEncoding) {
  const decoder = other(name, encoding);
  encoding.declared = prologEncoding(iconv.decode(head.subarray(skip, skip + 512), name));
  return { skip, decoder };
}

function other(name: string, encoding: XmlEncoding): Decode {
  encoding.used = name;
  const decoder = iconv.getDecoder(name, { stripBOM: false });
  return (bytes, last) => decoder.write(bytes) + (last ? (decoder.end() ?? '') : '');
}

/** UTF-8 or what was said: settled by the first bytes beyond ASCII, which may come after gigabytes. */
function unlessUtf8(name: string, encoding: XmlEncoding): Decode {
  let settled: Decode | undefined;
  let pending = Buffer.alloc(0);
  encoding.used = name;
  return (bytes, last) => {
    if (settled !== undefined) return settled(bytes, last);
    const all = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    pending = Buffer.alloc(0);
    if (isAscii(all)) return all.toString('latin1');
    const whole = wholeCharacters(all);
    if (whole < all.length && !last && isAscii(all.subarray(0, whole))) {
      pending = Buffer.from(all);
      return '';
    }
    const isOther = !isUtf8(all.subarray(0, whole)) || (OF_PAIRS.test(name) && !hasThreeBytes(all));
    settled = isOther ? other(name, encoding) : utf8(encoding);
    return settled(all, last);
  };
}

/** UTF-8 as it is; bytes that can't be are Windows-1252, and counted. */
function utf8(encoding: XmlEncoding): Decode {
  let pending = Buffer.alloc(0);
  let isSettled = false;
  let chinese: Decode | undefined;
  encoding.used = 'utf-8';
  return (bytes, last) => {
    if (chinese !== undefined) return chinese(bytes, last);
    if (pending.length === 0 && isAscii(bytes)) return bytes.toString('latin1');
    const all = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    const whole = last ? all.length : wholeCharacters(all);
    pending = Buffer.from(all.subarray(whole));
    const part = all.subarray(0, whole);
    const isWhole = isUtf8(part);
    if (!isWhole && !isSettled && isChinese(all)) {
      chinese = other('gb18030', encoding);
      return chinese(all, last);
    }
    isSettled ||= !isAscii(part);
    return isWhole ? part.toString('utf8') : mixed(part, encoding);
  };
}

/** Of well-formed UTF-8: a character beyond U+07FF, as every Chinese one is. */
function hasThreeBytes(bytes: Buffer): boolean {
  return bytes.some((byte) => byte >= 0xe0);
}

/**
 * Nothing beyond ASCII but pairs of the zone of Chinese characters (GB 18030-2022, annex A), and somewhere two of them in a row: four
 * letters with accents don't stand together in the West.
 */
function isChinese(bytes: Buffer): boolean {
  let before = -2;
  let inARow = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1];
    if (trail === undefined) break;
    if (lead < 0xa1 || lead > 0xf7 || trail < 0xa1 || trail > 0xfe) return false;
    inARow ||= before === at - 2;
    before = at;
    at += 1;
  }
  return inARow;
}

function mixed(bytes: Buffer, encoding: XmlEncoding): string {
  let text = '';
  let from = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    text += bytes.toString('utf8', from, at) + iconv.decode(bytes.subarray(at, at + 1), 'windows-1252');
    encoding.strayBytes += 1;
    at += 1;
    from = at;
  }
  return text + bytes.toString('utf8', from, at);
}

/** Bytes of the UTF-8 character at a place (RFC 3629); 0 where none is. */
function characterLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** How many bytes there are without a UTF-8 character that is cut off at the end. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? bytes.length - back : bytes.length;
    }
    if (byte < 0x80) break;
  }
  return bytes.length;
}

function unknown(name: string): UnreadableFile {
  const said = name === '' ? 'is not recognised' : `, '${name.slice(0, 40)}', is not known here`;
  return new UnreadableFile('unknown-encoding', 1, `The encoding of the file ${said}; save it as UTF-8.`);
}
