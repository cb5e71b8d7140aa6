import {
  type AppendUploadRequest,
  CreateUploadRequest,
  DeleteUploadRequest,
  GetUploadRequest,
  ListUploadsRequest,
} from '@qipei/contracts/imports/v1/imports';
import { NotFound } from '@qipei/kernel';
import { z } from 'zod';
import { HttpProblem, invalidField } from '../http/problem.ts';
import { requireMediaType } from '../http/read-body.ts';
import { id, text } from '../http/request-fields.ts';
import { type Answer, defineRoute, type Route } from '../http/route.ts';
import { bodyChunks } from '../http/upload-body.ts';
import { IMPORT_OWNERS, type ImportOwner } from '../peers.ts';
import { FILE_QUERY, wireFormat } from '../resources/import-format.ts';
import { OWNER_BY_KIND, ownerOfJob } from '../resources/import-owner.ts';
import { SETTINGS_QUERY, settingsOf } from '../resources/import-settings.ts';
import { ImportUploadJson, importUploadJson } from '../resources/import-upload.ts';

// The core protocol of tus 1.0 (https://tus.io/protocols/resumable-upload) with its extensions `creation` and `termination`.
const TUS = '1.0.0';
const PATCH_TYPES = [
  'application/offset+octet-stream',
  'application/partial-upload',
  'application/octet-stream',
];
const CHUNK_BYTES = 64 * 1024;

const path = '/v1/uploads/{uploadId}';
const tag = 'Uploads';
const params = z.object({ uploadId: id('An upload’s id, such as `parts_…`.') });
const notFound = { 404: 'There is no such upload of yours; it may have been given up.' };
const version = { 412: 'The client speaks another version of tus than 1.0.0.' };
const answer = z.object({ upload: ImportUploadJson });
const whole = z
  .string()
  .refine((value) => /^\d{1,15}$/.test(value), {
    params: { code: 'number-invalid' },
    message: 'must be a whole number',
  })
  .transform(Number)
  .meta({ override: { type: 'integer', minimum: 0 } });
const tusHeader = z.string().optional().meta({ description: '`1.0.0`, where the client speaks tus.' });
const standing = {
  'Upload-Offset': 'How many bytes are safe on disk.',
  'Upload-Length': 'Of the whole file.',
  'Tus-Resumable': '`1.0.0`',
};

export const uploadRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/uploads',
    operationId: 'createUpload',
    summary: 'Begin an upload that may be interrupted',
    description:
      'For files over lines that break: say what it is here, send it in parts with PATCH, ask with HEAD how far it has come. ' +
      'It becomes an import with its last byte. Speaks tus 1.0 (core, creation, termination), so that its clients can be used. ' +
      'What nothing comes of for a day is given up.',
    tag,
    scope: 'imports:write',
    query: z.strictObject({
      ...{ ...FILE_QUERY, filename: text(255).optional().meta({ description: 'Shown with the job.' }) },
      sha256: z
        .string()
        .regex(/^[0-9a-fA-F]{64}$/, 'must be 64 digits in hex')
        .optional()
        .meta({ description: 'Of the whole file; what arrives is held against it.' }),
      ...SETTINGS_QUERY,
    }),
    headers: z.object({
      'Upload-Length': whole.meta({ description: 'Bytes of the whole file.' }),
      'Upload-Metadata': z
        .string()
        .max(8_000)
        .optional()
        .meta({ description: 'As of tus: `filename` is read from it.' }),
      'Tus-Resumable': tusHeader,
    }),
    responses: {
      201: { description: 'Begun.', schema: answer, headers: { Location: 'The upload.', ...standing } },
    },
    problems: { 404: 'You have no such mapping profile.', ...version, 413: 'The file is too large.' },
    async handle({ query, headers }, { peers, call, maxUploadBytes }) {
      requireTus(headers['Tus-Resumable']);
      const bytesTotal = headers['Upload-Length'];
      if (bytesTotal > maxUploadBytes) {
        const detail = `The file is over ${maxUploadBytes} bytes; split it.`;
        const extras = { maxBytes: maxUploadBytes };
        throw new HttpProblem({ status: 413, code: 'upload-too-large', detail, extras });
      }
      const { kind, mapping = '', profile = '', sha256 = '' } = query;
      const filename = query.filename ?? filenameOf(headers['Upload-Metadata'] ?? '');
      const start = {
        kind,
        format: wireFormat(query.format),
        filename,
        mapping,
        profile,
        settings: settingsOf(query),
      };
      const request = { start, bytesTotal, sha256: sha256.toLowerCase() };
      const { upload } = await peers.imports[OWNER_BY_KIND[kind]].createUpload(
        CreateUploadRequest.fromPartial(request),
        call,
      );
      const body = { upload: importUploadJson(upload) };
      const Location = `/v1/uploads/${encodeURIComponent(body.upload.uploadId)}`;
      return { status: 201, body, headers: { Location, ...standingOf(body.upload) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/uploads',
    operationId: 'listUploads',
    summary: 'List your uploads that wait for more',
    tag,
    scope: 'imports:read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ uploads: z.array(ImportUploadJson) }) },
    },
    async handle(_, { peers, call }) {
      const lists = await Promise.all(
        IMPORT_OWNERS.map((owner) => peers.imports[owner].listUploads(ListUploadsRequest.create(), call)),
      );
      return {
        status: 200,
        body: { uploads: lists.flatMap(({ uploads }) => uploads.map(importUploadJson)) },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path,
    operationId: 'getUpload',
    summary: 'See how far an upload has come',
    description: 'HEAD tells the same in its headers.',
    tag,
    scope: 'imports:read',
    params,
    problems: notFound,
    responses: { 200: { description: 'Where it stands.', schema: answer, headers: standing } },
    async handle({ params: { uploadId } }, { peers, call }) {
      const { upload } = await peers.imports[ownerOfUpload(uploadId)].getUpload(
        GetUploadRequest.fromPartial({ uploadId }),
        call,
      );
      const body = { upload: importUploadJson(upload) };
      return { status: 200, body, headers: standingOf(body.upload) };
    },
  }),
  defineRoute({
    method: 'patch',
    path,
    operationId: 'appendUpload',
    summary: 'Send the next part of an upload',
    description:
      'Any part of the rest, up to all of it. What is safe on disk when the line breaks stays. A part that is sent again from ' +
      'an offset that has been passed is refused with the right one, in `Upload-Offset`. With the last byte the import begins; ' +
      '`Import-Location` leads to it.',
    tag,
    scope: 'imports:write',
    params,
    headers: z.object({
      'Upload-Offset': whole.meta({ description: 'Where the part begins.' }),
      'Tus-Resumable': tusHeader,
    }),
    body: { stream: PATCH_TYPES, description: 'The bytes from the offset on.' },
    problems: {
      ...notFound,
      ...version,
      408: 'The upload stood still; what came before stays.',
      409: 'The upload stands elsewhere (`offset` tells where), or goes on over another connection.',
      413: 'More was sent than the upload was to have.',
      415: 'The body is of another media type.',
    },
    responses: {
      204: {
        description: 'Safe on disk.',
        headers: { ...standing, 'Import-Location': 'The import, once the file is whole.' },
      },
    },
    async handle({ params: { uploadId }, headers }, { peers, call, request, maxUploadBytes }) {
      requireTus(headers['Tus-Resumable']);
      requireMediaType(request, PATCH_TYPES);
      const offset = headers['Upload-Offset'];
      async function* messages(): AsyncGenerator<AppendUploadRequest> {
        yield { part: { $case: 'begin', value: { uploadId, offset } } };
        for await (const chunk of bodyChunks(request, { maxBytes: maxUploadBytes }))
          for (let at = 0; at < chunk.length; at += CHUNK_BYTES)
            yield { part: { $case: 'chunk', value: chunk.subarray(at, at + CHUNK_BYTES) } };
      }
      const owner: ImportOwner = ownerOfUpload(uploadId);
      const { upload } = await peers.uploads[owner].appendUpload(messages(), call);
      return appended(importUploadJson(upload));
    },
  }),
  defineRoute({
    method: 'delete',
    path,
    operationId: 'deleteUpload',
    summary: 'Give an upload up',
    description: 'What has become an import stays one.',
    tag,
    scope: 'imports:write',
    params,
    problems: notFound,
    responses: { 204: { description: 'Gone.' } },
    async handle({ params: { uploadId } }, { peers, call }) {
      await peers.imports[ownerOfUpload(uploadId)].deleteUpload(
        DeleteUploadRequest.fromPartial({ uploadId }),
        call,
      );
      return { status: 204, contentType: '', content: '', headers: { 'Tus-Resumable': TUS } };
    },
  }),
];

function appended(upload: z.infer<typeof ImportUploadJson>): Answer {
  const job =
    upload.jobId === null ? {} : { 'Import-Location': `/v1/imports/${encodeURIComponent(upload.jobId)}` };
  return { status: 204, contentType: '', content: '', headers: { ...standingOf(upload), ...job } };
}

function standingOf({ offset, bytesTotal }: z.infer<typeof ImportUploadJson>): Record<string, string> {
  return { 'Upload-Offset': String(offset), 'Upload-Length': String(bytesTotal), 'Tus-Resumable': TUS };
}

function requireTus(given: string | undefined): void {
  if (given === undefined || given === TUS) return;
  const detail = `The server speaks tus ${TUS}.`;
  throw new HttpProblem({
    status: 412,
    code: 'tus-version-unsupported',
    detail,
    headers: { 'Tus-Version': TUS },
  });
}

/** `filename d29ybGQ=,is_confidential`: names, each with a value in base 64. */
function filenameOf(metadata: string): string {
  for (const pair of metadata.split(',')) {
    const [name = '', value = ''] = pair.trim().split(' ');
    if (name !== 'filename') continue;
    const text = Buffer.from(value, 'base64').toString('utf8');
    if (text.includes('\u0000') || !text.isWellFormed() || text.includes('\uFFFD'))
      throw invalidField('Upload-Metadata', 'text-invalid', 'The filename isn’t text in UTF-8.');
    return text.slice(0, 255).toWellFormed();
  }
  return '';
}

/** Ids of uploads begin with their kind, as those of jobs do. @throws NotFound */
function ownerOfUpload(uploadId: string): ImportOwner {
  try {
    return ownerOfJob(uploadId);
  } catch (error) {
    throw error instanceof NotFound ? new NotFound('upload', uploadId) : error;
  }
}
