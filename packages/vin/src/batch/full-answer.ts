import { vehicleLabels } from '../labels.ts';
import { narrowVehicles } from '../narrow-vehicles.ts';
import { tableRelease } from '../table-release.ts';
import type { VinDecode } from '../vin-decode.ts';
import type { VinTable } from '../vin-table.ts';

const known = <T extends string | number>(value: T): T | null => (value === '' || value === 0 ? null : value);

/** All that the decode of one VIN tells, in the form in which REST answers for one. */
export function fullAnswer(table: VinTable, decode: VinDecode, now: Date): object {
  const narrowed = narrowVehicles(table.vehicles, decode, { now });
  const { checkDigit } = decode;
  return {
    vin: decode.vin,
    checkDigit: {
      given: known(checkDigit.given),
      expected: known(checkDigit.expected),
      valid: checkDigit.valid,
    },
    attributes: decode.attributes,
    candidates: narrowed.candidates.map(({ vehicle, ...candidate }) => ({
      vehicleId: vehicle.vehicleId,
      ...candidate,
      vehicle: {
        ...Object.fromEntries(Object.entries(vehicle).map(([name, value]) => [name, known(value)])),
        labels: vehicleLabels(vehicle),
      },
    })),
    compared: narrowed.total,
    remaining: narrowed.remaining,
    questions: narrowed.questions.map((question) => ({
      ...question,
      options: question.options.map((option) => ({ ...option, next: option.next ?? null })),
    })),
    notes: [...decode.notes, ...narrowed.notes],
    suggestions: decode.suggestions,
    doubtful: decode.doubtful,
    errorCodes: decode.errorCodes.map(({ code, message, positions = [] }) => ({ code, message, positions })),
    suggestedVin: decode.suggestedVin ?? null,
    possibleValues: decode.possibleValues ?? [],
    vinData: tableRelease(table),
    partial: decode.partial === undefined ? null : { region: null, country: null, ...decode.partial },
    severalVins: decode.severalVins ?? [],
  };
}
