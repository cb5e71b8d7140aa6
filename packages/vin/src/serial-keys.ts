import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';

/** Place of position 11 in `pos4-8|pos10-17`: what comes after it is the serial number. */
const PLANT = 7;

const ASKED = 1;
const READS = 2;

const known = new WeakMap<VinTable, Uint8Array>();

/** Whether any key of the WMI's schemas, of whatever year, tests a position after the eleventh. */
export function readsSerial(table: VinTable, wmi: number): boolean {
  let flags = known.get(table);
  if (flags === undefined) {
    flags = new Uint8Array(table.sections.wmiCodes.length);
    known.set(table, flags);
  }
  if (at(flags, wmi) === 0) flags[wmi] = testsSerial(table, wmi) ? READS : ASKED;
  return at(flags, wmi) === READS;
}

function testsSerial({ sections }: VinTable, wmi: number): boolean {
  const { wmiLinkStarts, linkSchemas, schemaGroupStarts, groupKeys, keyTestStarts, keyTestPositions } =
    sections;
  for (let link = at(wmiLinkStarts, wmi); link < at(wmiLinkStarts, wmi + 1); link += 1) {
    const schema = at(linkSchemas, link);
    const end = at(schemaGroupStarts, schema + 1);
    for (let group = at(schemaGroupStarts, schema); group < end; group += 1) {
      const key = at(groupKeys, group);
      for (let test = at(keyTestStarts, key); test < at(keyTestStarts, key + 1); test += 1)
        if (at(keyTestPositions, test) > PLANT) return true;
    }
  }
  return false;
}
