import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { PartTooLarge } from '../../domain/part-too-large.ts';
import { MOST_CHARACTERS } from '../../domain/unresolved-fitments.ts';

/** What is longer is deflated, to a tenth of it or so: a document has 16 MB, and one part may have a file's rows. */
export type StoredText = string | Buffer;

const PLAIN = 256 * 1024;
const MOST = 3.5 * 1024 * 1024;
/** In characters; the events that wait are in the document as well. */
const MOST_PLAIN = 4 * 1024 * 1024;
/** A character has three bytes at most. */
const MOST_READ = 3 * MOST_CHARACTERS;

/** What is read as often as fitments are isn't deflated. @throws PartTooLarge */
export function plainText(partId: string, text: string): string {
  if (text.length > MOST_PLAIN) throw new PartTooLarge(partId);
  return text;
}

/** @throws PartTooLarge */
export function storedText(partId: string, text: string): StoredText {
  if (text.length < PLAIN) return text;
  if (text.length > MOST_CHARACTERS) throw new PartTooLarge(partId);
  const deflated = deflateRawSync(text, { level: 1 });
  if (deflated.length > MOST) throw new PartTooLarge(partId);
  return deflated;
}

/** How much of what can be stored a text takes: more than 1 for one that `storedText` refuses. */
export function fullness(text: string): number {
  const ofText = text.length / MOST_CHARACTERS;
  if (text.length < PLAIN || ofText > 1) return ofText;
  return Math.max(ofText, deflateRawSync(text, { level: 1 }).length / MOST);
}

export function textOf(stored: StoredText): string {
  if (typeof stored === 'string') return stored;
  return inflateRawSync(stored, { maxOutputLength: MOST_READ }).toString();
}
