import { knownMaker } from './data/known-maker.ts';
import { WMI_ROWS } from './data/wmi-rows.ts';
import { KEY_CHARACTERS } from './live-keys.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';

/** A WMI that a partial VIN can begin with. */
export interface WmiCandidate {
  wmi: string;
  /** Row in vPIC's table; -1 where only public lists know it. */
  row: number;
}

/** The three or six characters of a WMI's number. */
export function wmiText(number: number): string {
  let text = '';
  for (let rest = number; rest > 0; rest = Math.floor(rest / 37)) {
    if (rest % 37 > 0) text = KEY_CHARACTERS[(rest % 37) - 1] + text;
  }
  return text;
}

const allOf = new WeakMap<VinTable, Map<string, WmiCandidate[]>>();

/** How many schemas a WMI has: who builds much has many. */
export function schemas({ sections }: VinTable, row: number): number {
  return row < 0 ? 0 : at(sections.wmiLinkStarts, row + 1) - at(sections.wmiLinkStarts, row);
}

/** Every WMI that vPIC or the public lists know by first character, each once, those with most schemas first. */
function all(table: VinTable): Map<string, WmiCandidate[]> {
  const known = allOf.get(table);
  if (known !== undefined) return known;
  const rows = new Map<string, number>();
  table.sections.wmiCodes.forEach((code, row) => {
    rows.set(wmiText(code), row);
  });
  for (const line of WMI_ROWS.split('\n')) {
    const wmi = line.slice(0, line.indexOf('|'));
    if (wmi !== '' && !rows.has(wmi)) rows.set(wmi, -1);
  }
  const byFirst = new Map<string, WmiCandidate[]>();
  const sorted = [...rows].sort(
    ([a, one], [b, other]) => schemas(table, other) - schemas(table, one) || (a < b ? -1 : 1),
  );
  for (const [wmi, row] of sorted) {
    const first = wmi[0] as string;
    const among = byFirst.get(first);
    if (among === undefined) byFirst.set(first, [{ wmi, row }]);
    else among.push({ wmi, row });
  }
  allOf.set(table, byFirst);
  return byFirst;
}

const fits = (known: string, character: string): boolean => known === '*' || known === character;

/**
 * Known WMIs that agree with a VIN of 17 characters in which `*` is an unknown one. Where its first three are known, and
 * 12 to 14 as well if the third is 9, there is one at most.
 */
export function wmiCandidates(table: VinTable, vin: string): WmiCandidate[] {
  const [one = '', two = '', three = ''] = vin;
  const byFirst = all(table);
  const among = one === '*' ? [...byFirst.values()].flat() : (byFirst.get(one) ?? []);
  return among.filter(({ wmi }) => {
    if (!fits(one, wmi[0] as string) || !fits(two, wmi[1] as string)) return false;
    if (!fits(three, wmi[2] as string)) return false;
    if (wmi.length < 6) {
      // A small maker's three characters are a WMI by themselves only where nothing tells which maker it is.
      return wmi[2] !== '9' || vin.slice(11, 14) === '***';
    }
    return [3, 4, 5].every((place) => fits(vin[place + 8] as string, wmi[place] as string));
  });
}

/** Who builds under the WMI. */
export function makerOf(table: VinTable, { wmi, row }: WmiCandidate): string {
  if (row >= 0) {
    const name = table.text(at(table.sections.wmiManufacturers, row));
    if (name !== '') return name;
  }
  return knownMaker(wmi)?.manufacturer ?? '';
}

/** The VIN with the WMI in its place. */
export function withWmi(vin: string, wmi: string): string {
  const begun = wmi.slice(0, 3) + vin.slice(3);
  return wmi.length < 6 ? begun : begun.slice(0, 11) + wmi.slice(3) + begun.slice(14);
}
