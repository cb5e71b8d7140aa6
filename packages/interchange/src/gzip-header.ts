const FIXED_BYTES = 10;
const DEFLATE = 8;
const [CHECKSUM, EXTRA, NAME, COMMENT, RESERVED] = [2, 4, 8, 16, 0xe0];
/** A name or a comment that has no end is none. */
const MAX_BYTES = 256 * 1024;

/** Bytes of a gzip member's header: 2.3 of RFC 1952. Undefined while it isn't whole. */
export function gzipHeaderLength(bytes: Buffer): number | 'damaged' | undefined {
  const [first = 0x1f, second = 0x8b, method = DEFLATE, flags = 0] = bytes;
  if (first !== 0x1f || second !== 0x8b || method !== DEFLATE || (flags & RESERVED) !== 0) return 'damaged';
  let length = FIXED_BYTES;
  if ((flags & EXTRA) !== 0) {
    if (bytes.length < length + 2) return undefined;
    length += 2 + bytes.readUInt16LE(length);
  }
  for (const text of [NAME, COMMENT]) {
    if ((flags & text) === 0) continue;
    const end = bytes.indexOf(0, length);
    if (end === -1) return bytes.length > MAX_BYTES ? 'damaged' : undefined;
    length = end + 1;
  }
  if ((flags & CHECKSUM) !== 0) length += 2;
  return bytes.length < length ? undefined : length;
}
