import {
  SuggestionKind as ProtoKind,
  SuggestResponse,
  type SuggestServiceService,
} from '@qipei/contracts/search/v1/suggest';
import type { GrpcHandlers } from '@qipei/service-kit';
import { type SuggestDependencies, suggest } from '../../application/suggest.ts';
import type { SuggestionKind } from '../../domain/suggestion.ts';

const KIND: Record<SuggestionKind, ProtoKind> = {
  vin: ProtoKind.VIN,
  'partial-vin': ProtoKind.PARTIAL_VIN,
  number: ProtoKind.NUMBER,
  'part-type': ProtoKind.PART_TYPE,
  brand: ProtoKind.BRAND,
  make: ProtoKind.MAKE,
  model: ProtoKind.MODEL,
  generation: ProtoKind.GENERATION,
};
const DEFAULT_LIMIT = 10;

export function suggestHandlers(
  dependencies: SuggestDependencies,
): GrpcHandlers<typeof SuggestServiceService> {
  return {
    async suggest({ query, vehicleId, limit }, context) {
      const asked = { query, vehicleId, limit: limit === 0 ? DEFAULT_LIMIT : limit };
      const found = await suggest(asked, context, dependencies);
      return SuggestResponse.fromPartial({
        suggestions: found.map(({ kind, ...each }) => ({ ...each, kind: KIND[kind] })),
      });
    },
  };
}
