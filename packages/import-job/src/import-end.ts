import { NotFound } from '@qipei/kernel';
import type { ImportJobStore } from './import-jobs.ts';

/**
 * Why an import ended without having read its whole file, as `<code>: <message>`; undefined where it hasn't ended, or has
 * read it.
 */
export async function importFailureOf(
  jobs: Pick<ImportJobStore, 'get'>,
  tenant: string,
  jobId: string,
): Promise<string | undefined> {
  try {
    const { state, failure } = await jobs.get(tenant, jobId);
    if (state === 'cancelled') return 'import-cancelled: The import was cancelled.';
    return state === 'failed' ? failure : undefined;
  } catch (error) {
    if (error instanceof NotFound) return 'import-gone: The import is no longer known.';
    throw error;
  }
}
