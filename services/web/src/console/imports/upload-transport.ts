import { dataOf } from '@qipei/api-client';
import { api } from '../../api/api.ts';
import { AS_IT_IS } from '../../api/as-it-is.ts';
import type { Standing, UploadTransport } from './upload-run.ts';

/** Uploads over the platform's own routes, which speak tus 1.0. */
export const uploadTransport: UploadTransport = {
  async append(uploadId, offset, part, signal): Promise<Standing> {
    const { response } = await api.PATCH('/v1/uploads/{uploadId}', {
      params: { path: { uploadId }, header: { 'Upload-Offset': offset } },
      headers: { 'Content-Type': 'application/offset+octet-stream' },
      body: part as unknown as string,
      ...AS_IT_IS,
      signal,
    });
    const job = response.headers.get('Import-Location');
    const reached = Number(response.headers.get('Upload-Offset') ?? Number.NaN);
    // An answer without its headers says nothing: the platform is asked.
    if (!Number.isSafeInteger(reached)) return this.standing(uploadId, signal);
    return {
      offset: reached,
      jobId: job === null ? null : decodeURIComponent(job.slice(job.lastIndexOf('/') + 1)),
    };
  },
  async standing(uploadId, signal): Promise<Standing> {
    const { upload } = await dataOf(
      api.GET('/v1/uploads/{uploadId}', { params: { path: { uploadId } }, signal }),
    );
    return { offset: upload.offset, jobId: upload.jobId };
  },
  pause(ms, signal) {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        window.removeEventListener('online', end);
        if (signal.aborted) reject(signal.reason);
        else resolve();
      };
      const timer = setTimeout(end, ms);
      // The network is back: no reason to wait any longer.
      window.addEventListener('online', end, { once: true });
      signal.addEventListener('abort', end, { once: true });
    });
  },
  now: () => performance.now(),
};
