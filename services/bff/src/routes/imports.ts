import {
  CancelImportRequest,
  CountImportErrorsRequest,
  GetImportRequest,
  ListImportErrorsRequest,
  ListImportsRequest,
  type RowError,
} from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { HttpProblem } from '../http/problem.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { type Answer, defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { openUpload, requireDeclaredSize } from '../http/upload-body.ts';
import { FILE_DESCRIPTION, FILE_QUERY, FILE_TYPES, fileFormat } from '../resources/import-format.ts';
import {
  IMPORT_KINDS,
  IMPORT_STATES,
  ImportJobJson,
  importJobJson,
  importStateNumber,
  RowErrorJson,
  rowErrorJson,
} from '../resources/import-job.ts';
import { OWNER_BY_KIND, ownerOfJob } from '../resources/import-owner.ts';
import { SETTINGS_QUERY, settingsOf } from '../resources/import-settings.ts';
import { MappingJson } from '../resources/mapping-profile.ts';
import { mergeImports } from '../resources/merged-imports.ts';
import { rowErrorsCsv } from '../resources/row-errors-csv.ts';
import { textOrNull } from '../resources/unknown-values.ts';

const CSV_PAGE = 1_000;
const MEDIA_TYPES = { json: 'application/json', csv: 'text/csv' } as const;

const params = z.object({ jobId: id('An import’s id, such as `parts_…`.') });
const problems = { 404: 'There is no such import of yours.' };
const jobAnswer = z.object({ job: ImportJobJson });
const errorCode = z.string().regex(/^[a-z0-9-]{1,80}$/, 'must be a code, such as `required`');

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
      ...FILE_QUERY,
      filename: text(255).optional().meta({ description: 'Shown with the job.' }),
      ...SETTINGS_QUERY,
    }),
    headers: z.object({
      'Idempotency-Key': z
        .string()
        .regex(/^[\x20-\x7e]{1,200}$/, 'must be 1 to 200 printable ASCII characters')
        .optional()
        .meta({
          description:
            'Yours to choose, new for each import: the same file sent again under it, with the same parameters, isn’t imported twice.',
        }),
    }),
    body: { stream: FILE_TYPES, description: FILE_DESCRIPTION },
    responses: {
      202: { description: 'Taken; the job runs.', schema: jobAnswer, headers: { Location: 'The job.' } },
      200: {
        description: 'It had been taken before under this key.',
        schema: jobAnswer,
        headers: { Location: 'The job.', 'Idempotency-Replayed': '`true`' },
      },
    },
    problems: {
      404: 'You have no such mapping profile.',
      408: 'The upload stood still.',
      409: 'The key was used for another import.',
      413: 'The file is too large.',
      415: 'The body is of a media type that isn’t taken, or has a content encoding other than gzip.',
    },
    async handle({ query, headers }, { peers, call, request, maxUploadBytes }) {
      const format = fileFormat(request, query);
      requireDeclaredSize(request, maxUploadBytes);
      const { kind, filename = '', mapping = '', profile = '' } = query;
      const idempotencyKey = headers['Idempotency-Key'] ?? '';
      const start = { kind, format, filename, mapping, profile, idempotencyKey, settings: settingsOf(query) };
      const upload = await openUpload(request, start, { maxBytes: maxUploadBytes });
      const { job, replayed } = await peers.uploads[OWNER_BY_KIND[kind]].startImport(upload, call);
      const body = { job: importJobJson(job) };
      return {
        status: replayed ? 200 : 202,
        body,
        headers: {
          Location: `/v1/imports/${encodeURIComponent(body.job.jobId)}`,
          ...(replayed && { 'Idempotency-Replayed': 'true' }),
        },
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
    query: z.strictObject({
      kind: z.enum(IMPORT_KINDS).optional(),
      state: z.enum(IMPORT_STATES).optional(),
      pageSize,
      pageToken,
    }),
    responses: {
      200: {
        description: 'A page of jobs.',
        schema: z.object({ jobs: z.array(ImportJobJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ query }, { peers, call }) {
      const { kind = '', pageSize: size = DEFAULT_PAGE_SIZE } = query;
      const state = importStateNumber(query.state);
      const page = await mergeImports(
        { pageSize: size, pageToken: query.pageToken, kind: query.kind },
        (owner, asked) =>
          peers.imports[owner].listImports(ListImportsRequest.fromPartial({ ...asked, kind, state }), call),
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
    responses: {
      200: {
        description: 'The job as it is now.',
        schema: z.object({
          job: ImportJobJson,
          mapping: MappingJson.nullable().meta({
            description: 'By which its rows are read; null where the headings say it themselves.',
          }),
        }),
      },
    },
    async handle({ params: { jobId } }, { peers, call }) {
      const { job, mapping } = await peers.imports[ownerOfJob(jobId)].getImport(
        GetImportRequest.fromPartial({ jobId }),
        call,
      );
      const read = mapping === '' ? null : (JSON.parse(mapping) as unknown);
      return { status: 200, body: { job: importJobJson(job), mapping: read } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/imports/{jobId}/errors',
    operationId: 'listImportErrors',
    summary: 'List the rows that were refused, and why',
    description:
      'With `Accept: text/csv`, or `format=csv`, the whole list is sent as a file (from `pageToken` on, where given).',
    tag: 'Imports',
    scope: 'imports:read',
    params,
    query: z.strictObject({
      code: errorCode.optional().meta({ description: 'Only errors with this code.' }),
      format: z
        .enum(['json', 'csv'])
        .optional()
        .meta({ description: 'For links, which can’t say what they accept.' }),
      pageSize,
      pageToken,
    }),
    problems: { ...problems, 406: 'Served as JSON or CSV only.' },
    responses: {
      200: {
        description: 'A page of errors, or all of them as CSV.',
        schema: z.object({ errors: z.array(RowErrorJson), nextPageToken: z.string().nullable() }),
        otherContent: ['text/csv'],
      },
    },
    async handle({ params: { jobId }, query }, context) {
      const { code = '', pageToken: from = '' } = query;
      const wanted =
        query.format === undefined
          ? context.request.accepts(['application/json', 'text/csv'])
          : MEDIA_TYPES[query.format];
      if (wanted === false) {
        throw new HttpProblem({
          status: 406,
          code: 'format-unsupported',
          detail: 'Served as application/json or text/csv.',
        });
      }
      if (wanted === 'text/csv') return errorsAsFile(jobId, { code, from }, context);
      const page = await errorPage(
        jobId,
        { code, pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE, pageToken: from },
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
    method: 'get',
    path: '/v1/imports/{jobId}/error-codes',
    operationId: 'countImportErrors',
    summary: 'Count the errors of an import by their code',
    description: 'Of the errors that are kept, the most frequent code first.',
    tag: 'Imports',
    scope: 'imports:read',
    params,
    problems,
    responses: {
      200: {
        description: 'The codes that there are.',
        schema: z.object({ counts: z.array(z.object({ code: z.string(), errors: z.int() })) }),
      },
    },
    async handle({ params: { jobId } }, { peers, call }) {
      const { counts } = await peers.imports[ownerOfJob(jobId)].countImportErrors(
        CountImportErrorsRequest.fromPartial({ jobId }),
        call,
      );
      return { status: 200, body: { counts: counts.map(({ code, errors }) => ({ code, errors })) } };
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
  page: { code: string; pageSize: number; pageToken: string },
  { peers, call }: RouteContext,
) {
  return peers.imports[ownerOfJob(jobId)].listImportErrors(
    ListImportErrorsRequest.fromPartial({ jobId, ...page }),
    call,
  );
}

function errorsAsFile(
  jobId: string,
  { code, from }: { code: string; from: string },
  context: RouteContext,
): Answer {
  async function* pages(): AsyncGenerator<RowError[]> {
    let pageToken = from;
    do {
      const page = await errorPage(jobId, { code, pageSize: CSV_PAGE, pageToken }, context);
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
