import { type FieldNumber, foldPartNumber, readNumberField } from '@qipei/part-number';
import type { PartNumber } from './part.ts';

/** From here on it counts as given that a piece of a field is a number, as one behind a slash of a make whose numbers have none. */
const GIVEN_FROM = 0.9;
/** Between the rule that folded a number and how it was taken from what was received: `toyota-5-5+shared-prefix`. */
const MARK = '+';

/**
 * A number as it was taken from its field. One that was completed or guessed keeps what was received as `raw`, is as much less
 * sure, and says in its rule how it came to be.
 */
export function guessedNumber(read: PartNumber, { given, from, confidence }: FieldNumber): PartNumber {
  if (confidence >= GIVEN_FROM) return read;
  return {
    ...read,
    raw: given,
    rule: `${read.rule}${MARK}${from}`,
    confidence: product(read.confidence, confidence),
  };
}

export function isGuessed({ rule }: Pick<PartNumber, 'rule'>): boolean {
  return rule.includes(MARK);
}

/** The rule that folded a number, and why it was guessed; undefined where it wasn't. */
export function guessOf({
  rule,
  raw,
  make,
}: PartNumber): { rule: string; piece: FieldNumber | undefined } | undefined {
  const at = rule.indexOf(MARK);
  if (at === -1) return undefined;
  const from = rule.slice(at + MARK.length);
  return { rule: rule.slice(0, at), piece: readNumberField(raw, make).find((piece) => piece.from === from) };
}

/** What was completed, folded by the rules of today: never surer than it was where what was received no longer tells. */
export function refoldedGuess(number: PartNumber): PartNumber {
  const from = number.rule.slice(number.rule.indexOf(MARK));
  const folded = foldPartNumber(number.display, number.make === '' ? undefined : number.make);
  if (folded === null) return number;
  const { display, key, rule } = folded;
  const piece = guessOf(number)?.piece;
  const confidence =
    piece === undefined
      ? Math.min(number.confidence, folded.confidence)
      : product(folded.confidence, piece.confidence);
  return { ...number, display, key, rule: rule + from, confidence };
}

function product(a: number, b: number): number {
  return Math.round(a * b * 1_000) / 1_000;
}
