import { chinaWmi } from './data/china-wmi.ts';
import { makeNameZh } from './data/chinese-makes.ts';
import { knownMaker, makesOf } from './data/known-maker.ts';
import { at } from './table-format.ts';
import type { VinDecode } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

/**
 * The make of the model (-1 for none); else the only make of the WMI, as the lists of makers have it for China and for
 * what vPIC lacks, and as vPIC has it elsewhere. Where several are left, or only the maker is known, a note says so.
 */
export function fillMake(table: VinTable, decode: VinDecode, model: number, wmi: number): void {
  const { sections } = table;
  if (model < 0) noteMakerOnly(decode);
  if (model >= 0) {
    const source = `rule: the make of model ${at(sections.modelIds, model)}`;
    giveMake(table, decode, at(sections.modelMakes, model), source);
    return;
  }
  const chinese = chinaWmi(decode.wmi) !== undefined;
  const only = chinese || wmi < 0 ? -1 : at(sections.wmiMakes, wmi) - 1;
  if (only >= 0) {
    giveMake(table, decode, only, `rule: the only make of wmi ${decode.wmi}`);
    return;
  }
  const maker = knownMaker(decode.wmi);
  const makes = maker === undefined ? [] : makesOf(maker, decode.year);
  const [make, second] = makes;
  if (maker !== undefined && make !== undefined && second === undefined) {
    const years = maker.makes.length > 1 ? ` in ${decode.year}` : '';
    const source = `wmi ${decode.wmi}${years} in ${maker.sources.join(', ')}`;
    const found = table.vehicles.findMake(make);
    decode.attributes.make = { value: found?.name ?? make, source };
    if (found !== undefined) decode.makeId = found.makeId;
    const zh = makeNameZh(make);
    if (zh !== undefined) decode.attributes.makeZh = { value: zh, source: "rule: the make's own name" };
  } else if (wmi >= 0 || second !== undefined) {
    decode.notes.push({
      code: 'make-ambiguous',
      message: `${listed(makes)} are built under the WMI ${decode.wmi}; the VIN does not tell which.`,
    });
  }
}

function giveMake(table: VinTable, decode: VinDecode, make: number, source: string): void {
  const { makeIds, makeNames } = table.sections;
  decode.makeId = `mk${at(makeIds, make)}`;
  decode.attributes.make = { value: table.text(at(makeNames, make)), source };
}

function noteMakerOnly(decode: VinDecode): void {
  const maker = decode.attributes.manufacturerName?.value;
  if (maker === undefined || !decode.notes.some(({ code }) => code === 'no-pattern')) return;
  const message = `Only the maker of this VIN is known, ${maker}: it can be any of the maker's models.`;
  decode.notes.push({ code: 'maker-only', message });
}

let english: Intl.ListFormat | undefined;

/** Made once: that takes longer than a decode. */
function listFormat(): Intl.ListFormat {
  english ??= new Intl.ListFormat('en', { type: 'conjunction' });
  return english;
}

function listed(makes: readonly string[]): string {
  return makes.length === 0 ? 'Several makes' : listFormat().format(makes);
}
