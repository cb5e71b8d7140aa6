import { dataOf } from '@qipei/api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/api.ts';
import { type ImportKind, type ImportState, isOpen } from './import-kinds.ts';

/** While something runs, and so that what others began is seen. */
const LIVE_MS = 1_000;
const IDLE_MS = 20_000;
const PAGE_SIZE = 30;
const ERRORS_SIZE = 50;

export interface ImportFilter {
  kind?: ImportKind | undefined;
  state?: ImportState | undefined;
  cursor?: string | undefined;
}

export function importsQuery({ kind, state, cursor }: ImportFilter) {
  return queryOptions({
    queryKey: ['imports', 'list', kind, state, cursor],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET('/v1/imports', {
          params: {
            query: {
              pageSize: PAGE_SIZE,
              ...(kind === undefined ? {} : { kind }),
              ...(state === undefined ? {} : { state }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      ),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.jobs.some((job) => isOpen(job.state)) === true ? LIVE_MS : IDLE_MS,
  });
}

export function importQuery(jobId: string) {
  return queryOptions({
    queryKey: ['imports', 'job', jobId],
    queryFn: ({ signal }) => dataOf(api.GET('/v1/imports/{jobId}', { params: { path: { jobId } }, signal })),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isOpen(data.job.state) ? LIVE_MS : false,
  });
}

/** `failed`: how many rows the job counts as refused; with each further one the errors are asked for anew. */
export function errorCodesQuery(jobId: string, failed: number) {
  return queryOptions({
    queryKey: ['imports', 'error-codes', jobId, failed],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET('/v1/imports/{jobId}/error-codes', { params: { path: { jobId } }, signal })))
        .counts,
  });
}

export function rowErrorsQuery(
  jobId: string,
  failed: number,
  { code, cursor }: { code?: string | undefined; cursor?: string | undefined },
) {
  return queryOptions({
    queryKey: ['imports', 'errors', jobId, failed, code, cursor],
    queryFn: async ({ signal }) => {
      const page = await dataOf(
        api.GET('/v1/imports/{jobId}/errors', {
          params: {
            path: { jobId },
            query: {
              pageSize: ERRORS_SIZE,
              ...(code === undefined ? {} : { code }),
              ...(cursor === undefined ? {} : { pageToken: cursor }),
            },
          },
          signal,
        }),
      );
      // The same path gives CSV to who asks for it.
      if (typeof page === 'string') throw new Error('The platform answered with a file.');
      return page;
    },
  });
}

export const uploadsQuery = queryOptions({
  queryKey: ['imports', 'uploads'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/uploads', { signal }))).uploads,
  staleTime: 0,
});

export const profilesQuery = queryOptions({
  queryKey: ['imports', 'profiles'],
  queryFn: async ({ signal }) => (await dataOf(api.GET('/v1/mapping-profiles', { signal }))).profiles,
});
