import { type PassValues, SOURCE } from './pass-values.ts';
import { ELEMENT } from './provenance.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';

function includes(numbers: ArrayLike<number>, from: number, to: number, number: number): boolean {
  for (let index = from; index < to; index += 1) if (numbers[index] === number) return true;
  return false;
}

/** A specification holds for one make and vehicle type, and for the model years listed, or for all. */
function concerns(table: VinTable, spec: number, wmi: number, year: number): boolean {
  const { sections } = table;
  if (at(sections.specTypes, spec) !== at(sections.wmiVehicleTypes, wmi)) return false;
  const makes = at(sections.wmiMakeStarts, wmi);
  const lastMake = at(sections.wmiMakeStarts, wmi + 1);
  if (!includes(sections.wmiMakeNumbers, makes, lastMake, at(sections.specMakes, spec))) return false;
  const years = at(sections.specYearStarts, spec);
  const lastYear = at(sections.specYearStarts, spec + 1);
  return years === lastYear || includes(sections.specYears, years, lastYear, year);
}

/** vPIC compares values without heeding case. */
function sameValue(table: VinTable, pair: number, text: string, other: number): boolean {
  const { pairValues, pairRefs } = table.sections;
  if (pair === other) return true;
  if (pair >= 0 && at(pairRefs, pair) !== at(pairRefs, other)) return false;
  const value = at(pairValues, other);
  if (pair >= 0 && at(pairValues, pair) === value) return true;
  return text.toLowerCase() === table.text(value).toLowerCase();
}

/** Whether what was decoded has the value that a key row asks for. */
function holds(values: PassValues, table: VinTable, model: number, year: number, key: number): boolean {
  const { sections, elements } = table;
  const element = at(sections.pairElements, key);
  if (at(values.sources, element) !== 0) {
    const pair = at(values.pairs, element);
    const text = pair < 0 ? (values.texts[element] as string) : table.text(at(sections.pairValues, pair));
    return sameValue(table, pair, text, key);
  }
  const asked = table.text(at(sections.pairValues, key)).toLowerCase();
  if (elements[element]?.id === ELEMENT.modelYear) return asked === String(year);
  if (elements[element]?.id === ELEMENT.make)
    return asked === table.text(at(sections.makeNames, at(sections.modelMakes, model))).toLowerCase();
  return values.notes.some(
    (note) =>
      note.element === element &&
      sameValue(table, note.pair, table.text(at(sections.pairValues, note.pair)), key),
  );
}

function allKeysHold(
  values: PassValues,
  table: VinTable,
  model: number,
  year: number,
  pattern: number,
): boolean {
  const { specKeyStarts, specKeyPairs } = table.sections;
  for (let row = at(specKeyStarts, pattern); row < at(specKeyStarts, pattern + 1); row += 1)
    if (!holds(values, table, model, year, at(specKeyPairs, row))) return false;
  return true;
}

/** Elements that a specification adds to even where they have a value (spVinDecode_Core). */
function addsTo(table: VinTable, element: number): boolean {
  return at(table.index.isNote, element) === 1 || table.elements[element]?.id === ELEMENT.batteryInfo;
}

/**
 * NHTSA's vehicle specifications: of those for the model, make, vehicle type and year the patterns whose key values were
 * all decoded fill in what is still open; of several values for one element the latest.
 */
export function fillSpecifications(
  values: PassValues,
  table: VinTable,
  wmi: number,
  model: number,
  year: number,
): void {
  const { sections } = table;
  const found = new Map<number, { pair: number; rank: number; pattern: number; spec: number }>();
  const last = at(sections.modelSpecStarts, model + 1);
  for (let entry = at(sections.modelSpecStarts, model); entry < last; entry += 1) {
    const spec = at(sections.modelSpecs, entry);
    if (!concerns(table, spec, wmi, year)) continue;
    const lastPattern = at(sections.specPatternStarts, spec + 1);
    for (let pattern = at(sections.specPatternStarts, spec); pattern < lastPattern; pattern += 1) {
      if (!allKeysHold(values, table, model, year, pattern)) continue;
      const lastValue = at(sections.specValueStarts, pattern + 1);
      for (let row = at(sections.specValueStarts, pattern); row < lastValue; row += 1) {
        const pair = at(sections.specValuePairs, row);
        const rank = at(sections.specValueRanks, row);
        const element = at(sections.pairElements, pair);
        if (at(values.sources, element) !== 0 && !addsTo(table, element)) continue;
        const known = found.get(element);
        if (known === undefined || known.rank < rank) found.set(element, { pair, rank, pattern, spec });
      }
    }
  }
  for (const [element, { pair, rank, pattern, spec }] of found) {
    if (at(table.index.isNote, element) === 1) {
      const note = { element, source: SOURCE.specification, pair, key: pattern, schema: spec };
      values.notes.push({ ...note, yearFrom: -1, rank });
      continue;
    }
    if (at(values.sources, element) !== 0) continue;
    values.sources[element] = SOURCE.specification;
    values.pairs[element] = pair;
    values.keys[element] = pattern;
    values.schemas[element] = spec;
  }
}
