import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { deliverWebhooks, type SendWebhook } from '../../application/deliver-webhooks.ts';
import { partSaved, testClock } from '../../application/exchange-contract.fixture.ts';
import { createWebhook } from '../../application/manage-webhooks.ts';
import { startTestMongo, type TestMongo } from './mongo-exchange.fixture.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const WAIT = { timeout: 60_000 };
const PARTS = 40;

/** Replicas over one database, each with what it has sent. */
function replicasOf(store: Awaited<ReturnType<TestMongo['openStore']>>) {
  const sent: { replica: string; deliveryId: string }[] = [];
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const opened = new AsyncDisposableStack();

  function start(replica: string) {
    const stop = new AbortController();
    const send: SendWebhook = async ({ deliveryId }) => {
      sent.push({ replica, deliveryId });
      await sleep(5);
      return { durationMs: 5, status: 200, error: '', response: '', retryAfterMs: undefined };
    };
    const { feed, queue, clock, signal } = store;
    const turn = store.turn({ leaseMs: 2_000, marginMs: 500, lookMs: 100, onError });
    const work = turn(
      (until) => deliverWebhooks({ feed, queue, send, clock, changed: signal.changed, onError }, until),
      stop.signal,
    );
    const end = async () => {
      stop.abort();
      await work;
    };
    opened.defer(end);
    return end;
  }
  return { sent, errors, start, [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

test('of two replicas one sends each message, and the other goes on where it ended', async () => {
  await using store = await mongo.openStore({ clock: testClock(Date.now()) });
  const dependencies = { ...store, allowLoopback: true, onQueued: store.signal.announce };
  const draft = { url: 'https://shop.example/', eventTypes: ['part.saved'], description: '', enabled: true };
  await createWebhook('s1', draft, dependencies);
  await using replicas = replicasOf(store);
  const { sent, errors, start } = replicas;
  const first = start('first');
  const tell = async (from: number) => {
    await store.writer.apply(Array.from({ length: PARTS }, (_, at) => partSaved(`part-${from + at}`, 1)));
    store.signal.announce();
  };
  await tell(0);
  await vi.waitUntil(() => sent.length > 0, WAIT);
  start('second');
  await vi.waitUntil(() => sent.length >= PARTS, WAIT);
  expect(new Set(sent.map(({ replica }) => replica))).toEqual(new Set(['first']));
  await first();
  await tell(PARTS);
  const ids = () => new Set(sent.map(({ deliveryId }) => deliveryId));
  await vi.waitUntil(() => ids().size === 2 * PARTS, WAIT);
  // What was under way when the first ended may have come twice, and nothing else.
  expect(sent.length - ids().size).toBeLessThanOrEqual(4);
  expect(sent.at(-1)?.replica).toBe('second');
  expect(errors).toEqual([]);
});

test('a turn ends where its lease can’t be kept, and comes again', async () => {
  await using store = await mongo.openStore();
  const errors: unknown[] = [];
  const turn = store.turn({
    leaseMs: 1_200,
    marginMs: 400,
    lookMs: 50,
    onError: (error) => errors.push(error),
  });
  const stop = new AbortController();
  let ended = false;
  let turns = 0;
  const holding = turn(async (until) => {
    turns += 1;
    if (turns > 1) return;
    await new Promise((done) => until.addEventListener('abort', done, { once: true }));
    ended = true;
  }, stop.signal);
  await vi.waitUntil(() => turns === 1, WAIT);
  await mongo.server.stop('SIGKILL');
  await vi.waitUntil(() => ended, WAIT);
  expect(turns).toBe(1);
  await mongo.server.start();
  await vi.waitUntil(() => turns > 1, WAIT);
  stop.abort();
  await holding;
});
