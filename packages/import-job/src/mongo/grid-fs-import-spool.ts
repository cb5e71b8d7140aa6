import { DomainError } from '@qipei/kernel';
import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import { mongo } from 'mongoose';
import { UploadTooLarge } from '../import-job.ts';
import { DEFAULT_MAX_UPLOAD_BYTES, type ImportSpool, requireUploadName } from '../import-spool.ts';
import { UPLOAD_BUCKET } from './import-job-document.ts';

export interface GridFsImportSpoolOptions {
  /** Default 4 GiB. */
  maxBytes?: number;
  /** An upload without an open job is left alone so long after its last bytes. Default an hour. */
  orphanMs?: number;
}

interface Chunk {
  _id: mongo.ObjectId;
  files_id: string;
  n: number;
  data: Buffer;
}

const CHUNK_BYTES = 1024 * 1024;
const OUT_OF_DISK_SPACE = 14031;

/** Uploads in the service's own database, so that any replica can run a job. */
export function gridFsImportSpool(
  connection: Connection,
  options: GridFsImportSpoolOptions = {},
): ImportSpool {
  const { maxBytes = DEFAULT_MAX_UPLOAD_BYTES, orphanMs = 60 * 60 * 1000 } = options;
  const { db } = connection;
  if (db === undefined) throw new TypeError('The connection isn’t open.');
  const bucket = new mongo.GridFSBucket(
    db as unknown as ConstructorParameters<typeof mongo.GridFSBucket>[0],
    {
      bucketName: UPLOAD_BUCKET,
      chunkSizeBytes: CHUNK_BYTES,
      writeConcern: { w: 'majority', journal: true },
    },
  );
  const files = db.collection<{ _id: string; length: number; uploadDate: Date }>(`${UPLOAD_BUCKET}.files`);
  const chunks = db.collection<Chunk>(`${UPLOAD_BUCKET}.chunks`);

  const methods = withDatabaseErrors<Omit<ImportSpool, 'read'>>({
    async store(upload, source) {
      const name = requireUploadName(upload);
      const file = bucket.openUploadStreamWithId(name as never, name);
      // What goes wrong is thrown by the write at hand; an error that comes between two is met by the next.
      let broken: unknown;
      file.on('error', (error) => {
        broken ??= error;
      });
      try {
        let bytes = 0;
        for await (const chunk of source) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw new UploadTooLarge(maxBytes);
          await write(file, chunk);
        }
        await new Promise<void>((resolve, reject) => {
          file.once('error', reject);
          if (broken !== undefined) reject(broken);
          file.end(() => resolve());
        });
        return bytes;
      } catch (error) {
        await remove(name).catch(() => undefined);
        const reason = broken ?? error;
        if (!(reason instanceof mongo.MongoServerError) || reason.code !== OUT_OF_DISK_SPACE) throw reason;
        const message = 'There is no room for the upload; try again later.';
        throw new DomainError({ kind: 'exhausted', code: 'spool-full', message, cause: reason });
      }
    },
    async size(upload) {
      return (await files.findOne({ _id: requireUploadName(upload) }))?.length;
    },
    remove: (upload) => remove(requireUploadName(upload)),
    async removeOrphans(open) {
      const before = Date.now() - orphanMs;
      const names = new Set([...(await chunks.distinct('files_id')), ...(await files.distinct('_id'))]);
      let removed = 0;
      for (const name of names) {
        if (open.has(name) || (await lastTouched(name)) >= before) continue;
        await remove(name);
        removed += 1;
      }
      return removed;
    },
  });

  /** The file before its chunks: what is left of a removal that was broken off is an orphan, not a damaged upload. */
  async function remove(name: string): Promise<void> {
    await files.deleteOne({ _id: name });
    await chunks.deleteMany({ files_id: name });
  }

  /** Also of an upload that is still under way, which has no file yet. */
  async function lastTouched(name: string): Promise<number> {
    const [file, chunk] = await Promise.all([
      files.findOne({ _id: name }),
      chunks.findOne({ files_id: name }, { sort: { n: -1 }, projection: { _id: 1 } }),
    ]);
    return Math.max(file?.uploadDate.getTime() ?? 0, chunk?._id.getTimestamp().getTime() ?? 0);
  }

  const chunk = withDatabaseErrors({
    at: (name: string, n: number) => chunks.findOne({ files_id: name, n }, { projection: { data: 1 } }),
  });

  return {
    ...methods,
    /** Chunk by chunk: an import may wait for hours between two, longer than a server keeps a cursor. */
    async *read(upload) {
      const name = requireUploadName(upload);
      const length = (await methods.size(name)) ?? 0;
      let bytes = 0;
      for (let n = 0; bytes < length; n += 1) {
        const found = await chunk.at(name, n);
        if (found === null) throw new Error(`chunk ${n} of the upload '${name}' is missing`);
        bytes += found.data.length;
        yield found.data;
      }
    },
  };
}

function write(file: mongo.GridFSBucketWriteStream, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    file.write(Buffer.from(chunk), (error) => (error ? reject(error) : resolve()));
  });
}
