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
 * the version before adds while it is replaced. What can't be taken over now stays for the next time.
 */
async function takeOverWaitingRows(
  connection: Connection,
  unresolved: Pick<UnresolvedFitments, 'settle' | 'ofParts'>,
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
        // What is there under the same key was said by this version, and is newer.
        const known = await unresolved.ofParts(publisher, [...new Set(rows.map(({ partId }) => partId))]);
        const keys = new Set(known.map(({ partId, key }) => `${partId} ${key}`));
        const absent = rows.filter(({ partId, key }) => !keys.has(`${partId} ${key}`));
        await unresolved.settle(publisher, absent, () => []);
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

/** Takes over, and looks for more every minute: replicas of the version before may add to them for as long as they are up. */
export async function takingOverWaitingRows(
  connection: Connection,
  unresolved: Pick<UnresolvedFitments, 'settle' | 'ofParts'>,
  everyMs = 60_000,
): Promise<AsyncDisposable> {
  await takeOverWaitingRows(connection, unresolved);
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    // Where the database is away, or somebody else writes these rows, the next time comes in a minute.
    running ??= takeOverWaitingRows(connection, unresolved)
      .catch(() => {})
      .finally(() => {
        running = undefined;
      });
  }, everyMs);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}

/** A release is just being carried out on them, or there are too many of one part. */
const LEFT = new Set(['too-many-conflicts', 'part-too-large']);
