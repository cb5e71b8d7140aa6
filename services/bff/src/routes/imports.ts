import {
  CancelImportRequest,
  GetImportRequest,
  ImportFormat,
  ListImportErrorsRequest,
  ListImportsRequest,
  type RowError,
} from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { HttpProblem } from '../http/problem.ts';
import { requireMediaType } from '../http/read-body.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { type Answer, defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { openUpload, requireDeclaredSize } from '../http/upload-body.ts';
import {
  IMPORT_KINDS,
  ImportJobJson,
  importJobJson,
  RowErrorJson,
  rowErrorJson,
} from '../resources/import-job.ts';
import { OWNER_BY_KIND, ownerOfJob } from '../resources/import-owner.ts';
import { mergeImports } from '../resources/merged-imports.ts';
import { rowErrorsCsv } from '../resources/row-errors-csv.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const FORMAT_BY_TYPE: Record<string, ImportFormat> = {
  'text/csv': ImportFormat.CSV,
  'application/x-ndjson': ImportFormat.NDJSON,
  'application/ndjson': ImportFormat.NDJSON,
  'application/jsonl': ImportFormat.NDJSON,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ImportFormat.XLSX,
  'application/zip': ImportFormat.VCDB,
};
/** Most characters of a mapping: the head of a request holds 16 KiB, a Chinese character takes nine bytes of it. */
const MAX_MAPPING = 8_000;
const MEDIA_TYPES = Object.keys(FORMAT_BY_TYPE);
/** What a file is in is found by looking at it: a charset that the reader knows is no reason to refuse it, and no proof. */
const CHARSETS = [
  'utf-8',
  'utf8',
  'us-ascii',
  'gb18030',
  'gbk',
  'gb2312',
  'utf-16',
  'windows-1252',
  'iso-8859-1',
];
const CSV_PAGE = 1_000;

const params = z.object({ jobId: id('An import’s id, such as `parts_…`.') });
const problems = { 404: 'There is no such import of yours.' };
const jobAnswer = z.object({ job: ImportJobJson });

export const importRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/imports',
    operationId: 'startImport',
    summary: 'Upload a file to import',
    description:
      'The body is the file itself, of any length up to the server’s limit. The answer comes once the whole of it is ' +
      'safe on disk; an upload that breaks off leaves nothing behind.',
    tag: 'Imports',
    scope: 'imports:write',
    query: z.strictObject({
      kind: z.enum(IMPORT_KINDS),
      filename: text(255).optional().meta({ description: 'Shown with the job.' }),
      mapping: text(MAX_MAPPING)
        .optional()
        .meta({
          description:
            'JSON that says which heading of the file means which field, where the headings don’t say it themselves: ' +
            '`{"columns":{"厂牌":"make","功率":{"field":"powerKw","unit":"ps"}},"constants":{"market":"CN"},"sheet":"车型",' +
            '"headerRow":3}`. Every member may be left out.',
        }),
      release: z
        .enum(['stage', 'auto'])
        .optional()
        .meta({
          description:
            '`parts`, `fitments`: the rows are staged as a release, compared with what is live, and published by a person ' +
            '(`stage`) or by itself where the release rules allow it (`auto`). Without it they are taken in one by one.',
        }),
      feed: text(60).optional().meta({
        description: '`parts`, `fitments`: name of the data set within yours; the main one unless given.',
      }),
      submission: z
        .enum(['full', 'update'])
        .optional()
        .meta({
          description:
            '`vehicles`: `full` is all there is, and what it doesn’t name is retired; `update` (unless given) adds and deletes. ' +
            '`parts`, `fitments`: `full` (of a release only) removes what the feed had and the file doesn’t name.',
        }),
      source: text(200)
        .optional()
        .meta({ description: '`vehicles`: what the release is called; the file’s name unless given.' }),
    }),
    body: {
      stream: MEDIA_TYPES,
      description:
        'CSV with a header row, one JSON object a line, or a workbook (XLSX); for `vehicles` also a zip with the text ' +
        'tables of Auto Care’s VCdb. Of text UTF-8, GB18030 (GBK), Windows-1252 and UTF-16 with a byte ' +
        'order mark are told apart by looking; the job’s `notes` name what was found.',
    },
    responses: {
      202: { description: 'Taken; the job runs.', schema: jobAnswer, headers: { Location: 'The job.' } },
    },
    problems: {
      408: 'The upload stood still.',
      413: 'The file is too large.',
      415: 'The body is of a media type that isn’t taken, or has a content encoding.',
    },
    async handle({ query }, { peers, call, request, maxUploadBytes }) {
      const format =
        FORMAT_BY_TYPE[requireMediaType(request, MEDIA_TYPES, CHARSETS)] ?? ImportFormat.UNSPECIFIED;
      requireDeclaredSize(request, maxUploadBytes);
      const { kind, filename = '', mapping = '', release, feed, submission, source } = query;
      const settings = {
        ...(release !== undefined && { release }),
        ...(feed !== undefined && { feed }),
        ...(submission !== undefined && { submission }),
        ...(source !== undefined && { source }),
      };
      const start = { kind, format, filename, mapping, settings };
      const upload = await openUpload(request, start, { maxBytes: maxUploadBytes });
      const { job } = await peers.uploads[OWNER_BY_KIND[query.kind]].startImport(upload, call);
      const body = { job: importJobJson(job) };
      return {
        status: 202,
        body,
        headers: { Location: `/v1/imports/${encodeURIComponent(body.job.jobId)}` },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/imports',
    operationId: 'listImports',
    summary: 'List your imports, newest first',
    tag: 'Imports',
    scope: 'imports:read',
    query: z.strictObject({ pageSize, pageToken }),
    responses: {
      200: {
        description: 'A page of jobs.',
        schema: z.object({ jobs: z.array(ImportJobJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const page = await mergeImports(
        { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken },
        (owner, request) => peers.imports[owner].listImports(ListImportsRequest.fromPartial(request), call),
      );
      return {
        status: 200,
        body: { jobs: page.jobs.map(importJobJson), nextPageToken: page.nextPageToken },
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/imports/{jobId}',
    operationId: 'getImport',
    summary: 'Get an import and its progress',
    tag: 'Imports',
    scope: 'imports:read',
    params,
    problems,
    responses: { 200: { description: 'The job as it is now.', schema: jobAnswer } },
    async handle({ params: { jobId } }, { peers, call }) {
      const { job } = await peers.imports[ownerOfJob(jobId)].getImport(
        GetImportRequest.fromPartial({ jobId }),
        call,
      );
      return { status: 200, body: { job: importJobJson(job) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/imports/{jobId}/errors',
    operationId: 'listImportErrors',
    summary: 'List the rows that were refused, and why',
    description:
      'With `Accept: text/csv` the whole list is sent as a file (from `pageToken` on, where given).',
    tag: 'Imports',
    scope: 'imports:read',
    params,
    query: z.strictObject({ pageSize, pageToken }),
    problems: { ...problems, 406: 'Served as JSON or CSV only.' },
    responses: {
      200: {
        description: 'A page of errors, or all of them as CSV.',
        schema: z.object({ errors: z.array(RowErrorJson), nextPageToken: z.string().nullable() }),
        otherContent: ['text/csv'],
      },
    },
    async handle({ params: { jobId }, query }, context) {
      const wanted = context.request.accepts(['application/json', 'text/csv']);
      if (wanted === false) {
        throw new HttpProblem({
          status: 406,
          code: 'format-unsupported',
          detail: 'Served as application/json or text/csv.',
        });
      }
      if (wanted === 'text/csv') return errorsAsFile(jobId, query.pageToken ?? '', context);
      const page = await errorPage(
        jobId,
        { pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: query.pageToken ?? '' },
        context,
      );
      return {
        status: 200,
        body: { errors: page.errors.map(rowErrorJson), nextPageToken: textOrNull(page.nextPageToken) },
        headers: { Vary: 'Accept' },
      };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/imports/{jobId}/cancel',
    operationId: 'cancelImport',
    summary: 'Cancel an import',
    description: 'What was taken in before stays. Cancelling a job that has ended changes nothing.',
    tag: 'Imports',
    scope: 'imports:write',
    params,
    problems,
    responses: { 200: { description: 'The job as it is now.', schema: jobAnswer } },
    async handle({ params: { jobId } }, { peers, call }) {
      const { job } = await peers.imports[ownerOfJob(jobId)].cancelImport(
        CancelImportRequest.fromPartial({ jobId }),
        call,
      );
      return { status: 200, body: { job: importJobJson(job) } };
    },
  }),
];

function errorPage(
  jobId: string,
  page: { pageSize: number; pageToken: string },
  { peers, call }: RouteContext,
) {
  return peers.imports[ownerOfJob(jobId)].listImportErrors(
    ListImportErrorsRequest.fromPartial({ jobId, ...page }),
    call,
  );
}

function errorsAsFile(jobId: string, from: string, context: RouteContext): Answer {
  async function* pages(): AsyncGenerator<RowError[]> {
    let pageToken = from;
    do {
      const page = await errorPage(jobId, { pageSize: CSV_PAGE, pageToken }, context);
      if (page.errors.length > 0) yield page.errors;
      pageToken = page.nextPageToken;
    } while (pageToken !== '');
  }
  return {
    status: 200,
    contentType: 'text/csv; charset=utf-8',
    content: rowErrorsCsv(pages()),
    headers: {
      Vary: 'Accept',
      'Content-Disposition': `attachment; filename="${jobId.replaceAll(/[^\w-]/g, '')}-errors.csv"`,
    },
  };
}
