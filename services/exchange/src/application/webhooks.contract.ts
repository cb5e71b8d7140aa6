import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { httpWebhookSender } from '../adapters/http/http-webhook-sender.ts';
import { type Received, startReceiver } from '../adapters/http/receiver.fixture.ts';
import type { SendWebhook, WebhookMessage } from './deliver-webhooks.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import {
  type OpenWebhooks,
  partSaved,
  testClock,
  type WebhookTestStore,
} from './exchange-contract.fixture.ts';
import {
  createWebhook,
  replayDelivery,
  replaySince,
  rotateSecret,
  testWebhook,
  updateWebhook,
  type WebhookDependencies,
} from './manage-webhooks.ts';

/** Far longer than it takes: storages and machines may be slow. */
const WAIT = { timeout: 60_000 };

/** What every storage of webhooks promises to those who make them and to who sends what they tell. */
export function webhookContract(storage: string, open: OpenWebhooks): void {
  describe(`webhooks over ${storage}`, { timeout: 120_000 }, () => {
    let store: WebhookTestStore;
    let dependencies: WebhookDependencies;
    let stop: AbortController;
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

    function deliver(): void {
      stop = new AbortController();
      const { feed, queue, clock, signal } = store;
      const { changed } = signal;
      const onError = (error: unknown) => void errors.push(error);
      delivering = deliverWebhooks({ feed, queue, send, clock, changed, onError }, stop.signal);
    }

    async function halt(): Promise<void> {
      stop.abort();
      await delivering;
    }

    async function tell(...changes: Parameters<WebhookTestStore['writer']['apply']>[0]): Promise<void> {
      await store.writer.apply(changes);
      store.signal.announce();
    }

    const draft = (url: string, eventTypes = ['part.saved', 'part.deleted']) => ({
      ...{ url, eventTypes, description: '', enabled: true },
    });
    const told = (received: readonly Received[]) =>
      received.map(({ body }) => JSON.parse(body) as { type: string; data: { id: string; version: number } });
    const forward = (ms: number) => {
      store.clock.forward(ms);
      store.signal.announce();
    };

    describe('events', () => {
      test('of what a tenant may see are told, each at least once, signed by both secrets while one takes over', async () => {
        await using receiver = await startReceiver();
        await store.writer.apply([partSaved('before', 1)]);
        const { webhook, secret } = await createWebhook('s1', draft(receiver.url), dependencies);
        deliver();
        await tell(partSaved('a', 1), partSaved('hidden', 1, { isPublic: false }));
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        const rotated = await rotateSecret('s1', webhook.webhookId, dependencies);
        await tell({ kind: 'part-withdrawn', partId: 'a', publisher: 'p1', version: 2 });
        await vi.waitUntil(() => receiver.received.length === 2, WAIT);
        expect(told(receiver.received)).toMatchObject([
          { type: 'part.saved', data: { id: 'a', version: 1, publisher: 'p1' } },
          { type: 'part.deleted', data: { id: 'a', version: 2 } },
        ]);
        const [, second] = receiver.received;
        for (const each of [secret, rotated.secret])
          new Webhook(each).verify(second?.body ?? '', second?.headers as Record<string, string>);
        await vi.waitUntil(async () => {
          const { deliveries } = await store.webhooks.deliveries(webhook.webhookId, {
            ...{ state: 'delivered', from: undefined, limit: 10 },
          });
          return deliveries.length === 2;
        }, WAIT);
      });

      test('are those that a webhook asks for', async () => {
        await using receiver = await startReceiver();
        await createWebhook('p1', draft(receiver.url, ['order.placed', 'part.deleted']), dependencies);
        deliver();
        await tell(
          partSaved('a', 1),
          {
            kind: 'tenant-event',
            eventId: 'e1',
            tenant: 'p1',
            eventType: 'order.placed',
            data: { id: 'o1' },
          },
          {
            kind: 'tenant-event',
            eventId: 'e2',
            tenant: 'p1',
            eventType: 'order.confirmed',
            data: { id: 'o1' },
          },
          {
            kind: 'tenant-event',
            eventId: 'e3',
            tenant: 's1',
            eventType: 'order.placed',
            data: { id: 'o2' },
          },
          { kind: 'part-withdrawn', partId: 'a', publisher: 'p1', version: 2 },
        );
        await vi.waitUntil(() => receiver.received.length === 2, WAIT);
        expect(
          told(receiver.received)
            .map(({ type, data }) => `${type} ${data.id}`)
            .sort(),
        ).toEqual(['order.placed o1', 'part.deleted a']);
      });

      test('reach a receiver while another one never answers', async () => {
        await using silent = await startReceiver({ answer: () => {} });
        await using receiver = await startReceiver();
        await createWebhook('s1', draft(silent.url), dependencies);
        await createWebhook('s2', draft(receiver.url), dependencies);
        deliver();
        await tell(...Array.from({ length: 60 }, (_, at) => partSaved(`a${at}`, 1)));
        await vi.waitUntil(() => receiver.received.length === 60, WAIT);
        expect(silent.received.length).toBeLessThanOrEqual(4);
      });

      test('are tried again under one id until they are taken', async () => {
        let refused = 3;
        await using receiver = await startReceiver({
          answer: (_: Received, response: ServerResponse) => {
            refused -= 1;
            response.writeHead(refused >= 0 ? 503 : 200).end('answer');
          },
        });
        const { webhook } = await createWebhook('s1', draft(receiver.url), dependencies);
        deliver();
        await tell(partSaved('a', 1));
        for (let attempt = 1; attempt <= 4; attempt += 1) {
          await vi.waitUntil(() => receiver.received.length === attempt, WAIT);
          await vi.waitUntil(async () => (await logOf(webhook.webhookId))[0]?.attempts === attempt, WAIT);
          await vi.waitUntil(
            async () =>
              (await store.webhooks.find('s1', webhook.webhookId))?.failures === (attempt < 4 ? attempt : 0),
            WAIT,
          );
          forward(3_600_000);
        }
        expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
        const [delivery] = await logOf(webhook.webhookId);
        expect(delivery).toMatchObject({ state: 'delivered', attempts: 4 });
        expect(delivery?.log.map(({ status, error, response }) => [status, error, response])).toEqual([
          [200, '', 'answer'],
          ...[1, 2, 3].map(() => [503, 'status-503', 'answer']),
        ]);
      });
    });

    const logOf = async (webhookId: string) =>
      (await store.webhooks.deliveries(webhookId, { state: undefined, from: undefined, limit: 100 }))
        .deliveries;

    describe('a webhook', () => {
      test('that answers 410 is disabled, and sent what it missed when it is enabled again', async () => {
        let gone = true;
        await using receiver = await startReceiver({
          answer: (_, response) => void response.writeHead(gone ? 410 : 200).end(),
        });
        const { webhook } = await createWebhook('s1', draft(receiver.url), dependencies);
        deliver();
        await tell(partSaved('a', 1));
        await vi.waitUntil(async () => !(await store.webhooks.find('s1', webhook.webhookId))?.enabled, WAIT);
        await tell(partSaved('b', 1));
        gone = false;
        const test = await testWebhook('s1', webhook.webhookId, dependencies);
        await vi.waitUntil(async () => (await logOf(webhook.webhookId))[0]?.state === 'delivered', WAIT);
        expect(told(receiver.received).map(({ type }) => type)).toEqual(['part.saved', 'webhook.test']);
        expect(receiver.received[1]?.headers['webhook-id']).toBe(test.deliveryId);
        expect(await store.webhooks.find('s1', webhook.webhookId)).toMatchObject({ disabledReason: 'gone' });
        await updateWebhook('s1', webhook.webhookId, { enabled: true }, dependencies);
        await vi.waitUntil(() => receiver.received.length === 3, WAIT);
        expect(told(receiver.received)[2]?.data.id).toBe('b');
      });

      test('is sent again what it asks for: one delivery, or all since an instant', async () => {
        await using receiver = await startReceiver();
        const { webhook } = await createWebhook('s1', draft(receiver.url), dependencies);
        const { webhookId } = webhook;
        deliver();
        await tell(partSaved('a', 1));
        await vi.waitUntil(async () => (await logOf(webhookId))[0]?.state === 'delivered', WAIT);
        forward(60_000);
        const since = store.clock.now();
        forward(60_000);
        await tell(partSaved('b', 1), partSaved('c', 1));
        await vi.waitUntil(() => receiver.received.length === 3, WAIT);
        const [first] = receiver.received;
        const deliveryId = String(first?.headers['webhook-id']);
        await replayDelivery('s1', { webhookId, deliveryId }, dependencies);
        await vi.waitUntil(() => receiver.received.length === 4, WAIT);
        expect(receiver.received[3]?.headers['webhook-id']).toBe(deliveryId);
        expect(receiver.received[3]?.body).toBe(first?.body);
        await vi.waitUntil(
          async () => (await logOf(webhookId)).every(({ state }) => state === 'delivered'),
          WAIT,
        );
        await replaySince('s1', { webhookId, since }, dependencies);
        await vi.waitUntil(() => receiver.received.length === 6, WAIT);
        const again = receiver.received.slice(4).map(({ headers }) => headers['webhook-id']);
        expect(again.sort()).toEqual(
          receiver.received
            .slice(1, 3)
            .map(({ headers }) => headers['webhook-id'])
            .sort(),
        );
        const later = new Date(store.clock.now().getTime() + 1_000);
        await expect(replaySince('s1', { webhookId, since: later }, dependencies)).rejects.toMatchObject({
          code: 'instant-invalid',
        });
      });

      test('is another tenant’s as little as one that isn’t there', async () => {
        const { webhook } = await createWebhook('s1', draft('https://shop.example/'), dependencies);
        const { webhookId } = webhook;
        const refused = { code: 'webhook-not-found' };
        await expect(updateWebhook('s2', webhookId, { enabled: false }, dependencies)).rejects.toMatchObject(
          refused,
        );
        await expect(rotateSecret('s2', webhookId, dependencies)).rejects.toMatchObject(refused);
        await expect(testWebhook('s2', webhookId, dependencies)).rejects.toMatchObject(refused);
        await expect(
          replaySince('s2', { webhookId, since: new Date(0) }, dependencies),
        ).rejects.toMatchObject(refused);
        const delivery = { webhookId, deliveryId: 'msg_1' };
        await expect(replayDelivery('s2', delivery, dependencies)).rejects.toMatchObject(refused);
        await expect(replayDelivery('s1', delivery, dependencies)).rejects.toMatchObject({
          code: 'delivery-not-found',
        });
        expect(await store.webhooks.remove('s2', webhookId)).toBe(false);
        expect(await store.webhooks.list('s2')).toEqual([]);
        expect(await store.webhooks.remove('s1', webhookId)).toBe(true);
      });

      test.each([
        ['http://shop.example/', 'webhook-url-invalid'],
        ['ftp://shop.example/', 'webhook-url-invalid'],
        ['shop.example', 'webhook-url-invalid'],
        ['https://user:secret@shop.example/', 'webhook-url-invalid'],
        ['https://shop.example/#part', 'webhook-url-invalid'],
        [`https://shop.example/${'x'.repeat(2_000)}`, 'webhook-url-invalid'],
        ['javascript:alert(1)', 'webhook-url-invalid'],
      ])('is refused at %s', async (url, code) => {
        const strict = { ...dependencies, allowLoopback: false };
        await expect(createWebhook('s1', draft(url), strict)).rejects.toMatchObject({ code });
        await expect(
          createWebhook('s1', draft('https://a.example/', ['part.eaten']), strict),
        ).rejects.toMatchObject({
          code: 'event-type-unknown',
        });
      });

      test('is one of twenty', async () => {
        for (let at = 0; at < 20; at += 1)
          await createWebhook('s1', draft('https://a.example/'), dependencies);
        const refused = createWebhook('s1', draft('https://a.example/'), dependencies);
        await expect(refused).rejects.toMatchObject({ code: 'webhooks-too-many' });
      });
    });

    test('a webhook that is told of everything keeps a bounded number of deliveries waiting', async () => {
      await createWebhook('s1', draft('https://shop.example/'), dependencies);
      const asked: WebhookMessage[] = [];
      const { feed, queue, clock, signal } = store;
      const { changed } = signal;
      const onError = (error: unknown) => void errors.push(error);
      const silent = async (message: WebhookMessage, until: AbortSignal) => {
        asked.push(message);
        await new Promise((done) => until.addEventListener('abort', done));
        return { durationMs: 0, status: 0, error: 'stopped', response: '', retryAfterMs: undefined };
      };
      delivering = deliverWebhooks({ feed, queue, send: silent, clock, changed, onError }, stop.signal);
      await tell(...Array.from({ length: 2_000 }, (_, at) => partSaved(`a${at}`, 1)));
      const [webhook] = await store.webhooks.list('s1');
      const pending = () => queue.countPending(webhook?.webhookId ?? '');
      await vi.waitUntil(async () => (await pending()) === 500, WAIT);
      await vi.waitUntil(() => asked.length === 4, WAIT);
      expect(await pending()).toBe(500);
      await halt();
      // Nothing of what was broken off is recorded: it is sent again.
      expect((await logOf(webhook?.webhookId ?? '')).every(({ attempts }) => attempts === 0)).toBe(true);
    });

    /** Answers nobody until it is told to. */
    function heldSender() {
      const held: { url: string; answer: (status: number) => void }[] = [];
      const sendHeld: SendWebhook = (message, until) =>
        new Promise((done) => {
          const answer = (status: number) =>
            done({
              ...{ durationMs: 1, status, response: '', retryAfterMs: undefined },
              error: status === 200 ? '' : `status-${status}`,
            });
          held.push({ url: message.url, answer });
          until.addEventListener('abort', () => answer(0));
        });
      return { held, sendHeld };
    }

    function deliverBy(sending: SendWebhook): void {
      const { feed, queue, clock, signal } = store;
      const { changed } = signal;
      const onError = (error: unknown) => void errors.push(error);
      delivering = deliverWebhooks({ feed, queue, send: sending, clock, changed, onError }, stop.signal);
    }

    describe('requests under way', () => {
      const tenantOf = ({ url }: { url: string }) => new URL(url).hostname;

      test('are at most sixteen of a tenant’s, so that no tenant has them all', async () => {
        for (let at = 0; at < 20; at += 1)
          await createWebhook('s1', draft('https://s1.example/'), dependencies);
        await createWebhook('s2', draft('https://s2.example/'), dependencies);
        const { held, sendHeld } = heldSender();
        deliverBy(sendHeld);
        await tell(...Array.from({ length: 8 }, (_, at) => partSaved(`a${at}`, 1)));
        await vi.waitUntil(() => held.length === 20, WAIT);
        expect(held.filter((each) => tenantOf(each) === 's1.example')).toHaveLength(16);
      });

      test('go round all webhooks, however few there may be at once', async () => {
        const tenants = Array.from({ length: 8 }, (_, at) => `t${at}`);
        for (const tenant of tenants)
          for (let at = 0; at < 4; at += 1)
            await createWebhook(tenant, draft(`https://${tenant}.example/${at}`), dependencies);
        const { held, sendHeld } = heldSender();
        await tell(...Array.from({ length: 40 }, (_, at) => partSaved(`a${at}`, 1)));
        deliverBy(sendHeld);
        await vi.waitUntil(() => held.length === 64, WAIT);
        const first = held.splice(0);
        expect(new Set(first.map(({ url }) => url)).size).toBe(16);
        for (const { answer } of first) answer(200);
        await vi.waitUntil(() => held.length === 64, WAIT);
        expect(new Set([...first, ...held].map(({ url }) => url)).size).toBe(32);
      });
    });

    describe('what a webhook hasn’t asked for', () => {
      const head = async () => (await store.feed.generation()).through;
      const passedOver = async (webhookId: string) =>
        await vi.waitUntil(
          async () => (await store.webhooks.find('s1', webhookId))?.position === (await head()),
          WAIT,
        );

      test('doesn’t come when it asks for it later, also after a restart', async () => {
        await using receiver = await startReceiver();
        const { webhook } = await createWebhook('s1', draft(receiver.url, ['order.placed']), dependencies);
        const { webhookId } = webhook;
        deliver();
        await tell(partSaved('a', 1));
        await passedOver(webhookId);
        await tell(partSaved('b', 1));
        await passedOver(webhookId);
        await halt();
        await updateWebhook('s1', webhookId, { eventTypes: ['part.saved'] }, dependencies);
        deliver();
        await tell(partSaved('c', 1));
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        expect(told(receiver.received)[0]?.data.id).toBe('c');
        expect(await logOf(webhookId)).toHaveLength(1);
      });

      test('comes where it asks for it, and for all since an instant', async () => {
        await using receiver = await startReceiver();
        await store.writer.apply([partSaved('before', 1)]);
        const { webhook } = await createWebhook('s1', draft(receiver.url, ['order.placed']), dependencies);
        const { webhookId } = webhook;
        deliver();
        forward(60_000);
        const since = store.clock.now();
        forward(60_000);
        await tell(partSaved('a', 1));
        await passedOver(webhookId);
        await updateWebhook('s1', webhookId, { eventTypes: ['part.saved'] }, dependencies);
        await replaySince('s1', { webhookId, since }, dependencies);
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        expect(told(receiver.received)[0]?.data.id).toBe('a');
      });
    });

    test('what an address answers that a webhook has left is logged, and doesn’t count against the new one', async () => {
      const { webhook } = await createWebhook('s1', draft('https://old.example/'), dependencies);
      const { webhookId } = webhook;
      const { held, sendHeld } = heldSender();
      deliverBy(sendHeld);
      await tell(partSaved('a', 1));
      await vi.waitUntil(() => held.length === 1, WAIT);
      await updateWebhook('s1', webhookId, { url: 'https://new.example/' }, dependencies);
      held[0]?.answer(410);
      await vi.waitUntil(() => held.length === 2, WAIT);
      expect(held[1]?.url).toBe('https://new.example/');
      expect(await store.webhooks.find('s1', webhookId)).toMatchObject({ enabled: true, failures: 0 });
      held[1]?.answer(200);
      await vi.waitUntil(async () => (await logOf(webhookId))[0]?.state === 'delivered', WAIT);
      const [delivery] = await logOf(webhookId);
      expect(delivery?.log.map(({ number, status }) => [number, status])).toEqual([
        [2, 200],
        [1, 410],
      ]);
    });

    test('what ended long ago is forgotten, and of what ended the newest is kept', async () => {
      await using receiver = await startReceiver();
      const { webhook } = await createWebhook('s1', draft(receiver.url), dependencies);
      deliver();
      await tell(...Array.from({ length: 10 }, (_, at) => partSaved(`a${at}`, 1)));
      await vi.waitUntil(
        async () =>
          (await logOf(webhook.webhookId)).filter(({ state }) => state === 'delivered').length === 10,
        WAIT,
      );
      await store.queue.forget(new Date(0), 4);
      expect(await logOf(webhook.webhookId)).toHaveLength(4);
      await store.queue.forget(new Date(store.clock.now().getTime() + 1), 4);
      expect(await logOf(webhook.webhookId)).toHaveLength(0);
    });
  });
}
