import type { ImportJob } from '@qipei/contracts/imports/v1/imports';
import { IMPORT_OWNERS, type ImportOwner } from '../peers.ts';
import { mergeLists } from './merged-lists.ts';

export type ListPage = (
  owner: ImportOwner,
  page: { pageSize: number; pageToken: string },
) => Promise<{ jobs: ImportJob[]; nextPageToken: string }>;

/** One page of the imports of all services, newest first. */
export async function mergeImports(
  request: { pageSize: number; pageToken: string | undefined },
  list: ListPage,
): Promise<{ jobs: ImportJob[]; nextPageToken: string | null }> {
  const { items, nextPageToken } = await mergeLists(
    IMPORT_OWNERS,
    request,
    ({ jobId, createdAt }: ImportJob) => ({ id: jobId, createdAt }),
    async (owner, page) => {
      const { jobs, nextPageToken: next } = await list(owner, page);
      return { items: jobs, nextPageToken: next };
    },
  );
  return { jobs: items, nextPageToken };
}
