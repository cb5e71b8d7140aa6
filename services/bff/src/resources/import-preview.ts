import { ImportFormat, type PreviewImportResponse } from '@qipei/contracts/imports/v1/imports';
import { z } from 'zod';
import { IMPORT_FORMATS, IMPORT_KINDS, type ImportKind, RowErrorJson, rowErrorJson } from './import-job.ts';
import { MappingJson } from './mapping-profile.ts';
import { enumName, enumNames, textOrNull } from './unknown-values.ts';

const formatNames = enumNames(ImportFormat, IMPORT_FORMATS);

const HeadingJson = z.object({
  position: z.int().meta({ description: 'From 0.' }),
  heading: z.string(),
  field: z
    .string()
    .nullable()
    .meta({ description: 'What it would be read as; null: nothing takes the column.' }),
  confidence: z.number(),
  reason: z
    .enum(['mapping', 'name', 'synonym', 'spelling', 'part-of-heading', 'values'])
    .nullable()
    .meta({ description: 'Whether the mapping says it, the heading does, or the look of the values.' }),
  evidence: z.string().nullable().meta({ description: 'The word, or the look, that it goes by.' }),
  samples: z.array(z.string()),
});

export const ImportPreviewJson = z
  .object({
    kind: z.enum(IMPORT_KINDS).meta({ description: 'As which it was read.' }),
    format: z.enum(IMPORT_FORMATS),
    packing: z.enum(['gzip', 'zip']).nullable(),
    encoding: z.string().nullable(),
    delimiter: z.string().nullable(),
    sheet: z.string().nullable(),
    sheets: z.array(z.string()),
    headerRow: z.int().nullable().meta({ description: 'Line of the headings, from 1.' }),
    headings: z.array(HeadingJson),
    headingCount: z.int().meta({ description: '`headings` has the first 500.' }),
    unusedHeadings: z.array(z.string()).meta({ description: 'Of `headings`, those that nothing takes.' }),
    missingFields: z.array(z.string()).meta({ description: 'Required fields that no heading leads to.' }),
    fields: z.array(z.string()).meta({ description: 'The fields that there are.' }),
    fieldDetails: z
      .array(
        z.object({
          field: z.string(),
          required: z.boolean(),
          units: z
            .array(z.string())
            .meta({ description: 'That its values may be given in, beside its own.' }),
        }),
      )
      .meta({ description: 'What a mapping may say of each field.' }),
    fingerprint: z.string().nullable(),
    profile: z.string().nullable().meta({
      description:
        'The profile by which the rows are read: the one asked for, or one saved for such headings.',
    }),
    mapping: MappingJson.meta({
      description: 'By which the rows are read: send it with the import, or save it.',
    }),
    rows: z.array(
      z.object({
        row: z.int(),
        line: z.int(),
        values: z.record(z.string(), z.unknown()).meta({ description: 'By field.' }),
      }),
    ),
    errors: z.array(RowErrorJson),
    failure: z.string().nullable().meta({ description: 'Why the file as a whole can’t be read.' }),
    notes: z.array(z.object({ code: z.string(), value: z.string() })),
  })
  .meta({ id: 'ImportPreview' });

const Reason = HeadingJson.shape.reason;

export function importPreviewJson(
  kind: ImportKind,
  preview: PreviewImportResponse,
): z.infer<typeof ImportPreviewJson> {
  const headings = preview.headings.map(
    ({ field, reason, evidence, position, heading, confidence, samples }) => ({
      ...{ position, heading, confidence, samples },
      field: textOrNull(field),
      reason: Reason.parse(textOrNull(reason)),
      evidence: textOrNull(evidence),
    }),
  );
  return {
    kind,
    format: enumName(formatNames, preview.format),
    packing: ImportPreviewJson.shape.packing.parse(textOrNull(preview.packing)),
    encoding: textOrNull(preview.encoding),
    delimiter: textOrNull(preview.delimiter),
    sheet: textOrNull(preview.sheet),
    sheets: preview.sheets,
    headerRow: preview.headerRow === 0 ? null : preview.headerRow,
    headings,
    headingCount: preview.headingCount,
    unusedHeadings: headings.flatMap(({ field, heading }) =>
      field === null && heading.trim() !== '' ? [heading] : [],
    ),
    missingFields: preview.missingFields,
    fields: preview.fields,
    fieldDetails: preview.fieldDetails.map(({ field, required, units }) => ({ field, required, units })),
    fingerprint: textOrNull(preview.fingerprint),
    profile: textOrNull(preview.profile),
    mapping: preview.mapping === '' ? {} : (JSON.parse(preview.mapping) as unknown),
    rows: preview.rows.map(({ row, line, values }) => ({
      ...{ row, line, values: JSON.parse(values) as Record<string, unknown> },
    })),
    errors: preview.errors.map(rowErrorJson),
    failure: textOrNull(preview.failure),
    notes: preview.notes.map(({ code, value }) => ({ code, value })),
  };
}
