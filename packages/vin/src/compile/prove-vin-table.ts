import { decodeVin } from '../decode-vin.ts';
import { loadVinTable, type VinTable } from '../vin-table.ts';

/** Decoded by the table otherwise than it is known to be, or known to none of what it was asked. */
export class VinTableUnproven extends Error {
  readonly code = 'vin-table-unproven';

  constructor(message: string) {
    super(message);
    this.name = 'VinTableUnproven';
  }
}

export interface ProvenVinTable {
  table: VinTable;
  /** How many of the VINs the table knows, out of how many. */
  proven: number;
  tried: number;
}

/**
 * What everybody knows of these vehicles, by the makers' own VIN guides. Their check digit is left at 0 and their serial
 * number at 1: no car carries them.
 */
const KNOWN: readonly (readonly [vin: string, make: string, model: string, year: number])[] = [
  ['1HGCM82603A000001', 'honda', 'accord', 2003],
  ['5YJ3E1EA0JF000001', 'tesla', 'model 3', 2018],
  ['1FTEW1EP0KF000001', 'ford', 'f-150', 2019],
  ['4T1BF1FK0CU000001', 'toyota', 'camry', 2012],
  ['WBA3A5C50CF000001', 'bmw', '328i', 2012],
  ['JTDKN3DU0A0000001', 'toyota', 'prius', 2010],
  ['1G1YY22G0W5000001', 'chevrolet', 'corvette', 1998],
  ['2T1BURHE0JC000001', 'toyota', 'corolla', 2018],
  ['3VWDP7AJ0CM000001', 'volkswagen', 'jetta', 2012],
  ['KMHDH4AE0BU000001', 'hyundai', 'elantra', 2011],
  ['1N4AL3AP0DC000001', 'nissan', 'altima', 2013],
  ['1C4RJFAG0CC000001', 'jeep', 'grand cherokee', 2012],
  ['5UXWX7C50BA000001', 'bmw', 'x3', 2011],
  ['1FUJGLDR0CS000001', 'freightliner', 'cascadia', 2012],
  ['JH4KA8260MC000001', 'acura', 'legend', 1991],
];

/**
 * Loads the table and decodes VINs whose make, model and year are known. One whose patterns the table doesn't have says
 * nothing against it; one that it decodes to something else, or not a single one known, does.
 * @throws VinTableError, VinTableUnproven
 */
export function proveVinTable(bytes: Uint8Array): ProvenVinTable {
  const table = loadVinTable(bytes);
  let proven = 0;
  for (const [vin, make, model, year] of KNOWN) {
    const { attributes, year: decodedYear } = decodeVin(table, vin);
    if (attributes.model === undefined) continue;
    const found = [attributes.make?.value, attributes.model.value, decodedYear].join(' ');
    if (found.toLowerCase() !== `${make} ${model} ${year}`)
      throw new VinTableUnproven(`The VIN table takes ${vin} for ${found}; it is ${make} ${model} ${year}.`);
    proven += 1;
  }
  if (proven === 0)
    throw new VinTableUnproven(
      `The VIN table knows none of the ${KNOWN.length} vehicles that it was tried with.`,
    );
  return { table, proven, tried: KNOWN.length };
}
