import type { RowFormat } from '@qipei/interchange';
import { DomainError } from '@qipei/kernel';

/** queued -> running -> done | failed | cancelled; a queued job may be cancelled at once. */
export type ImportState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface ImportJob {
  /** `<kind>_…` */
  id: string;
  /** Its name in the spool. */
  upload: string;
  tenant: string;
  kind: string;
  format: RowFormat;
  /** As the sender named it; for people. */
  filename: string;
  /** Which heading means which field, as JSON; empty where the headings say it themselves. */
  mapping: string;
  /** What the kind is told of how to take the file. */
  settings: Readonly<Record<string, string>>;
  /** W3C trace context of the upload; empty where none is known. */
  traceparent: string;
  /** The sender's; empty where there was none. */
  idempotencyKey: string;
  /** Of all that was asked for and sent under the key. */
  requestDigest: string;
  state: ImportState;
  /** A running job stops at its next batch. */
  cancelRequested: boolean;
  bytesTotal: number;
  bytesDone: number;
  /** Rows read so far, the faulty ones included. */
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  /** Rows with at least one error. */
  failed: number;
  /** `<code>: <message>` where the job as a whole failed; otherwise empty. */
  failure: string;
  /** About the file as a whole: its encoding, columns that nobody reads. */
  notes: string[];
  createdAt: Date;
  finishedAt: Date | undefined;
}

export function hasEnded(job: ImportJob): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}

/** A tenant has as many imports waiting as it may. */
export class TooManyImports extends DomainError {
  constructor(limit: number) {
    super({
      kind: 'exhausted',
      code: 'too-many-imports',
      message: `There are ${limit} imports waiting already; try again when some have ended.`,
    });
  }
}

/** The upload is greater than the service takes. */
export class UploadTooLarge extends DomainError {
  constructor(maxBytes: number) {
    super({
      kind: 'too-large',
      code: 'upload-too-large',
      message: `The file has more than ${maxBytes} bytes; split it.`,
      details: { maxBytes },
    });
  }
}
