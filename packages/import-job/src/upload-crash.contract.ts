import { createHash } from 'node:crypto';
import type { ForkedProgram } from '@qipei/testing/forked-program';
import { expect, test } from 'vitest';
import { beginUpload, SENT, SENT_SHA256, type UploadStores } from './upload-sender.fixture.ts';

const MB = 1024 * 1024;

export interface UploadCrashBench extends AsyncDisposable {
  /** Opened beside the processes that are killed. */
  stores: UploadStores;
  /** Whatever the spool has, also in part. */
  names(): Promise<string[]>;
  /** A process that runs `takeUpload` with `killedAt`, and ends with 0. To tell it: tenant, upload, point, passes. */
  start(...args: string[]): ForkedProgram;
}

// Where it is killed, after how many times, and how far the upload is known to have come by then.
const POINTS = [
  ['written', 3, 0],
  ['durable', 1, 0],
  ['written', 8, 8 * MB],
  ['recorded', 2, 9 * MB],
  ['written', 10, 9 * MB],
  ['whole', 1, 10 * MB],
  ['import-made', 1, 10 * MB],
  ['import-noted', 1, 10 * MB],
] as const;

/** What is promised of uploads in parts over every storage: what was acknowledged stays, and the file becomes one import, whole. */
export function uploadCrashContract(
  storage: string,
  open: () => Promise<UploadCrashBench>,
  kills: number,
): void {
  test.each(POINTS)(
    `${storage}: ${kills} kills of an upload in parts at: %s, %i`,
    { timeout: 60_000 + kills * 20_000 },
    async (point, passes, known) => {
      await using bench = await open();
      const { store, spool } = bench.stores;
      for (let kill = 0; kill < kills; kill += 1) {
        const tenant = `t${kill}`;
        const uploadId = await beginUpload(bench.stores, tenant);
        expect(await bench.start(tenant, uploadId, point, String(passes)).ended()).toBe('SIGKILL');
        const isNoted = point === 'import-noted';
        const left = await store.uploads.get(tenant, uploadId);
        expect([left.offset, left.jobId !== '']).toEqual([known, isNoted]);

        expect(await bench.start(tenant, uploadId).ended()).toBe(0);
        const { items } = await store.list(tenant, { pageSize: 0, pageToken: '' });
        expect(items).toMatchObject([{ state: 'queued', upload: uploadId, bytesTotal: SENT.length }]);
        const { offset, jobId } = await store.uploads.get(tenant, uploadId);
        expect({ offset, jobId }).toEqual({ offset: SENT.length, jobId: items[0]?.id });
        const digest = createHash('sha256');
        for await (const piece of spool.read(uploadId)) digest.update(piece);
        expect(digest.digest('hex')).toBe(SENT_SHA256);
        expect(await bench.names()).toEqual([uploadId]);
        await store.cancel(tenant, jobId, new Date());
        await spool.remove(uploadId);
      }
    },
  );
}
