import type { ImportJob } from '@qipei/contracts/imports/v1/imports';
import { IMPORT_OWNERS, type ImportOwner } from '../peers.ts';
import type { ImportKind } from './import-job.ts';
import { OWNER_BY_KIND } from './import-owner.ts';
import { mergeLists } from './merged-lists.ts';

export type ListPage = (
  owner: ImportOwner,
  page: { pageSize: number; pageToken: string },
) => Promise<{ jobs: ImportJob[]; nextPageToken: string }>;

/** One page of the imports of all services, or of the one that has the kind, newest first. */
export async function mergeImports(
  request: { pageSize: number; pageToken: string | undefined; kind?: ImportKind | undefined },
  list: ListPage,
): Promise<{ jobs: ImportJob[]; nextPageToken: string | null }> {
  const { items, nextPageToken } = await mergeLists(
    request.kind === undefined ? IMPORT_OWNERS : [OWNER_BY_KIND[request.kind]],
    request,
    ({ jobId, createdAt }: ImportJob) => ({ id: jobId, createdAt }),
    async (owner, page) => {
      const { jobs, nextPageToken: next } = await list(owner, page);
      return { items: jobs, nextPageToken: next };
    },
  );
  return { jobs: items, nextPageToken };
}
