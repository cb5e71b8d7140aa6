import { BatchGetPartsRequest, type CatalogServiceService } from '@qipei/contracts/catalog/v1/catalog';
import type { GrpcClient } from '@qipei/service-kit';
import type { PartCatalogue } from '../../domain/part-catalogue.ts';

export function catalogPartCatalogue(
  catalog: Pick<GrpcClient<typeof CatalogServiceService>, 'batchGetParts'>,
): PartCatalogue {
  return {
    async find(caller, partIds) {
      const { parts } = await catalog.batchGetParts(
        BatchGetPartsRequest.fromPartial({ partIds: [...partIds] }),
        caller,
      );
      return new Map(
        parts.map(({ partId, brand, partNumber, nameZh, nameEn }) => [
          partId,
          { partId, brand, partNumber, nameZh, nameEn },
        ]),
      );
    },
  };
}
