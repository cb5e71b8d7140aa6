import type { PreviewImportRequest } from '@qipei/contracts/imports/v1/imports';
import type { Request } from 'express';
import { z } from 'zod';
import { HttpProblem, invalidField } from '../http/problem.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { bodyChunks } from '../http/upload-body.ts';
import { FILE_DESCRIPTION, FILE_QUERY, FILE_TYPES, fileFormat } from '../resources/import-format.ts';
import { OWNER_BY_KIND } from '../resources/import-owner.ts';
import { ImportPreviewJson, importPreviewJson } from '../resources/import-preview.ts';

/** Of text, a beginning tells enough. */
const HEAD_BYTES = 4 * 1024 * 1024;
/** A zip, and so a workbook, has its directory at the end. */
const MAX_ZIP_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

export const importPreviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/imports/preview',
    operationId: 'previewImport',
    summary: 'See how a file would be read',
    description:
      'Send the file, or its first part: of text and gzip only the first 4 MiB are read, a workbook or a zip of up to 16 MiB ' +
      'whole. Nothing is kept. The answer proposes what each heading means, with a reason, and shows the first rows as they ' +
      'would be read with what is wrong in them. A mapping profile that was saved for the same headings is used by itself.',
    tag: 'Imports',
    scope: 'imports:write',
    query: z.strictObject(FILE_QUERY),
    body: { stream: FILE_TYPES, description: FILE_DESCRIPTION },
    responses: { 200: { description: 'What was found.', schema: ImportPreviewJson } },
    problems: {
      404: 'You have no such mapping profile.',
      408: 'The upload stood still.',
      413: 'A workbook or zip is too large for a preview.',
      415: 'The body is of a media type that isn’t taken, or has a content encoding other than gzip.',
    },
    async handle({ query }, { peers, call, request }) {
      const format = fileFormat(request, query);
      const { kind, mapping = '', profile = '' } = query;
      const { chunks, whole } = await headOf(request);
      async function* messages(): AsyncGenerator<PreviewImportRequest> {
        yield { part: { $case: 'start', value: { kind, format, mapping, profile } } };
        for (const chunk of chunks)
          for (let at = 0; at < chunk.length; at += CHUNK_BYTES)
            yield { part: { $case: 'chunk', value: chunk.subarray(at, at + CHUNK_BYTES) } };
        yield { part: { $case: 'finish', value: { whole } } };
      }
      const preview = await peers.imports[OWNER_BY_KIND[kind]].previewImport(messages(), call);
      return { status: 200, body: importPreviewJson(preview) };
    },
  }),
];

async function headOf(request: Request): Promise<{ chunks: Buffer[]; whole: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of bodyChunks(request, { maxBytes: Number.POSITIVE_INFINITY })) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < HEAD_BYTES) continue;
    if (!isZip(chunks)) return { chunks: cut(chunks, HEAD_BYTES), whole: false };
    if (bytes <= MAX_ZIP_BYTES) continue;
    const detail = `A workbook or zip is previewed up to ${MAX_ZIP_BYTES} bytes; send a smaller one like it.`;
    throw new HttpProblem({
      status: 413,
      code: 'preview-too-large',
      detail,
      extras: { maxBytes: MAX_ZIP_BYTES },
    });
  }
  if (bytes === 0) throw invalidField('', 'body-empty', 'The body is empty: there is nothing to look at.');
  return { chunks, whole: true };
}

function isZip(chunks: readonly Buffer[]): boolean {
  return Buffer.concat(chunks.slice(0, 4)).toString('latin1', 0, 2) === 'PK';
}

function cut(chunks: readonly Buffer[], bytes: number): Buffer[] {
  return [Buffer.concat(chunks).subarray(0, bytes)];
}
