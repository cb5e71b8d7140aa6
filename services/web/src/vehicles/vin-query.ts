import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';

/** `answers`: to the questions of a VIN that leaves several vehicles. */
export function vinQuery(vin: string, answers: Readonly<Record<string, string>>) {
  return queryOptions({
    queryKey: ['vin', vin, answers],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/vins/{vin}', {
          params: {
            path: { vin },
            query: Object.fromEntries(
              Object.entries(answers).map(([name, value]) => [`answer.${name}`, value]),
            ) as never,
          },
          signal,
        }),
      ),
  });
}
