import { newId } from '@qipei/kernel';
import type { ImportJobs, ImportLimits, NewImportJob } from './import-jobs.ts';

/** Opens the jobs of a storage until the test has ended; the same name is the same storage. */
export type Open = (storage?: string, limits?: ImportLimits) => Promise<ImportJobs>;

export const UPLOAD_TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
export function newJob(tenant: string): NewImportJob {
  const createdAt = new Date('2026-01-02T03:04:05.678Z');
  return {
    upload: newId('items'),
    ...{ tenant, kind: 'items', format: 'csv', filename: 'f', bytesTotal: 90, createdAt },
    traceparent: UPLOAD_TRACE,
    mapping: '',
    settings: {},
  };
}
