import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Request } from 'express';
import { HttpProblem } from './problem.ts';
import { withinIdle } from './upload-body.ts';

export interface StreamedBodyOptions {
  /** The body is compressed. */
  gzip: boolean;
  /** As much is read before it is asked for. Default 4 MiB. */
  aheadBytes?: number;
  idleMs?: number;
}

/** Callers who send all before they read anything are served up to as much. */
const AHEAD_BYTES = 4 * 1024 * 1024;
const IDLE_MS = 60_000;

/**
 * A body of any length, to be answered while it comes: a bounded part of it is read ahead, the rest waits with the caller.
 * Fails when the caller breaks off, or sends nothing while there is room.
 */
export async function* streamedBody(
  req: Request,
  { gzip, aheadBytes = AHEAD_BYTES, idleMs = IDLE_MS }: StreamedBodyOptions,
): AsyncGenerator<Buffer, void> {
  const source = gzip ? inflated(req) : req;
  const chunks = source.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const held: Buffer[] = [];
  let bytes = 0;
  const state: { ended: boolean; stopped: boolean; failure?: { cause: unknown } } = {
    ended: false,
    stopped: false,
  };
  let changed = Promise.withResolvers<void>();
  const tell = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };

  async function read(): Promise<void> {
    for (;;) {
      while (bytes >= aheadBytes && !state.stopped) await changed.promise;
      if (state.stopped) return;
      const next = await withinIdle(chunks.next(), idleMs);
      if (next.done === true) return;
      held.push(next.value);
      bytes += next.value.length;
      tell();
    }
  }

  read()
    .catch((cause: unknown) => {
      state.failure = { cause: problemOfBody(cause) };
    })
    .finally(() => {
      state.ended = true;
      tell();
    });
  try {
    for (;;) {
      const chunk = held.shift();
      if (chunk !== undefined) {
        bytes -= chunk.length;
        tell();
        yield chunk;
      } else if (state.failure !== undefined) throw state.failure.cause;
      else if (state.ended) return;
      else await changed.promise;
    }
  } finally {
    state.stopped = true;
    tell();
    if (source !== req) {
      req.unpipe();
      source.destroy();
    }
    // Not awaited: a read may be pending. What is still sent is read away, so that the caller sees the answer.
    Promise.resolve(chunks.return?.()).then(
      () => req.resume(),
      () => req.resume(),
    );
  }
}

/** An error of the request reaches who reads what was inflated of it. */
function inflated(req: Request): Readable {
  const gunzip = createGunzip();
  req.on('error', (error) => gunzip.destroy(error));
  req.on('close', () => {
    if (!req.complete) gunzip.destroy(new Error('the caller broke the body off'));
  });
  return req.pipe(gunzip);
}

const INFLATE_ERRORS = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT']);

function problemOfBody(cause: unknown): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (!INFLATE_ERRORS.has(code ?? '')) return cause;
  return new HttpProblem({
    status: 400,
    code: 'gzip-invalid',
    detail: 'The body is not what its content encoding, gzip, says.',
    cause,
  });
}
