import type { Database } from '@qipei/sqlite';

/**
 * For a migration that changes what staged content means: releases that aren't published yet fail, and their files are to be
 * sent again. What is live, and what rolls back, stays.
 */
export function failOpenReleases(db: Database, failure: string, now: Date): void {
  db.prepare(
    `UPDATE data_release SET state = 'failed', asked = 0,
       body = json_set(body, '$.state', 'failed', '$.failure', @failure, '$.endedAt', @now)
     WHERE state IN ('staging', 'staged', 'publishing')`,
  ).run({ failure, now: now.toISOString() });
}
