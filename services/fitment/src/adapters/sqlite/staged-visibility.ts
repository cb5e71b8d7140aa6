import type { Database } from '@qipei/sqlite';
import type { PartVisibilityWriter } from '../../domain/part-fitments-repository.ts';

type ToldVisibility = Parameters<PartVisibilityWriter['setVisibility']>[0][number];

/**
 * Parts that a release waits to say something of for the first time have no row of their own yet: who may see them is kept
 * with the release. Within the caller's transaction.
 */
export function stagedVisibility(db: Database): (parts: readonly ToldVisibility[]) => void {
  const open = db
    .prepare<[string], number>(
      `SELECT sequence FROM data_release WHERE tenant = ? AND state IN ('staging', 'staged', 'publishing')`,
    )
    .pluck();
  const updates = ['staged_fitments', 'fitment_release_write'].map((table) =>
    db.prepare(
      `UPDATE ${table} SET public = @public, part_version = @partVersion
       WHERE release = @release AND part_id = @partId AND part_version < @partVersion`,
    ),
  );
  return (parts) => {
    for (const [publisher, told] of Map.groupBy(parts, (part) => part.publisher)) {
      for (const release of open.all(publisher))
        for (const { partId, public: isPublic, partVersion } of told)
          for (const update of updates)
            update.run({ release, partId, partVersion, public: isPublic ? 1 : 0 });
    }
  };
}
