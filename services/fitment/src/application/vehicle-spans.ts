import { simplified } from '@qipei/han';

export interface Unit {
  start: number;
  end: number;
}

/** A Chinese character, or a word of letters and digits. */
const UNIT = /\p{Script=Han}|[[\p{L}\p{N}]--\p{Script=Han}]+/gv;

export function unitsOf(text: string): Unit[] {
  return [...text.matchAll(UNIT)].map(({ index, 0: unit }) => ({ start: index, end: index + unit.length }));
}

interface YearSpan extends Unit {
  from: number;
  to: number;
}

const FULL_YEAR = String.raw`(?:19[5-9]|20[0-4])\d`;
const YEARS = new RegExp(
  String.raw`(?<![\d.])(${FULL_YEAR})(?:\s?(?:[-–~]|至|到)\s?(${FULL_YEAR}|\d\d)(?![\d.]))?\s?(?:年款|款|年)?(?!\d|\.\d)`,
  'gu',
);
/** `08款`, `14-18款`: without the word behind them two digits are anything. */
const SHORT_YEARS = /(?<![\d.])(\d\d)(?:\s?(?:[-–~]|至|到)\s?(\d\d))?\s?(?:年款|款|年)/gu;

export function yearsIn(given: string): YearSpan[] {
  const text = simplified(given);
  const found = [...text.matchAll(YEARS), ...text.matchAll(SHORT_YEARS)].map((match): YearSpan => {
    const from = fullYear(match[1] ?? '');
    const to = match[2] === undefined ? from : fullYear(match[2]);
    return {
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      from: Math.min(from, to),
      to: Math.max(from, to),
    };
  });
  return found.filter(
    ({ start }, at) => found.findIndex((other) => start >= other.start && start < other.end) === at,
  );
}

function fullYear(digits: string): number {
  const number = Number(digits);
  if (digits.length > 2) return number;
  return number < 50 ? 2000 + number : 1900 + number;
}

interface DisplacementSpan extends Unit {
  /** Litres with one decimal. */
  litres: string;
}

/** `2.0`, `1.8T`, `2.4L`, `1.5升`, `1.4TSI`. */
const DISPLACEMENT =
  /(?<![\d.A-Za-z])([0-8]\.\d)\s?(?:升|(?:TSI|TFSI|TDI|FSI|GDI|L|T|I)(?![A-Za-z0-9]))?(?![\d.A-Za-z])/giu;

export function displacementsIn(text: string): DisplacementSpan[] {
  return [...text.matchAll(DISPLACEMENT)].map((match) => ({
    start: match.index,
    end: match.index + match[0].trimEnd().length,
    litres: match[1] ?? '',
  }));
}
