const BETWEEN_THOUSANDS = { ',': "[.'’\\s]", '.': "[,'’\\s]" } as const;
const FORMS = {
  ',': new RegExp(`^([+-]?)(\\d{1,3}(?:${BETWEEN_THOUSANDS[',']}\\d{3})+|\\d+)(?:,(\\d+))?$`),
  '.': new RegExp(`^([+-]?)(\\d{1,3}(?:${BETWEEN_THOUSANDS['.']}\\d{3})+|\\d+)(?:\\.(\\d+))?$`),
};

/**
 * `1.234,50` with a decimal comma is `1234.50`, and `1.500` is 1500. What can't be written like that comes out as it is: `12.5`
 * means the same everywhere. `typed`: a number may also come from a cell that holds one, whose text has a point whatever the
 * file is like, so that only a comma tells of the sign.
 */
export function plainDecimal(text: string, decimal: ',' | '.', typed: boolean): string {
  if (typed && decimal === ',' && !text.includes(',')) return text;
  const match = FORMS[decimal].exec(text.normalize('NFKC').trim());
  if (match === null) return text;
  const [, sign = '', whole = '', fraction] = match;
  const digits = whole.replace(/\D/g, '');
  return fraction === undefined ? sign + digits : `${sign}${digits}.${fraction}`;
}
