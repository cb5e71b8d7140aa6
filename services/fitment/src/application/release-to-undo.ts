import { releaseIdOf } from '@qipei/import-job';
import { NotFound } from '@qipei/kernel';
import type { ReleaseStore } from '@qipei/release';

/** The release that an import was, where it can be rolled back still; empty for none. */
export async function releaseToUndo(
  releases: Pick<ReleaseStore, 'get'>,
  { tenant, jobId }: { tenant: string; jobId: string },
): Promise<string> {
  const id = releaseIdOf({ id: jobId, settings: { release: 'stage' } });
  try {
    const { content } = await releases.get(tenant, id);
    return content === 'going' || content === 'gone' ? '' : id;
  } catch (error) {
    if (error instanceof NotFound) return '';
    throw error;
  }
}
