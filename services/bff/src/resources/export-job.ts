import {
  ExportFormat,
  type ExportJob,
  type ExportLoss,
  type ExportSelection,
  ExportState,
} from '@qipei/contracts/exports/v1/exports';
import { NotFound } from '@qipei/kernel';
import { z } from 'zod';
import { text } from '../http/request-fields.ts';
import type { ExportOwner } from '../peers.ts';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const EXPORT_KINDS = ['parts', 'fitments'] as const;
type ExportKind = (typeof EXPORT_KINDS)[number];

/** Which service exports what. */
export const OWNER_BY_EXPORT_KIND: Record<ExportKind, ExportOwner> = {
  parts: 'catalog',
  fitments: 'fitment',
};

/** Ids of exports tell their kind: `exp-parts_…`. @throws NotFound, as the services say it */
export function ownerOfExport(exportId: string): ExportOwner {
  const kind = EXPORT_KINDS.find((known) => exportId.startsWith(`exp-${known}_`));
  if (kind === undefined) throw new NotFound('export', exportId);
  return OWNER_BY_EXPORT_KIND[kind];
}

const FORMATS = {
  csv: ExportFormat.CSV,
  ndjson: ExportFormat.NDJSON,
  xlsx: ExportFormat.XLSX,
  'aces-3.1': ExportFormat.ACES_3_1,
  'aces-4.2': ExportFormat.ACES_4_2,
  'aces-5.0': ExportFormat.ACES_5_0,
  'pies-7.2': ExportFormat.PIES_7_2,
  'pies-8.0': ExportFormat.PIES_8_0,
  'pies-workbook': ExportFormat.PIES_WORKBOOK,
} as const;
const FORMAT_NAMES = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
const formatNames = new Map<number, keyof typeof FORMATS>(FORMAT_NAMES.map((name) => [FORMATS[name], name]));
const STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
const stateNames = enumNames(ExportState, STATES);

/** A list that a program has filled with nothing is a mistake of it: taken for "any", all would go out. */
const names = z.array(text(200)).min(1).max(1_000);
const restriction = z.array(z.string()).meta({ description: 'Empty: of any.' });
const Selection = z
  .strictObject({
    brands: names.optional().meta({ description: 'In any spelling.' }),
    partTypes: names.optional().meta({ description: 'Ids of part types, or typed ids of a foreign table.' }),
    partIds: names.optional(),
    numbers: names.optional().meta({ description: 'The parts’ own numbers in any spelling, of any brand.' }),
    feed: text(60, 0).optional().meta({ description: 'Only of this data set; empty for the main one.' }),
    updatedSince: z.iso
      .datetime({ offset: true })
      .optional()
      .meta({ description: 'Parts that were last changed then or later.' }),
  })
  .meta({
    description:
      'All that is given must hold; nothing given: all that you publish. A list names one at least.',
  });

export const NewExportJson = z
  .strictObject({
    kind: z.enum(EXPORT_KINDS),
    format: z.enum(FORMAT_NAMES).meta({
      description: 'Tables of either kind; `pies-…` of parts, `aces-…` of fitments.',
    }),
    selection: Selection.optional(),
    settings: z
      .record(text(60), text(500, 0))
      .optional()
      .meta({
        description:
          '`bom` (`true`): a CSV file is led by a byte order mark, as Excel wants it. ACES and PIES: texts of the header, ' +
          'such as `company`, `documentTitle`, `vcdbDate`, or `technicalContact`, `parentBrandId`.',
      }),
    gzip: z.boolean().optional(),
  })
  .meta({ id: 'NewExport' });

export function readNewExport({ kind, format, selection = {}, ...rest }: z.infer<typeof NewExportJson>) {
  const { brands = [], partTypes = [], partIds = [], numbers = [], feed, updatedSince } = selection;
  return {
    ...{ kind, format: FORMATS[format], settings: rest.settings ?? {}, gzip: rest.gzip ?? false },
    selection: {
      ...{ brands, partTypes, partIds, numbers, feed },
      updatedSince: updatedSince === undefined ? undefined : new Date(updatedSince),
    },
  };
}

export const ExportJson = z
  .object({
    exportId: z.string(),
    kind: z.enum(EXPORT_KINDS),
    format: z.enum(FORMAT_NAMES),
    selection: z.object({
      ...{ brands: restriction, partTypes: restriction, partIds: restriction, numbers: restriction },
      feed: z.string().nullable().meta({ description: 'Null: of any data set.' }),
      updatedSince: instant.nullable(),
    }),
    settings: z.record(z.string(), z.string()),
    gzip: z.boolean(),
    state: z.enum(STATES),
    rows: z.int().meta({ description: 'Parts or fitments written so far.' }),
    failure: z.string().nullable(),
    losses: z.int().meta({ description: 'Things that the format could not hold; see `/losses`.' }),
    asOf: instant.nullable().meta({ description: 'Whose state of your data the file shows.' }),
    notes: z.array(z.string()).meta({
      description:
        'What is to be known of the file as a whole, as `<code>: <message>`. `record-by-record`: the storage gives no state ' +
        'of many records; what was imported while the file was made may be in it in part.',
    }),
    file: z
      .object({
        filename: z.string(),
        mediaType: z.string(),
        bytes: z.int(),
        sha256: z.string(),
      })
      .nullable()
      .meta({ description: 'Null where there is none.' }),
    createdAt: instant.nullable(),
    finishedAt: instant.nullable(),
    expiresAt: instant.nullable().meta({ description: 'When the export and its file are removed.' }),
  })
  .meta({ id: 'Export', description: 'A file of what you publish, made in the background.' });

export function exportJson(job: ExportJob | undefined): z.infer<typeof ExportJson> {
  if (job === undefined) throw new Error('a peer answered without the export');
  const kind = EXPORT_KINDS.find((known) => known === job.kind);
  if (kind === undefined) throw new Error(`a peer answered with an export of the unknown kind ${job.kind}`);
  const { exportId, settings, gzip, rows, losses, notes, filename, mediaType, bytes, sha256 } = job;
  const state = enumName(stateNames, job.state);
  return {
    ...{ exportId, kind, settings, gzip, rows, losses, notes, state },
    format: enumName(formatNames, job.format),
    selection: selectionJson(job.selection),
    failure: textOrNull(job.failure),
    asOf: instantOrNull(job.asOf),
    file: state === 'done' ? { filename, mediaType, bytes, sha256 } : null,
    createdAt: instantOrNull(job.createdAt),
    finishedAt: instantOrNull(job.finishedAt),
    expiresAt: instantOrNull(job.expiresAt),
  };
}

function selectionJson(selection: ExportSelection | undefined) {
  const { brands = [], partTypes = [], partIds = [], numbers = [], feed, updatedSince } = selection ?? {};
  return {
    ...{ brands, partTypes, partIds, numbers, feed: feed ?? null },
    updatedSince: instantOrNull(updatedSince),
  };
}

export const ExportLossJson = z
  .object({
    code: z.string().meta({
      description:
        '`left-out`: the record isn’t written, without this it would say something else; `dropped`: only this isn’t; ' +
        '`changed`: something close to it is; `not-standard`: it is written, though the format has no such thing.',
    }),
    what: z.string().meta({ description: 'A field or an element.' }),
    count: z.int(),
    partNumbers: z.array(z.string()).meta({ description: 'The first ones; of an app its id.' }),
  })
  .meta({ id: 'ExportLoss' });

export function exportLossJson({
  code,
  what,
  count,
  partNumbers,
}: ExportLoss): z.infer<typeof ExportLossJson> {
  return { code, what, count, partNumbers };
}
