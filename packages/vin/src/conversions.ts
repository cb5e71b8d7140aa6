import type { ELEMENT } from './provenance.ts';

type Displacement = keyof Pick<typeof ELEMENT, 'displacementCC' | 'displacementCI' | 'displacementL'>;

export interface Conversion {
  /** Place among all six. */
  number: number;
  from: Displacement;
  operation: 'times' | 'by';
  /** Cubic centimetres, or litres, of a cubic inch, or cubic centimetres of a litre. */
  operand: string;
  /** What came out before: the same few displacements come again and again. */
  known: Map<string, string>;
}

function conversion(
  number: number,
  from: Displacement,
  operation: Conversion['operation'],
  operand: string,
): Conversion {
  return { number, from, operation, operand, known: new Map() };
}

/** vPIC's six conversions of displacement (table Conversion), by what they lead to, in its order. */
export const CONVERSIONS = {
  toCubicInches: [
    conversion(0, 'displacementCC', 'by', '16.387064'),
    conversion(1, 'displacementL', 'by', '0.016387064'),
  ],
  toCubicCentimetres: [
    conversion(2, 'displacementCI', 'times', '16.387064'),
    conversion(3, 'displacementL', 'times', '1000'),
  ],
  toLitres: [
    conversion(4, 'displacementCC', 'by', '1000'),
    conversion(5, 'displacementCI', 'times', '0.016387064'),
  ],
} as const satisfies Record<string, readonly [Conversion, Conversion]>;

const UNITS: Record<Displacement, string> = {
  displacementCC: 'cm³',
  displacementCI: 'cubic inches',
  displacementL: 'litres',
};

/** `rule: …` of each conversion, by its number. */
export const CONVERSION_RULES: readonly string[] = Object.values(CONVERSIONS)
  .flat()
  .map(({ from, operation, operand }) => `rule: ${UNITS[from]} ${operation === 'by' ? '/' : '×'} ${operand}`);

/** Far more than any table has different displacements. */
const MOST_KNOWN = 20_000;
/** Longer ones are no displacement. */
const DECIMAL = /^(?=.{1,20}$)\d*\.?\d+$/;

const decimals = (text: string): number => text.split('.')[1]?.length ?? 0;
const digits = (text: string): bigint => BigInt(text.replace('.', ''));

/**
 * The decimals of NHTSA's database: a product has those of both factors; a quotient has the dividend's, the divisor's
 * digits and one more, six at least, and is cut off, not rounded (Transact-SQL, "Precision, scale, and length").
 */
function calculated(text: string, { operation, operand }: Conversion): string {
  const scale = decimals(text);
  let result: bigint;
  let places: number;
  if (operation === 'times') {
    places = scale + decimals(operand);
    result = digits(text) * digits(operand);
  } else {
    places = Math.max(6, scale + operand.replace(/^0?\./, '').replace('.', '').length + 1);
    result = (digits(text) * 10n ** BigInt(places + decimals(operand) - scale)) / digits(operand);
  }
  const all = result.toString().padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  const fraction = all.slice(all.length - places).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** As NHTSA answers, but for zeros at the end; empty for what is no number. */
export function converted(text: string, by: Conversion): string {
  let result = by.known.get(text);
  if (result === undefined) {
    result = DECIMAL.test(text.trim()) ? calculated(text.trim(), by) : '';
    if (by.known.size < MOST_KNOWN) by.known.set(text, result);
  }
  return result;
}
