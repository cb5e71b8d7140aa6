import { expect, test } from 'vitest';
import { feedContract } from '../../application/feed.contract.ts';
import { openTestStore } from './exchange-store.fixture.ts';
import { CHANGES_SQL } from './sqlite-feed-reader.ts';

feedContract('SQLite', openTestStore);

test('the feed is read from an index alone at its place, passing over neither what is gone nor what is there', () => {
  using store = openTestStore();
  for (const [name, sql] of Object.entries(CHANGES_SQL)) {
    const plan = store.db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all('*', 1, 0, 10) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toEqual([
      `SEARCH change USING INDEX change_${name} (audience=? AND type=? AND rowid>?)`,
    ]);
  }
});
