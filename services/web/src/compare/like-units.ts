/** A quantity that a catalogue states, such as `25.4` `mm`. */
interface Stated {
  value: string;
  unit: string | null;
}

/** Units that measure the same, each as so many of the first: NIST SP 811, appendix B.8. Temperatures aren't among them: they have no common zero. */
const DIMENSIONS: readonly Readonly<Record<string, number>>[] = [
  { mm: 1, cm: 10, dm: 100, m: 1_000, in: 25.4, inch: 25.4, '"': 25.4, ft: 304.8, µm: 0.001 },
  { g: 1, kg: 1_000, mg: 0.001, t: 1_000_000, lb: 453.59237, lbs: 453.59237, oz: 28.349523125 },
  { ml: 1, cc: 1, 'cm³': 1, cm3: 1, l: 1_000, 'us gal': 3_785.411784, 'us qt': 946.352946 },
  { nm: 1, n·m: 1, 'n m': 1, 'lb-ft': 1.3558179483, 'ft-lb': 1.3558179483, kgf·m: 9.80665 },
  { bar: 1, kpa: 0.01, mpa: 10, psi: 0.0689475729 },
  { v: 1, mv: 0.001, kv: 1_000 },
  { a: 1, ma: 0.001 },
  { w: 1, kw: 1_000, hp: 745.69987158, ps: 735.49875 },
  { ah: 1, mah: 0.001 },
  { ohm: 1, Ω: 1, kohm: 1_000, kΩ: 1_000 },
];
/** `MPa` and `mPa`, `Mm` and `mm` differ by a factor that nobody means here; `kΩ` is written one way. */
const FACTORS = DIMENSIONS.map(
  (units) => new Map(Object.entries(units).map(([unit, factor]) => [unitKey(unit), factor])),
);
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const MAX_DIGITS = 6;

function unitKey(unit: string): string {
  return unit.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/**
 * The same quantities in the unit of the first that has one, as far as they measure the same; what can't be told stays as it is.
 * The texts of quantities that are alike are the same: `25.40 mm`, `2.54 cm` and `1 in` are `25.4 mm`.
 */
export function inLikeUnits(stated: readonly (Stated | undefined)[]): (string | undefined)[] {
  const wanted = stated.find((each) => each?.unit != null && each.unit.trim() !== '')?.unit?.trim();
  return stated.map((each) => {
    if (each === undefined) return undefined;
    const given = each.unit?.trim() || undefined;
    const number = numberOf(each.value);
    if (number === undefined) return joined(each.value.trim(), given);
    if (wanted === undefined || given === undefined) return joined(numberText(number), given);
    const factor = factorBetween(given, wanted);
    return factor === undefined
      ? joined(numberText(number), given)
      : joined(numberText(number * factor), wanted);
  });
}

/** A decimal comma stands for a point where it can't part thousands. */
function numberOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').trim();
  if (!NUMBER.test(plain) || /,\d{3}$/.test(plain)) return undefined;
  const number = Number(plain.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

function numberText(number: number): string {
  return String(Number(number.toPrecision(MAX_DIGITS)));
}

function factorBetween(given: string, wanted: string): number | undefined {
  const [from, to] = [unitKey(given), unitKey(wanted)];
  if (from === to) return 1;
  for (const units of FACTORS) {
    const [a, b] = [units.get(from), units.get(to)];
    if (a !== undefined && b !== undefined) return a / b;
  }
  return undefined;
}

function joined(value: string, unit: string | undefined): string {
  return unit === undefined ? value : `${value} ${unit}`;
}
