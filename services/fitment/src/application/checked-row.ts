import type { Row } from '@qipei/interchange';
import { readQualifierText } from '@qipei/interchange/aces';
import type { CheckedApp, CheckedAttribute, CheckedVehicle } from '@qipei/interchange/checks';

/** Conditions that a row of names has in columns of their own. */
const NAMED_ATTRIBUTES = [
  ...['displacementL', 'cylinders', 'fuel', 'body', 'engineModel', 'drive', 'transmission'],
  ...['production', 'producedFrom', 'producedTo'],
] as const;
const NONE: readonly never[] = [];

/** A row of fitments as the checks of feeds see it. */
export function checkedRow({ row, line, values }: Row): CheckedApp {
  const note = text(values.note);
  return {
    record: text(values.record) || String(row),
    line,
    action: values.action === 'delete' ? 'delete' : 'add',
    vehicle: vehicleOf(values),
    partType: text(values.partType),
    positions: text(values.position) === '' ? NONE : text(values.position).split('; '),
    attributes: attributesOf(values),
    qualifiers: listOf(values.qualifiers).map((said) => {
      const typed = readQualifierText(said);
      if (typed === undefined) return { id: '', params: NONE, text: said };
      return {
        id: typed.id,
        params: typed.params.map(({ value, uom = '' }) => ({ value, uom })),
        text: typed.text,
      };
    }),
    notes: note === '' ? NONE : note.split('; '),
    part: { brand: brandOf(values), number: text(values.partNumber) },
    quantity: values.quantity === undefined || values.quantity === null ? '' : String(values.quantity),
    mfrLabel: listOf(values.labels).join(' / '),
    asset: listOf(values.assets).join(', '),
    validate: values.validate !== 'no',
  };
}

function brandOf(values: Row['values']): string {
  const [brand, subBrand] = [text(values.brand), text(values.subBrand)];
  return subBrand === '' ? brand : `${brand}/${subBrand}`;
}

function vehicleOf(values: Row['values']): CheckedVehicle | undefined {
  const baseVehicle = text(values.baseVehicle);
  if (baseVehicle !== '')
    return { kind: 'base-vehicle', key: baseVehicle, make: '', model: '', years: undefined };
  const [make, model] = [text(values.make), text(values.model)];
  if (make === '') return undefined;
  const from = Number(values.yearFrom ?? values.yearTo ?? 0);
  const years = from === 0 ? undefined : { from, to: Number(values.yearTo ?? from) };
  return { kind: 'model', key: `${make}|${model}`, make, model, years };
}

/** `vcdb.subModel:39` is the attribute SubModel with the value 39, as in a feed. */
function attributesOf(values: Row['values']): CheckedAttribute[] {
  const found: CheckedAttribute[] = listOf(values.attributes).map((id) => {
    const at = id.indexOf(':');
    const tag = id.slice(id.indexOf('.') + 1, at);
    return at < 0
      ? { name: id, value: '' }
      : { name: `${tag[0]?.toUpperCase() ?? ''}${tag.slice(1)}`, value: id.slice(at + 1) };
  });
  for (const name of NAMED_ATTRIBUTES) {
    const value = values[name];
    if (value !== undefined && value !== null && value !== '') found.push({ name, value: String(value) });
  }
  return found;
}

function text(cell: unknown): string {
  return typeof cell === 'string' ? cell : '';
}

function listOf(cell: unknown): readonly string[] {
  return Array.isArray(cell) ? (cell as string[]) : NONE;
}
