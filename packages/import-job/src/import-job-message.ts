import { ImportState, type ImportJob as JobMessage } from '@qipei/contracts/imports/v1/imports';
import { InvalidInput } from '@qipei/kernel';
import { LEFT_OUT_SIGHTING } from './bad-cells.ts';
import type { ImportJob, ImportState as JobState } from './import-job.ts';
import { FORMATS } from './import-start.ts';
import { releaseIdOf } from './release-id.ts';
import { rowsSighted } from './row-sighting.ts';

const STATES: Record<JobState, ImportState> = {
  queued: ImportState.QUEUED,
  running: ImportState.RUNNING,
  done: ImportState.DONE,
  failed: ImportState.FAILED,
  cancelled: ImportState.CANCELLED,
};

/** Undefined where none is named. @throws InvalidInput for one that this version doesn't know */
export function stateOf(asked: ImportState): JobState | undefined {
  if (asked === ImportState.UNSPECIFIED) return undefined;
  const found = (Object.keys(STATES) as JobState[]).find((state) => STATES[state] === asked);
  if (found === undefined)
    throw new InvalidInput('state', 'import-state-unknown', 'There is no such state of an import.');
  return found;
}

export function jobMessage(job: ImportJob): JobMessage {
  const { kind, filename, bytesTotal, bytesDone, rows, created, updated, unchanged, deleted } = job;
  return {
    ...{ jobId: job.id, kind, filename, bytesTotal, bytesDone, rows, created, updated, unchanged, deleted },
    failed: job.failed,
    rowsLeftOut: rowsSighted(job.notes, LEFT_OUT_SIGHTING),
    failure: job.failure,
    format: FORMATS[job.format],
    state: STATES[job.state],
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    notes: job.notes.map(readNote),
    releaseId: hasNoRelease(job) ? '' : releaseIdOf(job),
    settings: { ...job.settings },
  };
}

/** A release is begun with the first rows that can be read, or with the end of the file: one that ended before has none. */
function hasNoRelease({ state, rows, failed }: ImportJob): boolean {
  return failed >= rows && (state === 'failed' || state === 'cancelled');
}

/** Notes are kept as `code: value`. */
function readNote(note: string): { code: string; value: string } {
  const at = note.indexOf(': ');
  return at === -1 ? { code: note, value: '' } : { code: note.slice(0, at), value: note.slice(at + 2) };
}
