import { KEY_OFFSET, type LiveKey } from './live-keys.ts';
import { at } from './table-format.ts';
import type { VinAttribute } from './vin-decode.ts';
import type { VinTable } from './vin-table.ts';

/** Keys that what is known of a VIN doesn't rule out, for one WMI and model year. */
export interface OpenYear {
  wmi: string;
  year: number;
  keys: LiveKey[];
}

function rowsOf(table: VinTable, { group }: LiveKey): [from: number, to: number] {
  const { groupRowStarts } = table.index;
  return [at(groupRowStarts, group), at(groupRowStarts, group + 1)];
}

export function namesModel(table: VinTable, key: LiveKey): boolean {
  const { rowPairs, pairElements } = table.sections;
  const [from, to] = rowsOf(table, key);
  for (let row = from; row < to; row += 1) {
    if (at(pairElements, at(rowPairs, row)) === table.rules.model) return true;
  }
  return false;
}

/** Models that patterns still allow, by number, with the keys that name them. */
export function possibleModels(table: VinTable, keys: readonly LiveKey[]): Map<number, LiveKey[]> {
  const { rowPairs, pairElements, pairRefs } = table.sections;
  const models = new Map<number, LiveKey[]>();
  for (const key of keys) {
    const [from, to] = rowsOf(table, key);
    for (let row = from; row < to; row += 1) {
      const pair = at(rowPairs, row);
      const model = at(pairElements, pair) === table.rules.model ? at(pairRefs, pair) - 1 : -1;
      if (model < 0) continue;
      const naming = models.get(model);
      if (naming === undefined) models.set(model, [key]);
      else naming.push(key);
    }
  }
  return models;
}

/** Whether nothing unknown stands where the key looks. */
function isCertain({ places }: LiveKey, vin: string): boolean {
  return places.every((place) => vin[place + KEY_OFFSET] !== '*');
}

/** Values of one WMI and year that no completion can change: every key still possible gives the same, and one is certain. */
function settledIn(table: VinTable, { wmi, keys }: OpenYear, vin: string): Map<string, VinAttribute> {
  const { rowPairs, pairElements } = table.sections;
  const pairOf = new Map<number, number>();
  const certain = new Map<number, LiveKey>();
  for (const key of keys) {
    const [from, to] = rowsOf(table, key);
    for (let row = from; row < to; row += 1) {
      const pair = at(rowPairs, row);
      const element = at(pairElements, pair);
      if (at(table.index.isNote, element) === 1 || at(table.index.keyIsFormula, key.key) === 1) {
        pairOf.set(element, -1);
        continue;
      }
      const known = pairOf.get(element);
      pairOf.set(element, known === undefined || known === pair ? pair : -1);
      if (isCertain(key, vin)) certain.set(element, key);
    }
  }
  const settled = new Map<string, VinAttribute>();
  for (const [element, key] of certain) {
    const pair = pairOf.get(element) ?? -1;
    const name = table.elements[element]?.name;
    if (pair < 0 || name === undefined) continue;
    settled.set(name, {
      value: table.text(at(table.sections.pairValues, pair)),
      source: `pattern ${wmi}/${table.keyText(key.key)} ${table.schemaText(key.schema)}`,
    });
  }
  return settled;
}

/** Values that hold in every WMI and year that is open. */
export function settledValues(
  table: VinTable,
  open: readonly OpenYear[],
  vin: string,
): Record<string, VinAttribute> {
  const [first, ...rest] = open.map((year) => settledIn(table, year, vin));
  const shared: Record<string, VinAttribute> = {};
  for (const [name, attribute] of first ?? []) {
    if (rest.every((other) => other.get(name)?.value === attribute.value)) shared[name] = attribute;
  }
  return shared;
}
