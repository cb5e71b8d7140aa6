/** A quantity that a catalogue states, such as `25.4` `mm`. */
interface Stated {
  value: string;
  unit: string | null;
}

/** What a cell shows, and what it is compared by: the same of quantities that are exactly alike, and of no others. */
interface LikeUnits {
  text: string;
  same: string;
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
/** What begins with a nought that counts nothing, or is longer than anything that is measured, is a code: `0986`. */
const NUMBER = /^[+-]?(?:0|[1-9]\d{0,14})(?:[.,]\d{1,15})?$/;
/** Of what was converted; what is stated is shown as it is stated. */
const MAX_DIGITS = 6;

function unitKey(unit: string): string {
  return unit.normalize('NFKC').trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/**
 * The same quantities, shown in the unit of the first that has one as far as they measure the same: beside `25.40 mm`, `1 in` is
 * `25.4 mm`. What has no unit is a text, as it may be an approval number or a code. They are compared exactly, whatever is shown.
 */
export function inLikeUnits(stated: readonly (Stated | undefined)[]): (LikeUnits | undefined)[] {
  const wanted = stated.find((each) => each?.unit != null && each.unit.trim() !== '')?.unit?.trim();
  const likes = stated.map((each) => {
    if (each === undefined) return undefined;
    const unit = each.unit?.trim() || undefined;
    const value = each.value.trim();
    const given = unit === undefined ? value : `${value} ${unit}`;
    const number = unit === undefined ? undefined : numberOf(value);
    if (unit === undefined || wanted === undefined || number === undefined)
      return { text: given, same: given.normalize('NFKC').toLowerCase(), given };
    const factor = factorBetween(unit, wanted);
    const text =
      factor === undefined || factor === 1
        ? given
        : `${Number((Number(number) * factor).toPrecision(MAX_DIGITS))} ${wanted}`;
    return { text, same: exactly(number, unit), given };
  });
  return likes.map((like) => {
    if (like === undefined) return undefined;
    // What rounding alone makes alike doesn't look alike.
    const seemsSame = likes.some((other) => other?.text === like.text && other.same !== like.same);
    return { text: seemsSame ? like.given : like.text, same: like.same };
  });
}

/** With a point for a decimal comma, where that can't part thousands. */
function numberOf(text: string): string | undefined {
  const plain = text.normalize('NFKC');
  return NUMBER.test(plain) && !/,\d{3}$/.test(plain) ? plain.replace(',', '.') : undefined;
}

/** A quantity in the first unit of its dimension, without the errors of floating point. */
function exactly(number: string, unit: string): string {
  const key = unitKey(unit);
  const at = FACTORS.findIndex((units) => units.has(key));
  const [a, b] = [decimalOf(number), decimalOf(String(FACTORS[at]?.get(key) ?? 1))];
  let [digits, places] = [a.digits * b.digits, a.places + b.places];
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return `${digits}/${places} ${at < 0 ? key : at}`;
}

function decimalOf(number: string): { digits: bigint; places: number } {
  const [whole = '', fraction = ''] = number.replace('+', '').split('.');
  return { digits: BigInt(whole + fraction), places: fraction.length };
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
