import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectedCheckDigit } from '../check-digit.ts';
import { compileTable } from '../compile/compile-vin-table.ts';
import { openVpicDump } from '../compile/vpic-dump.ts';
import type { DecodeOptions } from '../decode-vin.ts';
import { decodeVin } from '../decode-vin.ts';
import type { VinDecode } from '../vin-decode.ts';
import { loadVinTable, type VinTable } from '../vin-table.ts';
import { type DumpRows, type DumpValue, vpicDumpText } from './vpic-dump-text.ts';

const PUBLIC = '2015-01-01 00:00:00';

const element = (
  id: number,
  name: string,
  lookup: string | null = null,
  weight: number | null = null,
  decode: string | null = 'Pattern',
  isPrivate = false,
): DumpValue[] => [id, name, name, lookup, isPrivate, lookup === null ? 'string' : 'lookup', decode, weight];

/** Two makes that nobody has ever heard of, in the form of NHTSA's dump; a test adds what its rule is about. */
const WORLD: DumpRows = {
  Element: [
    element(1, 'Other Battery Info'),
    element(5, 'Body Class', 'BodyStyle', 99),
    element(9, 'Engine Number of Cylinders', null, 88),
    element(11, 'Displacement (CC)', null, 98),
    element(12, 'Displacement (CI)'),
    element(13, 'Displacement (L)'),
    element(15, 'Drive Type', 'DriveType'),
    element(18, 'Engine Model', null, 55),
    element(21, 'Engine Power (kW)'),
    element(24, 'Fuel Type - Primary', 'FuelType', 91),
    element(26, 'Make', 'Make', 99),
    element(27, 'Manufacturer Name', 'Manufacturer'),
    element(28, 'Model', 'Model', 99),
    element(29, 'Model Year', null, 99),
    element(31, 'Plant City', null, 98),
    element(34, 'Series', null, 61),
    element(38, 'Trim', null, 61),
    element(39, 'Vehicle Type', 'VehicleType', 99),
    element(45, 'NCIC Code', null, null, null),
    element(97, 'NCSA Make', null, null, 'Pattern', true),
    element(114, 'Note'),
    element(129, 'Other Engine Info'),
  ],
  BodyStyle: [
    [13, 'Sedan'],
    [64, 'Glider'],
    [69, 'Dirt Bike'],
  ],
  DriveType: [[1, 'FWD']],
  FuelType: [
    [4, 'Gasoline'],
    [2, 'Electric'],
  ],
  VehicleType: [
    [1, 'MOTORCYCLE'],
    [2, 'PASSENGER CAR'],
    [3, 'TRUCK'],
    [7, 'MULTIPURPOSE PASSENGER VEHICLE (MPV)'],
  ],
  Country: [[6, 'UNITED STATES (USA)']],
  Manufacturer: [[1, 'TESTWERK']],
  Make: [
    [1, 'ALBA'],
    [2, 'BORO'],
  ],
  Model: [
    [10, 'Aster'],
    [11, 'Basil'],
  ],
  Make_Model: [
    [1, 1, 10],
    [2, 2, 11],
  ],
  Wmi: [
    [1, '1TA', 1, 2, 6, PUBLIC, null],
    [2, '1TT', 1, 3, 6, PUBLIC, 1],
    [3, '1TM', 1, 1, 6, PUBLIC, null],
    [4, '1T9ABC', 1, 2, 6, PUBLIC, null],
    [5, '1TN', 1, 2, 6, null, null],
    [6, '1TF', 1, 2, 6, '2035-01-01 00:00:00', null],
    [7, '1TH', 1, 3, 6, PUBLIC, 2],
  ],
  Wmi_Make: [
    [1, 1],
    [2, 1],
    [2, 2],
    [3, 1],
    [4, 1],
  ],
  Wmi_VinSchema: [
    [1, 1, 100, 2011, 2019],
    [2, 1, 101, 2015, null],
    [3, 3, 300, 1981, null],
    [4, 4, 400, 2011, null],
    [5, 7, 700, 2011, null],
    [6, 2, 200, 1981, null],
  ],
  VinSchema: [
    [100, 'Alba cars of 2011 to 2019', false],
    [101, 'Alba cars since 2015', false],
    [200, 'Trucks', false],
    [300, 'Motorcycles', false],
    [400, 'Small makers', false],
    [700, 'Heavy trucks', false],
    [900, 'To be checked', true],
  ],
  // A dump has patterns; this one counts for nothing.
  Pattern: [[1, 900, '*', 34, 'unchecked', '2015-03-04 10:05:33.893', null]],
};

const OLD = '2015-03-04 10:05:33.893';
let nextId = 1;

/** A pattern as a row of the dump; `id` counts up where it isn't given. */
export function pattern(
  schema: number,
  key: string,
  of: number,
  value: string,
  { created = OLD, updated = null, id = 0 }: { created?: string; updated?: string | null; id?: number } = {},
): DumpValue[] {
  nextId += 1;
  return [id === 0 ? nextId : id, schema, key, of, value, created, updated];
}

/** The world with more rows, as a table that went through the dump's text. */
export async function ruleTable(rows: DumpRows): Promise<VinTable> {
  const all: Record<string, (readonly DumpValue[])[]> = {};
  for (const name of new Set([...Object.keys(WORLD), ...Object.keys(rows)]))
    all[name] = [...(WORLD[name] ?? []), ...(rows[name] ?? [])];
  // A row of the world that a test gives anew counts as the test has it.
  for (const name of ['Wmi_VinSchema', 'Wmi'])
    all[name] = [...new Map((all[name] ?? []).map((row) => [row[0], row])).values()];
  const folder = await mkdtemp(join(tmpdir(), 'qipei-rules-'));
  try {
    const path = join(folder, 'vPICList_lite_2026_02.sql');
    await writeFile(path, vpicDumpText(all));
    await using dump = await openVpicDump(path);
    return loadVinTable(compileTable(dump).bytes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A VIN with its check digit: `wmi`, positions 4 to 8, position 10, and the rest. */
export function ruleVin(wmi: string, vds: string, year: string, rest = 'A000001'): string {
  const vin = `${wmi.slice(0, 3)}${vds}0${year}${wmi.length === 6 ? `A${wmi.slice(3)}001` : rest}`;
  return `${vin.slice(0, 8)}${expectedCheckDigit(vin)}${vin.slice(9)}`;
}

/** An Alba of 2012: position 7 is a letter. */
export const CAR_OF_2012: string = ruleVin('1TA', 'ABCDE', 'C');

export async function decodeWith(
  rows: DumpRows,
  vin: string = CAR_OF_2012,
  options: DecodeOptions = {},
): Promise<VinDecode> {
  return decodeVin(await ruleTable(rows), vin, { now: new Date('2026-06-15T00:00:00Z'), ...options });
}

/** Values by element name. */
export function valuesOf({ attributes }: VinDecode): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
}
