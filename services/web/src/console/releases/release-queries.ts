import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';
import type { ReleaseKind } from '../imports/import-kinds.ts';
import { type ChangeKind, isMoving, type ReleaseState } from './release-states.ts';

const LIVE_MS = 1_000;
const IDLE_MS = 20_000;
const PAGE_SIZE = 30;
const CHANGES_SIZE = 20;

export interface ReleaseFilter {
  kind?: ReleaseKind | undefined;
  state?: ReleaseState | undefined;
  feed?: string | undefined;
  cursor?: string | undefined;
}

export function releasesQuery({ kind, state, feed, cursor }: ReleaseFilter) {
  return queryOptions({
    queryKey: ['releases', 'list', kind, state, feed, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/releases', {
          params: {
            query: {
              pageSize: PAGE_SIZE,
              ...(kind === undefined ? {} : { kind }),
              ...(state === undefined ? {} : { state }),
              ...(feed === undefined ? {} : { feed }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      ),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.releases.some((release) => isMoving(release.state)) === true ? LIVE_MS : IDLE_MS,
  });
}

export function releaseQuery(releaseId: string) {
  return queryOptions({
    queryKey: ['releases', 'one', releaseId],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/releases/{releaseId}', { params: { path: { releaseId } }, signal })))
        .release,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isMoving(data.state) ? LIVE_MS : IDLE_MS,
  });
}

/** `stagedAt`: of which difference; it may be taken anew. */
export function changesQuery(
  releaseId: string,
  stagedAt: string | null,
  { change, cursor }: { change?: ChangeKind | undefined; cursor?: string | undefined },
) {
  return queryOptions({
    queryKey: ['releases', 'changes', releaseId, stagedAt, change, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/releases/{releaseId}/changes', {
          params: {
            path: { releaseId },
            query: {
              pageSize: CHANGES_SIZE,
              ...(change === undefined ? {} : { change }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      ),
  });
}

export function rulesQuery(kind: ReleaseKind) {
  return queryOptions({
    queryKey: ['releases', 'rules', kind],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/release-rules', { params: { query: { kind } }, signal })),
  });
}
