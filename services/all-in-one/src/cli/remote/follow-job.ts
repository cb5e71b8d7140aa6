import { setTimeout as pause } from 'node:timers/promises';
import type { ProgressBar } from '../../progress-bar.ts';
import { Refused } from './command-fault.ts';
import type { PlatformClient } from './platform-client.ts';
import { countText } from './shown-text.ts';

export interface JobView {
  jobId: string;
  kind: string;
  format: string;
  filename: string | null;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  bytesTotal: number;
  bytesDone: number;
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  failure: string | null;
  notes: { code: string; value: string }[];
  releaseId: string | null;
}

export interface ReleaseView {
  releaseId: string;
  kind: string;
  feed: string;
  jobId: string;
  filename: string | null;
  submission: string;
  automatic: boolean;
  state: string;
  stale: boolean;
  counts: {
    added: number;
    changed: number;
    removed: number;
    unchanged: number;
    failed: number;
    before: number;
  };
  holds: { code: string; message: string }[];
  findings: { code: string; count: number; samples: string[] }[];
  failure: string | null;
  kept: number;
  createdAt: string | null;
}

export interface ChangeView {
  change: 'added' | 'changed' | 'removed';
  key: string;
  before: unknown;
  after: unknown;
}

const FIRST_MS = 100;
const LONGEST_MS = 2_000;
/** What nothing holds back goes live within moments of being staged. */
const AUTOMATIC_WITHIN_MS = 30_000;

/** Until the import has ended. @throws CommandFault */
export async function followJob(client: PlatformClient, jobId: string, bar: ProgressBar): Promise<JobView> {
  const started = performance.now();
  let rowsBefore: number | undefined;
  try {
    for (let wait = FIRST_MS; ; wait = Math.min(LONGEST_MS, wait * 1.3)) {
      const { body } = await client.ask('GET', `/v1/imports/${encodeURIComponent(jobId)}`);
      const job = body.job as JobView;
      if (job.state !== 'queued' && job.state !== 'running') return job;
      rowsBefore ??= job.rows;
      const rate = ((job.rows - rowsBefore) / (performance.now() - started)) * 1_000;
      const speed = rate >= 1 ? `, ${countText(Math.round(rate))} a second` : '';
      const what = job.state === 'queued' ? 'waits for its turn' : `${countText(job.rows)} rows${speed}`;
      bar.update(job.bytesTotal === 0 ? 0 : job.bytesDone / job.bytesTotal, what);
      await pause(wait, undefined, { signal: client.patience.signal });
    }
  } finally {
    bar.end();
  }
}

export interface SeenRelease {
  release: ReleaseView;
  samples: ChangeView[];
}

/** Until nothing moves it any more. Undefined where there is none: a file without rows has made none. @throws CommandFault */
export async function settledRelease(
  client: PlatformClient,
  releaseId: string,
): Promise<SeenRelease | undefined> {
  const started = performance.now();
  for (let wait = FIRST_MS; ; wait = Math.min(LONGEST_MS, wait * 1.3)) {
    const seen = await seenRelease(client, releaseId);
    if (seen === undefined) return undefined;
    const { state, automatic, holds } = seen.release;
    const moving = state === 'staging' || state === 'publishing' || state === 'rolling-back';
    const about = automatic && state === 'staged' && holds.length === 0;
    if (!moving && !(about && performance.now() - started < AUTOMATIC_WITHIN_MS)) return seen;
    await pause(wait, undefined, { signal: client.patience.signal });
  }
}

export async function seenRelease(
  client: PlatformClient,
  releaseId: string,
): Promise<SeenRelease | undefined> {
  try {
    return (await client.ask('GET', `/v1/releases/${encodeURIComponent(releaseId)}`)).body as SeenRelease;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}
