import { randomUUID } from 'node:crypto';
import type {
  AppendUploadRequest,
  ImportServiceService,
  ImportUpload as UploadMessage,
} from '@qipei/contracts/imports/v1/imports';
import { DomainError, InvalidInput, newId } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import { fileDigest } from './file-digest.ts';
import type { ImportJob } from './import-job.ts';
import { readStart } from './import-start.ts';
import { type ImportUpload, UPLOAD_LIFE_MS, UploadOffsetWrong } from './import-uploads.ts';
import type { StartImportDependencies } from './start-import.ts';

type UploadHandlers = Pick<
  GrpcHandlers<typeof ImportServiceService>,
  'createUpload' | 'appendUpload' | 'getUpload' | 'listUploads' | 'deleteUpload'
>;

interface Appending {
  stop: AbortController;
  done: Promise<unknown>;
}

/** Files that come in parts, which become imports when they are whole. */
export function uploadHandlers(dependencies: StartImportDependencies): UploadHandlers {
  const { store, spool, offer, clock } = dependencies;
  const { uploads } = store;
  /** Of this process. A sender whose line broke comes again before the old connection is known to be dead. */
  const appending = new Map<string, Appending>();

  async function append(
    upload: ImportUpload,
    messages: AsyncIterator<AppendUploadRequest>,
    session: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { id, offset, bytesTotal } = upload;
    const source = chunksOf(messages, bytesTotal - offset, signal);
    await spool.append(id, offset, source, (at) => uploads.advance(id, session, at, clock.now()));
  }

  return {
    async createUpload({ start: asked, bytesTotal, sha256 }, { tenant }) {
      if (asked === undefined)
        throw new InvalidInput('start', 'import-start-missing', 'An upload says what it is.');
      const start = await readStart(asked, offer, { tenant, profiles: store.profiles });
      requireSize(bytesTotal);
      if (!/^(?:[0-9a-f]{64})?$/.test(sha256))
        throw new InvalidInput('sha256', 'digest-invalid', 'A SHA-256 digest has 64 digits in hex.');
      spool.requireRoomFor(bytesTotal);
      const now = clock.now();
      const id = newId(start.kind, now.getTime());
      const upload = await uploads.create({ id, tenant, start, bytesTotal, sha256, createdAt: now });
      if (asked.profile !== '') await store.profiles.used(tenant, start.kind, asked.profile, now);
      return { upload: toMessage(upload) };
    },
    async appendUpload(requests, { tenant, traceparent, signal }) {
      const messages = requests[Symbol.asyncIterator]();
      const { uploadId, offset } = requireBegin(await messages.next());
      await uploads.get(tenant, uploadId);
      const earlier = appending.get(uploadId);
      const done = Promise.withResolvers<void>();
      const stop = new AbortController();
      const own = { stop, done: done.promise };
      appending.set(uploadId, own);
      try {
        earlier?.stop.abort();
        await earlier?.done;
        const session = randomUUID();
        const upload = await uploads.claim(tenant, uploadId, session);
        if (offset !== upload.offset) throw new UploadOffsetWrong(upload.offset);
        const gone = AbortSignal.any([stop.signal, ...(signal === undefined ? [] : [signal])]);
        if (upload.jobId === '' && offset < upload.bytesTotal) await append(upload, messages, session, gone);
        const after = await uploads.get(tenant, uploadId);
        if (after.jobId === '' && after.offset === after.bytesTotal) {
          await become(after, traceparent ?? '', dependencies);
          return { upload: toMessage(await uploads.get(tenant, uploadId)) };
        }
        return { upload: toMessage(after) };
      } finally {
        if (appending.get(uploadId) === own) appending.delete(uploadId);
        done.resolve();
      }
    },
    getUpload: async ({ uploadId }, { tenant }) => ({
      upload: toMessage(await uploads.get(tenant, uploadId)),
    }),
    listUploads: async (_, { tenant }) => ({ uploads: (await uploads.list(tenant)).map(toMessage) }),
    async deleteUpload({ uploadId }, { tenant }) {
      await uploads.get(tenant, uploadId);
      const earlier = appending.get(uploadId);
      earlier?.stop.abort();
      await earlier?.done;
      const job = await store.byKey(tenant, keyOf(uploadId));
      // What has become an import is the import's. The rest goes first: where the disk is full, nothing can be noted before there is room.
      if (job === undefined) await spool.remove(uploadId);
      await uploads.remove(tenant, uploadId);
      return {};
    },
  };
}

/** An upload that is whole becomes an import, once, however often this is interrupted. */
async function become(
  upload: ImportUpload,
  traceparent: string,
  { store, spool, clock, onQueued }: StartImportDependencies,
): Promise<void> {
  const { id, tenant, start, bytesTotal } = upload;
  const before = await store.byKey(tenant, keyOf(id));
  if (before !== undefined) {
    await store.uploads.complete(id, before.id, clock.now());
    return;
  }
  await store.requireRoom(tenant);
  await spool.finish(id, bytesTotal);
  if (upload.sha256 !== '' && (await fileDigest(spool.read(id), { bytes: bytesTotal })) !== upload.sha256) {
    await store.uploads.remove(tenant, id);
    await spool.remove(id);
    const message =
      'The file isn’t the one that its SHA-256 digest tells of; it was thrown away. Send it again.';
    throw new InvalidInput('sha256', 'upload-digest-wrong', message);
  }
  const now = clock.now();
  const created = { ...start, upload: id, tenant, traceparent, bytesTotal, createdAt: now };
  const job: ImportJob = await store.create({ ...created, idempotencyKey: keyOf(id), requestDigest: '' });
  await store.uploads.complete(id, job.id, now);
  onQueued(job);
}

/** A tab: no key of a sender's has one. */
function keyOf(uploadId: string): string {
  return `upload\t${uploadId}`;
}

function requireSize(bytesTotal: number): void {
  if (Number.isSafeInteger(bytesTotal) && bytesTotal > 0) return;
  throw new InvalidInput('bytes_total', 'upload-length-invalid', 'An upload has one byte or more.');
}

function requireBegin(first: IteratorResult<AppendUploadRequest, unknown>) {
  const part = first.done === true ? undefined : first.value.part;
  if (part?.$case === 'begin') return part.value;
  throw new InvalidInput('begin', 'upload-begin-missing', 'The first message carries `begin`.');
}

/** What comes until the stream ends or breaks, or another goes on with the upload. */
async function* chunksOf(
  messages: AsyncIterator<AppendUploadRequest>,
  room: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = room;
  for (;;) {
    const next = await unlessStopped(messages.next(), signal);
    if (next.done === true) return;
    const part = next.value.part;
    if (part?.$case !== 'chunk')
      throw new InvalidInput('chunk', 'import-chunk-missing', 'After the first message come `chunk`s.');
    left -= part.value.length;
    if (left < 0) {
      const message = 'More was sent than the upload was to have.';
      throw new InvalidInput('', 'upload-too-long', message);
    }
    yield part.value;
  }
}

/** With a promise of its own: one that outlives a chunk would keep every chunk that was raced with it. */
async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stop = Promise.withResolvers<never>();
  const onAbort = () => stop.reject(stopped());
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  try {
    return await Promise.race([work, stop.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function stopped(): DomainError {
  const message = 'The upload goes on over another connection, or the caller is gone.';
  return new DomainError({ kind: 'conflict', code: 'upload-busy', message });
}

function toMessage(upload: ImportUpload): UploadMessage {
  const { id, start, bytesTotal, offset, jobId, createdAt, touchedAt } = upload;
  const expiresAt = new Date(touchedAt.getTime() + UPLOAD_LIFE_MS);
  const { kind, filename } = start;
  return { uploadId: id, kind, filename, bytesTotal, offset, jobId, createdAt, expiresAt };
}
