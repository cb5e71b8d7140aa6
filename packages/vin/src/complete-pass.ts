import { CONVERSIONS, type Conversion, converted } from './conversions.ts';
import { fillSpecifications } from './fill-specifications.ts';
import { matchInto } from './match-patterns.ts';
import { type PassValues, SOURCE } from './pass-values.ts';
import { at } from './table-format.ts';
import type { VinTable } from './vin-table.ts';

/** One decoding of a VIN for one model year. Its values are overwritten by a later decode. */
export interface VinPass {
  /** 0 where the VIN has none. */
  year: number;
  values: PassValues;
  /** Number of the model; -1 where the patterns name none. */
  model: number;
  /** Whether the caller asked for another year. */
  otherYear: boolean;
}

/** Priority of what an engine model says (spVinDecode_Core). */
const ENGINE_PRIORITY = 50;

/**
 * Power (kW, hp from and to) and fuel delivery: vPIC overrides the engine model's by patterns for each vehicle; of live
 * answers nine in ten (power) and one in nine (fuel delivery) differ. Where the source has a selection of patterns only,
 * these are left out.
 */
export const OVERRIDDEN_ELEMENTS: ReadonlySet<number> = new Set([21, 67, 71, 125]);

/** Matches the patterns for one year and fills in what follows from them, in the order of spVinDecode_Core. */
export function runPass(
  values: PassValues,
  table: VinTable,
  wmi: number,
  vin: string,
  year: number,
  otherYear: boolean,
): VinPass {
  matchInto(values, table, wmi, vin, year);
  if (values.engineRow >= 0) fillFromEngine(values, table);
  const { sections, rules } = table;
  const model =
    at(values.sources, rules.model) === SOURCE.pattern
      ? at(sections.pairRefs, at(values.pairs, rules.model)) - 1
      : -1;
  fillConversions(values, table);
  if (model >= 0 && sections.modelSpecs.length > 0) fillSpecifications(values, table, wmi, model, year);
  if (sections.defaultTypes.length > 0) fillDefaults(values, table, at(sections.wmiVehicleTypes, wmi));
  return { year, values, model, otherYear };
}

function fillFromEngine(values: PassValues, table: VinTable): void {
  const { sections, index, elements } = table;
  const { allElements } = table.provenance.capabilities;
  const named = at(sections.rowPairs, values.engineRow);
  const engine = at(sections.pairRefs, named);
  if (engine === 0) return;
  const first = at(sections.engineStarts, engine - 1);
  for (let row = first; row < at(sections.engineStarts, engine); row += 1) {
    const pair = at(sections.enginePairs, row);
    const element = at(sections.pairElements, pair);
    if (at(index.isNote, element) === 1) {
      const note = { element, source: SOURCE.engine, pair, key: named, schema: -1 };
      values.notes.push({ ...note, yearFrom: ENGINE_PRIORITY, rank: first - row });
      continue;
    }
    if (at(values.sources, element) !== 0) continue;
    if (!allElements && OVERRIDDEN_ELEMENTS.has(elements[element]?.id ?? 0)) continue;
    values.sources[element] = SOURCE.engine;
    values.pairs[element] = pair;
    values.keys[element] = named;
    values.years[element] = ENGINE_PRIORITY;
    values.ranks[element] = first - row;
  }
}

/** The number that a value is, as text. */
export function textOf(values: PassValues, table: VinTable, element: number): string {
  const pair = at(values.pairs, element);
  return pair < 0 ? (values.texts[element] as string) : table.text(at(table.sections.pairValues, pair));
}

/** Whether what stands for `one` is converted before what stands for `other`. */
function goesFirst(values: PassValues, one: number, other: number): boolean {
  const years = at(values.years, one) - at(values.years, other);
  if (years !== 0) return years > 0;
  return at(values.ranks, one) >= at(values.ranks, other);
}

/** Displacements that no pattern gives, from those that one does: of two sources the later schema and row goes first. */
function fillConversions(values: PassValues, table: VinTable): void {
  const { rules } = table;
  const { sources } = values;
  if (rules.displacementCC < 0 || rules.displacementCI < 0 || rules.displacementL < 0) return;
  const cc = at(sources, rules.displacementCC);
  const ci = at(sources, rules.displacementCI);
  const litres = at(sources, rules.displacementL);
  if ((cc !== 0 && ci !== 0 && litres !== 0) || (cc === 0 && ci === 0 && litres === 0)) return;
  if (litres === 0) convertTo(values, table, rules.displacementL, cc !== 0, ci !== 0, CONVERSIONS.toLitres);
  if (ci === 0)
    convertTo(values, table, rules.displacementCI, cc !== 0, litres !== 0, CONVERSIONS.toCubicInches);
  if (cc === 0)
    convertTo(values, table, rules.displacementCC, ci !== 0, litres !== 0, CONVERSIONS.toCubicCentimetres);
}

function convertTo(
  values: PassValues,
  table: VinTable,
  to: number,
  hasFirst: boolean,
  hasSecond: boolean,
  [first, second]: readonly [Conversion, Conversion],
): void {
  const one = table.rules[first.from];
  const other = table.rules[second.from];
  const chosen = hasFirst && (!hasSecond || goesFirst(values, one, other)) ? first : second;
  const text = converted(textOf(values, table, table.rules[chosen.from]), chosen);
  if (text === '') return;
  values.sources[to] = SOURCE.conversion;
  values.pairs[to] = -1;
  values.texts[to] = text;
  values.keys[to] = chosen.number;
}

function fillDefaults(values: PassValues, table: VinTable, type: number): void {
  const { defaultTypes, defaultPairs, pairElements } = table.sections;
  for (let row = 0; row < defaultTypes.length; row += 1) {
    if (at(defaultTypes, row) !== type) continue;
    const pair = at(defaultPairs, row);
    const element = at(pairElements, pair);
    if (at(values.sources, element) !== 0 || values.notes.some((note) => note.element === element)) continue;
    values.sources[element] = SOURCE.standard;
    values.pairs[element] = pair;
    values.keys[element] = type;
  }
}

/** Sum of the weights of all elements that have a value (spVinDecode). */
export function weightOf({ values, year, model }: VinPass, table: VinTable, wmi: number): number {
  const { elements, rules, sections } = table;
  let weight = 0;
  for (let element = 0; element < elements.length; element += 1)
    if (at(values.sources, element) !== 0) weight += elements[element]?.weight ?? 0;
  const of = (element: number): number => elements[element]?.weight ?? 0;
  if (year !== 0) weight += of(rules.modelYear);
  if (at(sections.wmiVehicleTypes, wmi) !== 0) weight += of(rules.vehicleType);
  if (model >= 0 || at(sections.wmiMakes, wmi) !== 0) weight += of(rules.make);
  return weight;
}

/** How many values come from patterns, or from an engine model's. */
export function patternsOf({ values: { sources, notes } }: VinPass): number {
  let patterns = 0;
  for (let element = 0; element < sources.length; element += 1) {
    const source = at(sources, element);
    if (source !== 0 && source <= SOURCE.engine) patterns += 1;
  }
  for (const { source } of notes) if (source <= SOURCE.engine) patterns += 1;
  return patterns;
}
