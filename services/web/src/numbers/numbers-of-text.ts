import { isLikeNumber, isPrice, type NumberColumns, numberColumns } from './number-columns.ts';
import { quantityAlone, quantityOfCell, quantityOfText, type Wanted } from './quantity-of-text.ts';
import { rowsOfText } from './rows-of-text.ts';

/** As many as POST /v1/numbers/lookup takes; a line of it may hold several still. */
export const MAX_NUMBERS = 1_000;
export const MAX_GUEST_NUMBERS = 100;
const MAX_LENGTH = 200;
/** More lines than any list has, and as much as the page reads of a file. */
const MAX_LINES = 20_000;

export interface ListedNumber extends Wanted {
  number: string;
}

export interface NumberList {
  numbers: ListedNumber[];
  /** Lines with words and no number, as they stand in the list. */
  left: string[];
}

/** Comma, semicolon and the like end a number in whatever width; a slash may belong to it. */
const PIECES = /[,;、|]+/;
const YEAR = /^(?:19|20)\d{2}$/;
const ORDINAL_SIGN = /^\s*[\u2460-\u249b\u2776-\u2793]\s*/;
const ORDINAL = /^\s*\(?(\d{1,3})(?:[)、]\s*|\.\s+)(?=\S)/;
const ORDINAL_DOT = /^\s*(\d{1,3})\.(?=\S)/;
/** A number among words: letters and digits, with what groups them. */
const AMONG_WORDS = /[A-Za-z0-9][A-Za-z0-9 ./_\p{Dash}]*[A-Za-z0-9]|\d/gu;

/**
 * The numbers of a list as people paste it: from a chat, with `、` or full-width punctuation, numbered lines and words around; from a
 * spreadsheet, with headings and counts in columns; from a CSV. Each with how many are wanted, where that is told.
 */
export function numbersOf(text: string): NumberList {
  const plain = text.replace(/^\ufeff/, '').replace(/\r\n|[\r\u2028\u2029]/g, '\n');
  for (const delimiter of ['\t', ';', ',']) {
    if (!plain.includes(delimiter)) continue;
    const rows = rowsOfText(plain, delimiter).slice(0, MAX_LINES);
    const cells = rows.map((row) => row.map(cellText));
    const columns = numberColumns(cells, { isSentence: delimiter !== '\t' });
    if (columns !== undefined)
      return numbersOfTable(cells, columns, (at) => (rows[at] ?? []).join(delimiter));
  }
  const lines = plain
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, MAX_LINES);
  const dotted = countsByDots(lines);
  return listOf(
    lines.map((line) => ofLine(withoutOrdinal(line.replaceAll('\t', ','), dotted))),
    (at) => lines[at] ?? '',
  );
}

/** Each row is looked at a number of times that doesn't depend on how many there are. */
export function numbersOfTable(
  rows: readonly (readonly string[])[],
  columns: NumberColumns,
  asGiven: (at: number) => string,
): NumberList {
  return listOf(
    // What names the columns has no number.
    rows.map((cells, at) => {
      if (at === columns.head) return undefined;
      return cells.length > 1 ? ofRow(cells, columns) : ofLine(withoutOrdinal(asGiven(at), false));
    }),
    asGiven,
  );
}

function listOf(found: readonly (ListedNumber[] | undefined)[], asGiven: (at: number) => string): NumberList {
  return {
    numbers: found.flatMap((numbers) => numbers ?? []),
    left: found.flatMap((numbers, at) =>
      numbers?.length === 0 ? [asGiven(at).trim().slice(0, MAX_LENGTH)] : [],
    ),
  };
}

/** A cell of a spreadsheet or a CSV may come in quotes. */
function cellText(cell: string): string {
  return plainText(cell)
    .replace(/^"(.*)"$/s, '$1')
    .trim();
}

function plainText(text: string): string {
  return (
    text
      .normalize('NFKC')
      .replace(/[\p{Cf}\p{Cc}\u3164]/gu, ' ')
      .replace(/\p{Dash}/gu, '-')
      // Columns made of blanks; the patterns try each place of a run.
      .replace(/\s{9,}/g, ' ')
      .trim()
  );
}

function ofRow(cells: readonly string[], { number, quantity, unsure }: NumberColumns): ListedNumber[] {
  const told = quantityOfCell(cells[quantity ?? -1] ?? '');
  const isUnsure = unsure.some((at) => (cells[at] ?? '') !== '');
  return ofLine(cells[number] ?? '').map((each) => {
    if (told !== undefined) return { number: each.number, ...told };
    return isUnsure && each.quantity === null ? { ...each, unread: true } : each;
  });
}

/** Numbered as `1.90915-YZZE1`, from one on: a dot without a blank may also group a number. */
function countsByDots(lines: readonly string[]): boolean {
  const counts = lines.map((line) => Number(ORDINAL_DOT.exec(plainText(line))?.[1]));
  return lines.length > 1 && counts.every((count, at) => count === at + 1);
}

function withoutOrdinal(line: string, dotted: boolean): string {
  const plain = plainText(line.replace(ORDINAL_SIGN, ''));
  const rest = plain.replace(dotted ? ORDINAL_DOT : ORDINAL, '');
  // `123、456` are two numbers: what is left has to be one by itself.
  return /\d/.test(rest) ? rest : plain;
}

function ofLine(line: string): ListedNumber[] {
  const found: ListedNumber[] = [];
  for (const piece of plainText(line).split(PIECES)) {
    const last = found.at(-1);
    const alone = quantityAlone(piece);
    const isCount = alone !== undefined && (piece.trim().length <= 3 || !/^\s*\d+\s*$/.test(piece));
    if (isCount && last !== undefined && last.quantity === null) Object.assign(last, alone);
    // What a number costs is none.
    else if (last === undefined || !isPrice(piece)) found.push(...ofPiece(piece));
  }
  return found;
}

function ofPiece(piece: string): ListedNumber[] {
  const { text, ...wanted } = quantityOfText(piece.replace(/^["'\s]+|(?:(?<!\*)["'\s:.。!！?？])+$/g, ''));
  const numbers = /(?![A-Za-z])\p{L}/u.test(text) ? amongWords(text) : partedByBlanks(text);
  return numbers
    .map((number) => number.trim().slice(0, MAX_LENGTH))
    .filter((number) => /\d/.test(number) && /[A-Za-z0-9]{2}|\d.*\d/.test(number))
    .map((number) => ({ number, ...wanted }));
}

/** Of `机油格 90915-YZZE1 丰田` the middle; a year or an engine size is none. */
function amongWords(text: string): string[] {
  const runs = (text.match(AMONG_WORDS) ?? []).filter((run) => /\d/.test(run) && !YEAR.test(run.trim()));
  const like = runs.filter((run) => isLikeNumber(run) && !/^\d+(?:\.\d+)?[LT]$/i.test(run.trim()));
  if (like.length > 0) return like.flatMap(partedByBlanks);
  return runs.filter((run) => /^[A-Za-z]/.test(run) && run.length >= 2).slice(0, 1);
}

/** `90915-YZZE1 04152-YZZA1` are two: each is as long as a number. `1K0 805 903 J` is one in groups. */
function partedByBlanks(text: string): string[] {
  const tokens = text.split(/\s+/).filter((token) => token !== '');
  const isOne = (token: string) => /\d/.test(token) && token.replace(/[^A-Za-z0-9]/g, '').length >= 8;
  return tokens.length > 1 && tokens.every(isOne) ? tokens : [text];
}
