import { readLabelText } from '../aces/row-extras.ts';
import { readNoteText, readQualifierText } from '../aces/row-texts.ts';
import type { CellValue } from '../columns.ts';
import type { Row } from '../row-batch.ts';
import { modelKey } from './aces-app.ts';
import type { CheckedApp, CheckedAttribute, CheckedQualifier, CheckedVehicle } from './checked-app.ts';
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
const TYPED = /^[a-z]\w*\.[A-Za-z]+:/;
const VEHICLE_TYPE = 'VehicleType';
/** A row that is of all models of a make says so. */
const ALL_MODELS = '*';

/**
 * A row by the columns of fitments as the checks see it, be it of a table or of a feed of ACES that was read as rows: either way it is
 * held against others by what the feed's own app would be. Its number is its id where it has none.
 */
export function checkedRow({ values, row, line }: Row): CheckedApp {
  const given = text(values.record);
  // Only what a feed was read as has its languages behind its texts, where they tell nothing apart; in a table brackets are words.
  const isOfFeed = text(values.feed) !== '';
  const attributes = attributesOf(values);
  const vehicle = vehicleOf(values);
  const type = attributes.find(({ name }) => name === VEHICLE_TYPE);
  const isOfType = type !== undefined && vehicle !== undefined && isNamedByType(vehicle, values);
  return {
    record: given === '' ? `row ${row}` : given,
    line,
    action: text(values.action).toLowerCase() === 'delete' ? 'delete' : 'add',
    vehicle: isOfType ? { ...vehicle, key: `${vehicle.key} vcdb.vehicleType:${type.value}` } : vehicle,
    partType: named(text(values.partType)),
    positions: text(values.position)
      .split(/[,;、，；]/)
      .map((each) => named(each.trim()))
      .filter((each) => each !== '' && each !== 'pcdb.position:0'),
    attributes: isOfType ? attributes.filter((each) => each !== type) : attributes,
    qualifiers: list(values.qualifiers).map(qualifierOf),
    notes: notesOf(text(values.note), isOfFeed),
    part: {
      brand: [text(values.brand), text(values.subBrand)].filter((each) => each !== '').join('/'),
      number: text(values.partNumber),
    },
    quantity: text(values.quantity),
    mfrLabel: [...new Set(list(values.labels).map((label) => (isOfFeed ? readLabelText(label).text : label)))]
      .sort()
      .join(' / '),
    asset: [...list(values.assets)].sort().join(', '),
    validate: text(values.validate) !== 'no',
  };
}

function vehicleOf(values: Record<string, CellValue>): CheckedVehicle | undefined {
  const none = { make: '', model: '', years: undefined };
  const baseVehicle = text(values.baseVehicle);
  if (baseVehicle.startsWith('vcdb.equipmentBase:')) return { kind: 'equipment', key: baseVehicle, ...none };
  if (baseVehicle !== '') return { kind: 'base-vehicle', key: baseVehicle, ...none };
  const [make, given] = [named(text(values.make)), named(text(values.model))];
  const model = given === ALL_MODELS ? '' : given;
  if (make === '') return undefined;
  const [from, to] = [values.yearFrom, values.yearTo].map((year) =>
    typeof year === 'number' ? year : undefined,
  );
  const isOpen = from === undefined && to === undefined;
  if (isEquipment(make)) {
    const years = isOpen ? undefined : { from: from ?? ANY_YEAR.from, to: to ?? ANY_YEAR.to };
    return { kind: 'equipment', key: modelKey(make, model), make: '', model: '', years };
  }
  return {
    ...{ kind: 'model', key: modelKey(make, model), make, model },
    // A row with one year is of that year; one without any is told apart by its dates of production.
    years: isOpen ? ANY_YEAR : { from: from ?? to ?? 0, to: to ?? from ?? 0 },
  };
}

function isEquipment(make: string): boolean {
  return make.startsWith('vcdb.mfr:');
}

/** As in a feed: beside a make without a model, and beside a maker's equipment. */
function isNamedByType({ kind, model }: CheckedVehicle, values: Record<string, CellValue>): boolean {
  return kind === 'model' ? model === '' : isEquipment(text(values.make));
}

/** `vcdb.subModel:39` is what a feed calls SubModel 39. */
function attributesOf(values: Record<string, CellValue>): CheckedAttribute[] {
  const attributes: CheckedAttribute[] = [];
  for (const name of ATTRIBUTE_COLUMNS) {
    const value = comparable(text(values[name]));
    if (value !== '') attributes.push({ name, value });
  }
  for (const each of list(values.attributes)) {
    const at = each.lastIndexOf(':');
    const [name, value] = at < 0 ? ['', each] : [each.slice(0, at), each.slice(at + 1)];
    const tag = /^vcdb\.([a-z])(\w*)$/.exec(name);
    attributes.push(
      tag === null
        ? { name: comparable(name), value: comparable(value) }
        : { name: `${tag[1]?.toUpperCase()}${tag[2]}`, value },
    );
  }
  return attributes;
}

function qualifierOf(said: string): CheckedQualifier {
  const typed = readQualifierText(said);
  if (typed === undefined) return { id: '', params: [], text: said };
  return {
    id: typed.id,
    params: typed.params.map(({ value, uom = '' }) => ({ value, uom })),
    text: typed.text,
  };
}

/** Several notes of a feed are one text. */
function notesOf(note: string, isOfFeed: boolean): string[] {
  return note
    .split('; ')
    .map((each) => (isOfFeed ? readNoteText(each.trim()).text : each.trim()))
    .filter((each) => each !== '');
}

/** Words without regard to case, width and blanks; ids as they are. */
function named(said: string): string {
  return TYPED.test(said) ? said : comparable(said);
}

function text(value: CellValue | undefined): string {
  return typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
}

function list(value: CellValue | undefined): readonly string[] {
  return Array.isArray(value) ? value : [];
}
