import type { Database } from 'better-sqlite3';
import type { TableSections } from '../table-format.ts';
import { wmiNumber } from '../wmi-number.ts';
import type { StringPool } from './string-pool.ts';
import type { VpicDatabase } from './vpic-database.ts';

export type WmiSections = Pick<
  TableSections,
  | 'wmiCodes'
  | 'wmiManufacturers'
  | 'wmiMakes'
  | 'wmiMakeStarts'
  | 'wmiMakeNumbers'
  | 'wmiVehicleTypes'
  | 'wmiTruckTypes'
  | 'wmiCountries'
  | 'wmiLinkStarts'
  | 'linkSchemas'
  | 'linkYearsFrom'
  | 'linkYearsTo'
>;
export type MakeModelSections = Pick<
  TableSections,
  'makeIds' | 'makeNames' | 'modelIds' | 'modelNames' | 'modelMakes'
>;

/** `linkYearsTo` of a schema that is still in use. */
export const OPEN_YEAR = 0xffff;

interface WmiRow {
  Id: number;
  Wmi: string;
  manufacturer: string | null;
  type: number | null;
  truckType: number | null;
  country: string | null;
}

export interface MakesAndModels {
  sections: MakeModelSections;
  makeNumbers: Map<number, number>;
  modelNumbers: Map<number, number>;
}

/** Makes and models, by vPIC's ids. A model belongs to one make. */
export function compileMakesAndModels(db: Database, strings: StringPool): MakesAndModels {
  const makes = db.prepare('select Id, Name from Make order by Id').raw().all() as [number, string][];
  const makeNumbers = new Map(makes.map(([id], index) => [id, index]));
  const models = db
    .prepare(
      `select m.Id, m.Name, min(x.MakeId) from Model m join Make_Model x on x.ModelId = m.Id
       where x.MakeId in (select Id from Make) group by m.Id order by m.Id`,
    )
    .raw()
    .all() as [number, string, number][];
  return {
    makeNumbers,
    modelNumbers: new Map(models.map(([id], index) => [id, index])),
    sections: {
      makeIds: Uint32Array.from(makes, ([id]) => id),
      makeNames: Uint32Array.from(makes, ([, name]) => strings.add(name.trim())),
      modelIds: Uint32Array.from(models, ([id]) => id),
      modelNames: Uint32Array.from(models, ([, name]) => strings.add(name.trim())),
      modelMakes: Uint32Array.from(models, ([, , make]) => makeNumbers.get(make) as number),
    },
  };
}

/**
 * WMIs by `wmiNumber`, each with its schemas and the model years that they cover. NHTSA answers for those alone whose
 * data is public; what a package adds of its own carries no such date.
 */
export function compileWmis(
  { db, source }: Pick<VpicDatabase, 'db' | 'source'>,
  publicBy: string,
  strings: StringPool,
  makeNumbers: Map<number, number>,
  schemaNumbers: Map<number, number>,
): WmiSections {
  const rows = db
    .prepare(
      `select w.Id, w.Wmi, m.Name as manufacturer, w.VehicleTypeId as type, w.TruckTypeId as truckType,
         c.Name as country
       from Wmi w left join Manufacturer m on m.Id = w.ManufacturerId left join Country c on c.Id = w.CountryId
       where ${source === 'corgi' ? '1' : 'w.PublicAvailabilityDate <= ?'}`,
    )
    .all(...(source === 'corgi' ? [] : [publicBy])) as WmiRow[];
  const wmis = rows
    .map((row) => ({ ...row, code: wmiNumber(row.Wmi) }))
    .filter(({ code }) => code >= 0)
    .sort((a, b) => a.code - b.code);
  const makes = new Map<number, Set<number>>();
  for (const [wmi, make] of db.prepare('select WmiId, MakeId from Wmi_Make').raw().all() as [
    number,
    number,
  ][]) {
    const number = makeNumbers.get(make);
    if (number !== undefined) makes.set(wmi, (makes.get(wmi) ?? new Set()).add(number));
  }
  const onlyMake = (wmi: number): number => {
    const [first, second] = makes.get(wmi) ?? [];
    return first === undefined || second !== undefined ? 0 : first + 1;
  };
  const links = Map.groupBy(
    db
      .prepare('select WmiId, VinSchemaId, YearFrom, YearTo from Wmi_VinSchema order by YearFrom desc, Id')
      .raw()
      .all() as [number, number, number, number | null][],
    ([wmi]) => wmi,
  );
  const wmiLinkStarts = [0];
  const linkSchemas: number[] = [];
  const linkYearsFrom: number[] = [];
  const linkYearsTo: number[] = [];
  for (const { Id } of wmis) {
    for (const [, schemaId, from, to] of links.get(Id) ?? []) {
      const schema = schemaNumbers.get(schemaId);
      if (schema === undefined) continue;
      linkSchemas.push(schema);
      linkYearsFrom.push(from);
      linkYearsTo.push(to ?? OPEN_YEAR);
    }
    wmiLinkStarts.push(linkSchemas.length);
  }
  const makesOf = wmis.map(({ Id }) => [...(makes.get(Id) ?? [])].sort((a, b) => a - b));
  let made = 0;
  return {
    wmiCodes: Uint32Array.from(wmis, ({ code }) => code),
    wmiManufacturers: Uint32Array.from(wmis, ({ manufacturer }) => strings.add(manufacturer?.trim())),
    wmiMakes: Uint32Array.from(wmis, ({ Id }) => onlyMake(Id)),
    wmiMakeStarts: Uint32Array.from([0, ...makesOf.map((of) => (made += of.length))]),
    wmiMakeNumbers: Uint32Array.from(makesOf.flat()),
    wmiVehicleTypes: Uint8Array.from(wmis, ({ type }) => type ?? 0),
    wmiTruckTypes: Uint8Array.from(wmis, ({ truckType }) => truckType ?? 0),
    wmiCountries: Uint32Array.from(wmis, ({ country }) => strings.add(country)),
    wmiLinkStarts: Uint32Array.from(wmiLinkStarts),
    linkSchemas: Uint32Array.from(linkSchemas),
    linkYearsFrom: Uint16Array.from(linkYearsFrom),
    linkYearsTo: Uint16Array.from(linkYearsTo),
  };
}
