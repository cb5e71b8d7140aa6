import { createHash } from 'node:crypto';
import {
  type AppendUploadRequest,
  CreateUploadRequest,
  ImportFormat,
} from '@qipei/contracts/imports/v1/imports';
import { systemContext } from '@qipei/service-kit';
import { importServiceHandlers } from './grpc-import-service.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { ImportSpool } from './import-spool.ts';
import { itemKind } from './item-import.fixture.ts';

const CHUNK_BYTES = 1024 * 1024;
const CHUNKS = 10;
/** The first part has nine of the chunks: what comes of it is made durable behind the eighth, and at its end. */
const PART_BYTES = 9 * CHUNK_BYTES;

/** No two of its chunks are alike. */
export const SENT = Buffer.concat(
  Array.from({ length: CHUNKS }, (_, at) => Buffer.alloc(CHUNK_BYTES, `P${at},${at}\n`)),
);
export const SENT_SHA256 = createHash('sha256').update(SENT).digest('hex');

export interface UploadStores {
  store: ImportJobs;
  spool: ImportSpool;
}

function handlersOf({ store, spool }: UploadStores) {
  const { kind, columns } = itemKind();
  return importServiceHandlers({ store, spool, kinds: [kind], columns: { [kind]: columns } });
}

/** Begins an upload of `SENT`. */
export async function beginUpload(stores: UploadStores, tenant: string): Promise<string> {
  const start = { kind: 'items', format: ImportFormat.CSV };
  const request = CreateUploadRequest.fromPartial({ start, bytesTotal: SENT.length, sha256: SENT_SHA256 });
  const { upload } = await handlersOf(stores).createUpload(request, systemContext(tenant, 'test'));
  return upload?.uploadId ?? '';
}

/**
 * A service that begins, removes what nothing needs, and then takes an upload in, part after part from where it stands, as its sender
 * would go on with it. `pass` is told of what has just been done.
 */
export async function takeUpload(
  { store, spool }: UploadStores,
  { tenant, uploadId, pass }: { tenant: string; uploadId: string; pass: (point: string) => void },
): Promise<void> {
  await spool.removeOrphans(await store.openUploads());
  const { uploads } = store;
  const passing: UploadStores = {
    store: {
      ...store,
      uploads: {
        ...uploads,
        async advance(...args) {
          pass('durable');
          const done = await uploads.advance(...args);
          pass('recorded');
          return done;
        },
        async complete(...args) {
          pass('import-made');
          await uploads.complete(...args);
          pass('import-noted');
        },
      },
    },
    spool: {
      ...spool,
      async finish(...args) {
        await spool.finish(...args);
        pass('whole');
      },
    },
  };
  const handlers = handlersOf(passing);
  for (;;) {
    const { offset, jobId } = await uploads.get(tenant, uploadId);
    if (jobId !== '') return;
    await handlers.appendUpload(partFrom(uploadId, offset, pass), systemContext(tenant, 'test'));
  }
}

async function* partFrom(
  uploadId: string,
  offset: number,
  pass: (point: string) => void,
): AsyncGenerator<AppendUploadRequest> {
  yield { part: { $case: 'begin', value: { uploadId, offset } } };
  const end = offset < PART_BYTES ? PART_BYTES : SENT.length;
  for (let at = offset; at < end; at += CHUNK_BYTES) {
    yield { part: { $case: 'chunk', value: SENT.subarray(at, Math.min(at + CHUNK_BYTES, end)) } };
    // Who asks for more has written what came before.
    pass('written');
  }
}
