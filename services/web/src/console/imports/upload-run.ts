import { ApiProblem } from '@qipei/api-client';
import { isNotSent } from '../../api/not-sent.ts';

/** How much of an upload the platform has. */
export interface Standing {
  offset: number;
  /** The import, once the file is whole. */
  jobId: string | null;
}

export interface UploadTransport {
  /** Sends a part. @throws ApiProblem; the signal's reason where that is aborted */
  append(
    uploadId: string,
    offset: number,
    part: Uint8Array<ArrayBuffer>,
    signal: AbortSignal,
  ): Promise<Standing>;
  /** @throws ApiProblem */
  standing(uploadId: string, signal: AbortSignal): Promise<Standing>;
  /** Until trying again makes sense. @throws the signal's reason */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Milliseconds of a clock that doesn't jump. */
  now(): number;
}

/** The file isn't the one any more that was chosen: it was changed, moved, or taken away. */
export class FileGone extends Error {
  constructor(cause: unknown) {
    super('The file can’t be read any more.', { cause });
    this.name = 'FileGone';
  }
}

export type RunPhase =
  | { kind: 'sending' }
  | { kind: 'paused' }
  /** Something that passes is in the way; it goes on by itself. */
  | { kind: 'waiting'; error: unknown }
  | { kind: 'failed'; error: unknown }
  | { kind: 'done'; jobId: string };

export interface RunState {
  phase: RunPhase;
  /** Safe on the platform's disk. */
  sent: number;
  /** Unknown at first. */
  bytesPerSecond: number | undefined;
}

/** One file on its way in parts. It goes on while the page is open, whatever view is shown. */
export interface UploadRun {
  readonly uploadId: string;
  readonly name: string;
  readonly size: number;
  state(): RunState;
  subscribe(listener: () => void): () => void;
  pause(): void;
  /** After a pause, or a failure that somebody has seen to. */
  goOn(): void;
}

const FIRST_PART = 256 * 1024;
const MAX_PART = 8 * 1024 * 1024;
/** A part takes about so long: its progress is seen, and little is sent again when the line breaks. */
const PART_MS = 1_500;
const MAX_PAUSE_MS = 30_000;

/** Begins to send at `offset`. */
export function startUpload(options: {
  uploadId: string;
  file: Blob;
  name: string;
  offset: number;
  transport: UploadTransport;
}): UploadRun {
  const { uploadId, file, name, transport } = options;
  const listeners = new Set<() => void>();
  let state: RunState = { phase: { kind: 'sending' }, sent: options.offset, bytesPerSecond: undefined };
  let aborting = new AbortController();
  let partSize = FIRST_PART;

  function become(change: Partial<RunState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  function adopt({ offset, jobId }: Standing): void {
    if (offset > file.size) throw new FileGone(new Error('The platform has more of it than the file has.'));
    become({ sent: offset, ...(jobId !== null && { phase: { kind: 'done', jobId } }) });
  }

  async function sendPart(signal: AbortSignal): Promise<void> {
    const { sent } = state;
    const part = await bytesOf(file.slice(sent, sent + partSize));
    const begun = transport.now();
    const standing = await transport.append(uploadId, sent, part, signal);
    const ms = Math.max(1, transport.now() - begun);
    const pace = (part.length / ms) * 1_000;
    const before = state.bytesPerSecond;
    become({ bytesPerSecond: before === undefined ? pace : before * 0.7 + pace * 0.3 });
    if (ms < PART_MS / 2) partSize = Math.min(partSize * 2, MAX_PART);
    else if (ms > PART_MS * 2) partSize = Math.max(partSize / 2, FIRST_PART);
    adopt(standing);
  }

  async function work(signal: AbortSignal, asks: boolean): Promise<void> {
    let unsure = asks;
    let failures = 0;
    while (state.phase.kind !== 'done') {
      try {
        if (unsure) adopt(await transport.standing(uploadId, signal));
        unsure = false;
        if (currentPhase().kind === 'done') return;
        if (currentPhase().kind !== 'sending') become({ phase: { kind: 'sending' } });
        await sendPart(signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) return;
        // What was acknowledged is known again when the platform has been asked.
        unsure = true;
        if (!mayPass(error)) return become({ phase: { kind: 'failed', error } });
        failures += 1;
        become({ phase: { kind: 'waiting', error }, bytesPerSecond: undefined });
        partSize = FIRST_PART;
        const told = error instanceof ApiProblem ? (error.retryAfter ?? 0) * 1_000 : 0;
        try {
          await transport.pause(Math.min(Math.max(told, 500 * 2 ** failures), MAX_PAUSE_MS), signal);
        } catch {
          return;
        }
      }
    }
  }

  /** As it is now: it changes while others are waited for. */
  function currentPhase(): RunPhase {
    return state.phase;
  }

  void work(aborting.signal, false);
  return {
    ...{ uploadId, name, size: file.size },
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause() {
      if (state.phase.kind !== 'sending' && state.phase.kind !== 'waiting') return;
      aborting.abort();
      become({ phase: { kind: 'paused' }, bytesPerSecond: undefined });
    },
    goOn() {
      if (state.phase.kind !== 'paused' && state.phase.kind !== 'failed') return;
      aborting = new AbortController();
      become({ phase: { kind: 'sending' } });
      void work(aborting.signal, true);
    },
  };
}

/** Read before it is sent: a file that was changed meanwhile would look like a broken line. @throws FileGone */
async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (error) {
    throw new FileGone(error);
  }
}

/**
 * No network, a platform that restarts or is busy, and an offset that another tab has moved. Who has gone meanwhile isn't waited for:
 * the file is theirs, and it isn't sent on as somebody else.
 */
function mayPass(error: unknown): boolean {
  if (!(error instanceof ApiProblem) || isNotSent(error)) return false;
  const { status } = error;
  return status === 0 || status === 408 || status === 409 || status === 429 || status > 500;
}
