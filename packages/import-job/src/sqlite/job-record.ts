import type { RowFormat } from '@qipei/interchange';
import type { ImportJob, ImportState } from '../import-job.ts';

/** A row of `import_job`. */
export interface JobRecord {
  sequence: number;
  id: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  filename: string;
  state: ImportState;
  cancel_requested: number;
  bytes_total: number;
  bytes_done: number;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  errors_kept: number;
  failure: string;
  notes: string;
  created_at: number;
  finished_at: number | null;
  traceparent: string;
}

export function toJob(record: JobRecord): ImportJob {
  const {
    id,
    tenant,
    kind,
    format,
    filename,
    state,
    rows,
    created,
    updated,
    unchanged,
    deleted,
    failed,
    failure,
    traceparent,
  } = record;
  return {
    ...{
      id,
      upload: id,
      tenant,
      kind,
      format,
      filename,
      state,
      rows,
      created,
      updated,
      unchanged,
      deleted,
      failed,
      failure,
      traceparent,
    },
    cancelRequested: record.cancel_requested === 1,
    bytesTotal: record.bytes_total,
    bytesDone: record.bytes_done,
    notes: JSON.parse(record.notes) as string[],
    createdAt: new Date(record.created_at),
    finishedAt: record.finished_at === null ? undefined : new Date(record.finished_at),
  };
}
