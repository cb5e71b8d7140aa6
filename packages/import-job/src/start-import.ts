import { createHash, type Hash } from 'node:crypto';
import type {
  StartImportRequest,
  StartImportRequest_Start,
  StartImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import { type Clock, DomainError, InvalidInput, newId } from '@qipei/kernel';
import type { CallContext } from '@qipei/service-kit';
import { fileDigest } from './file-digest.ts';
import type { ImportJob } from './import-job.ts';
import { jobMessage } from './import-job-message.ts';
import type { ImportJobStore } from './import-jobs.ts';
import type { ImportSpool } from './import-spool.ts';
import { IdempotencyKeyReused, type ImportOffer, readStart, startDigest } from './import-start.ts';

export interface StartImportDependencies {
  store: ImportJobStore;
  spool: ImportSpool;
  offer: ImportOffer;
  clock: Clock;
  onQueued: (job: ImportJob) => void;
}

/** A whole file as one stream. */
export async function startImport(
  requests: AsyncIterable<StartImportRequest>,
  { tenant, traceparent, signal }: CallContext,
  { store, spool, offer, clock, onQueued }: StartImportDependencies,
): Promise<StartImportResponse> {
  const messages = requests[Symbol.asyncIterator]();
  const asked = requireStart(await messages.next());
  const key = asked.idempotencyKey;
  const start = await readStart(asked, offer, { tenant, profiles: store.profiles });
  const before = key === '' ? undefined : await store.byKey(tenant, key);
  if (before !== undefined) {
    requireSame(before, `${startDigest(asked)}.`);
    const digest = createHash('sha256');
    for await (const chunk of chunksOf(messages)) digest.update(chunk);
    requireSame(before, requestDigest(asked, digest.digest('hex')));
    return { job: jobMessage(before), replayed: true };
  }
  // Asked before the body comes, so that nobody uploads in vain; asked again when the job is made.
  await store.requireRoom(tenant);
  const now = clock.now();
  const upload = newId(start.kind, now.getTime());
  // What lies in a file is gone through there, by another thread; from elsewhere it would have to come back for that.
  const digest = key === '' || spool.read(upload).path !== undefined ? undefined : createHash('sha256');
  const bytesTotal = await spool.store(upload, hashed(chunksOf(messages), digest));
  let request = '';
  let job: ImportJob;
  try {
    if (key !== '') {
      const ofFile =
        digest?.digest('hex') ?? (await fileDigest(spool.read(upload), { bytes: bytesTotal, signal }));
      request = requestDigest(asked, ofFile);
    }
    // A stream that is broken off can end like a whole one; by now, after the writes to disk, the signal tells.
    if (signal?.aborted === true) throw callerGone();
    const created = { ...start, upload, tenant, traceparent: traceparent ?? '', bytesTotal, createdAt: now };
    job = await store.create({ ...created, idempotencyKey: key, requestDigest: request });
  } catch (error) {
    await spool.remove(upload);
    throw error;
  }
  if (job.upload !== upload) {
    // Somebody was quicker with the same key.
    await spool.remove(upload);
    requireSame(job, request);
    return { job: jobMessage(job), replayed: true };
  }
  if (asked.profile !== '') await store.profiles.used(tenant, start.kind, asked.profile, now);
  onQueued(job);
  return { job: jobMessage(job), replayed: false };
}

function requireStart(first: IteratorResult<StartImportRequest, unknown>): StartImportRequest_Start {
  const part = first.done === true ? undefined : first.value.part;
  if (part?.$case === 'start') return part.value;
  const message = 'The first message of an import carries `start`.';
  throw new InvalidInput('start', 'import-start-missing', message);
}

function requestDigest(asked: StartImportRequest_Start, ofFile: string): string {
  return `${startDigest(asked)}.${ofFile}`;
}

/** `digest`: of the whole request, or of its beginning. */
function requireSame(job: ImportJob, digest: string): void {
  if (!job.requestDigest.startsWith(digest)) throw new IdempotencyKeyReused();
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  digest: Hash | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    digest?.update(chunk);
    yield chunk;
  }
}

function callerGone(): DomainError {
  return new DomainError({
    kind: 'deadline',
    code: 'caller-gone',
    message: 'The caller broke the upload off.',
  });
}

/** The body of an upload. It is whole when `finish` says so and its count agrees; a stream that just ends was broken off. */
async function* chunksOf(messages: AsyncIterator<StartImportRequest>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for (let next = await messages.next(); next.done !== true; next = await messages.next()) {
    const part = next.value.part;
    if (part?.$case === 'finish') {
      if (part.value.bytes !== bytes)
        throw incomplete(`${part.value.bytes} bytes were sent, ${bytes} arrived.`);
      return;
    }
    if (part?.$case !== 'chunk') {
      throw new InvalidInput(
        'chunk',
        'import-chunk-missing',
        'After the first message come `chunk`s, then `finish`.',
      );
    }
    bytes += part.value.length;
    yield part.value;
  }
  throw incomplete('The upload ended without `finish`.');
}

function incomplete(message: string): InvalidInput {
  return new InvalidInput('finish', 'import-incomplete', message);
}
