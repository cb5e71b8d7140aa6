import { expectedCheckDigit } from '../check-digit.ts';
import { decodeVin } from '../decode-vin.ts';
import { classCharacters, KEY_CHARACTERS, type LiveKey, liveKeys, liveYears } from '../live-keys.ts';
import type { VinTable } from '../vin-table.ts';
import { wmiNumber } from '../wmi-number.ts';
import { yearCode } from '../year-code.ts';
import { randomOf } from './random.ts';

const VIN_CHARACTERS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';

/** The text of a WMI's number. */
function wmiText(number: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 37)) {
    if (rest % 37 > 0) text = KEY_CHARACTERS[(rest % 37) - 1] + text;
  }
  if (wmiNumber(text) !== number) throw new Error(`WMI ${number} reads ${text}.`);
  return text;
}

/**
 * VINs as their makers could have given them, from the table's own patterns and a seed: positions 4 to 8 and 11 are
 * filled from keys of one WMI and year that go together, the serial number is six digits, or a letter and five digits
 * in one of seven. Each is distinct, has a valid check digit, and decodes to a model in the year meant.
 */
export function patternVins(
  table: VinTable,
  { count, seed, now, region }: { count: number; seed: number; now: Date; region: RegExp },
): string[] {
  const random = randomOf(seed);
  const { wmiCodes, wmiVehicleTypes, wmiLinkStarts, linkSchemas } = table.sections;
  const vins = new Set<string>();
  const pick = <T>(from: ArrayLike<T>): T => from[random(from.length)] as T;
  while (vins.size < count) {
    // By their schemas, so that makers of many models come as often as they do in life.
    const link = random(linkSchemas.length);
    let wmi = 0;
    for (let high = wmiCodes.length - 1; wmi < high; ) {
      const middle = (wmi + high + 1) >> 1;
      if ((wmiLinkStarts[middle] as number) <= link) wmi = middle;
      else high = middle - 1;
    }
    const text = wmiText(wmiCodes[wmi] as number);
    const years = liveYears(table, wmi);
    if (text.length !== 3 || !region.test(text) || years === undefined) continue;
    // Cars, trucks and MPVs, buses: trailers and motorcycles are half of all WMIs and few of the VINs that are typed.
    if (![2, 3, 5, 7].includes(wmiVehicleTypes[wmi] as number) && random(10) > 0) continue;
    const from = Math.max(years.from, 1985);
    const to = Math.min(years.to, now.getUTCFullYear());
    if (to < from) continue;
    const year = from + random(to - from + 1);
    const keys = liveKeys(table, wmi, year);
    if (keys.length === 0) continue;
    const filled = fill(table, keys, random);
    const plant = filled[7] ?? pick('ABCDEFGHJKLMNPRSTUVWXYZ0123456789');
    const seventh = filled[3];
    const vds = [0, 1, 2, 3, 4].map((place) =>
      place === 3 && seventh === undefined
        ? pick(year < 2010 ? '0123456789' : 'ABCDEFGHJKLMNPRSTUVWXYZ')
        : (filled[place] ?? pick(VIN_CHARACTERS)),
    );
    const digits = String(random(1_000_000)).padStart(6, '0');
    const first = random(7) === 0 ? pick('ABCDEFGHJKLMNPRSTUVWXYZ') : (digits[0] as string);
    const serial = [0, 1, 2]
      .map((place) => filled[place + 8] ?? (place === 0 ? first : digits[place]))
      .join('');
    const open = `${text}${vds.join('')}0${yearCode(year)}${plant}${serial}${digits.slice(3)}`;
    if (/[IOQ]/.test(open) || open.length !== 17 || !/^\d{5}$/.test(open.slice(12))) continue;
    const vin = open.slice(0, 8) + expectedCheckDigit(open) + open.slice(9);
    const decode = decodeVin(table, vin, { now });
    if (decode.modelId !== undefined && decode.year === year) vins.add(vin);
  }
  return [...vins];
}

/** Characters by place in `pos4-8|pos10-17`, from keys tried in any order as long as they go together. */
function fill(table: VinTable, keys: readonly LiveKey[], random: (below: number) => number): string[] {
  const filled: string[] = [];
  for (let round = 0; round < 60; round += 1) {
    const { places, classes } = keys[random(keys.length)] as LiveKey;
    if (places.includes(6)) continue;
    const fits = places.every((place, index) => {
      const character = filled[place];
      return character === undefined || classCharacters(table, classes[index] as number).includes(character);
    });
    if (!fits) continue;
    places.forEach((place, index) => {
      const choices = classCharacters(table, classes[index] as number).replace(/[IOQ]/g, '');
      filled[place] ??= choices[random(choices.length)] ?? '';
    });
  }
  return filled;
}
