import { type AcesApp, type AcesVehicle, vehicleForms } from '../aces/aces-feed.ts';
import type { CheckedApp, CheckedQualifier, CheckedVehicle } from './checked-app.ts';

const NONE: readonly never[] = [];
const FORMS = {
  base: 'base vehicle',
  years: 'years and make',
  'equipment-base': 'equipment base',
  equipment: 'equipment model',
} as const;

/** An app of ACES as the checks see it. @param brand of the header, for parts that name none */
export function checkedAppOf(app: AcesApp, brand: string): CheckedApp {
  const { part, positions, notes, qualifiers, vehicle, attributes, mfrLabels } = app;
  const forms = vehicleForms(vehicle);
  const checked: CheckedApp = {
    record: app.id,
    line: app.line,
    action: app.action === 'D' ? 'delete' : 'add',
    vehicle: vehicleOf(vehicle),
    partType: app.partType === undefined ? '' : `pcdb.partTerminology:${app.partType.id}`,
    positions: positions.length === 0 ? NONE : positionsOf(positions),
    attributes: attributes.length === 0 ? NONE : attributes.map(({ tag, id }) => ({ name: tag, value: id })),
    qualifiers: qualifiers.length === 0 ? NONE : qualifiers.map(qualifierOf),
    notes: notes.length === 0 ? NONE : notes.map(({ text, id }) => (text === '' ? `#${id ?? ''}` : text)),
    part: { brand: brandOf(part, brand), number: part.number },
    quantity: app.quantity === undefined ? '' : app.quantity === 1 ? '1' : String(app.quantity),
    mfrLabel: mfrLabels.length === 0 ? '' : labelOf(mfrLabels),
    asset: assetOf(app),
    validate: app.validate,
  };
  if (vehicle.vehicleType !== undefined && !isNamedByType(vehicle))
    checked.attributes = [...checked.attributes, { name: 'VehicleType', value: vehicle.vehicleType.id }];
  const assetNames = assetNamesOf(app);
  if (assetNames.length > 0) checked.assetNames = assetNames;
  if (forms.length > 1) {
    const named = forms.map((form) => FORMS[form]).join(' and by ');
    checked.contradictions = [`The vehicle is named by ${named}.`];
  }
  return checked;
}

/** Base vehicles, models and equipment bases have a type of their own; elsewhere it is part of what the vehicle is named by. */
function isNamedByType({ baseVehicle, years, make, model, equipmentBase }: AcesVehicle): boolean {
  if (baseVehicle !== undefined) return false;
  return years !== undefined && make !== undefined ? model === undefined : equipmentBase === undefined;
}

function vehicleOf(vehicle: AcesVehicle): CheckedVehicle | undefined {
  const { baseVehicle, make, model, years, equipmentBase, mfr, equipmentModel, production } = vehicle;
  const type =
    vehicle.vehicleType === undefined || !isNamedByType(vehicle)
      ? ''
      : ` vcdb.vehicleType:${vehicle.vehicleType.id}`;
  if (baseVehicle !== undefined)
    return {
      ...{
        kind: 'base-vehicle',
        key: `vcdb.baseVehicle:${baseVehicle.id}`,
        make: '',
        model: '',
        years: undefined,
      },
    };
  if (years !== undefined && make !== undefined) {
    const [makeId, modelId] = [`vcdb.make:${make.id}`, model === undefined ? '' : `vcdb.model:${model.id}`];
    return { kind: 'model', key: `${modelKey(makeId, modelId)}${type}`, make: makeId, model: modelId, years };
  }
  const equipment = equipmentKey({ equipmentBase, mfr, equipmentModel });
  if (equipment === undefined) return undefined;
  const made =
    production === undefined ? undefined : { from: production.from ?? 0, to: production.to ?? 0xff_ff };
  return { kind: 'equipment', key: `${equipment}${type}`, make: '', model: '', years: made };
}

function equipmentKey({
  equipmentBase,
  mfr,
  equipmentModel,
}: Record<'equipmentBase' | 'mfr' | 'equipmentModel', AcesVehicle['mfr']>) {
  if (equipmentBase !== undefined) return `vcdb.equipmentBase:${equipmentBase.id}`;
  if (mfr === undefined || equipmentModel === undefined) return undefined;
  return `vcdb.mfr:${mfr.id} vcdb.equipmentModel:${equipmentModel.id}`;
}

/** What a make and its model are compared by. */
export function modelKey(make: string, model: string): string {
  return model === '' ? make : `${make} ${model}`;
}

function qualifierOf({ id, params, text }: AcesApp['qualifiers'][number]): CheckedQualifier {
  return {
    id,
    params: params.length === 0 ? NONE : params.map(({ value, uom = '' }) => ({ value, uom })),
    text,
  };
}

function brandOf({ brand, subBrand }: AcesApp['part'], fallback: string): string {
  if (brand === undefined && subBrand === undefined) return fallback;
  return subBrand === undefined ? (brand ?? '') : `${brand ?? fallback}/${subBrand}`;
}

/** No position has the id 0: some senders write it where there is none. */
function positionsOf(positions: AcesApp['positions']): string[] {
  return positions.filter(({ id }) => id !== '0').map(({ id }) => `pcdb.position:${id}`);
}

/** Labels in several languages are a set. */
function labelOf(labels: AcesApp['mfrLabels']): string {
  if (labels.length === 1) return labels[0]?.text ?? '';
  return [...new Set(labels.map(({ text }) => text))].sort().join(' / ');
}

/** The picture and the place in it; assets that aren't diagrams are a set. */
function assetOf(app: AcesApp): string {
  if (app.diagram === undefined && app.assets.length === 0) return '';
  const { itemOrder = '', itemRef = '' } = app.diagram ?? {};
  let asset = assetNamesOf(app).join(', ');
  if (itemOrder !== '') asset += ` #${itemOrder}`;
  return itemRef === '' ? asset : `${asset} @${itemRef}`;
}

function assetNamesOf({ diagram, assets }: AcesApp): readonly string[] {
  if (diagram === undefined && assets.length === 0) return NONE;
  const others = assets.map(({ name }) => name).sort();
  return [diagram?.name ?? '', ...others].filter((name) => name !== '');
}
