import type { Database } from '@qipei/sqlite';
import type { PartVersion } from '../../domain/part-version.ts';
import { WITHDRAWN } from './schema.ts';

/** Every publisher's parts in id order, those deleted too. One state of the database for as long as it is read. */
export function* sqlitePartVersions(db: Database): Generator<PartVersion> {
  const rows = db
    .prepare<[], { part_id: string; version: number; visibility: number }>(
      'SELECT part_id, version, visibility FROM part_identity ORDER BY part_id',
    )
    .iterate();
  for (const { part_id, version, visibility } of rows)
    yield { partId: part_id, version, withdrawn: visibility === WITHDRAWN };
}
