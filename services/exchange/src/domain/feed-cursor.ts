import { createHash } from 'node:crypto';
import { CursorInvalid } from './errors.ts';
import { FEED_TYPES, type FeedType } from './feed-change.ts';

/** How far a reader has come. */
export interface FeedPosition {
  types: readonly FeedType[];
  /** What the feed's storage called the time between two of its starts in which the cursor was given. */
  generation: string;
  /** All changes up to here are read. */
  sequence: number;
  /** What was gone by then the reader has never seen: it began after that. */
  began: number;
}

/** Who reads which feed: what a cursor is good for. */
export interface CursorScope {
  /** 16 hexadecimal digits. */
  storeId: string;
  tenant: string;
}

const FORM = 1;
const CHECKED = 1 + 8 + 8 + 1 + 8 + 6 + 6;
const BYTES = CHECKED + 4;

/** Opaque to its reader. `generation` has 16 hexadecimal digits. */
export function cursorWriter(
  scope: CursorScope,
  { types, generation, began }: Omit<FeedPosition, 'sequence'>,
): (sequence: number) => string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUInt8(FORM, 0);
  bytes.write(scope.storeId, 1, 'hex');
  readerTag(scope).copy(bytes, 9);
  bytes.writeUInt8(maskOf(types), 17);
  bytes.write(generation, 18, 'hex');
  bytes.writeUIntBE(began, 26, 6);
  return (sequence) => {
    bytes.writeUIntBE(sequence, 32, 6);
    checksum(bytes).copy(bytes, CHECKED);
    return bytes.toString('base64url');
  };
}

/** @throws CursorInvalid for what was not given to this reader by this feed */
export function readCursor(scope: CursorScope, cursor: string): FeedPosition {
  const bytes = /^[A-Za-z0-9_-]{56}$/.test(cursor) ? Buffer.from(cursor, 'base64url') : Buffer.alloc(0);
  if (
    bytes.length !== BYTES ||
    bytes.readUInt8(0) !== FORM ||
    !checksum(bytes).equals(bytes.subarray(CHECKED)) ||
    bytes.toString('hex', 1, 9) !== scope.storeId ||
    !readerTag(scope).equals(bytes.subarray(9, 17))
  )
    throw new CursorInvalid();
  const types = FEED_TYPES.filter((_, at) => (bytes.readUInt8(17) & (1 << at)) !== 0);
  return {
    types,
    generation: bytes.toString('hex', 18, 26),
    began: bytes.readUIntBE(26, 6),
    sequence: bytes.readUIntBE(32, 6),
  };
}

/** So that a cursor which was cut or mistyped is found out. */
function checksum(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(0, CHECKED)).digest().subarray(0, 4);
}

/** Tells readers apart without naming them. */
function readerTag({ storeId, tenant }: CursorScope): Buffer {
  return createHash('sha256').update(`${storeId} ${tenant}`).digest().subarray(0, 8);
}

function maskOf(types: readonly FeedType[]): number {
  return FEED_TYPES.reduce((mask, type, at) => (types.includes(type) ? mask | (1 << at) : mask), 0);
}
