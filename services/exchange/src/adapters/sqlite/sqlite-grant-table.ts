import type { Database } from '@qipei/sqlite';
import { EVERY_BRAND, type Grant, openedBrands } from '../../domain/grant.ts';

export interface GrantRow {
  grant_id: string;
  publisher: string;
  subscriber: string;
  brands: string;
  from_at: number | null;
  until_at: number | null;
  revoked: number;
  version: number;
}

interface Pair {
  publisher: string;
  subscriber: string;
}

export interface GrantTable {
  /** What isn't newer than what is there changes nothing. */
  save(grant: Grant, now: Date): void;
  /** Whether something began or ended by the clock, or parts have to be looked through. */
  hasWork(now: Date): boolean;
  /** Opens and closes what began and ended by the clock. */
  followClock(now: Date): void;
  /** To whom the publisher has opened the brand. */
  subscribersOf(publisher: string, brandId: string): string[];
  isOpen(publisher: string, brandId: string, subscriber: string): boolean;
  /** A publisher whose private parts have to be looked through: the one whose turn was longest ago. */
  nextWalk(): { publisher: string; afterId: string } | undefined;
  walkedTo(publisher: string, afterId: string | undefined): void;
}

/** Grants, and what they open together. What writes is called inside a transaction. */
export function grantTable(db: Database): GrantTable {
  const find = db.prepare<[string], { version: number }>('SELECT version FROM granted WHERE grant_id = ?');
  const save = db.prepare(
    `INSERT OR REPLACE INTO granted (grant_id, publisher, subscriber, brands, from_at, until_at, revoked, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const ofPair = db.prepare<[string, string], GrantRow>(
    'SELECT * FROM granted WHERE publisher = ? AND subscriber = ?',
  );
  const turned = db.prepare<{ since: number; now: number }, Pair>(
    `SELECT DISTINCT publisher, subscriber FROM granted WHERE revoked = 0 AND
       ((from_at > :since AND from_at <= :now) OR (until_at > :since AND until_at <= :now))`,
  );
  const lookedAt = db.prepare<[], number>('SELECT grants_at FROM store').pluck();
  const look = db.prepare('UPDATE store SET grants_at = ?');
  const openings = db
    .prepare<[string, string], string>('SELECT brand_id FROM opening WHERE publisher = ? AND subscriber = ?')
    .pluck();
  const close = db.prepare('DELETE FROM opening WHERE publisher = ? AND subscriber = ? AND brand_id = ?');
  const open = db.prepare('INSERT INTO opening (publisher, subscriber, brand_id) VALUES (?, ?, ?)');
  const subscribers = db
    .prepare<[string, string], string>(
      `SELECT DISTINCT subscriber FROM opening WHERE publisher = ? AND brand_id IN (?, '${EVERY_BRAND}')`,
    )
    .pluck();
  const isOpen = db
    .prepare<[string, string, string], number>(
      `SELECT 1 FROM opening WHERE publisher = ? AND subscriber = ? AND brand_id IN (?, '${EVERY_BRAND}')`,
    )
    .pluck();
  const beginWalk = db.prepare(
    "INSERT INTO grant_walk (publisher, after_id) VALUES (?, '') ON CONFLICT DO UPDATE SET after_id = ''",
  );
  const nextWalk = db.prepare<[], { publisher: string; afterId: string }>(
    'SELECT publisher, after_id AS afterId FROM grant_walk ORDER BY rowid LIMIT 1',
  );
  // Behind the others: a publisher whose grants change all the time begins its walk again and again.
  const walkOn = db.prepare('INSERT INTO grant_walk (publisher, after_id) VALUES (?, ?)');
  const endWalk = db.prepare('DELETE FROM grant_walk WHERE publisher = ?');

  const turnedUntil = (now: Date) => turned.all({ since: lookedAt.get() ?? 0, now: now.getTime() });

  function reopen({ publisher, subscriber }: Pair, now: Date): void {
    const before = new Set(openings.all(publisher, subscriber));
    const after = openedBrands(ofPair.all(publisher, subscriber).map(grantOf), now);
    if (before.symmetricDifference(after).size === 0) return;
    for (const brandId of before.difference(after)) close.run(publisher, subscriber, brandId);
    for (const brandId of after.difference(before)) open.run(publisher, subscriber, brandId);
    beginWalk.run(publisher);
  }

  return {
    save(grant, now) {
      const { grantId, publisher, subscriber, brands, from, until, revoked, version } = grant;
      if ((find.get(grantId)?.version ?? 0) >= version) return;
      const ids = JSON.stringify(brands === 'all' ? null : brands);
      const times = [from?.getTime() ?? null, until?.getTime() ?? null];
      save.run(grantId, publisher, subscriber, ids, ...times, revoked ? 1 : 0, version);
      reopen(grant, now);
    },
    hasWork: (now) => nextWalk.get() !== undefined || turnedUntil(now).length > 0,
    followClock(now) {
      const pairs = turnedUntil(now);
      for (const pair of pairs) reopen(pair, now);
      if (pairs.length > 0) look.run(now.getTime());
    },
    subscribersOf: (publisher, brandId) => subscribers.all(publisher, brandId),
    isOpen: (publisher, brandId, subscriber) => isOpen.get(publisher, subscriber, brandId) !== undefined,
    nextWalk: () => nextWalk.get(),
    walkedTo(publisher, afterId) {
      endWalk.run(publisher);
      if (afterId !== undefined) walkOn.run(publisher, afterId);
    },
  };
}

export function grantOf(row: GrantRow): Grant {
  const brands = JSON.parse(row.brands) as string[] | null;
  return {
    grantId: row.grant_id,
    publisher: row.publisher,
    subscriber: row.subscriber,
    brands: brands ?? 'all',
    from: row.from_at === null ? undefined : new Date(row.from_at),
    until: row.until_at === null ? undefined : new Date(row.until_at),
    revoked: row.revoked === 1,
    version: row.version,
  };
}
