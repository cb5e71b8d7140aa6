import { type CatalogServiceService, ResolvePartsRequest } from '@qipei/contracts/catalog/v1/catalog';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { PartResolver, ResolvedPart } from '../../domain/part-resolver.ts';

/** What one call takes. */
const MAX_REFERENCES = 5_000;

export function grpcPartResolver(catalog: GrpcClient<typeof CatalogServiceService>): PartResolver {
  return {
    async resolve(tenant, references) {
      const resolved: (ResolvedPart | undefined)[] = [];
      for (let at = 0; at < references.length; at += MAX_REFERENCES) {
        const request = ResolvePartsRequest.fromPartial({
          references: references.slice(at, at + MAX_REFERENCES),
        });
        const { resolutions } = await catalog.resolveParts(request, systemContext(tenant, 'fitment-import'));
        resolved.push(
          ...resolutions.map((resolution) => (resolution.partId === '' ? undefined : resolution)),
        );
      }
      return resolved;
    },
  };
}
