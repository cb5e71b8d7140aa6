import type { Database } from 'better-sqlite3';
import type { TableSections } from '../table-format.ts';
import type { PairPool } from './pattern-values.ts';
import { dateNumber, hasSpecifications, tablesOf } from './vpic-tables.ts';

export type SpecSections = Pick<
  TableSections,
  | 'modelSpecStarts'
  | 'modelSpecs'
  | 'specIds'
  | 'specMakes'
  | 'specTypes'
  | 'specYearStarts'
  | 'specYears'
  | 'specPatternStarts'
  | 'specPatternIds'
  | 'specKeyStarts'
  | 'specKeyPairs'
  | 'specValueStarts'
  | 'specValuePairs'
  | 'specValueRanks'
>;

const NONE: SpecSections = {
  modelSpecStarts: new Uint32Array(0),
  modelSpecs: new Uint32Array(0),
  specIds: new Uint32Array(0),
  specMakes: new Uint32Array(0),
  specTypes: new Uint8Array(0),
  specYearStarts: new Uint32Array(0),
  specYears: new Uint32Array(0),
  specPatternStarts: new Uint32Array(0),
  specPatternIds: new Uint32Array(0),
  specKeyStarts: new Uint32Array(0),
  specKeyPairs: new Uint32Array(0),
  specValueStarts: new Uint32Array(0),
  specValuePairs: new Uint32Array(0),
  specValueRanks: new Uint32Array(0),
};

interface SpecValue {
  element: number;
  value: string;
  date: number;
  id: number;
}

interface SpecPattern {
  id: number;
  schema: number;
  keys: SpecValue[];
  values: SpecValue[];
}

type PatternRow = [
  pattern: number,
  schema: number,
  isKey: number,
  element: number,
  value: string,
  date: string | null,
  id: number,
];

function readPatterns(db: Database): SpecPattern[] {
  const patterns = new Map<number, SpecPattern>();
  const rows = db
    .prepare(
      `select s.Id, s.SchemaId, p.IsKey, p.ElementId, cast(p.AttributeId as text),
         coalesce(p.UpdatedOn, p.CreatedOn), p.Id
       from VSpecSchemaPattern s join VehicleSpecPattern p on p.VSpecSchemaPatternId = s.Id order by s.Id, p.Id`,
    )
    .raw();
  for (const [pattern, schema, isKey, element, value, date, id] of rows.iterate() as Iterable<PatternRow>) {
    const of = patterns.get(pattern) ?? { id: pattern, schema, keys: [], values: [] };
    patterns.set(pattern, of);
    (isKey === 0 ? of.values : of.keys).push({ element, value, date: dateNumber(date), id });
  }
  // Without a key row nothing ties a pattern to a vehicle: NHTSA's procedure joins on the keys.
  return [...patterns.values()].filter(({ keys }) => keys.length > 0);
}

function grouped(rows: unknown[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const [of, value] of rows as [number, number][]) {
    const group = groups.get(of);
    if (group === undefined) groups.set(of, [value]);
    else group.push(value);
  }
  return groups;
}

/**
 * NHTSA's vehicle specifications: values by make, vehicle type, model and year, for the vehicles whose decoded values
 * agree with all of a pattern's keys.
 */
export function compileSpecs(
  db: Database,
  pairs: PairPool,
  makeNumbers: Map<number, number>,
  modelNumbers: Map<number, number>,
): SpecSections {
  if (!hasSpecifications(db)) return NONE;
  const patternsOf = Map.groupBy(readPatterns(db), ({ schema }) => schema);
  const models = grouped(
    db.prepare('select VehicleSpecSchemaId, ModelId from VehicleSpecSchema_Model order by 1, 2').raw().all(),
  );
  const years = tablesOf(db).has('vehiclespecschema_year')
    ? grouped(
        db.prepare('select VehicleSpecSchemaId, Year from VehicleSpecSchema_Year order by 1, 2').raw().all(),
      )
    : new Map<number, number[]>();
  const schemas = db
    .prepare(
      `select Id, MakeId, VehicleTypeId from VehicleSpecSchema
       where coalesce(TobeQCed, 0) = 0 and VehicleTypeId is not null order by Id`,
    )
    .raw()
    .all() as [number, number, number][];
  const kept = schemas.filter(([id, make]) => patternsOf.has(id) && makeNumbers.has(make) && models.has(id));
  const values = kept.flatMap(([id]) => (patternsOf.get(id) ?? []).flatMap((pattern) => pattern.values));
  values.sort((a, b) => a.date - b.date || b.id - a.id);
  const ranks = new Map(values.map((value, rank) => [value, rank]));

  const specYears: number[] = [];
  const specYearStarts = [0];
  const specPatternStarts = [0];
  const specPatternIds: number[] = [];
  const specKeyStarts = [0];
  const specKeyPairs: number[] = [];
  const specValueStarts = [0];
  const specValuePairs: number[] = [];
  const specValueRanks: number[] = [];
  const specsOfModel = Array.from({ length: modelNumbers.size }, (): number[] => []);
  kept.forEach(([id], spec) => {
    for (const model of models.get(id) ?? []) {
      const number = modelNumbers.get(model);
      if (number !== undefined) specsOfModel[number]?.push(spec);
    }
    specYears.push(...(years.get(id) ?? []));
    specYearStarts.push(specYears.length);
    for (const pattern of patternsOf.get(id) ?? []) {
      const keys = pattern.keys.map(({ element, value }) => pairs.add(element, value));
      if (keys.includes(-1)) continue;
      specPatternIds.push(pattern.id);
      specKeyPairs.push(...keys);
      specKeyStarts.push(specKeyPairs.length);
      for (const value of pattern.values) {
        const pair = pairs.add(value.element, value.value);
        if (pair < 0) continue;
        specValuePairs.push(pair);
        specValueRanks.push(ranks.get(value) as number);
      }
      specValueStarts.push(specValuePairs.length);
    }
    specPatternStarts.push(specPatternIds.length);
  });
  let specs = 0;
  return {
    modelSpecStarts: Uint32Array.from([0, ...specsOfModel.map((of) => (specs += of.length))]),
    modelSpecs: Uint32Array.from(specsOfModel.flat()),
    specIds: Uint32Array.from(kept, ([id]) => id),
    specMakes: Uint32Array.from(kept, ([, make]) => makeNumbers.get(make) as number),
    specTypes: Uint8Array.from(kept, ([, , type]) => type),
    specYearStarts: Uint32Array.from(specYearStarts),
    specYears: Uint32Array.from(specYears),
    specPatternStarts: Uint32Array.from(specPatternStarts),
    specPatternIds: Uint32Array.from(specPatternIds),
    specKeyStarts: Uint32Array.from(specKeyStarts),
    specKeyPairs: Uint32Array.from(specKeyPairs),
    specValueStarts: Uint32Array.from(specValueStarts),
    specValuePairs: Uint32Array.from(specValuePairs),
    specValueRanks: Uint32Array.from(specValueRanks),
  };
}
