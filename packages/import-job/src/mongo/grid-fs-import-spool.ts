import { DomainError } from '@qipei/kernel';
import { type Connection, isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import { mongo } from 'mongoose';
import { DURABLE_EVERY_BYTES } from '../append-limits.ts';
import { UploadTooLarge } from '../import-job.ts';
import {
  DEFAULT_MAX_UPLOAD_BYTES,
  type ImportSpool,
  requireUploadName,
  uploadLost,
} from '../import-spool.ts';
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
  /** Of an upload that comes in parts: where the chunk ends within it. Such chunks have any length. */
  end?: number;
}

interface UploadFile {
  _id: string;
  length: number;
  uploadDate: Date;
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
  const files = db.collection<UploadFile>(`${UPLOAD_BUCKET}.files`);
  const chunks = db.collection<Chunk>(`${UPLOAD_BUCKET}.chunks`);

  const writeConcern = { writeConcern: { w: 'majority' as const, journal: true } };

  /** The number of the chunk behind those that end at the offset; chunks behind it are dropped. */
  async function continueAt(name: string, offset: number): Promise<number> {
    await chunks.deleteMany({ files_id: name, end: { $gt: offset } }, writeConcern);
    const last = await chunks.findOne({ files_id: name }, { sort: { n: -1 }, projection: { n: 1, end: 1 } });
    if ((last?.end ?? 0) !== offset) throw uploadLost();
    return (last?.n ?? -1) + 1;
  }

  const methods = withDatabaseErrors<Omit<ImportSpool, 'read' | 'requireRoomFor'>>({
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
        throw named(broken ?? error);
      }
    },
    async append(upload, offset, source, durable) {
      const name = requireUploadName(upload);
      let n = await continueAt(name, offset);
      let [at, told] = [offset, offset];
      const gathered: Uint8Array[] = [];
      let size = 0;
      const flush = async () => {
        const data = Buffer.concat(gathered.splice(0));
        size = 0;
        if (data.length === 0) return;
        const end = at + data.length;
        // Another who appends meanwhile has the same number: one of the two is refused, and comes again.
        await chunks.insertOne({ _id: new mongo.ObjectId(), files_id: name, n, data, end }, writeConcern);
        [n, at] = [n + 1, end];
      };
      const settle = async () => {
        await flush();
        if (at === told) return true;
        told = at;
        return await durable(at);
      };
      try {
        for await (const chunk of source) {
          if (at + size + chunk.length > maxBytes) throw new UploadTooLarge(maxBytes);
          for (let from = 0; from < chunk.length; from += CHUNK_BYTES) {
            const piece = chunk.subarray(from, from + CHUNK_BYTES);
            gathered.push(piece);
            size += piece.length;
            if (size >= CHUNK_BYTES) await flush();
          }
          if (at - told >= DURABLE_EVERY_BYTES && !(await settle())) return;
        }
      } catch (error) {
        if (isDuplicateKey(error)) throw uploadBusy();
        await settle();
        throw named(error);
      }
      await settle();
    },
    async finish(upload, bytes) {
      const name = requireUploadName(upload);
      if ((await files.findOne({ _id: name }))?.length === bytes) return;
      await continueAt(name, bytes);
      const file = {
        _id: name,
        length: bytes,
        chunkSize: CHUNK_BYTES,
        uploadDate: new Date(),
        filename: name,
      };
      await files.updateOne({ _id: name }, { $set: file }, { upsert: true, ...writeConcern });
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
    requireRoomFor(bytes) {
      if (bytes > maxBytes) throw new UploadTooLarge(maxBytes);
    },
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

function named(reason: unknown): unknown {
  if (!(reason instanceof mongo.MongoServerError) || reason.code !== OUT_OF_DISK_SPACE) return reason;
  const message = 'There is no room for the upload; try again later.';
  return new DomainError({ kind: 'exhausted', code: 'spool-full', message, cause: reason });
}

function uploadBusy(): DomainError {
  const message = 'Another connection is sending the same upload; look where it stands and go on.';
  return new DomainError({ kind: 'conflict', code: 'upload-busy', message });
}

function write(file: mongo.GridFSBucketWriteStream, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    file.write(Buffer.from(chunk), (error) => (error ? reject(error) : resolve()));
  });
}
