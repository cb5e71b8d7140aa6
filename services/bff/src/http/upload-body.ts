import type { StartImportRequest, StartImportRequest_Start } from '@qipei/contracts/imports/v1/imports';
import type { Request } from 'express';
import { HttpProblem, invalidField } from './problem.ts';

const CHUNK_BYTES = 64 * 1024;
/** An upload may take as long as it likes, but not stand still. */
const IDLE_MS = 60_000;

export interface UploadLimits {
  maxBytes: number;
  idleMs?: number;
}

/** Refuses what its headers say is too large, before a byte of it is read. @throws HttpProblem 413 */
export function requireDeclaredSize(req: Request, maxBytes: number): void {
  const declared = req.headers['content-length'];
  if (declared !== undefined && Number(declared) > maxBytes) throw uploadTooLarge(maxBytes);
}

/**
 * The body as the messages of StartImport, read only as fast as they are taken. Fails, and with it the call, when the
 * caller breaks off: what isn't finished is never taken for whole. The first byte must be there before `start` is sent,
 * so ask for `firstChunk` before the call is opened.
 */
export async function openUpload(
  req: Request,
  start: StartImportRequest_Start,
  limits: UploadLimits,
): Promise<AsyncIterable<StartImportRequest>> {
  const chunks = bodyChunks(req, limits);
  const first = await chunks.next();
  if (first.done === true)
    throw invalidField('', 'body-empty', 'The body is empty: there is nothing to import.');
  return messages(first.value, chunks, start);
}

async function* messages(
  first: Buffer,
  rest: AsyncGenerator<Buffer, void>,
  start: StartImportRequest_Start,
): AsyncGenerator<StartImportRequest> {
  try {
    yield { part: { $case: 'start', value: start } };
    let bytes = 0;
    for (let chunk: Buffer | undefined = first; chunk !== undefined; ) {
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES)
        yield { part: { $case: 'chunk', value: chunk.subarray(at, at + CHUNK_BYTES) } };
      bytes += chunk.length;
      const next: IteratorResult<Buffer, void> = await rest.next();
      chunk = next.done === true ? undefined : next.value;
    }
    yield { part: { $case: 'finish', value: { bytes } } };
  } finally {
    await rest.return();
  }
}

/** The body as it comes. Given up, it is read away. @throws HttpProblem 408, 413 */
export async function* bodyChunks(
  req: Request,
  { maxBytes, idleMs = IDLE_MS }: UploadLimits,
): AsyncGenerator<Buffer, void> {
  // The connection stays open when reading stops early: the answer still has to go out on it.
  const source = req.iterator({ destroyOnReturn: false })[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let bytes = 0;
  try {
    for (;;) {
      const next = await withinIdle(source.next(), idleMs);
      if (next.done === true) return;
      bytes += next.value.length;
      if (bytes > maxBytes) throw uploadTooLarge(maxBytes);
      if (next.value.length > 0) yield next.value;
    }
  } finally {
    // Not awaited: after an idle timeout a read is still pending.
    void source.return?.();
    req.resume();
  }
}

/** @throws HttpProblem 408 where nothing comes for as long. */
export async function withinIdle<T>(reading: Promise<T>, idleMs: number): Promise<T> {
  const idle = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      idle.reject(
        new HttpProblem({
          status: 408,
          code: 'upload-idle',
          detail: `Nothing of the body came for ${Math.round(idleMs / 1_000)} seconds.`,
        }),
      ),
    idleMs,
  );
  try {
    return await Promise.race([reading, idle.promise]);
  } finally {
    clearTimeout(timer);
  }
}

function uploadTooLarge(maxBytes: number): HttpProblem {
  return new HttpProblem({
    status: 413,
    code: 'upload-too-large',
    detail: `The body is over ${maxBytes} bytes; split it.`,
    extras: { maxBytes },
  });
}
