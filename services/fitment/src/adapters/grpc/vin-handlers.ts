import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { Vehicle } from '@qipei/contracts/fitment/v1/vehicle';
import { DecodeVinResponse, PartialVin } from '@qipei/contracts/fitment/v1/vin';
import { DomainError, InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  AnswerRefused,
  type Answers,
  decodeVin,
  makeNameZh,
  type Narrowed,
  narrowVehicles,
  type RulePack,
  tableRelease,
  type VehicleSource,
  type VinDecode,
  type VinTable,
} from '@qipei/vin';
import { narrowByTenant, type TenantVehicle } from '../../application/narrow-by-tenant.ts';
import type { VehicleDirectory } from '../../application/vehicle-directory.ts';
import { toVehicleMessage } from './vehicle-messages.ts';

const MAX_VIN = 64;
/** Error details travel in headers, which are limited. */
const MOST_OPTIONS = 40;

export function vinHandlers({
  table,
  packsOf,
  directory,
  hasVehicles,
}: {
  /** The one in use. */
  table: () => VinTable;
  /** What a tenant adds to it. */
  packsOf: (tenant: string) => Promise<readonly RulePack[]>;
  directory: VehicleDirectory;
  /** Whether a tenant has vehicles of its own, or adds to the platform's. */
  hasVehicles: (tenant: string) => Promise<boolean>;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'decodeVin'> {
  return {
    async decodeVin({ vin, answers }, { tenant }) {
      if (vin.trim() === '') throw new InvalidInput('vin', 'vin-empty', 'Give a VIN.');
      if (vin.length > MAX_VIN)
        throw new InvalidInput('vin', 'too-long', `At most ${MAX_VIN} characters; a VIN has 17.`);
      const packs = await packsOf(tenant);
      const now = table();
      const decoded = decodeVin(now, vin, { packs });
      const ask = (source: VehicleSource) => narrow(source, decoded, answers);
      const narrowed = (await hasVehicles(tenant))
        ? await narrowByTenant(directory, tenant, ask)
        : ask(now.vehicles);
      return DecodeVinResponse.fromPartial({
        vin: decoded.vin,
        checkDigit: decoded.checkDigit,
        attributes: Object.entries(decoded.attributes).map(([name, attribute]) => ({ name, ...attribute })),
        candidates: narrowed.candidates.map(({ vehicle, ...candidate }) => ({
          ...candidate,
          vehicleId: vehicle.vehicleId,
          vehicle:
            'own' in vehicle
              ? toVehicleMessage(vehicle as TenantVehicle)
              : // The platform's own rows have English names; who has none of its own sees the make's in Chinese, too.
                Vehicle.fromPartial({ ...vehicle, makeZh: makeNameZh(vehicle.make) ?? '' }),
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

function narrow(source: VehicleSource, decoded: VinDecode, answers: Answers): Narrowed {
  try {
    return narrowVehicles(source, decoded, { answers });
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
