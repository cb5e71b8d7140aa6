import type { BatchOutcome, ImportKind } from '@qipei/import-job';
import { BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS, type Row } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import type { RowImporter, RowOutcome, RowStep } from '../../application/row-step.ts';
import type { PartReference, PartResolver } from '../../domain/part-resolver.ts';

export interface ResolvedRow {
  row: Row;
  brand: string;
  partNumber: string;
  partId: string | undefined;
}

export interface ImportKindDependencies {
  importer: RowImporter;
  parts: PartResolver;
  clock: Clock;
}

/** Columns by which every row names its part. */
export const NAMED_PART_COLUMNS: readonly ColumnSpec[] = [
  { name: 'brand', type: 'text', required: true, maxLength: 100, synonyms: [...BRAND_HEADINGS, 'maker'] },
  {
    name: 'partNumber',
    type: 'text',
    required: true,
    maxLength: 100,
    synonyms: PART_NUMBER_HEADINGS,
  },
];

/** An import whose rows name parts by brand and number; each reference of a batch is looked up once. */
export function resolvedImportKind(
  kind: string,
  columns: readonly ColumnSpec[],
  stepOf: (row: ResolvedRow, jobId: string) => RowStep,
  { importer, parts, clock }: ImportKindDependencies,
): ImportKind<ResolvedRow[]> {
  return {
    kind,
    columns,
    async prepare(rows, { tenant }) {
      const places = new Map<string, number>();
      const references: PartReference[] = [];
      const placed = rows.map((row) => {
        const brand = textOf(row, 'brand') ?? '';
        const partNumber = textOf(row, 'partNumber') ?? '';
        const key = JSON.stringify([brand, partNumber]);
        const place = places.get(key) ?? references.push({ brand, partNumber }) - 1;
        places.set(key, place);
        return { row, brand, partNumber, place };
      });
      const partIds = await parts.resolve(tenant, references);
      return placed.map(({ place, ...rest }) => ({ ...rest, partId: partIds[place] }));
    },
    apply(prepared, context) {
      const rows = prepared.map((each) => ({ row: each.row.row, step: stepOf(each, context.jobId) }));
      const taken = importer.take(rows, { ...context, now: clock.now() });
      return taken instanceof Promise
        ? taken.then((outcomes) => count(prepared, outcomes))
        : count(prepared, taken);
    },
  };
}

function count(rows: readonly ResolvedRow[], outcomes: readonly RowOutcome[]): BatchOutcome {
  const batch: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
  for (const [i, { row }] of rows.entries()) {
    const outcome = outcomes[i];
    if (outcome === undefined) throw new TypeError('A row has no outcome.');
    if (typeof outcome === 'string') batch[outcome] += 1;
    else batch.errors.push({ row: row.row, line: row.line, ...outcome });
  }
  return batch;
}

export function textOf(row: Row, column: string): string | undefined {
  const value = row.values[column];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(row: Row, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === 'number' ? value : undefined;
}
