import { tellRefused } from '../../app/query-client.ts';
import { knownOwner, onOwner } from '../../session/known-session.ts';
import type { UploadRun } from './upload-run.ts';

/**
 * Those that this page sends or has sent, by their ids: they outlive the view that began them, and not who began them. Who signs
 * out, or goes on in another tenant, sends nothing any more.
 */
const runs = new Map<string, { run: UploadRun; owner: string | undefined; unwatch: () => void }>();

export function runOf(uploadId: string | undefined): UploadRun | undefined {
  const kept = uploadId === undefined ? undefined : runs.get(uploadId);
  return kept?.owner === knownOwner() ? kept?.run : undefined;
}

export function keepRun(run: UploadRun): void {
  // However often it is told, it listens once.
  onOwner(dropAll);
  dropRun(run.uploadId);
  let told: unknown;
  const unwatch = run.subscribe(() => {
    const { phase } = run.state();
    // As with any other question: the session may have ended, or be another one.
    if (phase.kind === 'failed' && phase.error !== told) {
      told = phase.error;
      tellRefused(phase.error);
    }
    guardPage();
  });
  runs.set(run.uploadId, { run, owner: knownOwner(), unwatch });
  guardPage();
}

export function dropRun(uploadId: string): void {
  const kept = runs.get(uploadId);
  if (kept === undefined) return;
  kept.unwatch();
  runs.delete(uploadId);
  kept.run.pause();
  guardPage();
}

function dropAll(): void {
  for (const uploadId of [...runs.keys()]) dropRun(uploadId);
}

/** Files are sent while the page is open: closing it is asked about as long as one is on its way. */
function guardPage(): void {
  const isSending = [...runs.values()].some(({ run }) => {
    const { kind } = run.state().phase;
    return kind === 'sending' || kind === 'waiting';
  });
  // Only then: a page that listens for it isn't kept for going back.
  if (isSending) window.addEventListener('beforeunload', askFirst);
  else window.removeEventListener('beforeunload', askFirst);
}

function askFirst(event: Event): void {
  event.preventDefault();
}
