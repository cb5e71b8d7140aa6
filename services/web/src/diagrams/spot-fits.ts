import { dataOf, type paths } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/api.ts';
import type { SpotGroup } from './spot-groups.ts';

type Checked = paths['/v1/fitments/check']['post']['responses'][200]['content']['application/json'];
export type PartFit = Checked['answers'][number];

/** As many as guests may ask at once. */
const PAIRS_A_CALL = 100;

/** Of each part of a drawing whether it fits the vehicle, by the part's id. */
export function spotFitsQuery(
  groups: readonly SpotGroup[],
  vehicle: { vehicleId?: string | undefined; vin?: string | undefined },
) {
  const partIds = [...new Set(groups.flatMap(({ parts }) => parts.map(({ partId }) => partId)))];
  const { vehicleId, vin } = vehicle;
  return queryOptions({
    queryKey: ['spot-fits', partIds, vehicleId, vin],
    enabled: partIds.length > 0 && (vehicleId !== undefined || vin !== undefined),
    staleTime: 60_000,
    async queryFn({ signal }) {
      const fits = new Map<string, PartFit>();
      const of = {
        ...(vehicleId === undefined ? {} : { vehicleId }),
        ...(vin === undefined ? {} : { vin }),
      };
      for (let from = 0; from < partIds.length; from += PAIRS_A_CALL) {
        const some = partIds.slice(from, from + PAIRS_A_CALL);
        const body = { pairs: some.map((partId) => ({ partId, ...of })) };
        const { answers } = await dataOf(api.POST('/v1/fitments/check', { body, signal }));
        some.forEach((partId, at) => {
          const answer = answers[at];
          if (answer !== undefined) fits.set(partId, answer);
        });
      }
      return fits;
    },
  });
}
