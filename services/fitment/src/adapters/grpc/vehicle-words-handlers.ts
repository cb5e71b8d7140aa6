import {
  ReadVehicleWordsResponse,
  type VehicleWordsServiceService,
} from '@qipei/contracts/fitment/v1/vehicle_words';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { vehicleWordsReader } from '../../application/read-vehicle-words.ts';

export function vehicleWordsHandlers({
  read,
}: {
  read: ReturnType<typeof vehicleWordsReader>;
}): GrpcHandlers<typeof VehicleWordsServiceService> {
  return {
    async readVehicleWords({ text }, { tenant }) {
      return ReadVehicleWordsResponse.fromPartial(await read(tenant, text));
    },
  };
}
