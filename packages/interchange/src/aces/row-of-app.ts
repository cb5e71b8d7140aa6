import type { AcesApp, AcesHeader, AcesRef, AcesVehicle } from './aces-feed.ts';
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
  const vehicleType = placeVehicle(app.vehicle, row, typed);
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

/** @returns the vehicle type where it narrows the models of a make. */
function placeVehicle(
  vehicle: AcesVehicle,
  row: AcesRow,
  typed: (kind: string, id: string) => string,
): AcesRef | undefined {
  const { baseVehicle, years, make, model, vehicleType, equipmentBase, mfr, equipmentModel, production } =
    vehicle;
  if (baseVehicle !== undefined) {
    row.baseVehicle = typed('vcdb.baseVehicle', baseVehicle.id);
    return undefined;
  }
  if (years !== undefined && make !== undefined) {
    row.make = typed('vcdb.make', make.id);
    row.model = model === undefined ? '*' : typed('vcdb.model', model.id);
    row.yearFrom = String(years.from);
    row.yearTo = String(years.to);
    return vehicleType;
  }
  if (equipmentBase !== undefined) {
    row.baseVehicle = typed('vcdb.equipmentBase', equipmentBase.id);
    return undefined;
  }
  if (mfr !== undefined) row.make = typed('vcdb.mfr', mfr.id);
  if (equipmentModel !== undefined) row.model = typed('vcdb.equipmentModel', equipmentModel.id);
  if (production?.from !== undefined) row.yearFrom = String(production.from);
  if (production?.to !== undefined) row.yearTo = String(production.to);
  return vehicleType;
}

/** Kinds of things in an app that the columns of a fitment have no place for. */
export function beyondColumns(app: Pick<AcesApp, 'unknown'>): readonly string[] {
  return app.unknown.length === 0 ? NOTHING : app.unknown.map(({ tag }) => tag);
}

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
