import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { isCompoundFile } from './compound-file.ts';
import { isCyrillic } from './cyrillic-text.ts';
import { UnreadableFile } from './unreadable-file.ts';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252' | 'windows-1251';

/** A piece of the decoded file and how many bytes of it have been read so far. */
export interface TextPiece {
  text: string;
  bytes: number;
  encoding: TextEncoding;
}

/** Bytes stop being valid; the text before them has been given. */
export class InvalidBytes extends Error {}

const SAMPLE_BYTES = 256 * 1024;
const PIECE_BYTES = 256 * 1024;

/**
 * The encoding and the length of the byte order mark, by the first bytes of a file.
 * @throws UnreadableFile `not-text` or `unknown-encoding`.
 */
export function detectEncoding(sample: Buffer): { encoding: TextEncoding; skip: number } {
  if (startsWith(sample, 0x50, 0x4b, 0x03, 0x04))
    throw notText('This is a workbook or an archive; save it as CSV first.');
  if (isCompoundFile(sample)) throw notText('This is a workbook, no text; save it as CSV or .xlsx.');
  if (startsWith(sample, 0x1f, 0x8b)) throw notText('The file is compressed; unpack it first.');
  if (startsWith(sample, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', skip: 3 };
  if (startsWith(sample, 0xff, 0xfe, 0, 0)) throw unknownEncoding();
  if (startsWith(sample, 0xff, 0xfe)) return { encoding: 'utf-16le', skip: 2 };
  if (startsWith(sample, 0xfe, 0xff)) return { encoding: 'utf-16be', skip: 2 };
  if (sample.subarray(0, 4096).filter((byte) => byte === 0).length * 5 > Math.min(sample.length, 4096))
    throw unknownEncoding();
  if (isUtf8(sample.subarray(0, completeUtf8(sample)))) return { encoding: 'utf-8', skip: 0 };
  return { encoding: isCyrillic(sample) ? 'windows-1251' : chineseOrWestern(sample), skip: 0 };
}

/**
 * GB18030 or Windows-1252. Chinese text comes in pairs of bytes that mostly both lie in A1-FE (the GB 2312 zone, GB 18030-2022
 * annex A); in Western text an accented letter stands alone between ASCII, which is rarely a valid pair at all.
 */
function chineseOrWestern(sample: Buffer): TextEncoding {
  let pairs = 0;
  let core = 0;
  let broken = 0;
  let undefinedWestern = 0;
  for (let i = 0; i < sample.length; i += 1) {
    const lead = sample[i] ?? 0;
    if (lead < 0x80) continue;
    if (lead === 0x81 || lead === 0x8d || lead === 0x8f || lead === 0x90 || lead === 0x9d)
      undefinedWestern += 1;
    if (i + 3 >= sample.length) break;
    const trail = sample[i + 1] ?? 0;
    const pair = lead !== 0x80 && lead !== 0xff && trail >= 0x40 && trail !== 0x7f && trail !== 0xff;
    if (pair) {
      pairs += 1;
      if (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1) core += 1;
      i += 1;
    } else if (isFourByte(sample, i)) {
      pairs += 1;
      i += 3;
    } else {
      broken += 1;
    }
  }
  const western = broken > 0 && core < 0.9 * (pairs + broken);
  if (!western && (core * 2 >= pairs || undefinedWestern > 0)) return 'gb18030';
  if (undefinedWestern > 0.05 * (pairs + broken)) throw unknownEncoding();
  return 'windows-1252';
}

function isFourByte(sample: Buffer, at: number): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = sample.subarray(at, at + 4);
  return a >= 0x81 && a <= 0xfe && b >= 0x30 && b <= 0x39 && c >= 0x81 && c <= 0xfe && d >= 0x30 && d <= 0x39;
}

/**
 * Decodes a file piece by piece in constant memory; in the encoding that is given, else in the one that it seems to be in.
 * @throws InvalidBytes after the text before the fault; what the source throws, after the text before that.
 */
export async function* decodeText(
  source: AsyncIterable<Uint8Array>,
  wanted?: TextEncoding,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<TextPiece> {
  let sample: Buffer[] | undefined = [];
  let sampled = 0;
  let decoder: Decoder | undefined;
  let encoding: TextEncoding = 'utf-8';
  let bytes = 0;
  function* begin(): Generator<TextPiece> {
    const head = Buffer.concat(sample ?? []);
    sample = undefined;
    const detected =
      wanted === undefined
        ? detectEncoding(head.subarray(0, SAMPLE_BYTES))
        : { encoding: wanted, skip: markLength(head, wanted) };
    encoding = detected.encoding;
    decoder = encoding === 'utf-8' ? utf8Decoder() : iconv.getDecoder(encoding, { stripBOM: false });
    bytes = detected.skip;
    yield* pieces(head.subarray(detected.skip));
  }
  function* pieces(chunk: Buffer): Generator<TextPiece> {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      const part = chunk.subarray(at, at + pieceBytes);
      bytes += part.length;
      const text = decoder?.write(part) ?? '';
      if (text !== '') yield { text, bytes, encoding };
      if (decoder?.invalid?.() === true) throw new InvalidBytes();
    }
  }
  try {
    for await (const given of source) {
      const chunk = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      if (sample === undefined) {
        yield* pieces(chunk);
        continue;
      }
      // Copied: a source may use its buffer again.
      sample.push(Buffer.from(chunk));
      sampled += chunk.length;
      if (sampled >= SAMPLE_BYTES) yield* begin();
    }
  } catch (error) {
    if (sample !== undefined && sampled > 0 && !(error instanceof InvalidBytes)) yield* begin();
    throw error;
  }
  if (sample !== undefined) yield* begin();
  const rest = decoder?.end() ?? '';
  if (rest !== '') yield { text: rest, bytes, encoding };
  if (decoder?.invalid?.() === true) throw new InvalidBytes();
}

interface Decoder {
  write(chunk: Buffer): string;
  end(): string | undefined;
  invalid?: () => boolean;
}

/** Strict where iconv-lite puts replacement characters, and several times as fast. */
function utf8Decoder(): Decoder {
  let pending = Buffer.alloc(0);
  let invalid = false;
  return {
    write(chunk) {
      const all = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      let end = completeUtf8(all);
      if (!isUtf8(all.subarray(0, end))) {
        invalid = true;
        end = validUtf8(all, end);
      }
      pending = Buffer.from(all.subarray(end));
      return all.toString('utf8', 0, end);
    },
    end() {
      if (pending.length > 0) invalid = true;
      return '';
    },
    invalid: () => invalid,
  };
}

/** How many bytes there are without a character that is cut off at the end. */
function completeUtf8(bytes: Buffer): number {
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

/** How many bytes come before the first invalid one, by halving. */
function validUtf8(bytes: Buffer, end: number): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isUtf8(bytes.subarray(0, completeUtf8(bytes.subarray(0, middle))))) low = middle;
    else high = middle - 1;
  }
  return completeUtf8(bytes.subarray(0, low));
}

/** Bytes of the byte order mark, where there is the one of the encoding. */
function markLength(head: Buffer, encoding: TextEncoding): number {
  if (encoding === 'utf-8' && startsWith(head, 0xef, 0xbb, 0xbf)) return 3;
  if (encoding === 'utf-16le' && startsWith(head, 0xff, 0xfe)) return 2;
  return encoding === 'utf-16be' && startsWith(head, 0xfe, 0xff) ? 2 : 0;
}

function startsWith(bytes: Buffer, ...head: number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte);
}

function notText(message: string): UnreadableFile {
  return new UnreadableFile('not-text', 1, message);
}

function unknownEncoding(): UnreadableFile {
  return new UnreadableFile(
    'unknown-encoding',
    1,
    'The encoding of the file is not recognised; save it as UTF-8.',
  );
}
