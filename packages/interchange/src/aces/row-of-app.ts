import {
  type AcesApp,
  type AcesHeader,
  type AcesVehicle,
  type AcesVehicleForm,
  vehicleForms,
} from './aces-feed.ts';
import { addExtraCells } from './row-extras.ts';
import { noteText, qualifierText } from './row-texts.ts';

/** An app by the columns of the kind `fitments`. */
export type AcesRow = Record<string, string | string[]>;

export interface AcesRowContext {
  header: AcesHeader | undefined;
  /** Typed id -> what stands in its place. */
  replacements: ReadonlyMap<string, string>;
  /** A constant names the brand of all parts but those that have a brand of their own. */
  hasBrand: boolean;
}

/** What a row holds at most of the text that says which feed it is of. */
const FEED_LENGTH = 200;
const RELEASE_LENGTH = 60;
const NOTHING: readonly never[] = [];

/**
 * Ids of licensed tables are typed: `vcdb.baseVehicle:2771`, `vcdb.subModel:39` (the element's name, its first letter small),
 * `pcdb.partTerminology:1896`, `pcdb.position:22`, `qdb.qualifier:945`, `autocare.brand:ZZZZ`.
 * Equipment is a vehicle of the make `vcdb.mfr:…`, or one whose base vehicle is `vcdb.equipmentBase:…`; where an app is of all models
 * of a make, its model is `*`.
 */
export function rowOfApp(app: AcesApp, context: AcesRowContext): AcesRow {
  const { header, replacements, hasBrand } = context;
  const typed = (kind: string, id: string) => {
    const name = `${kind}:${id}`;
    return replacements.get(name) ?? name;
  };
  const row: AcesRow = { partNumber: app.part.number };
  const brand = app.part.brand ?? (hasBrand ? undefined : header?.brand);
  if (brand !== undefined) row.brand = typed('autocare.brand', brand);
  placeVehicle(app.vehicle, row, typed);
  const { vehicleType } = app.vehicle;
  const attributes = app.attributes.map(({ tag, id }) =>
    typed(`vcdb.${tag[0]?.toLowerCase()}${tag.slice(1)}`, id),
  );
  if (vehicleType !== undefined) attributes.unshift(typed('vcdb.vehicleType', vehicleType.id));
  if (attributes.length > 0) row.attributes = attributes;
  if (app.partType !== undefined) row.partType = typed('pcdb.partTerminology', app.partType.id);
  if (app.positions.length > 0)
    row.position = app.positions.map(({ id }) => typed('pcdb.position', id)).join('; ');
  if (app.quantity !== undefined) row.quantity = String(app.quantity);
  if (app.qualifiers.length > 0) row.qualifiers = app.qualifiers.map(qualifierText);
  if (app.notes.length > 0) row.note = noteText(app.notes);
  addExtraCells(app, row, typed);
  if (app.id !== '') row.record = app.id;
  if (app.action === 'D') row.action = 'delete';
  if (header !== undefined) {
    row.feed = feedName(header);
    row.release = releaseName(header);
  }
  return row;
}

/** What of a vehicle is told apart when it is named by more than one form. */
type VehiclePart = Exclude<keyof AcesVehicle, 'vehicleType'>;

/** The columns say one way of naming the vehicle. */
const PLACED: Readonly<Record<AcesVehicleForm, readonly VehiclePart[]>> = {
  base: ['baseVehicle'],
  years: ['years', 'make', 'model'],
  'equipment-base': ['equipmentBase'],
  equipment: ['mfr', 'equipmentModel', 'production'],
};

function placeVehicle(vehicle: AcesVehicle, row: AcesRow, typed: (kind: string, id: string) => string): void {
  const { baseVehicle, years, make, model, equipmentBase, mfr, equipmentModel, production } = vehicle;
  if (baseVehicle !== undefined) row.baseVehicle = typed('vcdb.baseVehicle', baseVehicle.id);
  else if (years !== undefined && make !== undefined) {
    row.make = typed('vcdb.make', make.id);
    row.model = model === undefined ? '*' : typed('vcdb.model', model.id);
    row.yearFrom = String(years.from);
    row.yearTo = String(years.to);
  } else if (equipmentBase !== undefined) row.baseVehicle = typed('vcdb.equipmentBase', equipmentBase.id);
  else {
    if (mfr !== undefined) row.make = typed('vcdb.mfr', mfr.id);
    if (equipmentModel !== undefined) row.model = typed('vcdb.equipmentModel', equipmentModel.id);
    if (production?.from !== undefined) row.yearFrom = String(production.from);
    if (production?.to !== undefined) row.yearTo = String(production.to);
  }
}

/** Kinds of things in an app that the columns of a fitment have no place for. */
export function beyondColumns({ unknown, vehicle }: Pick<AcesApp, 'unknown' | 'vehicle'>): readonly string[] {
  const left = leftOfVehicle(vehicle);
  return unknown.length === 0 ? left : [...left, ...unknown.map(({ tag }) => tag)];
}

/** `Years beside BaseVehicle`: what a vehicle that is named twice is named by, too. */
function leftOfVehicle(vehicle: AcesVehicle): readonly string[] {
  const [form = 'equipment'] = vehicleForms(vehicle);
  const placed = PLACED[form];
  let left = NOTHING as readonly string[];
  for (const name in vehicle) {
    const part = name as keyof AcesVehicle;
    if (part === 'vehicleType' || vehicle[part] === undefined || placed.includes(part)) continue;
    left = [...left, `${ELEMENTS[part]} beside ${ELEMENTS[placed[0] as VehiclePart]}`];
  }
  return left;
}

const ELEMENTS: Readonly<Record<VehiclePart, string>> = {
  ...{ baseVehicle: 'BaseVehicle', years: 'Years', make: 'Make', model: 'Model', mfr: 'Mfr' },
  ...{ equipmentBase: 'EquipmentBase', equipmentModel: 'EquipmentModel', production: 'ProductionYears' },
};

export function feedName({ company, documentTitle }: AcesHeader): string {
  return [company, documentTitle]
    .filter((part) => part !== undefined && part !== '')
    .join(': ')
    .slice(0, FEED_LENGTH);
}

/** `2018-06-04 (VCdb 2018-05-25)`: when it holds from, and the table that its ids are of. */
export function releaseName({ effectiveDate, transferDate, vcdbDate }: AcesHeader): string {
  const date = effectiveDate ?? transferDate ?? '';
  const vcdb = vcdbDate === undefined ? '' : `(VCdb ${vcdbDate})`;
  return `${date} ${vcdb}`.trim().slice(0, RELEASE_LENGTH);
}
