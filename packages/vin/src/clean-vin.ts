/** Longer input is cut: whatever follows, it isn't a VIN. */
const MOST_RAW = 256;
const MOST_CLEAN = 64;

/** Blanks, dashes and invisible marks that people and programs put between the characters. */
const BETWEEN = /[\s\p{Pd}\p{Cf}\p{Cc}\u2212.·・]+/gu;
const PLAIN = /^[A-HJ-NPR-Z0-9]{17}$/;

/**
 * One spelling for a VIN: NFKC (full-width letters), upper case, no blanks or dashes, no Code 39 stars at the ends, no
 * `I` that a scanner of the automotive Code 39 puts in front (a VIN never has one), no label such as `VIN:`.
 * `cut` says that the input was too long to be looked at to its end.
 */
export function cleanVin(raw: string): { vin: string; cut: boolean } {
  if (PLAIN.test(raw)) return { vin: raw, cut: false };
  let vin = raw
    .slice(0, MOST_RAW)
    .normalize('NFKC')
    .toUpperCase()
    .replace(BETWEEN, '')
    .replace(/^VIN[:#]*/, '')
    .replace(/^\*+|\*+$/g, '');
  if (vin.length === 18 && vin.startsWith('I')) vin = vin.slice(1);
  const cut = raw.length > MOST_RAW || vin.length > MOST_CLEAN;
  return { vin: vin.slice(0, MOST_CLEAN), cut };
}
