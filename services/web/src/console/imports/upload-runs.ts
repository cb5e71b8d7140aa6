import type { UploadRun } from './upload-run.ts';

/** Those that this page sends or has sent, by their ids: they outlive the view that began them. */
const runs = new Map<string, UploadRun>();

export function runOf(uploadId: string | undefined): UploadRun | undefined {
  return uploadId === undefined ? undefined : runs.get(uploadId);
}

export function keepRun(run: UploadRun): void {
  runs.get(run.uploadId)?.pause();
  runs.set(run.uploadId, run);
}

export function dropRun(uploadId: string): void {
  runs.get(uploadId)?.pause();
  runs.delete(uploadId);
}
