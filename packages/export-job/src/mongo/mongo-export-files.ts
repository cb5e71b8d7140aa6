import { createHash, randomUUID } from 'node:crypto';
import { isDiskFull } from '@qipei/import-job';
import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import { mongo } from 'mongoose';
import { type ExportFiles, noRoom } from '../export-files.ts';
import { packed, sliced } from '../file-pieces.ts';
import {
  EXPORT_CHUNKS,
  EXPORT_FILES,
  type ExportChunkDocument,
  type ExportFileDocument,
} from './export-job-document.ts';

export interface MongoExportFilesOptions {
  /** What no job has is left alone so long after it was begun: it may be of a job that began just now. Default ten minutes. */
  orphanMs?: number;
}

const CHUNK_BYTES = 1024 * 1024;
const OUT_OF_DISK_SPACE = 14031;
/** No export takes so long: what isn't whole by then was broken off. */
const BROKEN_OFF_MS = 24 * 3_600_000;

/**
 * Files in the service's own database, so that any replica can give them out. Each turn at a job writes a file of its own; which
 * of them is the job's is told by its digest.
 */
export function mongoExportFiles(
  connection: Connection,
  { orphanMs = 10 * 60_000 }: MongoExportFilesOptions = {},
): ExportFiles {
  const { db } = connection;
  if (db === undefined) throw new TypeError('The connection isn’t open.');
  const writeConcern = { writeConcern: { w: 'majority' as const, journal: true } };
  const files = db.collection<ExportFileDocument>(EXPORT_FILES);
  const chunks = db.collection<ExportChunkDocument>(EXPORT_CHUNKS);

  /** The chunks first: a removal that was broken off is found again. */
  async function drop(file: string): Promise<void> {
    await chunks.deleteMany({ _id: { $gte: `${file}/`, $lt: `${file}0` } }, writeConcern);
    await files.deleteOne({ _id: file }, writeConcern);
  }

  async function dropAll(filter: mongo.Filter<ExportFileDocument>): Promise<void> {
    for (const { _id } of await files.find(filter).project<{ _id: string }>({ _id: 1 }).toArray())
      await drop(_id);
  }

  const methods = withDatabaseErrors<Omit<ExportFiles, 'read'>>({
    async write(id, pieces, { gzip }) {
      const file = `${id}.${randomUUID()}`;
      await files.insertOne(
        { _id: file, exportId: id, sha256: '', bytes: 0, startedAt: new Date() },
        writeConcern,
      );
      const hash = createHash('sha256');
      let bytes = 0;
      try {
        let n = 0;
        for await (const data of sliced(gzip ? packed(pieces) : pieces, CHUNK_BYTES)) {
          hash.update(data);
          bytes += data.length;
          await chunks.insertOne({ _id: `${file}/${n}`, data }, writeConcern);
          n += 1;
        }
      } catch (error) {
        await drop(file).catch(() => undefined);
        throw isFull(error) ? noRoom(error) : error;
      }
      const sha256 = hash.digest('hex');
      await files.updateOne({ _id: file }, { $set: { sha256, bytes } }, writeConcern);
      return { bytes, sha256 };
    },
    remove: (id) => dropAll({ exportId: id }),
    async removeOrphans(needed) {
      const [young, old] = [orphanMs, BROKEN_OFF_MS].map((ms) => new Date(Date.now() - ms)) as [Date, Date];
      await dropAll({ exportId: { $nin: [...needed] }, startedAt: { $lte: young } });
      await dropAll({ sha256: '', startedAt: { $lte: old } });
    },
  });

  const found = withDatabaseErrors({
    file: (exportId: string, sha256: string) => files.findOne({ exportId, sha256 }),
    chunk: (file: string, n: number) => chunks.findOne({ _id: `${file}/${n}` }, { promoteBuffers: true }),
  });

  return {
    ...methods,
    async *read({ id, sha256 }, offset, length) {
      const file = await found.file(id, sha256);
      if (file === null) throw new Error(`the file of the export '${id}' is missing`);
      const end = Math.min(file.bytes, length === undefined ? file.bytes : offset + length);
      for (let at = offset; at < end; ) {
        const n = Math.floor(at / CHUNK_BYTES);
        const chunk = await found.chunk(file._id, n);
        if (chunk === null) throw new Error(`chunk ${n} of the export '${id}' is missing`);
        const from = at - n * CHUNK_BYTES;
        const piece = chunk.data.subarray(from, from + end - at);
        at += piece.length;
        yield piece;
      }
    },
  };
}

/** The database's disk, or the one on which a workbook's sheets lie until they are whole. */
function isFull(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) return error.code === OUT_OF_DISK_SPACE;
  return isDiskFull(error);
}
