import type { FaultyCell } from './record-reader.ts';
import { dateText, type NumberFormat, shaped } from './workbook-formats.ts';

/** A cell as the sheet has it. ECMA-376 part 1, 18.18.11. */
export interface RawCell {
  /** `n`, `s`, `str`, `inlineStr`, `b`, `e` or `d`. */
  type: string;
  text: string;
  format: NumberFormat;
}

export interface CellContext {
  sharedString: (index: number) => string | undefined;
  since1904: boolean;
}

/** Spreadsheets keep fifteen digits of a number. */
const DIGITS = 15;

/** The text of a cell, as a person reads it; a formula's is the value that was last computed. */
export function cellText({ type, text, format }: RawCell, context: CellContext): string | FaultyCell {
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
      return text.trim();
    default:
      return numberText(text.trim(), format, context);
  }
}

function numberText(text: string, format: NumberFormat, { since1904 }: CellContext): string | FaultyCell {
  if (text === '') return '';
  const value = Number(text);
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value))
    return { shown: text, message: 'The cell is marked as a number and isn’t one.' };
  if (format.kind === 'date') return dateText(value, format, since1904) ?? plainNumber(value);
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
