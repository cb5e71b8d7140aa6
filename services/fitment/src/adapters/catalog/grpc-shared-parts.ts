import { type CatalogServiceService, FindVisiblePartsRequest } from '@qipei/contracts/catalog/v1/catalog';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { SharedParts } from '../../domain/shared-parts.ts';

/** What one call takes. */
const MAX_PARTS = 10_000;

/** Asks the catalogue, which has the grants: what is revoked there is closed here with the next question. */
export function grpcSharedParts(catalog: GrpcClient<typeof CatalogServiceService>): SharedParts {
  return async (tenant, partIds) => {
    const seen = new Set<string>();
    for (let at = 0; at < partIds.length; at += MAX_PARTS) {
      const request = FindVisiblePartsRequest.fromPartial({ partIds: partIds.slice(at, at + MAX_PARTS) });
      const answer = await catalog.findVisibleParts(request, systemContext(tenant, 'fitment'));
      for (const partId of answer.partIds) seen.add(partId);
    }
    return seen;
  };
}
