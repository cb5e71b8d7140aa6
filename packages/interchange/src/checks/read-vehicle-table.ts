import { tableRows } from '../vcdb-reader.ts';
import { openZip } from '../zip-archive.ts';
import { modelKey } from './aces-app.ts';
import { comparable } from './spilled-app.ts';
import { readConfigurations } from './vehicle-configurations.ts';
import type { VehicleTable } from './vehicle-table.ts';

interface ModelYears {
  years: Set<number>;
  first: number;
  last: number;
}

/**
 * Reads a zip with the delimited text tables of Auto Care's VCdb: Make, Model and BaseVehicle, and, as far as they are there, Vehicle
 * and the tables of its configurations. The tables are licensed; the caller has them.
 * @throws UnreadableFile `table-missing`, `zip-damaged`, `zip-bomb`
 */
export async function readVehicleTable(source: AsyncIterable<Uint8Array>): Promise<VehicleTable> {
  await using zip = await openZip(source);
  const inOrder = true;
  const [makes, models] = [new Map<string, string>(), new Map<string, string>()];
  for await (const { values } of tableRows(zip, { table: 'Make', columns: ['MakeID', 'MakeName'], inOrder }))
    makes.set(values[0] ?? '', comparable(values[1] ?? ''));
  for await (const { values } of tableRows(zip, {
    table: 'Model',
    columns: ['ModelID', 'ModelName'],
    inOrder,
  }))
    models.set(values[0] ?? '', comparable(values[1] ?? ''));

  const baseVehicles = new Map<string, { year: number; make: string; model: string }>();
  /** By typed ids and by names; of a make alone, too. */
  const byModel = new Map<string, ModelYears>();
  const columns = ['BaseVehicleID', 'YearID', 'MakeID', 'ModelID'];
  for await (const { values } of tableRows(zip, { table: 'BaseVehicle', columns, inOrder })) {
    const [id = '', yearText = '', makeId = '', modelId = ''] = values;
    const year = Number(yearText);
    if (!Number.isInteger(year)) continue;
    const [make, model] = [`vcdb.make:${makeId}`, `vcdb.model:${modelId}`];
    baseVehicles.set(`vcdb.baseVehicle:${id}`, { year, make, model });
    addYear(byModel, modelKey(make, model), year);
    addYear(byModel, make, year);
    const [makeName, modelName] = [makes.get(makeId), models.get(modelId)];
    if (makeName !== undefined) addYear(byModel, makeName, year);
    if (makeName !== undefined && modelName !== undefined)
      addYear(byModel, modelKey(makeName, modelName), year);
  }
  const configurations = await readConfigurations(zip);

  return {
    resolved(vehicle) {
      const base = vehicle.kind === 'base-vehicle' ? baseVehicles.get(vehicle.key) : undefined;
      if (base === undefined) return vehicle;
      const { make, model, year } = base;
      return { kind: 'model', key: modelKey(make, model), make, model, years: { from: year, to: year } };
    },
    unknown({ kind, key, make, model, years }) {
      if (kind === 'equipment') return undefined;
      if (kind === 'base-vehicle')
        return baseVehicles.has(key) ? undefined : `The vehicle table has no ${key}.`;
      const found = byModel.get(modelKey(make, model));
      if (found === undefined) return `The vehicle table has no ${key}.`;
      if (years === undefined) return undefined;
      // A range that is open to one side, as rows may have it, ends where the model does.
      const from = years.from === 0 ? found.first : years.from;
      const to = years.to === 0xff_ff ? found.last : years.to;
      if (found.years.has(from) && found.years.has(to)) return undefined;
      const year = found.years.has(from) ? to : from;
      return `The vehicle table has no ${key} of ${year}; it has ${found.first} to ${found.last}.`;
    },
    invalid({ kind, key }, attributes) {
      return kind === 'base-vehicle' ? configurations.invalid(key, attributes) : undefined;
    },
  };
}

function addYear(models: Map<string, ModelYears>, key: string, year: number): void {
  const known = models.get(key);
  if (known === undefined) {
    models.set(key, { years: new Set([year]), first: year, last: year });
    return;
  }
  known.years.add(year);
  if (year < known.first) known.first = year;
  if (year > known.last) known.last = year;
}
