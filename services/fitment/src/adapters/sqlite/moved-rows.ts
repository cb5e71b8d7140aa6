import type { Database } from '@qipei/sqlite';

/** To which other parts rows of a part went that waited, from there on as well. */
export function movedRows(db: Database): (publisher: string, partId: string) => string[] {
  const moved = db
    .prepare<[{ publisher: string; partId: string }], string>(
      `WITH RECURSIVE moved (part_id) AS (
         SELECT to_part FROM moved_rows WHERE publisher = @publisher AND part_id = @partId
         UNION SELECT r.to_part FROM moved_rows AS r JOIN moved AS m ON r.part_id = m.part_id
           WHERE r.publisher = @publisher
       ) SELECT part_id FROM moved WHERE part_id <> @partId`,
    )
    .pluck();
  return (publisher, partId) => moved.all({ publisher, partId });
}
