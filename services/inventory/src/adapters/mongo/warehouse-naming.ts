import { rowOutcome, withRow } from '@qipei/import-job/mongo';
import { TooManyConflicts } from '@qipei/mongo';
import { nameWarehouse, type RowContext, type WarehouseNaming } from '../../application/row-step.ts';
import { documentId, type WarehouseDocument } from './inventory-documents.ts';
import type { StepDocuments } from './step-documents.ts';

const ATTEMPTS = 20;

interface NamingRow {
  row: number;
  step: { warehouse?: WarehouseNaming };
}

/** Makes and names the warehouses of an import's rows. Returns the rows that gave one another name. @throws TooManyConflicts */
export async function nameWarehouses(
  documents: StepDocuments,
  rows: readonly NamingRow[],
  context: RowContext,
): Promise<Set<number>> {
  const namings = rows.flatMap(({ row, step: { warehouse } }) =>
    warehouse === undefined ? [] : [{ row, warehouse }],
  );
  const byId = Map.groupBy(namings, ({ warehouse }) => documentId(context.tenant, warehouse.warehouseId));
  const found = new Map((await documents.warehousesOf([...byId.keys()])).map((each) => [each._id, each]));
  const renamed = new Set<number>();
  for (const [id, its] of byId) {
    for (const row of await nameOne(documents, found.get(id), { id, rows: its, context })) renamed.add(row);
  }
  return renamed;
}

async function nameOne(
  documents: StepDocuments,
  found: WarehouseDocument | undefined,
  naming: {
    id: string;
    rows: readonly { row: number; warehouse: WarehouseNaming }[];
    context: RowContext;
  },
): Promise<number[]> {
  const { id, rows, context } = naming;
  let before = found;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const renamed: number[] = [];
    let after = before;
    for (const { row, warehouse } of rows) {
      const known = rowOutcome(after?.import, { jobId: context.jobId, row });
      if (known === 'updated') renamed.push(row);
      if (known === 'created') warehouse.onMade?.();
      if (known !== undefined) continue;
      let named: string | undefined;
      const changed = nameWarehouse(
        {
          warehouse: () => after,
          putWarehouse: ({ name }) => {
            named = name;
          },
        },
        warehouse,
      );
      if (changed) renamed.push(row);
      if (named === undefined) continue;
      const { warehouseId } = warehouse;
      after = {
        ...{ _id: id, tenant: context.tenant, warehouseId, name: named },
        version: (before?.version ?? 0) + 1,
        import: withRow(after?.import, context, row, changed ? 'updated' : 'created'),
      };
    }
    if (after === before || after === undefined || (await documents.writeWarehouse(after))) return renamed;
    [before] = await documents.warehousesOf([id]);
  }
  throw new TooManyConflicts('warehouse');
}
