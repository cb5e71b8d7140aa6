import type { ListUnresolvedFitmentsResponse } from '@qipei/contracts/fitment/v1/fitment';
import { z } from 'zod';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const UnresolvedFitmentsJson = z
  .object({
    rows: z.array(
      z.object({
        partId: z.string().nullable().meta({ description: 'Null for a part that isn’t known.' }),
        feed: z.string().meta({ description: 'Your data set; empty for the main one.' }),
        code: z
          .string()
          .meta({ description: '`part-unknown`, `make-unknown`, `model-unknown` or `vehicle-unknown`.' }),
        column: z.string().meta({ description: 'The column to blame.' }),
        message: z.string(),
        source: z.string().meta({ description: 'Import job and row.' }),
        since: instant.nullable(),
        cells: z.record(z.string(), z.string()).meta({ description: 'The row, by column.' }),
      }),
    ),
    total: z.int(),
    nextPageToken: z.string().nullable(),
  })
  .meta({ id: 'UnresolvedFitments' });

export function unresolvedFitmentsJson(
  page: ListUnresolvedFitmentsResponse,
): z.infer<typeof UnresolvedFitmentsJson> {
  return {
    rows: page.rows.map(({ partId, dataSet, code, column, message, source, since, cells }) => ({
      ...{
        partId: textOrNull(partId),
        feed: dataSet,
        code,
        column,
        message,
        source,
        since: instantOrNull(since),
        cells,
      },
    })),
    total: page.total,
    nextPageToken: textOrNull(page.nextPageToken),
  };
}
