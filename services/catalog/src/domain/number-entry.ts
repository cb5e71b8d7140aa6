import {
  foldPartNumber,
  generalKey,
  MAX_FIELD_LENGTH,
  MAX_NUMBER_LENGTH,
  readNumberField,
  standsForNone,
} from '@qipei/part-number';
import { datesFit, splitDates } from './edge-dates.ts';
import { guessedNumber, isGuessed } from './guessed-number.ts';
import { brandKey, numberSpace } from './number-space.ts';
import type { NumberKind, PartNumber } from './part.ts';
import type { RowFaults } from './row-faults.ts';
import { typedBeforeDate } from './typed-before-date.ts';

export const MAX_BRAND_LENGTH = 100;
/** What is less sure to be a number of its own is told of and not kept: the ends of a range. */
const KEPT_FROM = 0.6;
/** `4.15237E+09`: what a spreadsheet shows of a long number, and writes when it saves the sheet as text. No maker has a plus in a number. */
const WITH_EXPONENT = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/** `number` of `make`; undefined after a fault was added. */
export function readNumber(
  column: string,
  number: string,
  make: string,
  kind: NumberKind,
  faults: RowFaults,
): PartNumber | undefined {
  if (number.length > MAX_NUMBER_LENGTH) {
    faults.add(
      column,
      'too-long',
      number,
      `The number has ${number.length} characters; ${MAX_NUMBER_LENGTH} are allowed.`,
    );
    return undefined;
  }
  if (number.includes('+') && WITH_EXPONENT.test(number.trim())) {
    const message =
      'A spreadsheet has written the number with an exponent, and its digits are lost. Format the column as text, and enter it again.';
    faults.add(column, 'malformed', number, message);
    return undefined;
  }
  const wasTyped = typedBeforeDate(number);
  if (wasTyped !== undefined) {
    const message = `A spreadsheet has made a date of the number, which may have been ${wasTyped}. Format the column as text, and enter it again.`;
    faults.add(column, 'made-a-date', number, message);
    return undefined;
  }
  if (kind === 'own' && standsForNone(number)) {
    faults.add(column, 'malformed', number, `'${number.trim()}' stands for no number; a part needs one.`);
    return undefined;
  }
  const read = fold(number, make, kind);
  if (read === undefined) faults.add(column, 'malformed', number, 'A number needs a letter A-Z or a digit.');
  return read;
}

const MAX_CACHED = 20_000;
const cache = new Map<string, PartNumber>();

/** Parts that follow each other in a file mostly share their OE numbers. The numbers given are shared: never write to one. */
function fold(number: string, make: string, kind: NumberKind): PartNumber | undefined {
  const name = `${kind}\0${make}\0${number}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const folded = foldPartNumber(number, make === '' ? undefined : make);
  if (folded === null) return undefined;
  const { raw, display, key, rule, confidence } = folded;
  const read = { raw, display, key, make, kind, rule, confidence, validFrom: '', validUntil: '' };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(name, read);
  return read;
}

/** `Make:number` into its halves; the make is empty where there is no colon. */
export function splitMake(entry: string): { make: string; number: string } {
  const at = entry.search(/[:：]/);
  return at === -1
    ? { make: '', number: entry.trim() }
    : { make: entry.slice(0, at).trim(), number: entry.slice(at + 1).trim() };
}

/**
 * The numbers of a list such as `Volkswagen:06A 115 561 B@2019..2024-06`, each once, and as it is surest. OE entries may hold
 * several numbers of the make, and such as have to be completed; numbers of brands keep their slashes (`W 712/75`).
 */
export function readNumbers(
  column: string,
  entries: readonly string[],
  kind: Exclude<NumberKind, 'own'>,
  faults: RowFaults,
): PartNumber[] {
  const numbers = new Map<string, PartNumber>();
  for (const entry of entries) {
    const { text, ...dates } = splitDates(entry);
    const { make, number } = splitMake(text);
    if (!makeFits(column, entry, make, kind, faults) || !datesFit(column, entry, dates, faults)) continue;
    if (standsForNone(number)) continue;
    const read =
      kind === 'oe' && typedBeforeDate(number) === undefined
        ? readOeEntry(column, { entry, number, make }, faults)
        : [readNumber(column, number, make, kind, faults)];
    for (const each of read) {
      if (each === undefined) continue;
      const identity = `${numberSpace(make)}:${each.key}`;
      const known = numbers.get(identity);
      if (known !== undefined && !(isGuessed(known) && !isGuessed(each))) continue;
      numbers.set(identity, dates.validFrom === '' && dates.validUntil === '' ? each : { ...each, ...dates });
    }
  }
  return [...numbers.values()];
}

function readOeEntry(
  column: string,
  { entry, number, make }: { entry: string; number: string; make: string },
  faults: RowFaults,
): (PartNumber | undefined)[] {
  const pieces = readNumberField(number, make);
  if (pieces.length === 0) {
    // Only texts that stand for none are left out of what has letters or digits; the rest is reported as it stands.
    const onlyNone = number.length <= MAX_FIELD_LENGTH && generalKey(number) !== '';
    return onlyNone ? [] : [readNumber(column, number, make, 'oe', faults)];
  }
  if (pieces.some(({ confidence }) => confidence < KEPT_FROM)) {
    const message = 'A range tells its ends and not which numbers lie between: write out each number.';
    faults.add(column, 'malformed', entry, message);
    return [];
  }
  return pieces.map((piece) => {
    const read = readNumber(column, piece.text, make, 'oe', faults);
    return read && guessedNumber(read, piece);
  });
}

function makeFits(column: string, entry: string, make: string, kind: NumberKind, faults: RowFaults): boolean {
  if (make.length > MAX_BRAND_LENGTH) {
    faults.add(column, 'too-long', entry, `A make or brand has no more than ${MAX_BRAND_LENGTH} characters.`);
    return false;
  }
  if (brandKey(make) !== '' || (kind === 'oe' && make === '')) return true;
  faults.add(
    column,
    'malformed',
    entry,
    kind === 'oe'
      ? 'The make before the colon has no letter or digit.'
      : 'A number under another brand is written Brand:number.',
  );
  return false;
}
