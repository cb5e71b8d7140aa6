import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantOf, partSaved, testClock } from '../../application/exchange-contract.fixture.ts';
import { type ReadEntry, readFeed } from '../../application/read-feed.ts';
import type { BlockStep } from './feed-blocks.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

/** At each named point; a long run sets more. */
const KILLS = Number(process.env.CRASH_KILLS ?? 3);
/** The same of who follows grants, of what is granted and of what ends. */
const KILLS_OF_GRANTS = Number(process.env.CRASH_KILLS ?? 1);
const POINTS: BlockStep[] = ['decided', 'carried-out', 'settled'];

/** A writer of its own process, killed there. Returns how many of its parts were acknowledged. */
async function killedWriter(url: string, name: string, point: BlockStep, nth: number): Promise<number> {
  const file = fileURLToPath(new URL('./mongo-feed-crash.child.ts', import.meta.url));
  const child = spawn(process.execPath, [file, url, name, point, String(nth)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  const [, signal] = await once(child, 'close', { signal: AbortSignal.timeout(60_000) });
  expect(signal).toBe('SIGKILL');
  return output.split('\n').length - 1;
}

test.each(POINTS)(
  `two writers, one of them killed ${KILLS} times: nothing acknowledged is missed: %s`,
  async (point) => {
    await using store = await mongo.openStore();
    const has = new Map<string, number>();
    let cursor = '';
    let writing = true;
    async function follow(): Promise<void> {
      let last = 0;
      for (let ended = false; ; ended = !writing) {
        const lines: ReadEntry[] = [];
        const request = { tenant: 's1', cursor, limit: 3, types: [], waitMs: 0 };
        for await (const page of readFeed(request, store.reading)) lines.push(...page);
        for (const { id, version, sequence, cursor: next } of lines) {
          expect(sequence).toBeGreaterThan(last);
          last = sequence;
          has.set(id, version);
          cursor = next;
        }
        if (ended && lines.length === 0) return;
      }
    }
    const acknowledged = new Set<string>();
    let own = 0;
    async function write(): Promise<void> {
      while (writing) {
        await store.writer.apply([partSaved(`own-${own}`, 1), partSaved('shared', 1_000_000 + own)]);
        acknowledged.add(`own-${own}`);
        own += 1;
      }
    }
    async function kill(): Promise<void> {
      for (let round = 0; round < KILLS; round += 1) {
        const count = await killedWriter(store.url, `${point}-${round}`, point, 1 + round * 2);
        for (let at = 0; at < count; at += 1) acknowledged.add(`${point}-${round}-${at}`);
      }
      writing = false;
    }
    await Promise.all([kill(), write(), follow()]);
    // What was decided on last by who was killed is carried out by whoever writes next.
    await store.writer.apply([partSaved('last', 1)]);
    await follow();
    expect([...acknowledged].filter((id) => !has.has(id))).toEqual([]);
    expect(has.get('shared')).toBe(1_000_000 + own - 1);
    expect(has.has('last')).toBe(true);
    const fresh = new Set<string>();
    const request = { tenant: 's2', cursor: '', limit: 0, types: [], waitMs: 0 };
    for await (const page of readFeed(request, store.reading)) for (const { id } of page) fresh.add(id);
    expect([...has.keys()].filter((id) => !fresh.has(id))).toEqual([]);
  },
  300_000 + KILLS * 30_000,
);

/** More than one look at a publisher's parts takes in, and fewer than two do. */
const GRANTED = 300;

test.each(POINTS)(
  `who follows grants is killed ${KILLS_OF_GRANTS} times: all that was granted is told, and that all of it ends: %s`,
  async (point) => {
    // Those that are killed go by the time as it is, too.
    await using store = await mongo.openStore({ clock: { ...testClock(), now: () => new Date() } });
    const parts = Array.from({ length: GRANTED }, (_, at) => partSaved(`part-${at}`, 1, { isPublic: false }));
    await store.writer.apply([partSaved('open', 1), ...parts]);
    let cursor = '';
    async function told(): Promise<Map<string, boolean>> {
      const seen = new Map<string, boolean>();
      const request = { tenant: 's1', cursor, limit: 0, types: [], waitMs: 0 };
      for await (const page of readFeed(request, store.reading))
        for (const entry of page) {
          expect(seen.has(entry.id)).toBe(false);
          seen.set(entry.id, entry.gone);
          cursor = entry.cursor;
        }
      return seen;
    }
    expect([...(await told())]).toEqual([['open', false]]);
    for (let round = 0; round < KILLS_OF_GRANTS; round += 1)
      for (const revoked of [false, true]) {
        const grant = grantOf(`g${round}`, revoked ? 2 : 1, { revoked });
        await store.writer.apply([{ kind: 'grant-changed', grant }]);
        expect(await killedWriter(store.url, 'grants', point, 1 + (round % 2))).toBe(0);
        while (await store.writer.settleGrants());
        const seen = await told();
        expect([seen.size, new Set(seen.values())]).toEqual([GRANTED, new Set([revoked])]);
      }
  },
  300_000 + KILLS_OF_GRANTS * 60_000,
);
