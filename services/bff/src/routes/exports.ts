import {
  CancelExportRequest,
  DeleteExportRequest,
  type ExportJob,
  GetExportRequest,
  ListExportLossesRequest,
  ListExportsRequest,
  ReadExportFileRequest,
} from '@qipei/contracts/exports/v1/exports';
import { z } from 'zod';
import { askedRange } from '../http/byte-range.ts';
import { namesTag } from '../http/picture-answer.ts';
import { HttpProblem } from '../http/problem.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken } from '../http/request-fields.ts';
import { type Answer, defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { EXPORT_OWNERS } from '../peers.ts';
import {
  ExportJson,
  ExportLossJson,
  exportJson,
  exportLossJson,
  NewExportJson,
  OWNER_BY_EXPORT_KIND,
  ownerOfExport,
  readNewExport,
} from '../resources/export-job.ts';
import { mergeLists } from '../resources/merged-lists.ts';

const tag = 'Exports';
const params = z.object({ exportId: id('An export’s id, such as `exp-parts_…`.') });
const problems = { 404: 'There is no such export of yours.' };
const exportAnswer = z.object({ export: ExportJson });

export const exportRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/exports',
    operationId: 'startExport',
    summary: 'Start an export',
    description:
      'A file of what you publish, as rows that an import takes back, or in a standard of the trade. It shows one state, or ' +
      'says that it doesn’t (`notes`). Made in the background; kept for seven days.',
    tag,
    scope: 'imports:write',
    body: { json: NewExportJson },
    problems: {
      429: 'Too many exports of yours haven’t ended.',
    },
    responses: { 202: { description: 'It is queued.', schema: exportAnswer } },
    async handle({ body }, { peers, call }) {
      const { job } = await peers.exports[OWNER_BY_EXPORT_KIND[body.kind]].startExport(
        readNewExport(body),
        call,
      );
      const location = `/v1/exports/${job?.exportId}`;
      return { status: 202, headers: { Location: location }, body: { export: exportJson(job) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports',
    operationId: 'listExports',
    summary: 'List your exports, newest first',
    tag,
    scope: 'imports:read',
    query: z.strictObject({ pageSize, pageToken }),
    responses: {
      200: {
        description: 'A page of exports.',
        schema: z.object({ exports: z.array(ExportJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { items, nextPageToken } = await mergeLists(
        EXPORT_OWNERS,
        { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken },
        ({ exportId, createdAt }: ExportJob) => ({ id: exportId, createdAt }),
        async (owner, page) => {
          const answer = await peers.exports[owner].listExports(ListExportsRequest.fromPartial(page), call);
          return { items: answer.jobs, nextPageToken: answer.nextPageToken };
        },
      );
      return { status: 200, body: { exports: items.map(exportJson), nextPageToken } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports/{exportId}',
    operationId: 'getExport',
    summary: 'Get an export',
    tag,
    scope: 'imports:read',
    params,
    problems,
    responses: { 200: { description: 'The export as it is now.', schema: exportAnswer } },
    async handle({ params: { exportId } }, { peers, call }) {
      const request = GetExportRequest.fromPartial({ exportId });
      const { job } = await peers.exports[ownerOfExport(exportId)].getExport(request, call);
      return { status: 200, body: { export: exportJson(job) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports/{exportId}/file',
    operationId: 'getExportFile',
    summary: 'Download an export’s file',
    description:
      'With `Range: bytes=…` a part of it, so that a download that broke off goes on; `If-Range` takes the `ETag`.',
    tag,
    scope: 'imports:read',
    params,
    problems: {
      ...problems,
      409: '`export-not-done`: there is no file (yet).',
      416: 'The file ends before the range.',
    },
    responses: {
      200: {
        description: 'The file.',
        otherContent: [
          ...['text/csv', 'application/x-ndjson', 'application/xml', 'application/gzip'],
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        ],
      },
      206: { description: 'The part that was asked for.' },
      304: { description: 'It is what `If-None-Match` names.' },
    },
    handle: ({ params: { exportId } }, context) => fileAnswer(exportId, context),
  }),
  defineRoute({
    method: 'get',
    path: '/v1/exports/{exportId}/losses',
    operationId: 'listExportLosses',
    summary: 'List what an export’s format could not hold',
    tag,
    scope: 'imports:read',
    params,
    problems,
    responses: {
      200: {
        description:
          'Each kind of loss, how often, and of which parts first. Empty before the export has ended.',
        schema: z.object({ losses: z.array(ExportLossJson) }),
      },
    },
    async handle({ params: { exportId } }, { peers, call }) {
      const request = ListExportLossesRequest.fromPartial({ exportId });
      const { losses } = await peers.exports[ownerOfExport(exportId)].listExportLosses(request, call);
      return { status: 200, body: { losses: losses.map(exportLossJson) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/exports/{exportId}/cancel',
    operationId: 'cancelExport',
    summary: 'Cancel an export',
    description: 'One that has ended stays as it is.',
    tag,
    scope: 'imports:write',
    params,
    problems,
    responses: { 200: { description: 'The export as it is now.', schema: exportAnswer } },
    async handle({ params: { exportId } }, { peers, call }) {
      const request = CancelExportRequest.fromPartial({ exportId });
      const { job } = await peers.exports[ownerOfExport(exportId)].cancelExport(request, call);
      return { status: 200, body: { export: exportJson(job) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/exports/{exportId}',
    operationId: 'deleteExport',
    summary: 'Delete an export and its file',
    tag,
    scope: 'imports:write',
    params,
    problems,
    responses: { 204: { description: 'It is gone.' } },
    async handle({ params: { exportId } }, { peers, call }) {
      const request = DeleteExportRequest.fromPartial({ exportId });
      await peers.exports[ownerOfExport(exportId)].deleteExport(request, call);
      return { status: 204, contentType: 'text/plain', content: '' };
    },
  }),
];

async function fileAnswer(exportId: string, { peers, call, request }: RouteContext): Promise<Answer> {
  const owner = ownerOfExport(exportId);
  const { job } = await peers.exports[owner].getExport(GetExportRequest.fromPartial({ exportId }), call);
  const { file, state } = exportJson(job);
  if (file === null) {
    const detail = `The export is ${state}: it has no file.`;
    throw new HttpProblem({ status: 409, code: 'export-not-done', detail });
  }
  const etag = `"${file.sha256}"`;
  if (namesTag(request.get('if-none-match'), etag))
    return { status: 304, contentType: '', content: '', headers: { ETag: etag } };
  const asked = askedRange(
    { range: request.get('range'), ifRange: request.get('if-range') },
    { bytes: file.bytes, etag },
  );
  if (asked.kind === 'unsatisfiable')
    throw new HttpProblem({
      ...{ status: 416, code: 'range-not-satisfiable', detail: `The file has ${file.bytes} bytes.` },
      headers: { 'Content-Range': `bytes */${file.bytes}` },
    });
  const { offset, length } = asked.kind === 'part' ? asked : { offset: 0, length: file.bytes };
  const stream = peers.downloads[owner].readExportFile(
    ReadExportFileRequest.fromPartial({ exportId, offset, length }),
    call,
  );
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const { part } of stream) if (part?.$case === 'chunk') yield part.value;
  }
  const end = offset + length - 1;
  return {
    status: asked.kind === 'part' ? 206 : 200,
    contentType: file.mediaType,
    content: chunks(),
    headers: {
      'Content-Disposition': `attachment; filename="${file.filename}"`,
      'Content-Length': String(length),
      'Accept-Ranges': 'bytes',
      ETag: etag,
      ...(asked.kind === 'part' && { 'Content-Range': `bytes ${offset}-${end}/${file.bytes}` }),
    },
  };
}
