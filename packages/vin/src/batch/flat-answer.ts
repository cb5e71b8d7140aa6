import type { VinDecode, VinNoteCode } from '../vin-decode.ts';
import type { VehicleCount } from './vehicle-count.ts';

/** What a line of a batch says of a VIN; what isn't known is null. */
export interface FlatAnswer {
  line: number;
  ref?: string | number;
  /** Cleaned. */
  vin: string;
  /** Nothing is wrong with its form; the check digit counts where makers have to give one. */
  valid: boolean;
  make: string | null;
  model: string | null;
  year: number | null;
  manufacturer: string | null;
  vehicleType: string | null;
  series: string | null;
  trim: string | null;
  body: string | null;
  doors: number | null;
  engineModel: string | null;
  /** Litres. */
  displacementL: string | null;
  cylinders: number | null;
  fuel: string | null;
  drive: string | null;
  transmission: string | null;
  plantCountry: string | null;
  plantCity: string | null;
  /** Where only one vehicle of the table is what the VIN says. */
  vehicleId: string | null;
  /** How many of them are. */
  candidates: number;
  /** Codes. */
  notes: string[];
  suggestions: string[];
}

/** Notes that say that the text is no whole VIN, or a misread one. */
const AGAINST: ReadonlySet<VinNoteCode> = new Set([
  'input-cut',
  'empty',
  'too-short',
  'too-long',
  'forbidden-character',
  'partial-vin',
  'check-digit-wrong',
]);

export function flatAnswer(
  line: number,
  ref: string | number | undefined,
  decode: VinDecode,
  { vehicleId, count }: VehicleCount,
): FlatAnswer {
  const { attributes } = decode;
  const text = (name: string): string | null => attributes[name]?.value ?? null;
  const number = (name: string): number | null => {
    const value = attributes[name]?.value;
    if (value === undefined) return null;
    const read = Number(value);
    return Number.isFinite(read) ? read : null;
  };
  return {
    line,
    ...(ref === undefined ? undefined : { ref }),
    vin: decode.vin,
    valid: !decode.notes.some(({ code }) => AGAINST.has(code)),
    make: text('make'),
    model: text('model'),
    year: decode.year ?? null,
    manufacturer: text('manufacturerNameZh') ?? text('manufacturerName'),
    vehicleType: text('vehicleType'),
    series: text('series'),
    trim: text('trim'),
    body: text('bodyClass'),
    doors: number('doors'),
    engineModel: text('engineModel'),
    displacementL: text('displacementL'),
    cylinders: number('engineNumberOfCylinders'),
    fuel: text('fuelTypePrimary'),
    drive: text('driveType'),
    transmission: text('transmissionStyle'),
    plantCountry: text('plantCountry'),
    plantCity: text('plantCity'),
    vehicleId,
    candidates: count,
    notes: decode.notes.map(({ code }) => code),
    suggestions: decode.suggestions.map(({ vin }) => vin),
  };
}
