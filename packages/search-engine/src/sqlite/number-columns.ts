import type { Database } from '@qipei/sqlite';
import type { IndexSchema } from '../search-engine.ts';
import type { NumberCard } from './document-state.ts';
import { grown } from './grown.ts';

/** One tenant's numbers, by field, then by document number; NaN where there is none. */
export type TenantColumns = ReadonlyMap<string, Float64Array>;

const KEPT_BYTES = 64 * 1024 * 1024;

/** Columns of the tenants that asked lately, each read from the database at its first question. */
export function numberColumns(db: Database, schema: IndexSchema) {
  const tenantNo = db.prepare<[string], number>('SELECT no FROM tenant WHERE name = ?').pluck();
  const cardsOf = db
    .prepare<[number], string>('SELECT card FROM tenant_document WHERE tenant = ? ORDER BY no')
    .pluck();
  const loaded = new Map<number, Map<string, Float64Array>>();
  const nothing: TenantColumns = emptyColumns(schema);

  function put(tenant: Map<string, Float64Array>, card: NumberCard): void {
    const no = card[0];
    schema.tenantNumbers.forEach((field, index) => {
      const column = grown(tenant.get(field) ?? new Float64Array(0), no + 1, Number.NaN);
      column[no] = card[index + 1] ?? Number.NaN;
      tenant.set(field, column);
    });
  }

  function makeRoom(kept: number): void {
    let bytes = 0;
    for (const [tenant, fields] of [...loaded].reverse()) {
      for (const column of fields.values()) bytes += column.byteLength;
      if (bytes > KEPT_BYTES && tenant !== kept) loaded.delete(tenant);
    }
  }

  return {
    of(tenant: string): TenantColumns {
      const no = tenantNo.get(tenant);
      if (no === undefined) return nothing;
      let held = loaded.get(no);
      if (held === undefined) {
        held = emptyColumns(schema);
        for (const card of parseCards<NumberCard>(cardsOf.all(no).join(','))) put(held, card);
      }
      // The one that was asked for last is the last to go.
      loaded.delete(no);
      loaded.set(no, held);
      makeRoom(no);
      return held;
    },
    change(tenant: number, cards: string): void {
      const held = loaded.get(tenant);
      if (held === undefined) return;
      for (const card of parseCards<NumberCard>(cards)) put(held, card);
    },
    clear(): void {
      loaded.clear();
    },
  };
}

function emptyColumns(schema: IndexSchema): Map<string, Float64Array> {
  return new Map(schema.tenantNumbers.map((field) => [field, new Float64Array(0)]));
}

/** What the writer put down as comma-separated JSON arrays. */
export function parseCards<T>(cards: string): T[] {
  return JSON.parse(`[${cards}]`) as T[];
}
