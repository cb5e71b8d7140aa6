import {
  ImportFormat,
  type ImportJob,
  ImportState,
  type RowError,
} from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const IMPORT_KINDS = ['parts', 'fitments', 'vehicles', 'stock', 'offers'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

export const IMPORT_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export const IMPORT_FORMATS = [
  'csv',
  'ndjson',
  'xlsx',
  'vcdb',
  'aces',
  'pies',
  'pies-workbook',
  'auto',
] as const;
const stateNames = enumNames(ImportState, IMPORT_STATES);
const formatNames = enumNames(ImportFormat, IMPORT_FORMATS);

export const ImportJobJson = z
  .object({
    jobId: z.string(),
    kind: z.enum(IMPORT_KINDS),
    format: z.enum(IMPORT_FORMATS),
    filename: z.string().nullable(),
    state: z.enum(IMPORT_STATES).meta({
      description:
        '`done`: every row was read, broken ones are in the errors. `failed`: `failure` says why; rows before it were taken.',
    }),
    bytesTotal: z.int(),
    bytesDone: z.int(),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    deleted: z.int(),
    failed: z.int(),
    rowsLeftOut: z.int().meta({
      description:
        'Rows that were taken without a cell that couldn’t be read (`badCells=leave-out`); none of `failed`.',
    }),
    failure: z.string().nullable(),
    notes: z.array(z.object({ code: z.string(), value: z.string() })).meta({
      description:
        'About the file as a whole: `packing`, `format` (of `auto`) and `encoding`, as which it was read; `formula`, how many cells have one (their stored values are taken); `merged`, how many blank cells of a workbook took the value that is merged over them; `total-row`, a total under the table, which is no row; `short-row`, how many rows lack blank cells at their end; `unknown-column`, one whose values were not taken; `feed`, what a feed of ACES or PIES says of itself and what of it isn’t kept; `row-repeated`, rows that say a part which the file had said, with how many and the first; `warehouse-new`, a warehouse that rows of stock made, with how many rows and the first.',
    }),
    releaseId: z.string().nullable().meta({
      description: 'Of an import that is a release: there once its first rows are.',
    }),
    settings: z.record(z.string(), z.string()).meta({
      description: 'How it was told to be taken: `release`, `feed`, `submission`, `source`, `newWarehouses`.',
    }),
    createdAt: instant.nullable(),
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'ImportJob' });

/** Unspecified for none. */
export function importStateNumber(name: (typeof IMPORT_STATES)[number] | undefined): ImportState {
  return ([...stateNames].find(([, known]) => known === name)?.[0] ?? ImportState.UNSPECIFIED) as ImportState;
}

export function importJobJson(job: ImportJob | undefined): z.infer<typeof ImportJobJson> {
  if (job === undefined) throw new Error('a peer answered without the import job');
  const kind = IMPORT_KINDS.find((known) => known === job.kind);
  if (kind === undefined) throw new Error(`a peer answered with an import of the unknown kind ${job.kind}`);
  return {
    jobId: job.jobId,
    kind,
    format: enumName(formatNames, job.format),
    filename: textOrNull(job.filename),
    state: enumName(stateNames, job.state),
    bytesTotal: job.bytesTotal,
    bytesDone: job.bytesDone,
    rows: job.rows,
    created: job.created,
    updated: job.updated,
    unchanged: job.unchanged,
    deleted: job.deleted,
    failed: job.failed,
    rowsLeftOut: job.rowsLeftOut,
    failure: textOrNull(job.failure),
    notes: job.notes.map(({ code, value }) => ({ code, value })),
    releaseId: textOrNull(job.releaseId),
    settings: job.settings,
    createdAt: instantOrNull(job.createdAt),
    finishedAt: instantOrNull(job.finishedAt),
  };
}

export const RowErrorJson = z
  .object({
    row: z
      .int()
      .meta({ description: '1 is the first row after the header (CSV, XLSX) or the first line (NDJSON).' }),
    line: z.int().meta({ description: 'Line of the file on which the row starts, from 1.' }),
    column: z.string().meta({ description: 'Empty where the whole row is at fault.' }),
    code: z.string(),
    value: z.string(),
    message: z.string(),
  })
  .meta({ id: 'RowError' });

export function rowErrorJson(error: RowError): z.infer<typeof RowErrorJson> {
  return {
    row: error.row,
    line: error.line,
    column: error.column,
    code: error.code,
    value: error.value,
    message: error.message,
  };
}
