import { dataOf } from '@qipei/api-client';
import { api } from '../../api/api.ts';
import { AS_IT_IS } from '../../api/as-it-is.ts';
import { knownOwner } from '../../session/known-session.ts';
import type { ImportKind } from './import-kinds.ts';
import { startUpload } from './upload-run.ts';
import { keepRun } from './upload-runs.ts';
import { uploadTransport } from './upload-transport.ts';

/** Above it a file goes in parts, so that a broken line costs little. */
const IN_PARTS_BYTES = 1024 * 1024;
const MAX_NAME = 255;

export interface ImportOrder {
  file: File;
  kind: ImportKind;
  /** JSON; empty for none. */
  mapping: string;
  /** In the place of a mapping; empty for none. */
  profile: string;
  /** Of this order: sent again after a lost answer it is taken once. */
  key: string;
  settings: {
    release?: 'stage' | 'auto';
    feed?: string;
    submission?: 'full' | 'update';
    source?: string;
  };
}

export type BegunImport = { jobId: string } | { uploadId: string };

/** Sends a small file, or begins to send a larger one. @throws ApiProblem */
export async function beginImport({
  file,
  kind,
  mapping,
  profile,
  key,
  settings,
}: ImportOrder): Promise<BegunImport> {
  const name = file.name.toWellFormed().replaceAll('\u0000', '').slice(0, MAX_NAME).toWellFormed();
  const query = {
    kind,
    format: 'auto' as const,
    ...(name === '' ? {} : { filename: name }),
    ...(mapping === '' ? {} : { mapping }),
    ...(profile === '' ? {} : { profile }),
    ...settings,
  };
  if (file.size <= IN_PARTS_BYTES) {
    const { job } = await dataOf(
      api.POST('/v1/imports', {
        params: { query, header: { 'Idempotency-Key': key } },
        headers: { 'Content-Type': 'application/octet-stream' },
        body: file as unknown as string,
        ...AS_IT_IS,
      }),
    );
    return { jobId: job.jobId };
  }
  const owner = knownOwner();
  const { upload } = await dataOf(
    api.POST('/v1/uploads', { params: { query, header: { 'Upload-Length': file.size } } }),
  );
  const { uploadId, offset } = upload;
  // Who has signed out meanwhile sends nothing any more.
  if (owner === knownOwner())
    keepRun(startUpload({ uploadId, file, name, offset, transport: uploadTransport }));
  return { uploadId };
}

/** Random; also where the page has no secure context. */
export function orderKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
