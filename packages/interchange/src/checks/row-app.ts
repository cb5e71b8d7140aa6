import type { CellValue } from '../columns.ts';
import type { Row } from '../row-batch.ts';
import { modelKey } from './aces-app.ts';
import type { CheckedApp, CheckedAttribute, CheckedVehicle } from './checked-app.ts';
import { ANY_YEAR, comparable } from './spilled-app.ts';

/** Columns that narrow a vehicle down, by what an attribute is called. */
const ATTRIBUTE_COLUMNS = [
  'displacementL',
  'cylinders',
  'fuel',
  'body',
  'engineModel',
  'drive',
  'transmission',
  'production',
  'producedFrom',
  'producedTo',
] as const;

/** A row of a file with the columns of fitments as the checks see it; its number is its id where it has none. */
export function checkedRow({ values, row, line }: Row): CheckedApp {
  const given = text(values.record);
  return {
    record: given === '' ? `row ${row}` : given,
    line,
    action: text(values.action).toLowerCase() === 'delete' ? 'delete' : 'add',
    vehicle: vehicleOf(values),
    partType: text(values.partType),
    positions: text(values.position)
      .split(/[,;、，；]/)
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    attributes: attributesOf(values),
    qualifiers: list(values.qualifiers).map((each) => ({ id: '', params: [], text: each })),
    notes: [text(values.note)].filter((note) => note !== ''),
    part: {
      brand: [text(values.brand), text(values.subBrand)].filter((each) => each !== '').join('/'),
      number: text(values.partNumber),
    },
    quantity: text(values.quantity),
    mfrLabel: list(values.labels).join(' / '),
    asset: list(values.assets).join(', '),
    validate: text(values.validate) !== 'no',
  };
}

function vehicleOf(values: Record<string, CellValue>): CheckedVehicle | undefined {
  const baseVehicle = text(values.baseVehicle);
  if (baseVehicle !== '')
    return { kind: 'base-vehicle', key: baseVehicle, make: '', model: '', years: undefined };
  const [make, model] = [comparable(text(values.make)), comparable(text(values.model))];
  if (make === '') return undefined;
  const [from, to] = [values.yearFrom, values.yearTo].map((year) =>
    typeof year === 'number' ? year : undefined,
  );
  const open = from === undefined && to === undefined;
  return {
    ...{ kind: 'model', key: modelKey(make, model), make, model },
    // A row with one year is of that year; one without any is told apart by its dates of production.
    years: open ? ANY_YEAR : { from: from ?? to ?? 0, to: to ?? from ?? 0 },
  };
}

function attributesOf(values: Record<string, CellValue>): CheckedAttribute[] {
  const attributes: CheckedAttribute[] = [];
  for (const name of ATTRIBUTE_COLUMNS) {
    const value = comparable(text(values[name]));
    if (value !== '') attributes.push({ name, value });
  }
  for (const each of list(values.attributes)) {
    const at = each.lastIndexOf(':');
    const [name, value] = at < 0 ? ['', each] : [each.slice(0, at), each.slice(at + 1)];
    attributes.push({ name: comparable(name), value: comparable(value) });
  }
  return attributes;
}

function text(value: CellValue | undefined): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function list(value: CellValue | undefined): string[] {
  return Array.isArray(value) ? value : [];
}
