import { ELEMENT } from './provenance.ts';

/** Litres to a cubic inch. */
const LITRES_PER_CUBIC_INCH = 0.016387064;

interface Conversion {
  from: number;
  to: number;
  convert(value: number): number;
  rule: string;
}

const { displacementCC, displacementCI, displacementL } = ELEMENT;

/** vPIC's six conversions of displacement, in its order. */
export const CONVERSIONS: readonly Conversion[] = [
  { from: displacementCC, to: displacementCI, convert: (cc) => cc / 16.387064, rule: 'cm³ / 16.387064' },
  {
    from: displacementCI,
    to: displacementCC,
    convert: (ci) => ci * 16.387064,
    rule: 'cubic inches × 16.387064',
  },
  { from: displacementCC, to: displacementL, convert: (cc) => cc / 1000, rule: 'cm³ / 1000' },
  { from: displacementL, to: displacementCC, convert: (litres) => litres * 1000, rule: 'litres × 1000' },
  {
    from: displacementCI,
    to: displacementL,
    convert: (ci) => ci * LITRES_PER_CUBIC_INCH,
    rule: 'cubic inches × 0.016387064',
  },
  {
    from: displacementL,
    to: displacementCI,
    convert: (litres) => litres / LITRES_PER_CUBIC_INCH,
    rule: 'litres / 0.016387064',
  },
];

/** Fourteen significant digits, as vPIC answers; empty for what is no number. */
export function converted(text: string, conversion: Conversion): string {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value)
    ? ''
    : String(Number(conversion.convert(value).toPrecision(14)));
}
