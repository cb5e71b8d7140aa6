import type { ELEMENT } from './provenance.ts';

/** Litres to a cubic inch. */
const LITRES_PER_CUBIC_INCH = 0.016387064;

type Displacement = keyof Pick<typeof ELEMENT, 'displacementCC' | 'displacementCI' | 'displacementL'>;

export interface Conversion {
  /** Place among all six. */
  number: number;
  from: Displacement;
  convert(value: number): number;
  rule: string;
  /** What came out before: the same few displacements come again and again. */
  known: Map<string, string>;
}

function conversion(
  number: number,
  from: Displacement,
  rule: string,
  convert: (value: number) => number,
): Conversion {
  return { number, from, convert, rule, known: new Map() };
}

/** vPIC's six conversions of displacement, by what they lead to, in its order. */
export const CONVERSIONS = {
  toCubicInches: [
    conversion(0, 'displacementCC', 'cm³ / 16.387064', (cc) => cc / 16.387064),
    conversion(1, 'displacementL', 'litres / 0.016387064', (litres) => litres / LITRES_PER_CUBIC_INCH),
  ],
  toCubicCentimetres: [
    conversion(2, 'displacementCI', 'cubic inches × 16.387064', (ci) => ci * 16.387064),
    conversion(3, 'displacementL', 'litres × 1000', (litres) => litres * 1000),
  ],
  toLitres: [
    conversion(4, 'displacementCC', 'cm³ / 1000', (cc) => cc / 1000),
    conversion(5, 'displacementCI', 'cubic inches × 0.016387064', (ci) => ci * LITRES_PER_CUBIC_INCH),
  ],
} as const satisfies Record<string, readonly [Conversion, Conversion]>;

/** `rule: …` of each conversion, by its number. */
export const CONVERSION_RULES: readonly string[] = Object.values(CONVERSIONS)
  .flat()
  .map(({ rule }) => `rule: ${rule}`);

/** More different displacements than any table has. */
const MOST_KNOWN = 20_000;

/** Fourteen significant digits, as vPIC answers; empty for what is no number. */
export function converted(text: string, by: Conversion): string {
  let result = by.known.get(text);
  if (result === undefined) {
    const value = Number(text);
    result =
      text.trim() === '' || !Number.isFinite(value) ? '' : String(Number(by.convert(value).toPrecision(14)));
    if (by.known.size < MOST_KNOWN) by.known.set(text, result);
  }
  return result;
}
