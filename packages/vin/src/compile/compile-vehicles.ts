import { ELEMENT, type TableElement } from '../provenance.ts';
import { at, rowPair, type TableSections } from '../table-format.ts';
import { configurationHash, configurationText } from '../vehicle-id.ts';
import type { CompiledPatterns } from './compile-patterns.ts';
import type { MakeModelSections, WmiSections } from './compile-wmis.ts';
import { OPEN_YEAR } from './compile-wmis.ts';
import { type ModelConfiguration, settleConfigurations } from './configurations.ts';
import { combineSchema, keyMasks, type SchemaOptions } from './schema-vehicles.ts';
import type { StringPool } from './string-pool.ts';
import { addYears, countYears, type YearSet, yearsWithCode } from './year-set.ts';

export type VehicleSections = Pick<
  TableSections,
  | 'rangeModels'
  | 'rangeStarts'
  | 'configBodies'
  | 'configDisplacements'
  | 'configFuels'
  | 'configEngines'
  | 'configCylinders'
  | 'configTypes'
  | 'configHashes'
  | 'configYears'
>;

export interface CompiledVehicles {
  sections: VehicleSections;
  counts: { vehicleMakes: number; vehicleModels: number; baseVehicles: number; vehicles: number };
}

const CAR = 2;
const TRUCK = 3;
const MPV = 7;
const INCOMPLETE = 10;

/** The years in which a schema is used, by kind of WMI, and whether it still is. */
interface SchemaUse {
  types: number;
  open: boolean;
  main: YearSet;
  incomplete: YearSet;
}

function schemaUses(wmis: WmiSections, schemas: number, lastYear: number): (SchemaUse | undefined)[] {
  const uses = new Array<SchemaUse | undefined>(schemas);
  for (let wmi = 0; wmi < wmis.wmiCodes.length; wmi += 1) {
    const type = at(wmis.wmiVehicleTypes, wmi);
    if (type !== CAR && type !== TRUCK && type !== MPV && type !== INCOMPLETE) continue;
    for (let link = at(wmis.wmiLinkStarts, wmi); link < at(wmis.wmiLinkStarts, wmi + 1); link += 1) {
      const schema = at(wmis.linkSchemas, link);
      const use = uses[schema] ?? {
        types: 0,
        open: false,
        main: { low: 0, high: 0 },
        incomplete: { low: 0, high: 0 },
      };
      uses[schema] = use;
      const to = at(wmis.linkYearsTo, link);
      if (to === OPEN_YEAR) use.open = true;
      use.types |= 1 << type;
      const from = at(wmis.linkYearsFrom, link);
      // A schema for a model year still to come counts for that year at least.
      const end = to === OPEN_YEAR ? Math.max(lastYear, from) : to;
      addYears(type === INCOMPLETE ? use.incomplete : use.main, from, end);
    }
  }
  return uses;
}

/** Litres with one decimal: the trade's form, in which 1.998 and 2.0 are one engine. */
function litres(text: string, perLitre: number): string {
  const value = Number(text) / perLitre;
  return Number.isFinite(value) && value > 0 && value < 100 ? value.toFixed(1) : '';
}

type PairSections = Pick<TableSections, 'pairElements' | 'pairValues' | 'pairRefs'>;

/** A pair's value as the level of `SchemaOptions` to which it belongs holds it. */
type Relevance = { level: keyof SchemaOptions; value: number } | null;

function relevantPairs(
  pairs: PairSections,
  elements: TableElement[],
  text: (string: number) => string,
  strings: StringPool,
): Relevance[] {
  const { pairElements, pairValues, pairRefs } = pairs;
  return Array.from(pairElements, (element, pair): Relevance => {
    const string = at(pairValues, pair);
    const give = (level: keyof SchemaOptions, value: number): Relevance =>
      value === 0 ? null : { level, value };
    switch (elements[element]?.id) {
      case ELEMENT.model:
        return give('models', at(pairRefs, pair));
      case ELEMENT.bodyClass:
        return give('bodies', string);
      case ELEMENT.displacementL:
        return give('displacements', strings.add(litres(text(string), 1)));
      case ELEMENT.displacementCC:
        return give('cubicCentimetres', strings.add(litres(text(string), 1000)));
      case ELEMENT.cylinders:
        return give('cylinders', Math.trunc(Math.min(Number(text(string)) || 0, 255)));
      case ELEMENT.fuel:
        return give('fuels', string);
      case ELEMENT.engineModel:
        return give('engines', string);
      default:
        return null;
    }
  });
}

/** First row of each schema. */
function rowStartsOfSchemas({
  schemaGroupStarts,
  groupRowCounts,
}: Pick<TableSections, 'schemaGroupStarts' | 'groupRowCounts'>): Uint32Array {
  const starts = new Uint32Array(schemaGroupStarts.length);
  let row = 0;
  for (let schema = 0; schema + 1 < starts.length; schema += 1) {
    for (let group = at(schemaGroupStarts, schema); group < at(schemaGroupStarts, schema + 1); group += 1)
      row += at(groupRowCounts, group);
    starts[schema + 1] = row;
  }
  return starts;
}

/** What each model was built as, over all schemas. */
function collect(
  patterns: CompiledPatterns,
  uses: (SchemaUse | undefined)[],
  pairs: Relevance[],
  text: (string: number) => string,
): Map<number, Map<string, ModelConfiguration>> {
  const { schemaGroupStarts, groupKeys, groupRowCounts } = patterns.sections;
  const schemaRowStarts = rowStartsOfSchemas(patterns.sections);
  const masks = new Map<number, ReturnType<typeof keyMasks>>();
  const yearsByCode = new Map<string, YearSet>();
  const models = new Map<number, Map<string, ModelConfiguration>>();
  uses.forEach((use, schema) => {
    if (use === undefined) return;
    const options: SchemaOptions = {
      models: [],
      bodies: [],
      displacements: [],
      cubicCentimetres: [],
      cylinders: [],
      fuels: [],
      engines: [],
    };
    let row = at(schemaRowStarts, schema);
    for (let group = at(schemaGroupStarts, schema); group < at(schemaGroupStarts, schema + 1); group += 1) {
      const key = at(groupKeys, group);
      for (const end = row + at(groupRowCounts, group); row < end; row += 1) {
        const relevance = pairs[rowPair(patterns.sections, row)];
        if (relevance === undefined || relevance === null) continue;
        const tests = masks.get(key) ?? keyMasks(patterns.keys[key] as CompiledPatterns['keys'][number]);
        masks.set(key, tests);
        options[relevance.level].push({
          value: relevance.value,
          rank: at(patterns.ranks, row),
          ...tests,
        });
      }
    }
    if (options.models.length === 0) return;
    for (const found of combineSchema(options)) {
      const codes = `${found.yearLow} ${found.yearHigh}`;
      const years = yearsByCode.get(codes) ?? yearsWithCode(found.yearLow, found.yearHigh);
      yearsByCode.set(codes, years);
      const model = found.model - 1;
      const of = models.get(model) ?? new Map<string, ModelConfiguration>();
      models.set(model, of);
      const name = `${found.body} ${found.displacement} ${found.cylinders} ${found.fuel} ${found.engine}`;
      let entry = of.get(name);
      if (entry === undefined) {
        entry = {
          body: text(found.body),
          displacementL: text(found.displacement),
          cylinders: found.cylinders,
          fuel: text(found.fuel),
          engineModel: text(found.engine),
          types: 0,
          open: false,
          years: { low: 0, high: 0 },
          incomplete: { low: 0, high: 0 },
        };
        of.set(name, entry);
      }
      entry.types |= use.types;
      entry.open ||= use.open;
      entry.years.low = (entry.years.low | (use.main.low & years.low)) >>> 0;
      entry.years.high = (entry.years.high | (use.main.high & years.high)) >>> 0;
      entry.incomplete.low = (entry.incomplete.low | (use.incomplete.low & years.low)) >>> 0;
      entry.incomplete.high = (entry.incomplete.high | (use.incomplete.high & years.high)) >>> 0;
    }
  });
  return models;
}

const CAR_BODY = /sedan|coupe|hatchback|convertible|wagon|roadster|limousine/i;
const TRUCK_BODY = /pickup|truck|cargo|chassis|cab|van - full/i;

/** A schema shared by WMIs of several types leaves it to the body, then to the commonest. */
function vehicleType(types: number, body: string): number {
  const has = (type: number): boolean => ((types >>> type) & 1) === 1;
  const order = TRUCK_BODY.test(body)
    ? [TRUCK, MPV, CAR]
    : CAR_BODY.test(body)
      ? [CAR, MPV, TRUCK]
      : [MPV, CAR, TRUCK];
  return order.find(has) ?? TRUCK;
}

/** The vehicle table: models of cars, MPVs and trucks, and incomplete vehicles of the same models. */
export function compileVehicles(
  patterns: CompiledPatterns,
  pairs: PairSections,
  wmis: WmiSections,
  makes: MakeModelSections,
  elements: TableElement[],
  strings: StringPool,
  lastYear: number,
): CompiledVehicles {
  const text = (string: number): string => strings.text(string);
  const uses = schemaUses(wmis, patterns.sections.schemaIds.length, lastYear);
  const models = collect(patterns, uses, relevantPairs(pairs, elements, text, strings), text);
  const collator = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const makeOf = (model: number): string => text(at(makes.makeNames, at(makes.modelMakes, model)));
  const nameOf = (model: number): string => text(at(makes.modelNames, model));
  const ranges = [...models]
    .map(([model, configurations]) => ({ model, kept: settleConfigurations([...configurations.values()]) }))
    .filter(({ kept }) => kept.length > 0)
    .sort(
      (a, b) =>
        collator(makeOf(a.model).toLowerCase(), makeOf(b.model).toLowerCase()) ||
        collator(nameOf(a.model).toLowerCase(), nameOf(b.model).toLowerCase()) ||
        a.model - b.model,
    );
  const rangeStarts = [0];
  const all: (ModelConfiguration & { hash: number })[] = [];
  let baseVehicles = 0;
  let vehicles = 0;
  for (const { kept } of ranges) {
    const taken = new Set<number>();
    const years: YearSet = { low: 0, high: 0 };
    for (const configuration of kept) {
      let seed = configurationText(configuration);
      let hash = configurationHash(seed);
      for (; taken.has(hash); hash = configurationHash(seed)) seed += '+';
      taken.add(hash);
      all.push({ ...configuration, hash });
      years.low = (years.low | configuration.years.low) >>> 0;
      years.high = (years.high | configuration.years.high) >>> 0;
      vehicles += countYears(configuration.years);
    }
    baseVehicles += countYears(years);
    rangeStarts.push(all.length);
  }
  return {
    counts: {
      vehicleMakes: new Set(ranges.map(({ model }) => at(makes.modelMakes, model))).size,
      vehicleModels: ranges.length,
      baseVehicles,
      vehicles,
    },
    sections: {
      rangeModels: Uint32Array.from(ranges, ({ model }) => model),
      rangeStarts: Uint32Array.from(rangeStarts),
      configBodies: Uint32Array.from(all, ({ body }) => strings.add(body)),
      configDisplacements: Uint32Array.from(all, ({ displacementL }) => strings.add(displacementL)),
      configFuels: Uint32Array.from(all, ({ fuel }) => strings.add(fuel)),
      configEngines: Uint32Array.from(all, ({ engineModel }) => strings.add(engineModel)),
      configCylinders: Uint8Array.from(all, ({ cylinders }) => cylinders),
      configTypes: Uint8Array.from(
        all,
        ({ types, body, open }) => vehicleType(types, body) + (open ? 128 : 0),
      ),
      configHashes: Uint32Array.from(all, ({ hash }) => hash),
      configYears: Uint32Array.from(all.flatMap(({ years }) => [years.low, years.high])),
    },
  };
}
