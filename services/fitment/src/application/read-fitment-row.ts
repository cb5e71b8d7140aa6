import type { Row, RowFault } from '@qipei/interchange';
import { VEHICLE_ATTRIBUTES } from '../domain/compare-attribute.ts';
import type { FitmentExpander } from '../domain/expand-fitments.ts';
import type { VehicleSelector } from '../domain/fitment.ts';
import type { FitmentChange } from '../domain/part-fitments.ts';
import type { ProductionBounds } from '../domain/production-date.ts';
import type { VehicleNames } from '../domain/vehicle-names.ts';
import { areBackwards, readMonthOrDay, readProductionRange } from './read-production.ts';
import { conditionsOf } from './row-conditions.ts';
import { extrasOf } from './row-extras.ts';

/** What of a row names the vehicles. */
const SELECTOR_COLUMNS = [
  ...['baseVehicle', 'make', 'model', 'yearFrom', 'yearTo', 'displacementL', 'cylinders', 'fuel', 'body'],
  ...['engineModel', 'drive', 'transmission', 'production', 'producedFrom', 'producedTo'],
];

/** How many different vehicle cells of rows are remembered. */
const MAX_REMEMBERED = 10_000;

interface CellFault {
  column: string;
  code: string;
  message: string;
}

/** What a file as a whole says of its rows. */
export interface RowOrigin {
  jobId: string;
  dataSet: string;
}

/** Reads rows one by one into changes, or into what is wrong with them. */
export function rowReader(
  vehicles: VehicleNames,
  expander: FitmentExpander,
): (row: Row, origin: RowOrigin) => FitmentChange | RowFault[] {
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
  function selectorOf(values: Row['values']): VehicleSelector | CellFault {
    const key = selectorCells(values);
    const known = selectors.get(key);
    if (known !== undefined) return known;
    const found = vehicleOf(values);
    const read = 'code' in found ? found : readSelector(found, values);
    if (selectors.size >= MAX_REMEMBERED) selectors.clear();
    selectors.set(key, read);
    return read;
  }

  function vehicleOf(values: Row['values']): { modelId: string; year: number } | CellFault {
    const [baseVehicle, make, model] = [values.baseVehicle, values.make, values.model].map(text);
    if (baseVehicle !== undefined && baseVehicle !== '')
      return (
        vehicles.findBaseVehicle(baseVehicle) ?? fault('baseVehicle', 'vehicle-unknown', NO_BASE_VEHICLE)
      );
    if (make === undefined || make === '') return fault('make', 'required', 'A value is required.');
    if (model === undefined || model === '') return fault('model', 'required', 'A value is required.');
    const found = modelOf(make, model);
    return 'code' in found ? found : { modelId: found.modelId, year: 0 };
  }

  /** `year` of a base vehicle; 0 where the row's own years count. */
  function readSelector(
    { modelId, year }: { modelId: string; year: number },
    values: Row['values'],
  ): VehicleSelector | CellFault {
    const bounds = readBounds(values);
    if ('code' in bounds) return bounds;
    const years = year === 0 ? readYears(values, bounds) : { yearFrom: year, yearTo: year };
    if ('code' in years) return years;
    const selector: VehicleSelector = {
      modelId,
      ...years,
      displacementL: decimal(values.displacementL),
      cylinders: Number(values.cylinders ?? 0),
      fuel: text(values.fuel),
      body: text(values.body),
      engineModel: text(values.engineModel),
      drive: text(values.drive),
      transmission: text(values.transmission),
      ...bounds,
    };
    if (expander.reachesVehicle(selector)) return selector;
    const message = 'The vehicle table has no vehicle of this model with these years and conditions.';
    const column = year === 0 ? blamedColumn(selector) : 'baseVehicle';
    return { column, code: 'vehicle-unknown', message };
  }

  return (row, { jobId, dataSet }) => {
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
    const extras = extrasOf(values);
    const fitment = {
      selector,
      position: text(values.position),
      quantity: Number(values.quantity ?? 1),
      qualifiers: conditionsOf(values),
      note: text(values.note),
      source: `${jobId}#${row.row}`,
      feed: text(values.feed),
      release: text(values.release),
      record: text(values.record),
      confidence: Number(values.confidence ?? 1),
      partType: text(values.partType),
      dataSet,
      ...(extras !== undefined && { extras }),
    };
    return { action: values.action === 'delete' ? 'delete' : 'set', fitment };
  };
}

const NO_BASE_VEHICLE =
  'The vehicle table has no base vehicle of this id; import the table that it is of (kind `vehicles`).';

/** Most of them are empty. */
function selectorCells(values: Row['values']): string {
  let key = '';
  for (const name of SELECTOR_COLUMNS) {
    const cell = values[name];
    if (cell !== undefined && cell !== null && cell !== '') key += `${name}=${cell}\u0000`;
  }
  return key;
}

/** Both ends in one column, or each in its own. */
function readBounds(values: Row['values']): ProductionBounds | CellFault {
  const [production, from, to] = [values.production, values.producedFrom, values.producedTo].map(text);
  if (production !== '' && (from !== '' || to !== ''))
    return fault('production', 'contradictory', 'Dates of production stand in two columns; one is enough.');
  const bounds =
    production === ''
      ? { producedFrom: readOne(from), producedTo: readOne(to) }
      : (readProductionRange(production ?? '') ?? { producedFrom: undefined, producedTo: undefined });
  const { producedFrom, producedTo } = bounds;
  if (producedFrom === undefined || producedTo === undefined) {
    if (production !== '')
      return fault(
        'production',
        'malformed',
        'Dates of production such as 2005.03-2007.09 or 2005.03- are wanted.',
      );
    const column = producedFrom === undefined ? 'producedFrom' : 'producedTo';
    return fault(
      column,
      'malformed',
      'A month or day of the calendar such as 2005-03 or 2005-03-15 is wanted.',
    );
  }
  if (areBackwards({ producedFrom, producedTo }))
    return fault(
      production === '' ? 'producedTo' : 'production',
      'out-of-range',
      'The production ends before it begins.',
    );
  return { producedFrom, producedTo };
}

const readOne = (cell: string | undefined): string | undefined =>
  cell === undefined || cell === '' ? '' : readMonthOrDay(cell);

/**
 * The model years; where the row has none, those in which what was built then can be: a model year is built in the
 * calendar year before it too (40 CFR 85.2304).
 */
function readYears(
  { yearFrom, yearTo }: Row['values'],
  { producedFrom, producedTo }: ProductionBounds,
): { yearFrom: number; yearTo: number } | CellFault {
  const from = Number(yearFrom ?? producedFrom.slice(0, 4));
  if (from === 0)
    return fault('yearFrom', 'required', 'A first year or a first month of production is required.');
  if (typeof yearFrom !== 'number' && typeof yearTo !== 'number' && producedTo === '')
    return fault('yearTo', 'required', 'A last year or a last month of production is required.');
  const last =
    typeof yearFrom === 'number' || typeof yearTo === 'number'
      ? Number(yearTo ?? from)
      : Number(producedTo.slice(0, 4)) + 1;
  if (last < from) return fault('yearTo', 'out-of-range', 'The last year is before the first.');
  return { yearFrom: from, yearTo: last };
}

function blamedColumn(selector: VehicleSelector): string {
  const named = VEHICLE_ATTRIBUTES.find((name) => selector[name] !== '' && selector[name] !== 0);
  return named ?? 'yearFrom';
}

function fault(column: string, code: string, message: string): CellFault {
  return { column, code, message };
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
