import type { BatchOutcome, ImportContext, ImportKind, RowSighting } from '@qipei/import-job';
import { BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS, type Row } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import type { NumberedRow, RowImporter, RowOutcome, RowStep } from '../../application/row-step.ts';
import type { PartReference, PartResolver } from '../../domain/part-resolver.ts';

export interface ResolvedRow {
  row: Row;
  brand: string;
  partNumber: string;
  partId: string | undefined;
  /** Those that rows may name; undefined where they may name any. */
  warehouses: ReadonlySet<string> | undefined;
}

export interface RowTaking {
  jobId: string;
  /** Told of each warehouse that a row makes. */
  onMade: (warehouseId: string) => void;
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
    holdsCodes: true,
    synonyms: PART_NUMBER_HEADINGS,
  },
];

/** An import whose rows name parts by brand and number; each reference of a batch is looked up once. */
export function resolvedImportKind(
  kind: string,
  columns: readonly ColumnSpec[],
  stepOf: (row: ResolvedRow, taking: RowTaking) => RowStep,
  {
    importer,
    parts,
    clock,
    warehousesOf = async () => undefined,
  }: ImportKindDependencies & {
    warehousesOf?: (context: ImportContext) => Promise<ReadonlySet<string> | undefined>;
  },
): ImportKind<ResolvedRow[]> {
  return {
    kind,
    columns,
    async prepare(rows, context) {
      const { tenant } = context;
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
      const [partIds, warehouses] = await Promise.all([
        parts.resolve(tenant, references),
        warehousesOf(context),
      ]);
      return placed.map(({ place, ...rest }) => ({ ...rest, partId: partIds[place], warehouses }));
    },
    apply(prepared, context) {
      const made = new Set<string>();
      const taking: RowTaking = { jobId: context.jobId, onMade: (warehouseId) => made.add(warehouseId) };
      const rows = prepared.map((each) => ({ row: each.row.row, step: stepOf(each, taking) }));
      const taken = importer.take(rows, { ...context, now: clock.now() });
      const counted = (outcomes: readonly RowOutcome[]) => ({
        ...count(prepared, outcomes),
        sightings: newWarehouses(rows, made),
      });
      return taken instanceof Promise ? taken.then(counted) : counted(taken);
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

/** Of each warehouse that rows name the first row and how many there are, for the notes of the job. */
function newWarehouses(rows: readonly NumberedRow[], made: ReadonlySet<string>): RowSighting[] {
  const seen = new Map<string, RowSighting>();
  for (const { row, step } of rows) {
    const value = 'refused' in step ? undefined : step.warehouse?.warehouseId;
    if (value === undefined) continue;
    const before = seen.get(value);
    if (before !== undefined) before.rows += 1;
    else seen.set(value, { code: 'warehouse-new', value, row, rows: 1, begins: made.has(value) });
  }
  return [...seen.values()];
}

export function textOf(row: Row, column: string): string | undefined {
  const value = row.values[column];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(row: Row, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === 'number' ? value : undefined;
}
