import type { Row } from '@qipei/interchange';
import type { Connection } from '@qipei/mongo';
import type { BatchOutcome, ImportKind } from '../import-kind.ts';
import { type ImportMarker, rowOutcome, withRow } from './import-marker.ts';

export interface ItemDocument {
  /** `<tenant>/<part>` */
  _id: string;
  quantity: number;
  /** Every write that was ever made to it. */
  written: string[];
  import: ImportMarker;
}

export function itemCollection(connection: Connection) {
  const { db } = connection;
  if (db === undefined) throw new TypeError('The connection isn’t open.');
  return db.collection<ItemDocument>('item');
}

/** A kind as a service over MongoDB would have it, row by row; `pass` is told of every point where it could be killed. */
export function itemDocumentKind(
  connection: Connection,
  pass: (point: string) => void = () => {},
): ImportKind<Row[]> {
  const items = itemCollection(connection);
  return {
    kind: 'items',
    columns: [
      { name: 'part', type: 'text', required: true, maxLength: 40 },
      { name: 'quantity', type: 'integer', required: true, min: 0 },
    ],
    prepare: async (rows) => [...rows],
    async apply(rows, { tenant, jobId, rowsBefore }) {
      const outcome: BatchOutcome = { created: 0, updated: 0, unchanged: 0, deleted: 0, errors: [] };
      pass('apply');
      for (const { row, values } of rows) {
        const _id = `${tenant}/${String(values.part)}`;
        const quantity = values.quantity as number;
        const found = await items.findOne({ _id });
        const known = rowOutcome(found?.import, { jobId, row });
        const changed = found === null ? 'created' : 'updated';
        const did = known ?? (found?.quantity === quantity ? 'unchanged' : changed);
        outcome[did] += 1;
        if (known !== undefined || did === 'unchanged') continue;
        const marker = withRow(found?.import, { jobId, rowsBefore }, row, did);
        await items.updateOne(
          { _id },
          { $set: { quantity, import: marker }, $push: { written: `${row}:${quantity}` } },
          { upsert: true },
        );
        pass('write');
      }
      pass('applied');
      return outcome;
    },
  };
}
