/** What of a file a request asks for. */
export type AskedRange =
  | { kind: 'whole' }
  | { kind: 'part'; offset: number; length: number }
  | { kind: 'unsatisfiable' };

/**
 * A `Range` of one part in bytes (RFC 9110, 14.1.2); of several, of another unit, and behind an `If-Range` that isn't the file's
 * strong `etag` the whole is given.
 */
export function askedRange(
  { range, ifRange }: { range: string | undefined; ifRange: string | undefined },
  { bytes, etag }: { bytes: number; etag: string },
): AskedRange {
  const [, from = '', to = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/i.exec(range ?? '') ?? [];
  if ((from === '' && to === '') || (ifRange !== undefined && ifRange !== etag)) return { kind: 'whole' };
  if (from === '') {
    const length = Math.min(Number(to), bytes);
    return length === 0 ? { kind: 'unsatisfiable' } : { kind: 'part', offset: bytes - length, length };
  }
  const offset = Number(from);
  const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  if (to !== '' && Number(to) < offset) return { kind: 'whole' };
  return offset >= bytes ? { kind: 'unsatisfiable' } : { kind: 'part', offset, length: last - offset + 1 };
}
