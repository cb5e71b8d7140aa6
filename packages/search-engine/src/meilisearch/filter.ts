/** A filter expression that can stand beside AND, OR and NOT as it is. Keys need no escaping: they hold no quote. */
export type Filter = string;

/** No key of a reader is written so. */
export const NOTHING: Filter = 'r = "="';

export function equal(attribute: string, key: string): Filter {
  return `${attribute} = "${key}"`;
}

export function startsWith(attribute: string, beginning: string): Filter {
  return `${attribute} STARTS WITH "${beginning}"`;
}

export function oneOf(attribute: string, keys: readonly string[]): Filter {
  const [only] = keys;
  if (only === undefined) return NOTHING;
  return keys.length === 1
    ? equal(attribute, only)
    : `${attribute} IN [${keys.map((key) => `"${key}"`).join(', ')}]`;
}

export function allOf(filters: readonly Filter[]): Filter {
  return filters.length === 1 ? (filters[0] ?? NOTHING) : `(${filters.join(' AND ')})`;
}

export function anyOf(filters: readonly Filter[]): Filter {
  const different = [...new Set(filters)];
  if (different.length === 0) return NOTHING;
  return different.length === 1 ? (different[0] ?? NOTHING) : `(${different.join(' OR ')})`;
}

export function noneOf(filters: readonly Filter[]): Filter {
  return `(NOT ${anyOf(filters)})`;
}

/** Bounds of a number; without any the number has to be there. */
export function between(attribute: string, min = -Infinity, max = Infinity): Filter {
  if (min === Infinity || max === -Infinity) return NOTHING;
  const bounds: Filter[] = [];
  if (min !== -Infinity) bounds.push(`${attribute} >= "${min}"`);
  if (max !== Infinity) bounds.push(`${attribute} <= "${max}"`);
  return bounds.length === 0 ? `${attribute} EXISTS` : allOf(bounds);
}
