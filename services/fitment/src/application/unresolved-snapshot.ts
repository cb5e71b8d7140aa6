import type { Snapshot, SnapshotRecord } from '@qipei/kernel';
import type { UnresolvedFitment, UnresolvedFitments, UnresolvedKey } from '../domain/unresolved-fitments.ts';

export type UnresolvedRecord = { kind: 'unresolved-fitment' } & Omit<
  UnresolvedFitment,
  'cells' | 'dataSet'
> & {
    /** As JSON of an object. */
    cells: string;
    dataSet?: string;
  };

const AT_ONCE = 500;
const OF_ASSETS_AT_ONCE = { limit: AT_ONCE, characters: 4 * 1024 ** 2 };

/** A service's content with the rows that wait for their vehicles behind it. */
export function withUnresolved<R extends SnapshotRecord>(
  content: Omit<Snapshot<R>, keyof AsyncDisposable>,
  unresolved: UnresolvedFitments,
): Omit<Snapshot<R | UnresolvedRecord>, keyof AsyncDisposable> {
  async function adopt(rows: readonly UnresolvedFitment[]): Promise<void> {
    for (const [publisher, own] of Map.groupBy(rows, (row) => row.publisher))
      await unresolved.settle(publisher, own, () => []);
  }
  return {
    isEmpty: async () => (await content.isEmpty()) && (await unresolved.publishers()).length === 0,
    async *read() {
      yield* content.read();
      for (const publisher of (await unresolved.publishers()).sort()) {
        const waiting = (after?: UnresolvedKey) => unresolved.list(publisher, after, AT_ONCE);
        const assets = (after?: UnresolvedKey) => unresolved.listAssets(publisher, after, OF_ASSETS_AT_ONCE);
        for (const list of [waiting, assets]) {
          for (let page = await list(); page.length > 0; ) {
            for (const each of page)
              yield { kind: 'unresolved-fitment', ...each, cells: JSON.stringify(each.cells) } as const;
            page = await list(page.at(-1));
          }
        }
      }
    },
    async write(records) {
      let waiting: UnresolvedFitment[] = [];
      async function* others(): AsyncGenerator<R> {
        for await (const record of records) {
          if (!isUnresolved(record)) {
            yield record;
            continue;
          }
          const { kind: _, dataSet = '', cells, ...row } = record;
          const read = JSON.parse(cells) as UnresolvedFitment['cells'];
          if (waiting.push({ ...row, dataSet, cells: read }) < AT_ONCE) continue;
          await adopt(waiting);
          waiting = [];
        }
      }
      await content.write(others());
      await adopt(waiting);
    },
  };
}

function isUnresolved(record: SnapshotRecord): record is UnresolvedRecord {
  return record.kind === 'unresolved-fitment';
}
