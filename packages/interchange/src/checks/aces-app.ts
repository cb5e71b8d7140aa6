import { type AcesApp, type AcesVehicle, vehicleForms } from '../aces/index.ts';
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
    positions: positions.length === 0 ? NONE : positions.map(({ id }) => `pcdb.position:${id}`),
    attributes: attributes.length === 0 ? NONE : attributes.map(({ tag, id }) => ({ name: tag, value: id })),
    qualifiers: qualifiers.length === 0 ? NONE : qualifiers.map(qualifierOf),
    notes: notes.length === 0 ? NONE : notes.map(({ text, id }) => (text === '' ? `#${id ?? ''}` : text)),
    part: { brand: brandOf(part, brand), number: part.number },
    quantity: app.quantity === undefined ? '' : app.quantity === 1 ? '1' : String(app.quantity),
    mfrLabel: mfrLabels.length === 0 ? '' : mfrLabels.map(({ text }) => text).join(' / '),
    asset: assetOf(app),
    validate: app.validate,
  };
  if (vehicle.vehicleType !== undefined)
    checked.attributes = [...checked.attributes, { name: 'VehicleType', value: vehicle.vehicleType.id }];
  if (forms.length > 1) {
    const named = forms.map((form) => FORMS[form]).join(' and by ');
    checked.contradictions = [`The vehicle is named by ${named}.`];
  }
  return checked;
}

function vehicleOf(vehicle: AcesVehicle): CheckedVehicle | undefined {
  const { baseVehicle, make, model, years, equipmentBase, mfr, equipmentModel, production } = vehicle;
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
    return { kind: 'model', key: modelKey(makeId, modelId), make: makeId, model: modelId, years };
  }
  const equipment = equipmentKey({ equipmentBase, mfr, equipmentModel });
  if (equipment === undefined) return undefined;
  const made =
    production === undefined ? undefined : { from: production.from ?? 0, to: production.to ?? 0xff_ff };
  return { kind: 'equipment', key: equipment, make: '', model: '', years: made };
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

function assetOf({ diagram, assets }: AcesApp): string {
  if (diagram === undefined && assets.length === 0) return '';
  const place = diagram?.itemOrder ?? '';
  const names = [diagram?.name ?? '', ...assets.map(({ name }) => name)].filter((name) => name !== '');
  return place === '' ? names.join(', ') : `${names.join(', ')} #${place}`;
}
