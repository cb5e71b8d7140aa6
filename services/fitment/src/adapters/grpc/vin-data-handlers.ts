import type { FitmentServiceService } from '@qipei/contracts/fitment/v1/fitment';
import { GetVinDataResponse } from '@qipei/contracts/fitment/v1/vin_data';
import type { GrpcHandlers } from '@qipei/service-kit';
import { tableRelease } from '@qipei/vin';
import type { VinData } from '../vin/vin-data.ts';

export function vinDataHandlers({
  vinData,
}: {
  vinData: VinData;
}): Pick<GrpcHandlers<typeof FitmentServiceService>, 'getVinData'> {
  return {
    async getVinData() {
      const { table, sizeBytes, origin, since } = vinData.served();
      const refused = vinData.refused();
      const { source, newestRow, sourceSha256, formatVersion, capabilities, counts } = table.provenance;
      return GetVinDataResponse.fromPartial({
        release: tableRelease(table),
        ...{ source, newestRow, sourceSha256, origin, formatVersion, counts },
        capabilities: { ...capabilities },
        servedSince: since.toISOString(),
        sizeBytes,
        ...(refused !== undefined && { refused: { ...refused, at: refused.at.toISOString() } }),
      });
    },
  };
}
