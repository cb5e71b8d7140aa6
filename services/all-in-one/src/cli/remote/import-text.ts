import type { JobView } from './follow-job.ts';
import { countText, shown } from './shown-text.ts';

/** What came of an import; several lines that end with a line end. */
export function importText(job: JobView): string {
  const { jobId, kind, state, rows, created, updated, unchanged, deleted, failed, failure, notes } = job;
  const staged = job.releaseId === null ? '' : ' (of the release)';
  const refused = kind === 'fitments' ? 'refused or waiting' : 'refused';
  const lines = [
    `${shown(jobId)}: ${shown(kind)}, ${shown(state)}`,
    `  ${countText(rows)} rows: ${countText(created)} created, ${countText(updated)} updated, ${countText(unchanged)} unchanged, ` +
      `${countText(deleted)} deleted, ${countText(failed)} ${refused}${staged}`,
    ...(failure === null ? [] : [`  ${shown(failure, 1_000)}`]),
    ...notes.map(({ code, value }) => `  ${shown(code)}: ${shown(value)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
