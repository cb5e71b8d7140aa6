import { xxh32 } from './checksum.ts';

const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** What sets one vehicle of a model year apart from another. */
export interface BodyAndEngine {
  body: string;
  displacementL: string;
  cylinders: number;
  fuel: string;
  engineModel: string;
}

/** The text behind a vehicle's id: only letters and digits count, so that a re-cased name keeps its id. */
export function configurationText(of: BodyAndEngine): string {
  return [of.body, of.displacementL, String(of.cylinders), of.fuel, of.engineModel]
    .map((field) => field.toLowerCase().replace(/[^a-z0-9.]+/g, ''))
    .join('|');
}

/** 30 bits of a configuration's text. */
export function configurationHash(text: string): number {
  return xxh32(new TextEncoder().encode(text)) >>> 2;
}

/** Six characters of Crockford's base 32. */
export function hashText(hash: number): string {
  let text = '';
  for (let shift = 25; shift >= 0; shift -= 5) text += BASE32[(hash >>> shift) & 31];
  return text;
}

export function vehicleIdOf(model: number, year: number, hash: number): string {
  return `v${model}-${year}-${hashText(hash)}`;
}

export function baseVehicleIdOf(model: number, year: number): string {
  return `bv${model}-${year}`;
}

/** The id of the base vehicle that a model (`md1861`) is in a year. */
export function baseVehicleIdOfModel(modelId: string, year: number): string {
  return `bv${modelId.slice(2)}-${year}`;
}

/** The number behind a prefixed id such as `mk448`; -1 for anything else. */
export function idNumber(prefix: string, id: string): number {
  if (!id.startsWith(prefix)) return -1;
  const digits = id.slice(prefix.length);
  return /^(0|[1-9]\d{0,8})$/.test(digits) ? Number(digits) : -1;
}

/** The parts of a base vehicle's or a vehicle's id; null for anything else. `hash` is empty for a base vehicle. */
export function parseVehicleId(id: string): { model: number; year: number; hash: string } | null {
  const match =
    /^(?:bv(?<base>[1-9]\d{0,8})-(?<baseYear>\d{4})|v(?<model>[1-9]\d{0,8})-(?<year>\d{4})-(?<hash>[0-9a-hjkmnp-tv-z]{6}))$/.exec(
      id,
    );
  if (match?.groups === undefined) return null;
  const { base, baseYear, model, year, hash } = match.groups;
  return { model: Number(base ?? model), year: Number(baseYear ?? year), hash: hash ?? '' };
}
