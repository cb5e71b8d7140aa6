import { DomainError } from '@qipei/kernel';
import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import type { UnresolvedFitment, UnresolvedFitments } from '../../domain/unresolved-fitments.ts';

interface SingleRow extends Omit<UnresolvedFitment, 'cells' | 'dataSet'> {
  /** `<publisher>/<part>/<key>` */
  _id: string;
  dataSet?: string;
  /** JSON of an object. */
  cells: string;
}

const AT_ONCE = 1_000;

/**
 * Rows that wait were documents of their own once: those that are there become those of their parts, also such as a replica of
 * the version before adds while it is replaced. What can't be taken over now stays for the next start.
 */
export async function takeOverWaitingRows(
  connection: Connection,
  unresolved: Pick<UnresolvedFitments, 'settle'>,
): Promise<void> {
  const before = connection.collection<SingleRow>('unresolved_fitments');
  const { page, forget } = withDatabaseErrors({
    page: (after: string) =>
      before
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(AT_ONCE)
        .toArray(),
    forget: (ids: readonly string[]) => before.deleteMany({ _id: { $in: [...ids] } }),
  });
  for (let after = ''; ; ) {
    const found = await page(after);
    for (const [publisher, own] of Map.groupBy(found, (row) => row.publisher)) {
      const rows = own.map(({ _id, dataSet = '', cells, ...row }) => {
        return { ...row, dataSet, cells: JSON.parse(cells) as UnresolvedFitment['cells'] };
      });
      try {
        await unresolved.settle(publisher, rows, () => []);
        await forget(own.map(({ _id }) => _id));
      } catch (error) {
        if (!(error instanceof DomainError) || !LEFT.has(error.code)) throw error;
      }
    }
    const last = found.at(-1);
    if (last === undefined || found.length < AT_ONCE) return;
    after = last._id;
  }
}

/** A release is just being carried out on them, or there are too many of one part. */
const LEFT = new Set(['too-many-conflicts', 'part-too-large']);
