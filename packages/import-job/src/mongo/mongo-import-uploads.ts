import { NotFound } from '@qipei/kernel';
import type { Model } from 'mongoose';
import { type ImportUpload, type ImportUploads, TooManyUploads } from '../import-uploads.ts';
import type { UploadDocument } from './import-upload-document.ts';

/** The bound of open uploads holds where several come at the same moment, who may then all be refused. */
export function mongoImportUploads(uploads: Model<UploadDocument>, maxOpenUploads: number): ImportUploads {
  const countOpen = (tenant: string) => uploads.countDocuments({ tenant, jobId: '' });

  async function find(tenant: string, id: string): Promise<ImportUpload> {
    const found = await uploads.findOne({ _id: id, tenant }).lean<UploadDocument>();
    if (found === null) throw new NotFound('upload', id);
    return toUpload(found);
  }

  return {
    async create({ id, tenant, start, bytesTotal, sha256, createdAt }) {
      if ((await countOpen(tenant)) >= maxOpenUploads) throw new TooManyUploads(maxOpenUploads);
      const { settings, ...asked } = start;
      const document: UploadDocument = {
        ...{ ...asked, _id: id, tenant, settings: JSON.stringify(settings), bytesTotal, sha256 },
        ...{ offset: 0, session: '', jobId: '', createdAt, touchedAt: createdAt },
      };
      await uploads.insertMany([document]);
      if ((await countOpen(tenant)) > maxOpenUploads) {
        await uploads.deleteOne({ _id: id });
        throw new TooManyUploads(maxOpenUploads);
      }
      return toUpload(document);
    },
    get: find,
    async list(tenant) {
      const found = await uploads.find({ tenant, jobId: '' }).sort({ _id: -1 }).lean<UploadDocument[]>();
      return found.map(toUpload);
    },
    async claim(tenant, id, session) {
      const found = await uploads
        .findOneAndUpdate({ _id: id, tenant }, { $set: { session } }, { returnDocument: 'after' })
        .lean<UploadDocument>();
      if (found === null) throw new NotFound('upload', id);
      return toUpload(found);
    },
    async advance(id, session, offset, now) {
      const { matchedCount } = await uploads.updateOne(
        { _id: id, session, jobId: '', offset: { $lte: offset } },
        { $set: { offset, touchedAt: now } },
      );
      return matchedCount === 1;
    },
    async complete(id, jobId, now) {
      await uploads.updateOne({ _id: id }, { $set: { jobId, touchedAt: now } });
    },
    async remove(tenant, id) {
      const { deletedCount } = await uploads.deleteOne({ _id: id, tenant });
      if (deletedCount === 0) throw new NotFound('upload', id);
    },
    async removeUntouchedSince(instant) {
      const stale = await uploads.find({ touchedAt: { $lt: instant } }).lean<UploadDocument[]>();
      const given: string[] = [];
      for (const { _id, jobId } of stale) {
        const { deletedCount } = await uploads.deleteOne({ _id, touchedAt: { $lt: instant } });
        if (deletedCount === 1 && jobId === '') given.push(_id);
      }
      return given;
    },
  };
}

function toUpload(found: UploadDocument): ImportUpload {
  const { _id, tenant, kind, format, filename, mapping, settings } = found;
  const { sha256, bytesTotal, offset, jobId, createdAt, touchedAt } = found;
  return {
    ...{ id: _id, tenant, sha256, bytesTotal, offset, jobId, createdAt, touchedAt },
    start: { kind, format, filename, mapping, settings: JSON.parse(settings) as Record<string, string> },
  };
}
