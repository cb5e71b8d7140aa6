import type { ImportUpload } from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { IMPORT_KINDS } from './import-job.ts';
import { instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const ImportUploadJson = z
  .object({
    uploadId: z.string(),
    kind: z.enum(IMPORT_KINDS),
    filename: z.string().nullable(),
    bytesTotal: z.int(),
    offset: z.int().meta({ description: 'How many bytes are safe on disk; go on from there.' }),
    jobId: z.string().nullable().meta({ description: 'The import, once the file is whole.' }),
    createdAt: instant.nullable(),
    expiresAt: instant.nullable().meta({ description: 'When it is given up, unless more comes.' }),
  })
  .meta({ id: 'ImportUpload' });

export function importUploadJson(upload: ImportUpload | undefined): z.infer<typeof ImportUploadJson> {
  if (upload === undefined) throw new Error('a peer answered without the upload');
  const kind = IMPORT_KINDS.find((known) => known === upload.kind);
  if (kind === undefined)
    throw new Error(`a peer answered with an upload of the unknown kind ${upload.kind}`);
  return {
    uploadId: upload.uploadId,
    kind,
    filename: textOrNull(upload.filename),
    bytesTotal: upload.bytesTotal,
    offset: upload.offset,
    jobId: textOrNull(upload.jobId),
    createdAt: instantOrNull(upload.createdAt),
    expiresAt: instantOrNull(upload.expiresAt),
  };
}
