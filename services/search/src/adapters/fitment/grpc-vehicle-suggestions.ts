import {
  SuggestVehiclesRequest,
  type VehicleSuggestServiceService,
} from '@qipei/contracts/fitment/v1/vehicle_suggest';
import type { GrpcClient } from '@qipei/service-kit';
import type { VehicleSuggestions } from '../../domain/vehicle-suggestions.ts';

const KINDS = ['make', 'model', 'generation'] as const;

/** Of the fitment service, which has the vehicle table. */
export function grpcVehicleSuggestions(
  fitment: GrpcClient<typeof VehicleSuggestServiceService>,
): VehicleSuggestions {
  return {
    async suggest(query, limit, context) {
      const request = SuggestVehiclesRequest.fromPartial({ query, limit });
      const { suggestions } = await fitment.suggestVehicles(request, context);
      return suggestions.flatMap(({ kind: name, ...each }) => {
        const kind = KINDS.find((known) => known === name);
        return kind === undefined ? [] : [{ ...each, kind }];
      });
    },
  };
}
