import type { Row, RowFault } from '@qipei/interchange';
import type { FitmentExpander } from '../domain/expand-fitments.ts';
import type { Fitment } from '../domain/fitment.ts';
import type { FitmentChange } from '../domain/part-fitments.ts';
import { hasConditions } from '../domain/vehicle-match.ts';

/** Names as they are written in files, to the ids of the vehicle table. */
export interface VehicleNames {
  /** Undefined where the table has no such make. */
  findMake(name: string): { makeId: string } | undefined;
  findModel(makeId: string, name: string): { modelId: string } | undefined;
}

/** How many different spellings of a make and model are remembered. */
const MAX_REMEMBERED = 50_000;

type Found = { modelId: string } | { column: 'make' | 'model'; code: string; message: string };

/** Reads rows one by one into changes, or into what is wrong with them. */
export function rowReader(
  vehicles: VehicleNames,
  expander: FitmentExpander,
): (row: Row, source: string) => FitmentChange | RowFault[] {
  const models = new Map<string, Found>();

  function findModel(make: string, model: string): Found {
    const key = `${make}\u0000${model}`;
    const known = models.get(key);
    if (known !== undefined) return known;
    const found = lookUp(vehicles, make, model);
    if (models.size >= MAX_REMEMBERED) models.clear();
    models.set(key, found);
    return found;
  }

  return (row, source) => {
    const { values } = row;
    const fault = (column: string, code: string, message: string): RowFault[] => [
      {
        row: row.row,
        line: row.line,
        column,
        code,
        value: String(values[column] ?? '').slice(0, 200),
        message,
      },
    ];
    const found = findModel(String(values.make), String(values.model));
    if ('code' in found) return fault(found.column, found.code, found.message);
    const yearFrom = Number(values.yearFrom);
    const fitment: Fitment = {
      modelId: found.modelId,
      yearFrom,
      yearTo: values.yearTo === undefined || values.yearTo === null ? yearFrom : Number(values.yearTo),
      displacementL: decimal(values.displacementL),
      cylinders: Number(values.cylinders ?? 0),
      fuel: text(values.fuel),
      body: text(values.body),
      position: text(values.position),
      quantity: Number(values.quantity ?? 1),
      qualifiers: Array.isArray(values.qualifiers) ? [...new Set(values.qualifiers)].sort() : [],
      note: text(values.note),
      source,
      confidence: 1,
    };
    if (fitment.yearTo < fitment.yearFrom)
      return fault('yearTo', 'out-of-range', 'The last year is before the first.');
    if (!expander.reachesVehicle(fitment)) {
      return fault(
        hasConditions(fitment) ? 'displacementL' : 'yearFrom',
        'vehicle-unknown',
        'The vehicle table has no vehicle of this model with these years and conditions.',
      );
    }
    return { action: values.action === 'delete' ? 'delete' : 'set', fitment };
  };
}

function lookUp(vehicles: VehicleNames, makeName: string, modelName: string): Found {
  const make = vehicles.findMake(makeName);
  if (make === undefined)
    return { column: 'make', code: 'make-unknown', message: 'The vehicle table has no make of this name.' };
  const model = vehicles.findModel(make.makeId, modelName);
  if (model === undefined)
    return {
      column: 'model',
      code: 'model-unknown',
      message: 'The vehicle table has no model of this name for the make.',
    };
  return { modelId: model.modelId };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `2.50` and `2.5` are one displacement. */
function decimal(value: unknown): string {
  const written = text(value);
  return written === '' ? '' : String(Number(written));
}
