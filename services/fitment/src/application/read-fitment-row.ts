import type { Row, RowFault } from '@qipei/interchange';
import type { FitmentExpander } from '../domain/expand-fitments.ts';
import type { VehicleSelector } from '../domain/fitment.ts';
import type { FitmentChange } from '../domain/part-fitments.ts';
import { hasConditions } from '../domain/vehicle-match.ts';

/** Names as they are written in files, to the ids of the vehicle table. */
export interface VehicleNames {
  /** Undefined where the table has no such make. */
  findMake(name: string): { makeId: string } | undefined;
  findModel(makeId: string, name: string): { modelId: string } | undefined;
}

/** How many different vehicle cells of rows are remembered. */
const MAX_REMEMBERED = 20_000;

interface CellFault {
  column: string;
  code: string;
  message: string;
}

/** Reads rows one by one into changes, or into what is wrong with them. */
export function rowReader(
  vehicles: VehicleNames,
  expander: FitmentExpander,
): (row: Row, source: string) => FitmentChange | RowFault[] {
  const selectors = new Map<string, VehicleSelector | CellFault>();
  const models = new Map<string, { modelId: string } | CellFault>();

  function modelOf(make: string, model: string): { modelId: string } | CellFault {
    const key = `${make}\u0000${model}`;
    const known = models.get(key);
    if (known !== undefined) return known;
    const found = lookUp(vehicles, make, model);
    if (models.size >= MAX_REMEMBERED) models.clear();
    models.set(key, found);
    return found;
  }

  /** Thousands of rows name the same vehicles: what the cells mean is found out once, and is then one object. */
  function selectorOf({
    make,
    model,
    yearFrom,
    yearTo,
    displacementL,
    cylinders,
    fuel,
    body,
  }: Row['values']): VehicleSelector | CellFault {
    const key = `${make}\u0000${model}\u0000${yearFrom}\u0000${yearTo}\u0000${displacementL}\u0000${cylinders}\u0000${fuel}\u0000${body}`;
    const known = selectors.get(key);
    if (known !== undefined) return known;
    const found = modelOf(String(make), String(model));
    const read = 'code' in found ? found : readSelector(found.modelId);
    if (selectors.size >= MAX_REMEMBERED) selectors.clear();
    selectors.set(key, read);
    return read;

    function readSelector(modelId: string): VehicleSelector | CellFault {
      const from = Number(yearFrom);
      const selector: VehicleSelector = {
        modelId,
        yearFrom: from,
        yearTo: yearTo === undefined || yearTo === null ? from : Number(yearTo),
        displacementL: decimal(displacementL),
        cylinders: Number(cylinders ?? 0),
        fuel: text(fuel),
        body: text(body),
      };
      if (selector.yearTo < selector.yearFrom)
        return { column: 'yearTo', code: 'out-of-range', message: 'The last year is before the first.' };
      if (expander.reachesVehicle(selector)) return selector;
      const message = 'The vehicle table has no vehicle of this model with these years and conditions.';
      return {
        column: hasConditions(selector) ? 'displacementL' : 'yearFrom',
        code: 'vehicle-unknown',
        message,
      };
    }
  }

  return (row, source) => {
    const { values } = row;
    const selector = selectorOf(values);
    if ('code' in selector) {
      const value = String(values[selector.column] ?? '').slice(0, 200);
      return [
        {
          row: row.row,
          line: row.line,
          column: selector.column,
          code: selector.code,
          value,
          message: selector.message,
        },
      ];
    }
    const fitment = {
      selector,
      position: text(values.position),
      quantity: Number(values.quantity ?? 1),
      qualifiers: Array.isArray(values.qualifiers) ? [...new Set(values.qualifiers)].sort() : [],
      note: text(values.note),
      source,
      confidence: 1,
    };
    return { action: values.action === 'delete' ? 'delete' : 'set', fitment };
  };
}

function lookUp(
  vehicles: VehicleNames,
  makeName: string,
  modelName: string,
): { modelId: string } | CellFault {
  const make = vehicles.findMake(makeName);
  if (make === undefined)
    return { column: 'make', code: 'make-unknown', message: 'The vehicle table has no make of this name.' };
  const model = vehicles.findModel(make.makeId, modelName);
  if (model !== undefined) return model;
  return {
    column: 'model',
    code: 'model-unknown',
    message: 'The vehicle table has no model of this name for the make.',
  };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `2.50` and `2.5` are one displacement. */
function decimal(value: unknown): string {
  const written = text(value);
  return written === '' ? '' : String(Number(written));
}
