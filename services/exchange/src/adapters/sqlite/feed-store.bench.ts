// How fast the feed's store takes changes in and gives them out, in one process and without what lies around it:
//   node services/exchange/src/adapters/sqlite/feed-store.bench.ts [parts]

import { fitmentsSaved, grantOf, partSaved } from '../../application/exchange-contract.fixture.ts';
import { readFeed } from '../../application/read-feed.ts';
import type { FeedChange } from '../../domain/feed-change.ts';
import { openTestStore } from './exchange-store.fixture.ts';

const PARTS = Number(process.argv[2] ?? 100_000);
const BATCH = 2_000;
const PART_BYTES = 900;
const FITMENT_BYTES = 300;

using store = openTestStore();
const ids = Array.from({ length: PARTS }, (_, at) => `part_${String(at).padStart(26, '0')}`);

async function measured(what: string, count: number, work: () => Promise<unknown>): Promise<void> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const perSecond = Math.round(count / (ms / 1_000));
  const cpu = ((user + system) / count).toFixed(1);
  console.log(`${what.padEnd(24)} ${perSecond} a second, ${cpu} µs of processor each, ${Math.round(ms)} ms`);
}

async function apply(make: (id: string) => FeedChange): Promise<void> {
  for (let at = 0; at < PARTS; at += BATCH) await store.writer.apply(ids.slice(at, at + BATCH).map(make));
}

async function readAll(tenant: string): Promise<void> {
  const request = { tenant, cursor: '', limit: 0, types: [], waitMs: 0 };
  for await (const _ of readFeed(request, store.reading)) {
    // Only how long it takes is looked at.
  }
}

const part = Buffer.alloc(PART_BYTES, 7);
const fitments = Buffer.alloc(FITMENT_BYTES, 7);
await measured('new public parts', PARTS, () => apply((id) => partSaved(id, 1, { data: part })));
await measured('their fitments', PARTS, () => apply((id) => fitmentsSaved(id, 1, { data: fitments })));
await measured('changed parts', PARTS, () => apply((id) => partSaved(id, 2, { data: part })));
await measured('told once more', PARTS, () => apply((id) => partSaved(id, 2, { data: part })));
await measured('read from the beginning', 2 * PARTS, () => readAll('s1'));
await measured('made private', PARTS, () => apply((id) => partSaved(id, 3, { data: part, isPublic: false })));
await measured('granted', PARTS, async () => {
  await store.writer.apply([{ kind: 'grant-changed', grant: grantOf('g', 1) }]);
  while (await store.writer.settleGrants());
});
