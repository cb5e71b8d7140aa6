import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { Vehicle } from '@qipei/contracts/fitment/v1/vehicle';
import { DecodeVinResponse, PartialVin } from '@qipei/contracts/fitment/v1/vin';
import { DomainError, InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  AnswerRefused,
  type Answers,
  decodeVin,
  narrowVehicles,
  type RulePack,
  tableRelease,
  type VinDecode,
  type VinTable,
} from '@qipei/vin';

const MAX_VIN = 64;
/** Error details travel in headers, which are limited. */
const MOST_OPTIONS = 40;

export function vinHandlers({
  table,
  packsOf,
}: {
  /** The one in use. */
  table: () => VinTable;
  /** What a tenant adds to it. */
  packsOf: (tenant: string) => Promise<readonly RulePack[]>;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'decodeVin'> {
  return {
    async decodeVin({ vin, answers }, { tenant }) {
      if (vin.trim() === '') throw new InvalidInput('vin', 'vin-empty', 'Give a VIN.');
      if (vin.length > MAX_VIN)
        throw new InvalidInput('vin', 'too-long', `At most ${MAX_VIN} characters; a VIN has 17.`);
      const packs = await packsOf(tenant);
      const now = table();
      const decoded = decodeVin(now, vin, { packs });
      const narrowed = narrow(now, decoded, answers);
      return DecodeVinResponse.fromPartial({
        vin: decoded.vin,
        checkDigit: decoded.checkDigit,
        attributes: Object.entries(decoded.attributes).map(([name, attribute]) => ({ name, ...attribute })),
        candidates: narrowed.candidates.map(({ vehicle, ...candidate }) => ({
          ...candidate,
          vehicleId: vehicle.vehicleId,
          vehicle: Vehicle.fromPartial(vehicle),
        })),
        questions: narrowed.questions,
        remaining: narrowed.remaining,
        compared: narrowed.total,
        notes: [...decoded.notes, ...narrowed.notes],
        suggestions: decoded.suggestions,
        doubtful: decoded.doubtful,
        vinData: tableRelease(now),
        errorCodes: decoded.errorCodes,
        suggestedVin: decoded.suggestedVin ?? '',
        possibleValues: decoded.possibleValues ?? [],
        ...(decoded.partial !== undefined && { partial: PartialVin.fromPartial(decoded.partial) }),
        severalVins: decoded.severalVins ?? [],
      });
    },
  };
}

function narrow({ vehicles }: VinTable, decoded: VinDecode, answers: Answers) {
  try {
    return narrowVehicles(vehicles, decoded, { answers });
  } catch (error) {
    if (!(error instanceof AnswerRefused)) throw error;
    throw new DomainError({
      kind: 'invalid',
      code: `answer-${error.code}`,
      message: error.message,
      fields: [{ field: `answer.${error.attribute.slice(0, 60)}`, code: error.code, message: error.message }],
      details: { options: error.options.slice(0, MOST_OPTIONS) },
      cause: error,
    });
  }
}
