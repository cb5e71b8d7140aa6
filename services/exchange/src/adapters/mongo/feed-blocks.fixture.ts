import { partSaved, type TestClock, testClock } from '../../application/exchange-contract.fixture.ts';
import { readersWaiting, readFeed } from '../../application/read-feed.ts';
import type { FeedChange } from '../../domain/feed-change.ts';
import { storeSignal } from '../store-signal.ts';
import { beginGeneration } from './begin-generation.ts';
import { feedBlockReader } from './feed-block-reader.ts';
import { feedBlockWriter } from './feed-block-writer.ts';
import { feedBlocks } from './feed-blocks.ts';
import { memoryFeedDocuments, type PlantedFault } from './memory-feed-documents.fixture.ts';

let stores = 0;

/** A feed of blocks over documents in memory. */
export async function openMemoryFeed({ clock = testClock() }: { clock?: TestClock } = {}) {
  stores += 1;
  const { as, storeId } = memoryFeedDocuments();
  const documents = as();
  const blocks = feedBlocks(documents);
  await beginGeneration({ blocks, clock });
  const feed = feedBlockReader(documents, { storeId, clock });
  const signal = storeSignal(`memory-${stores}`);
  return {
    ...{ clock, signal, feed, documents, blocks },
    writer: feedBlockWriter(documents, { blocks, clock }),
    reading: { feed, clock, changed: signal.changed, waiting: readersWaiting(2) },
    [Symbol.dispose]: () => signal[Symbol.dispose](),
  };
}

/** Lets actors take one step each, in an order drawn from the seed; what the slow one has decided on it seldom goes on with. */
function director(random: () => number, slow: string) {
  const waiting: { actor: string; sleeps: boolean; go: () => void }[] = [];
  const dead = new Set<string>();
  const stepOf =
    (actor: string) =>
    (name: unknown = '') =>
      new Promise<void>((go) => {
        waiting.push({ actor, sleeps: actor === slow && String(name).startsWith('write '), go });
      });
  async function run(all: Promise<unknown>): Promise<void> {
    let done = false;
    const end = () => {
      done = true;
    };
    all.then(end, end);
    while (!done) {
      if (waiting.length < 2) await new Promise(setImmediate);
      else await Promise.resolve();
      const at = Math.floor(random() * waiting.length);
      if (waiting[at]?.sleeps === true && waiting.length > 1 && random() < 0.97) continue;
      const [next] = waiting.splice(at, 1);
      if (next !== undefined && !dead.has(next.actor)) next.go();
    }
    await all;
  }
  return { stepOf, run, kill: (actor: string) => void dead.add(actor) };
}

const WRITERS = ['w1', 'w2', 'w3'];
const SHARED = ['a', 'b'];
const ROUNDS = 4;

/**
 * Writers that take in what overlaps, of whom the last is killed at a step and has what it didn't finish done by another, and
 * readers that follow meanwhile. Returns what is wrong in the end; nothing, as it should be.
 */
export async function feedRace({ seed, fault }: { seed: number; fault?: PlantedFault }): Promise<string[]> {
  const random = mulberry32(seed);
  const { as, storeId } = memoryFeedDocuments(fault === undefined ? {} : { fault });
  const { stepOf, run, kill } = director(random, 'w1');
  const clock = testClock();
  await beginGeneration({ blocks: feedBlocks(as()), clock });
  const faults: string[] = [];

  /** Each part at each of its versions, by who has to take it in. */
  const work = new Map<string, FeedChange[][]>(
    WRITERS.map((writer) => [
      writer,
      Array.from({ length: ROUNDS }, (_, round) => [
        partSaved(`${writer}-${round}`, 1, { isPublic: random() < 0.7 }),
        // Of one key the events come in their order, and after a rebalance once more.
        ...SHARED.map((part) => partSaved(part, round + 1, { isPublic: (round + 1) % 3 !== 0 })),
      ]),
    ]),
  );
  const expected = new Map<string, Map<string, number>>([
    ['p1', new Map()],
    ['s1', new Map()],
  ]);
  for (const change of [...work.values()].flat(2)) {
    if (change.kind !== 'part-saved') continue;
    expected.get('p1')?.set(change.partId, change.version);
    if (change.isPublic) expected.get('s1')?.set(change.partId, change.version);
    else expected.get('s1')?.delete(change.partId);
  }

  async function write(actor: string, batches: readonly FeedChange[][]): Promise<void> {
    const step = stepOf(actor);
    const documents = as(step);
    const writer = feedBlockWriter(documents, { blocks: feedBlocks(documents, { pause: step }), clock });
    for (const batch of batches) await writer.apply(batch);
  }

  const has = new Map<string, Map<string, number>>();
  async function follow(actor: string, tenant: string, until: () => boolean): Promise<void> {
    const step = stepOf(actor);
    const feed = feedBlockReader(as(step), { storeId, clock });
    const reading = { feed, clock, changed: async () => {}, waiting: readersWaiting() };
    const seen = new Map<string, number>();
    has.set(actor, seen);
    let cursor = '';
    let last = 0;
    // Once more when nobody writes any more.
    for (let ended = false; ; ended = until()) {
      const lines = [];
      const request = { tenant, cursor, limit: 1 + Math.floor(random() * 4), types: [], waitMs: 0 };
      for await (const page of readFeed(request, reading)) lines.push(...page);
      for (const line of lines) {
        if (line.sequence <= last) faults.push(`${actor}: ${line.sequence} comes after ${last}`);
        last = line.sequence;
        cursor = line.cursor;
        if (line.gone) {
          seen.delete(line.id);
          continue;
        }
        if (line.data?.toString() !== `${line.id} v${line.version}`)
          faults.push(`${actor}: ${line.id} at ${line.version} is told as ${String(line.data)}`);
        if (tenant !== 'p1' && SHARED.includes(line.id) && line.version % 3 === 0)
          faults.push(`${actor}: reads ${line.id} at ${line.version}, which is private`);
        seen.set(line.id, line.version);
      }
      if (ended && lines.length === 0) return;
    }
  }

  let writing = true;
  const victim = WRITERS.at(-1) ?? '';
  const survivors = WRITERS.filter((writer) => writer !== victim);
  void write(victim, work.get(victim) ?? []);
  const killAfter = Math.floor(random() * 120);
  async function end(): Promise<void> {
    const step = stepOf('clock');
    for (let at = 0; at < killAfter; at += 1) await step();
    kill(victim);
    // Nobody knows how far it came.
    await write('heir', work.get(victim) ?? []);
  }
  const writers = [...survivors.map((writer) => write(writer, work.get(writer) ?? [])), end()];
  const all = Promise.all([
    Promise.all(writers).then(() => {
      writing = false;
    }),
    follow('r1', 's1', () => !writing),
    follow('r2', 'p1', () => !writing),
  ]);
  await run(all);
  // Who comes now finds what the others have.
  await run(Promise.all([follow('r3', 's1', () => true), follow('r4', 'p1', () => true)]));
  for (const [actor, tenant] of [
    ['r1', 's1'],
    ['r2', 'p1'],
    ['r3', 's1'],
    ['r4', 'p1'],
  ] as const) {
    const want = [...(expected.get(tenant) ?? [])].sort().join('; ');
    const got = [...(has.get(actor) ?? [])].sort().join('; ');
    if (want !== got) faults.push(`${actor} has ${got} instead of ${want}`);
  }
  return faults;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
