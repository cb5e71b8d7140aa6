import type { VehicleTable } from '../vehicle-table.ts';
import type { VinDecode, VinNoteCode } from '../vin-decode.ts';
import { characterCode } from '../wmi-number.ts';
import type { Rule, RulePack } from './rule-pack.ts';

/** Notes on contradictions, at most; the VIN of a pack that is wrong throughout would have one an attribute. */
const MOST_NOTES = 5;
/** What no longer holds once a rule has named the model. */
const NO_MODEL: ReadonlySet<VinNoteCode> = new Set(['no-pattern', 'maker-only', 'model-unknown']);

function matches(vin: string, year: number | undefined, { key, years }: Rule): boolean {
  if (vin.length < key.length) return false;
  if (years !== undefined && (year === undefined || year < years.from || year > years.to)) return false;
  for (const { index, low, high } of key.tests) {
    const code = characterCode(vin.charCodeAt(index));
    if (code < 0 || (((code < 32 ? low : high) >>> (code & 31)) & 1) === 0) return false;
  }
  return true;
}

function same(a: string, b: string): boolean {
  if (a.trim() !== '' && Number(a) === Number(b)) return true;
  const fold = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s_-]+/g, '');
  return fold(a) === fold(b);
}

/**
 * Adds what the packs know of the VIN, the pack of the highest priority first. What the VIN's own patterns said stays: a
 * rule that says otherwise leaves a note. A rule that holds for some years only is passed over where the year isn't known.
 */
export function applyRulePacks(
  vehicles: Pick<VehicleTable, 'findMake' | 'findModel'>,
  decode: VinDecode,
  packs: readonly RulePack[],
): void {
  const { attributes, vin, wmi, year, notes } = decode;
  const ordered =
    packs.length < 2
      ? packs
      : [...packs].sort((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const added = new Set<string>();
  let contradictions = 0;
  for (const pack of ordered) {
    for (const rule of pack.rules.get(wmi) ?? []) {
      if (!matches(vin, year, rule)) continue;
      for (const [name, value] of rule.values) {
        const told = attributes[name];
        if (told === undefined) {
          const source = `rule pack ${pack.id} rule ${rule.number}: ${rule.source}`;
          attributes[name] = { value, source };
          added.add(name);
        } else if (!same(told.value, value) && !told.source.startsWith(`rule pack ${pack.id} `)) {
          contradictions += 1;
          if (contradictions > MOST_NOTES) continue;
          const says = `Rule pack ${pack.id}, rule ${rule.number}, says ${name} ${value}`;
          const message = `${says}; ${told.value} stands, by ${told.source}.`;
          notes.push({ code: 'rule-pack-contradicts', message });
        }
      }
    }
  }
  if (added.has('make') || added.has('model')) settleIds(vehicles, decode, added);
}

/** The ids of a make and a model that a rule named, and the notes that no longer hold. */
function settleIds(
  vehicles: Pick<VehicleTable, 'findMake' | 'findModel'>,
  decode: VinDecode,
  added: ReadonlySet<string>,
): void {
  const { attributes } = decode;
  const make = vehicles.findMake(attributes.make?.value ?? '');
  if (added.has('make')) {
    if (make !== undefined) decode.makeId = make.makeId;
    decode.notes = decode.notes.filter(({ code }) => code !== 'make-ambiguous');
  }
  if (!added.has('model')) return;
  const model = make && vehicles.findModel(make.makeId, attributes.model?.value ?? '');
  if (decode.modelId === undefined && model !== undefined) decode.modelId = model.modelId;
  decode.notes = decode.notes.filter(({ code }) => !NO_MODEL.has(code));
}
