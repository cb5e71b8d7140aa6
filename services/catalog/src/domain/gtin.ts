const LENGTHS = new Set([8, 12, 13, 14]);

/**
 * Digits of a GTIN-8, -12, -13 or -14 whose check digit is right (GS1 General Specifications, 7.9.1), without blanks and
 * hyphens; undefined for anything else.
 */
export function readGtin(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const digits = text.normalize('NFKC').replace(/[\s-]/g, '');
  if (!LENGTHS.has(digits.length) || !/^\d+$/.test(digits)) return undefined;
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const weight = (digits.length - i) % 2 === 0 ? 3 : 1;
    sum += weight * Number(digits[i]);
  }
  return sum % 10 === 0 ? digits : undefined;
}
