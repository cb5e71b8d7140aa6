import { checkDigitOf } from './check-digit.ts';
import { cleanVin } from './clean-vin.ts';

/**
 * Whether a text typed into a search box is meant as a VIN: 17 letters and digits after cleaning, of which some are
 * letters, and either a right check digit or a serial number that ends in four digits, as ISO 3779 asks for. I, O and Q
 * in it don't count against it: they are what people mistype.
 */
export function isVinLike(text: string): boolean {
  const { vin, aside } = cleanVin(text);
  // Words around a VIN are searched for as well.
  if (aside) return false;
  if (!/^[A-Z0-9]{17}$/.test(vin) || vin.replace(/[^A-Z]/g, '').length < 2) return false;
  if (vin.replace(/[^IOQ]/g, '').length > 3) return false;
  return checkDigitOf(vin).valid || /[0-9IOQ]{4}$/.test(vin);
}
