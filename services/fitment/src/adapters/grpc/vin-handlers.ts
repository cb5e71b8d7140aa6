import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { DecodeVinResponse } from '@qipei/contracts/fitment/v1/vin';
import { InvalidInput } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { decodeVin, type VinTable } from '@qipei/vin';

const MAX_VIN = 64;

export function vinHandlers({
  table,
}: {
  table: VinTable;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'decodeVin'> {
  return {
    async decodeVin({ vin }) {
      if (vin.trim() === '') throw new InvalidInput('vin', 'vin-empty', 'Give a VIN.');
      if (vin.length > MAX_VIN)
        throw new InvalidInput('vin', 'too-long', `At most ${MAX_VIN} characters; a VIN has 17.`);
      const decoded = decodeVin(table, vin);
      return DecodeVinResponse.fromPartial({
        vin: decoded.vin,
        checkDigit: decoded.checkDigit,
        attributes: Object.entries(decoded.attributes).map(([name, attribute]) => ({ name, ...attribute })),
        candidates: table.vehicles
          .candidates(decoded)
          .map((candidate) => ({ ...candidate, vehicleId: candidate.vehicle.vehicleId })),
        notes: decoded.notes,
        suggestions: decoded.suggestions,
      });
    },
  };
}
