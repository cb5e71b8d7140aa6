import type {
  ImportFormat,
  PreviewImportRequest,
  PreviewImportResponse,
} from '@qipei/contracts/imports/v1/imports';
import type { Request } from 'express';
import { z } from 'zod';
import { HttpProblem, invalidField } from '../http/problem.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { bodyChunks } from '../http/upload-body.ts';
import { FILE_DESCRIPTION, FILE_QUERY, FILE_TYPES, fileFormat } from '../resources/import-format.ts';
import { IMPORT_KINDS, type ImportKind } from '../resources/import-job.ts';
import { OWNER_BY_KIND } from '../resources/import-owner.ts';
import { ImportPreviewJson, importPreviewJson } from '../resources/import-preview.ts';
import { kindOfFormat, RECOGNISED_KINDS, recognisedKind } from '../resources/recognised-kind.ts';

/** Of text, a beginning tells enough. */
const HEAD_BYTES = 4 * 1024 * 1024;
/** A zip, and so a workbook, has its directory at the end. */
const MAX_ZIP_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;
/** What a file is about stands in its first rows; each kind looks at them. */
const KIND_BYTES = 512 * 1024;

export const importPreviewRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/imports/preview',
    operationId: 'previewImport',
    summary: 'See how a file would be read',
    description:
      'Send the file, or its first part: of text and gzip only the first 4 MiB are read, a workbook or a zip of up to 16 MiB ' +
      'whole. Nothing is kept. The answer proposes what each heading means, with a reason, and shows the first rows as they ' +
      'would be read with what is wrong in them. A mapping profile that was saved for the same headings is used by itself. With ' +
      '`kind=auto` it is read as the kind that its format says, or that explains most of its headings; `kind` says which.',
    tag: 'Imports',
    scope: 'imports:write',
    query: z.strictObject({
      ...FILE_QUERY,
      kind: z
        .enum([...IMPORT_KINDS, 'auto'])
        .meta({ description: '`auto`: found by looking; `mapping` and `profile` need a kind.' }),
    }),
    body: { stream: FILE_TYPES, description: FILE_DESCRIPTION },
    responses: { 200: { description: 'What was found.', schema: ImportPreviewJson } },
    problems: {
      404: 'You have no such mapping profile.',
      408: 'The upload stood still.',
      413: 'A workbook or zip is too large for a preview.',
      415: 'The body is of a media type that isn’t taken, or has a content encoding other than gzip.',
    },
    async handle({ query }, context) {
      const { mapping = '', profile = '' } = query;
      // What XML is can't be told before the kind is known.
      const format =
        query.kind === 'auto'
          ? fileFormat(context.request, { kind: 'parts', format: query.format ?? 'auto' })
          : fileFormat(context.request, { kind: query.kind, format: query.format });
      if (query.kind === 'auto' && mapping + profile !== '')
        throw invalidField('kind', 'preview-kind-missing', 'A mapping is of a kind: name it.');
      const head = await headOf(context.request);
      const previewAs = (kind: ImportKind, file = head) =>
        previewOf({ kind, format, mapping, profile }, file, context);
      if (query.kind !== 'auto')
        return { status: 200, body: importPreviewJson(query.kind, await previewAs(query.kind)) };
      const start = startOf(head);
      const first = await previewAs('parts', start);
      const told = kindOfFormat(first.format);
      const previews = new Map<ImportKind, PreviewImportResponse>([['parts', first]]);
      // One after the other: they are held in memory, and a tenant has few at a time.
      if (told === undefined)
        for (const kind of RECOGNISED_KINDS)
          if (kind !== 'parts') previews.set(kind, await previewAs(kind, start));
      const kind = told ?? recognisedKind(previews);
      const seen = start === head ? previews.get(kind) : undefined;
      return { status: 200, body: importPreviewJson(kind, seen ?? (await previewAs(kind))) };
    },
  }),
];

interface FileHead {
  chunks: Buffer[];
  whole: boolean;
}

function previewOf(
  start: { kind: ImportKind; format: ImportFormat; mapping: string; profile: string },
  { chunks, whole }: FileHead,
  { peers, call }: RouteContext,
): Promise<PreviewImportResponse> {
  async function* messages(): AsyncGenerator<PreviewImportRequest> {
    yield { part: { $case: 'start', value: start } };
    for (const chunk of chunks)
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES)
        yield { part: { $case: 'chunk', value: chunk.subarray(at, at + CHUNK_BYTES) } };
    yield { part: { $case: 'finish', value: { whole } } };
  }
  return peers.imports[OWNER_BY_KIND[start.kind]].previewImport(messages(), call);
}

/** Less of it, where it needn't be whole. */
function startOf(head: FileHead): FileHead {
  const bytes = head.chunks.reduce((sum, { length }) => sum + length, 0);
  if (isZip(head.chunks) || bytes <= KIND_BYTES) return head;
  return { chunks: cut(head.chunks, KIND_BYTES), whole: false };
}

async function headOf(request: Request): Promise<FileHead> {
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
