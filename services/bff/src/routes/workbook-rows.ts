import { z } from 'zod';
import { HttpProblem, invalidField } from '../http/problem.ts';
import { requireMediaType } from '../http/read-body.ts';
import { text } from '../http/request-fields.ts';
import { defineRoute, type Route } from '../http/route.ts';
import { createTenantPlaces } from '../http/tenant-places.ts';
import { bodyChunks, requireDeclaredSize } from '../http/upload-body.ts';

const MAX_BYTES = 4 * 1024 ** 2;
/** Five times as many as a look-up takes: above a list stand titles, and between its rows others. */
const LIMITS = {
  ...{ rows: 5_000, columns: 50, characters: 200, allCharacters: 1_000_000 },
  unpackedBytes: 64 * 1024 ** 2,
};
const TYPES = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
];
/** As many as there are threads for: whatever one tenant sends, others find one. */
const places = createTenantPlaces({ all: 4, ofOne: 2 });

const WorkbookRowsJson = z
  .object({
    sheet: z.string().meta({ description: 'The one that was read.' }),
    sheets: z.array(z.string()).meta({ description: 'All that can be seen, blank ones too.' }),
    rows: z.array(z.array(z.string())).meta({
      description:
        'Those that aren’t blank; a cell as a person reads it, with the zeros in front that its format shows.',
    }),
    truncated: z.boolean().meta({ description: 'There is more: rows, columns or characters of a cell.' }),
  })
  .meta({ id: 'WorkbookRows' });

export const workbookRowRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/numbers/rows',
    operationId: 'readWorkbookRows',
    summary: 'Read the rows of a workbook, to look up the numbers in them',
    description:
      `An XLSX file of up to ${MAX_BYTES / 1024 ** 2} MiB. Nothing of it is kept, and no formula is computed. Of the first sheet with data, or of ` +
      `the one that \`sheet\` names, up to ${LIMITS.rows} rows of ${LIMITS.columns} cells are told; rows without a value don’t count. What can’t ` +
      'be read is a 400, and its `code` says why: `not-a-workbook`, `workbook-kind-unread` (.xls, .xlsb, .ods), `zip-encrypted` (a password), ' +
      '`zip-damaged` and `xml-malformed` (not whole), `zip-bomb` and `unpacked-too-large`, `workbook-too-costly`, `sheet-missing`, `empty-file`.',
    tag: 'Parts',
    scope: 'catalog:read',
    query: z.strictObject({
      sheet: text(100).optional().meta({ description: 'Its name, unless it is the first with data.' }),
    }),
    stopsWithCaller: true,
    body: { stream: TYPES, description: 'The workbook.' },
    responses: { 200: { description: 'What stands in it.', schema: WorkbookRowsJson } },
    problems: {
      408: 'The upload stood still.',
      413: 'The workbook is too large.',
      415: 'The body is of a media type that isn’t taken.',
      429: 'Too many workbooks are being read; try again in a moment.',
    },
    async handle({ query: { sheet } }, { request, caller, call, workbooks }) {
      requireMediaType(request, TYPES);
      requireDeclaredSize(request, MAX_BYTES);
      const chunks: Buffer[] = [];
      for await (const chunk of bodyChunks(request, { maxBytes: MAX_BYTES })) chunks.push(chunk);
      if (chunks.length === 0)
        throw invalidField('', 'body-empty', 'The body is empty: there is nothing to read.');
      const giveBack = places.take(caller.tenant);
      if (giveBack === undefined) {
        const detail = 'Too many workbooks are being read; try again in a moment.';
        throw new HttpProblem({
          status: 429,
          code: 'workbooks-busy',
          detail,
          headers: { 'Retry-After': '2' },
        });
      }
      try {
        const task = { bytes: new Uint8Array(Buffer.concat(chunks)), sheet, limits: LIMITS };
        return { status: 200, body: await workbooks.rows(task, call.signal) };
      } finally {
        giveBack();
      }
    },
  }),
];
