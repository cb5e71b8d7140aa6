import {
  SuggestVehiclesResponse,
  type VehicleSuggestServiceService,
} from '@qipei/contracts/fitment/v1/vehicle_suggest';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { vehicleSuggestions } from '../../application/suggest-vehicles.ts';

export function vehicleSuggestHandlers({
  suggest,
}: {
  suggest: ReturnType<typeof vehicleSuggestions>;
}): GrpcHandlers<typeof VehicleSuggestServiceService> {
  return {
    async suggestVehicles({ query, limit }, { tenant }) {
      return SuggestVehiclesResponse.create({ suggestions: await suggest(tenant, query, limit) });
    },
  };
}
