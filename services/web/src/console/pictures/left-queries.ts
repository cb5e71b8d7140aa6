import { dataOf, type paths } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';

const PAGE_SIZE = 30;
export const LEFT = ['left'] as const;

type Get<P extends '/v1/left-images' | '/v1/left-diagrams'> =
  paths[P]['get']['responses'][200]['content']['application/json'];
export type LeftImages = Get<'/v1/left-images'>['parts'][number];
export type LeftDiagram = Get<'/v1/left-diagrams'>['diagrams'][number];

const pageOf = (cursor: string | undefined) => ({
  pageSize: PAGE_SIZE,
  ...(cursor === undefined ? {} : { pageToken: cursor }),
});

export function leftImagesQuery(cursor: string | undefined) {
  return queryOptions({
    queryKey: [...LEFT, 'images', cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/left-images', { params: { query: pageOf(cursor) }, signal })),
  });
}

export function leftDiagramsQuery(cursor: string | undefined) {
  return queryOptions({
    queryKey: [...LEFT, 'diagrams', cursor],
    staleTime: 0,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/v1/left-diagrams', { params: { query: pageOf(cursor) }, signal })),
  });
}

export const imageSpaceQuery = queryOptions({
  queryKey: [...LEFT, 'space'],
  staleTime: 0,
  queryFn: ({ signal }) => dataOf(api.GET('/v1/image-space', { signal })),
});

/** Parts whose own number is this one; of those the platform tells which are to be changed. */
export async function partsOfNumber(number: string) {
  const { matches } = await dataOf(
    api.GET('/v1/numbers/{number}', { params: { path: { number }, query: {} } }),
  );
  return matches.flatMap(({ part, via }) => (via?.kind === 'own' ? [part] : []));
}

/** Takes parts that are still gone off a drawing; its spots stay, with the numbers that are printed. */
export async function takeOff({
  diagramId,
  partIds,
}: Pick<LeftDiagram, 'diagramId' | 'partIds'>): Promise<void> {
  const params = { path: { diagramId } };
  const { title, vehicleIds, partTypeIds, spots, parts, version } = await dataOf(
    api.GET('/v1/diagrams/{diagramId}', { params }),
  );
  // Some may be there again since they were listed.
  const there = new Set(parts.map(({ partId }) => partId));
  const gone = new Set(partIds.filter((each) => !there.has(each)));
  if (gone.size === 0) return;
  const left = spots.map((spot) => ({ ...spot, partIds: spot.partIds.filter((each) => !gone.has(each)) }));
  await dataOf(
    api.PUT('/v1/diagrams/{diagramId}', {
      params,
      body: { title, vehicleIds, partTypeIds, spots: left, version },
    }),
  );
}
