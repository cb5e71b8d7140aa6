import { afterEach, beforeEach, expect } from 'vitest';
import { deliverWebhooks, type SendWebhook } from '../../application/deliver-webhooks.ts';
import {
  type OpenWebhooks,
  testClock,
  type WebhookTestStore,
} from '../../application/exchange-contract.fixture.ts';
import type { WebhookDependencies } from '../../application/manage-webhooks.ts';
import { httpWebhookSender } from './http-webhook-sender.ts';
import type { Received } from './receiver.fixture.ts';

/** Far longer than it takes: storages and machines may be slow. */
export const WAIT = { timeout: 60_000 };

/** A store for each test of the suite in which it is called, and who sends what it tells; nothing may go wrong there. */
export function webhookBench(open: OpenWebhooks) {
  let store: WebhookTestStore;
  let dependencies: WebhookDependencies;
  let stop = new AbortController();
  let delivering: Promise<void> | undefined;
  const send = httpWebhookSender({ allowLoopback: true, timeoutMs: 120_000 });
  const errors: unknown[] = [];

  beforeEach(async () => {
    store = await open({ clock: testClock(Date.now()) });
    stop = new AbortController();
    delivering = undefined;
    errors.length = 0;
    const { webhooks, clock, signal } = store;
    dependencies = { webhooks, clock, allowLoopback: true, onQueued: signal.announce };
  });
  afterEach(async () => {
    await halt();
    if (Symbol.asyncDispose in store) await store[Symbol.asyncDispose]();
    else store[Symbol.dispose]();
    expect(errors).toEqual([]);
  });

  async function halt(): Promise<void> {
    stop.abort();
    await delivering;
  }

  function deliverBy(sending: SendWebhook): void {
    stop = new AbortController();
    const { feed, queue, clock, signal } = store;
    const { changed } = signal;
    const onError = (error: unknown) => void errors.push(error);
    delivering = deliverWebhooks({ feed, queue, send: sending, clock, changed, onError }, stop.signal);
  }

  return {
    get store() {
      return store;
    },
    get dependencies() {
      return dependencies;
    },
    halt,
    deliverBy,
    deliver: () => deliverBy(send),
    async tell(...changes: Parameters<WebhookTestStore['writer']['apply']>[0]): Promise<void> {
      await store.writer.apply(changes);
      store.signal.announce();
    },
    forward(ms: number): void {
      store.clock.forward(ms);
      store.signal.announce();
    },
    async logOf(webhookId: string) {
      const all = { state: undefined, from: undefined, limit: 100 };
      return (await store.webhooks.deliveries(webhookId, all)).deliveries;
    },
  };
}

export function draft(url: string, eventTypes = ['part.saved', 'part.deleted']) {
  return { url, eventTypes, description: '', enabled: true };
}

export function told(received: readonly Received[]) {
  return received.map(
    ({ body }) => JSON.parse(body) as { type: string; data: { id: string; version: number } },
  );
}
