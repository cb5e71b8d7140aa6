import { type CatalogServiceService, ResolvePartsRequest } from '@qipei/contracts/catalog/v1/catalog';
import { type GrpcClient, systemContext } from '@qipei/service-kit';
import type { PartResolver } from '../../domain/part-resolver.ts';

/** What the catalogue takes in one call. */
const MAX_REFERENCES = 5_000;

/** Asks the catalogue, which knows a tenant's own part before a public one. */
export function catalogPartResolver(
  catalog: Pick<GrpcClient<typeof CatalogServiceService>, 'resolveParts'>,
): PartResolver {
  return {
    async resolve(tenant, references) {
      const partIds: (string | undefined)[] = [];
      for (let at = 0; at < references.length; at += MAX_REFERENCES) {
        const asked = references.slice(at, at + MAX_REFERENCES);
        const { resolutions } = await catalog.resolveParts(
          ResolvePartsRequest.fromPartial({ references: asked }),
          systemContext(tenant, 'inventory'),
        );
        if (resolutions.length !== asked.length)
          throw new Error(`the catalogue answered ${resolutions.length} of ${asked.length} references`);
        for (const { partId } of resolutions) partIds.push(partId === '' ? undefined : partId);
      }
      return partIds;
    },
  };
}
