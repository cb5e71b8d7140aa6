// What stands in a link may be typed, cut or forged: what isn't sound is left out, and never carried on.

/** The longest query that the API takes. */
export const MAX_QUERY = 512;

/** A text of at most so many characters without control characters. */
export function text(value: unknown, max: number): string | undefined {
  // The router reads `?q=123` as a number.
  const given = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof given !== 'string' || given.trim() === '' || given.length > max || /\p{Surrogate}/u.test(given))
    return undefined;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  return /[\u0000-\u001f\u007f]/.test(given) ? undefined : given;
}

/** A query; of one that is too long so much that it still is, which its view tells: left out, everything would be found. */
export function queryText(value: unknown): string | undefined {
  const whole = text(value, Number.POSITIVE_INFINITY);
  if (whole === undefined || whole.length <= MAX_QUERY) return whole;
  // No half of a pair.
  return whole.slice(0, MAX_QUERY + 2).replace(/[\ud800-\udbff]$/, '');
}

export function wholeNumber(value: unknown, min: number, max: number): number | undefined {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max
    ? number
    : undefined;
}

export function oneOf<T extends string>(value: unknown, known: readonly T[]): T | undefined {
  return known.find((each) => each === value);
}

/** Plain strings: a part number of digits must come back with all of them. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query === '' ? '' : `?${query}`;
}

/** A path on this very origin, where one may be sent on to; everything that a browser could take for another host is none. */
export function ownPath(value: unknown): string | undefined {
  const path = text(value, 1_000);
  if (path === undefined || !/^\/(?![/\\])/.test(path) || path.includes('\\')) return undefined;
  try {
    const url = new URL(path, 'https://own.invalid');
    return url.origin === 'https://own.invalid' && !url.pathname.startsWith('//') ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * What a view takes from its link. The router lays it over what stands there, so what was refused has to be said, as
 * undefined: left out, it would come through as it was.
 */
export function takenFrom<T extends Record<string, unknown>>(search: T): { [K in keyof T]?: T[K] } {
  return search;
}
