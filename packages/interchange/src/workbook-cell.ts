import type { FaultyCell } from './record-reader.ts';
import { dateText, type NumberFormat, shaped } from './workbook-formats.ts';

/** A cell as the sheet has it. ECMA-376 part 1, 18.18.11. */
export interface RawCell {
  /** `n`, `s`, `str`, `inlineStr`, `b`, `e` or `d`. */
  type: string;
  text: string;
  format: NumberFormat;
  /** What the spreadsheet calls it: `D7`. */
  name: string;
}

export interface CellContext {
  sharedString: (index: number) => string | undefined;
  since1904: boolean;
}

/** Spreadsheets keep fifteen digits of a number. */
const DIGITS = 15;

/** The text of a cell, as a person reads it; a formula's is the value that was last computed. */
export function cellText({ type, text, format, name }: RawCell, context: CellContext): string | FaultyCell {
  switch (type) {
    case 's': {
      const shared = /^\d{1,9}$/.test(text.trim()) ? context.sharedString(Number(text)) : undefined;
      if (shared !== undefined) return shared;
      return text === '' ? '' : { shown: text, message: 'The cell’s text isn’t in the workbook.' };
    }
    case 'str':
    case 'inlineStr':
      return unescaped(text);
    case 'b':
      return text.trim() === '1' ? 'true' : 'false';
    case 'e':
      return { shown: text, message: `The cell holds an error of the spreadsheet, ${text.slice(0, 40)}.` };
    case 'd':
      return text.trim() === '' ? '' : dateCell(text.trim(), name);
    default:
      return numberText(text.trim(), { format, name }, context);
  }
}

function numberText(
  text: string,
  { format, name }: Pick<RawCell, 'format' | 'name'>,
  { since1904 }: CellContext,
): string | FaultyCell {
  if (text === '') return '';
  const value = Number(text);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value))
    return { shown: text, message: 'The cell is marked as a number and isn’t one.' };
  if (format.kind === 'date') {
    const date = dateText(value, format, since1904);
    return date === undefined ? plainNumber(value) : dateCell(date, name);
  }
  if (Math.abs(value) >= 10 ** DIGITS) {
    const message = `The spreadsheet keeps ${DIGITS} digits of a number: this one has lost some. Format the column as text.`;
    return { shown: text, message };
  }
  const plain = plainNumber(value);
  if (format.kind === 'padded' && /^\d+$/.test(plain)) return shaped(plain, format.shape);
  if (format.kind !== 'scientific') return plain;
  const message =
    'The spreadsheet has read a number with an exponent here. If it was a code such as 1E05, format the column as text.';
  return { shown: value.toExponential(), message, number: plain };
}

/** Of a number such as `3-1` a spreadsheet makes the first of March as it is typed, and keeps nothing of what it was. */
function dateCell(date: string, name: string): FaultyCell {
  const [, month, day] = /^\d+-(\d\d)-(\d\d)/.exec(date) ?? [];
  const typed = new Set([`${Number(month)}-${Number(day)}`, `${month}-${day}`]);
  const such = month === undefined ? '' : ` such as ${[...typed].join(' or ')}`;
  const message = `The spreadsheet keeps a date in cell ${name}. If it was a number${such}, format the column as text and enter it again.`;
  return { shown: date, message, date };
}

/** Without an exponent, and without the noise beyond the digits that are kept. */
function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(DIGITS));
  const text = String(rounded + 0);
  if (!text.includes('e')) return text;
  return Math.abs(rounded) < 1 ? rounded.toFixed(20).replace(/\.?0+$/, '') : text;
}

/** `_x000D_` stands for a character that XML doesn't take: 22.4.2.4 of ECMA-376 part 1. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;
}
