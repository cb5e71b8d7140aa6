import { type Database, immediateTransaction, sqliteOutbox } from '@qipei/sqlite';
import type { Release, ReleaseDiff, ReleaseStart } from '../release.ts';
import { releaseEvent } from '../release-event.ts';
import type { ReleaseLedger, SettleContext } from '../release-store.ts';
import {
  diverted,
  MAX_OPEN_RELEASES,
  newRelease,
  published,
  rolledBack,
  staged,
  TooManyReleases,
} from '../release-transitions.ts';
import { releaseTable } from './release-table.ts';

export interface SqliteReleaseLedger extends ReleaseLedger {
  begin(start: ReleaseStart, now: Date): Release;
  staged(id: string, diff: ReleaseDiff, now: Date): Release;
  published(id: string, context: SettleContext): Release;
  diverted(id: string, counts: Release['counts']): Release;
  rolledBack(id: string, kept: number, context: SettleContext): Release;
  /** A short key of a release, for tables of what it holds. @throws NotFound */
  keyOf(id: string): number;
}

/** Over a file that has `RELEASE_MIGRATIONS` and an outbox; events go to `topic`. */
export function sqliteReleaseLedger(
  db: Database,
  options: { kind: string; topic: string },
): SqliteReleaseLedger {
  const table = releaseTable(db);
  const outbox = sqliteOutbox(db);
  const together = <T>(work: () => T): T => immediateTransaction(db, work);

  return {
    keyOf: (id) => table.require(id).sequence,
    begin: (start, now) =>
      together(() => {
        const known = table.find(start.id)?.release;
        if (known !== undefined) return known;
        if (table.countOpen(start.tenant) >= MAX_OPEN_RELEASES) throw new TooManyReleases();
        return table.add(newRelease(start, now));
      }),
    staged: (id, diff, now) =>
      together(() => {
        const { release } = table.require(id);
        const context = { rules: table.rules(release.tenant), live: table.live(release), now };
        return table.save(staged(release, diff, context));
      }),
    published: (id, context) =>
      together(() => {
        const { release: asked } = table.require(id);
        const { release, superseded } = published(asked, table.live(asked), context.now);
        if (superseded !== undefined) table.save(superseded);
        table.save(release);
        table.markStale(release, release.id);
        outbox.add(options.topic, releaseEvent({ kind: options.kind, release }, context));
        return release;
      }),
    diverted: (id, counts) =>
      together(() => {
        const { release } = table.require(id);
        return table.save(diverted(release, counts, table.live(release)));
      }),
    rolledBack: (id, kept, context) =>
      together(() => {
        const { release: asked } = table.require(id);
        const previous = asked.supersedes === '' ? undefined : table.find(asked.supersedes)?.release;
        const { release, live } = rolledBack(asked, previous, { kept, now: context.now });
        table.save(release);
        if (live !== undefined) table.save(live);
        const liveId = live?.id ?? '';
        table.markStale(release, liveId);
        outbox.add(options.topic, releaseEvent({ kind: options.kind, release, liveId }, context));
        return release;
      }),
  };
}
