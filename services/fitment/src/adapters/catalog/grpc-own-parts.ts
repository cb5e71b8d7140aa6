import type { CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { SelectParts } from '../../application/exported-fitments.ts';

/** The catalogue's answer, as it comes. */
export function grpcOwnParts(catalog: GrpcClient<typeof CatalogServiceService>): SelectParts {
  return async function* select({ tenant, selection, traceparent }) {
    const { brands, partTypes, partIds, numbers, updatedSince } = selection;
    const request = { brands, partTypes, partIds, numbers, updatedSince };
    const context = systemContext(tenant, 'fitment', traceparent || undefined);
    for await (const { parts } of catalog.streamOwnParts(request, context)) yield parts;
  };
}
