/** What a number format makes of a number, as far as its meaning goes. ECMA-376 part 1, 18.8.30 and 18.8.31. */
export type NumberFormat =
  | { kind: 'plain' }
  | { kind: 'scientific' }
  /** `00000`: zeros in front. */
  | { kind: 'padded'; shape: CodeShape }
  /** To the day, month or year, with or without a time; or a time alone. */
  | { kind: 'date'; to: 'year' | 'month' | 'day' | 'none'; time: boolean };

/** A digit for each `null`, and what is shown before and between them. */
export type CodeShape = readonly (string | null)[];

const PLAIN: NumberFormat = { kind: 'plain' };
const DAY: NumberFormat = { kind: 'date', to: 'day', time: false };
const MONTH: NumberFormat = { kind: 'date', to: 'month', time: false };
const TIME: NumberFormat = { kind: 'date', to: 'none', time: true };

/** Formats that files name by number alone; 27 to 36 and 50 to 58 are dates of Chinese, Japanese and Korean versions. */
export function builtInFormat(id: number): NumberFormat {
  if (id === 11 || id === 48) return { kind: 'scientific' };
  if (id === 17) return MONTH;
  if (id === 22) return { kind: 'date', to: 'day', time: true };
  if ((id >= 14 && id <= 16) || (id >= 27 && id <= 31) || (id >= 50 && id <= 58) || id === 36) return DAY;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return TIME;
  return PLAIN;
}

export function customFormat(code: string): NumberFormat {
  // Quoted texts, escaped characters and conditions say nothing; what follows the first `;` is for other signs.
  const bare = code.replace(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?/g, '').split(';')[0] ?? '';
  if (/e[+-]/i.test(bare)) return { kind: 'scientific' };
  const shape = shapeOf(code);
  if (shape !== undefined) return { kind: 'padded', shape };
  if (!/[ymdhs]/i.test(bare) || /general/i.test(bare)) return PLAIN;
  const [year, month, day, time] = [/y/i, /m/i, /d/i, /[hs]/i].map((part) => part.test(bare));
  if (day) return { kind: 'date', to: 'day', time: time === true };
  if (year) return { kind: 'date', to: month ? 'month' : 'year', time: time === true };
  if (time) return TIME;
  return month ? MONTH : PLAIN;
}

const TOKEN = /"([^"]*)"|\\(.)|([- ])|(0)|\[\$?-?[A-Za-z0-9]+\]|_.|(.)/gy;
/** What may be part of a code; currencies and the like aren't. */
const OF_CODES = /^[A-Za-z0-9._/ -]*$/;

/**
 * Of `00000`, `00000-00000` and `"KD-"0000`, in which codes are kept as numbers: what stands before and between the digits is part of the
 * code, what stands behind them is a unit. Undefined of any other format.
 */
function shapeOf(code: string): CodeShape | undefined {
  const shape: (string | null)[] = [];
  let digits = 0;
  let end = 0;
  for (const [, quoted, escaped, plain, zero, other] of (code.split(';')[0] ?? '').matchAll(TOKEN)) {
    if (other !== undefined) return undefined;
    const shown = quoted ?? escaped ?? plain ?? '';
    if (zero === undefined) shape.push(OF_CODES.test(shown) ? shown : '');
    else {
      digits += 1;
      end = shape.push(null);
    }
  }
  return digits < 2 || digits > 40 ? undefined : shape.slice(0, end);
}

/** Digits put into a shape from its end; those that it has no place for come before its first. */
export function shaped(digits: string, shape: CodeShape): string {
  let places = shape.filter((each) => each === null).length;
  const left = digits.padStart(places, '0');
  let end = left.length;
  let text = '';
  for (const each of [...shape].reverse()) {
    if (each !== null) {
      text = each + text;
      continue;
    }
    places -= 1;
    const from = places === 0 ? 0 : end - 1;
    text = left.slice(from, end) + text;
    end = from;
  }
  return text;
}

const DAY_MS = 86_400_000;
/** The first serial that no workbook has: 10000-01-01. */
const LAST_SERIAL = 2_958_466;

/**
 * A serial date as text in ISO 8601. In the 1900 system serial 60 is a 29 February that never was: 18.17.4.1.
 * Undefined for what is no date.
 */
export function dateText(
  serial: number,
  { to, time }: Extract<NumberFormat, { kind: 'date' }>,
  since1904: boolean,
): string | undefined {
  if (!(serial >= 0) || serial >= LAST_SERIAL) return undefined;
  const days = since1904 ? serial : serial - (serial < 60 ? 1 : 2);
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1900, 0, 1);
  // To the second: fractions of a day are not exact.
  const iso = new Date(epoch + Math.round((days * DAY_MS) / 1_000) * 1_000).toISOString();
  const [date = '', clock = ''] = [iso.slice(0, 10), iso.slice(11, 19)];
  if (to === 'none') return clock;
  const text = to === 'year' ? date.slice(0, 4) : to === 'month' ? date.slice(0, 7) : date;
  return time && clock !== '00:00:00' ? `${date}T${clock}` : text;
}
