import type { BatchOutcome, ImportKind } from '@qipei/import-job';
import { BRAND_HEADINGS, type ColumnSpec, PART_NUMBER_HEADINGS, type Row } from '@qipei/interchange';
import type { Clock } from '@qipei/kernel';
import { newTraceparent } from '@qipei/service-kit';
import type { RowOutcome } from '../../application/import-outcome.ts';
import type { InventoryUnit } from '../../domain/inventory-store.ts';
import type { PartReference, PartResolver } from '../../domain/part-resolver.ts';
import type { SqliteInventoryTables } from '../sqlite/sqlite-inventory-unit.ts';

export interface ResolvedRow {
  row: Row;
  brand: string;
  partNumber: string;
  partId: string | undefined;
}

export interface ImportKindDependencies {
  tables: SqliteInventoryTables;
  parts: PartResolver;
  clock: Clock;
}

/** Columns by which every row names its part. */
const PART_COLUMNS: readonly ColumnSpec[] = [
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
  applyRow: (unit: InventoryUnit, row: ResolvedRow, jobId: string) => RowOutcome,
  { tables, parts, clock }: ImportKindDependencies,
): ImportKind<ResolvedRow[]> {
  return {
    kind,
    columns: [...PART_COLUMNS, ...columns],
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
    apply(prepared, { tenant, jobId }) {
      const outcome: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
      tables.step({ tenant, now: clock.now(), traceparent: newTraceparent() }, (unit) => {
        for (const each of prepared) {
          const came = applyRow(unit, each, jobId);
          if (typeof came === 'string') outcome[came] += 1;
          else outcome.errors.push({ row: each.row.row, line: each.row.line, ...came });
        }
      });
      return outcome;
    },
  };
}

export function textOf(row: Row, column: string): string | undefined {
  const value = row.values[column];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(row: Row, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === 'number' ? value : undefined;
}
