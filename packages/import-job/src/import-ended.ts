import { toRecord } from '@qipei/contracts';
import { ImportEnded } from '@qipei/contracts/imports/v1/imports_events';
import { newEventId } from '@qipei/kernel';
import type { ImportJob } from './import-job.ts';
import { jobMessage } from './import-job-message.ts';

/** The record that tells that a job has ended, as it ended; in the trace of the upload. */
export function importEnded(job: ImportJob, now: Date): ReturnType<typeof toRecord> {
  return toRecord({
    id: newEventId(),
    type: 'qipei.imports.v1.ImportEnded',
    tenant: job.tenant,
    aggregateId: job.id,
    occurredAt: job.finishedAt ?? now,
    traceparent: job.traceparent,
    payload: ImportEnded.encode({ job: jobMessage(job) }).finish(),
  });
}
