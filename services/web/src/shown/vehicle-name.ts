import { localName } from './local-name.ts';

/** What a vehicle's name is made of. */
export interface VehicleLike {
  make: string;
  makeZh?: string | null;
  model: string;
  modelZh?: string | null;
  year?: number | null;
  name?: string | null;
  nameZh?: string | null;
  displacementL?: string | null;
  engineModel?: string | null;
  engineCode?: string | null;
  body?: string | null;
  /** What people call its values; a vehicle that was kept before there were any has none. */
  labels?: { [attribute in NamedAttribute]?: { zh: string | null; en: string | null } | null };
}

type NamedAttribute = 'body' | 'fuel' | 'drive' | 'transmission';

/** Such as `本田 雅阁 2003` or `Honda Accord 2003`. */
export function vehicleName(vehicle: VehicleLike, language: string): string {
  const zh = language.startsWith('zh');
  const make = (zh ? vehicle.makeZh : null) ?? vehicle.make;
  const model = (zh ? vehicle.modelZh : null) ?? vehicle.model;
  return [make, model, vehicle.year].filter(Boolean).join(' ');
}

/** `Coupe`, `双门轿跑车`. */
export function valueText(
  of: Pick<VehicleLike, 'labels'> & { [attribute in NamedAttribute]?: string | null },
  attribute: NamedAttribute,
  language: string,
): string {
  return localName(of.labels?.[attribute], language) || (of[attribute] ?? '');
}

/** What tells it from others of the model: `2.4 L · K24A4 · Coupe`. */
export function vehicleDetail(vehicle: VehicleLike, language: string): string {
  const name = (language.startsWith('zh') ? vehicle.nameZh : null) ?? vehicle.name;
  const size = vehicle.displacementL ? `${vehicle.displacementL} L` : null;
  const body = valueText(vehicle, 'body', language);
  return [name, size, vehicle.engineModel ?? vehicle.engineCode, body].filter(Boolean).join(' · ');
}
