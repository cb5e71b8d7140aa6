import type { GetVinDataResponse } from '@qipei/contracts/fitment/v1/vin_data';
import { z } from 'zod';

export const VinDataJson = z
  .object({
    release: z.string().meta({
      description: 'What the table was compiled from, with its version. A decode says the same in `vinData`.',
      example: 'vPICList_lite 2026-09',
    }),
    source: z.string().meta({ description: 'Whose data it is, and on what terms.' }),
    newestRow: z.string().meta({ description: 'Month of the newest row.', example: '2026-09' }),
    sourceSha256: z.string().meta({ description: 'SHA-256 of the file that it was compiled from.' }),
    origin: z.enum(['installed', 'configured', 'default']).meta({
      description: 'Installed in the data folder, named by `QIPEI_VIN_TABLE`, or what the platform brings.',
    }),
    servedSince: z.iso.datetime(),
    formatVersion: z.int(),
    sizeBytes: z.int(),
    capabilities: z.record(z.string(), z.boolean()).meta({
      description: 'Which parts of NHTSA’s procedure the data carries; what is off is left out of a decode.',
    }),
    counts: z.record(z.string(), z.int()),
    refused: z
      .object({ code: z.string(), message: z.string(), at: z.iso.datetime() })
      .nullable()
      .meta({ description: 'The last table that was put there and is not served.' }),
  })
  .meta({ id: 'VinData' });

export function vinDataJson(data: GetVinDataResponse): z.infer<typeof VinDataJson> {
  return {
    release: data.release,
    source: data.source,
    newestRow: data.newestRow,
    sourceSha256: data.sourceSha256,
    origin: originOf(data.origin),
    servedSince: data.servedSince,
    formatVersion: data.formatVersion,
    sizeBytes: Number(data.sizeBytes),
    capabilities: data.capabilities,
    counts: Object.fromEntries(Object.entries(data.counts).map(([name, count]) => [name, Number(count)])),
    refused: data.refused ?? null,
  };
}

function originOf(origin: string): 'installed' | 'configured' | 'default' {
  return origin === 'installed' || origin === 'configured' ? origin : 'default';
}
