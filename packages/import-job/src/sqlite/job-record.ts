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
  turn: number;
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
  mapping: string;
  settings: string;
  idempotency_key: string;
  request_digest: string;
}

export function toJob(record: JobRecord): ImportJob {
  const { sequence: _sequence, turn: _turn, errors_kept: _kept, cancel_requested, ...rest } = record;
  const { bytes_total, bytes_done, notes, created_at, finished_at, settings, ...others } = rest;
  const { idempotency_key, request_digest, ...job } = others;
  return {
    ...job,
    upload: job.id,
    idempotencyKey: idempotency_key,
    requestDigest: request_digest,
    cancelRequested: cancel_requested === 1,
    bytesTotal: bytes_total,
    bytesDone: bytes_done,
    notes: JSON.parse(notes) as string[],
    settings: JSON.parse(settings) as Record<string, string>,
    createdAt: new Date(created_at),
    finishedAt: finished_at === null ? undefined : new Date(finished_at),
  };
}
