import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';
import { type OpenWebhooks, partSaved, testClock } from '../../application/exchange-contract.fixture.ts';
import {
  createWebhook,
  replayDelivery,
  replaySince,
  rotateSecret,
  testWebhook,
  updateWebhook,
} from '../../application/manage-webhooks.ts';
import { type Received, startReceiver } from './receiver.fixture.ts';
import { draft, told, WAIT, webhookBench } from './webhook-bench.fixture.ts';

/** What every storage of webhooks promises to those who make them. */
export function webhookContract(storage: string, open: OpenWebhooks): void {
  describe(`webhooks over ${storage}`, { timeout: 120_000 }, () => {
    const bench = webhookBench(open);
    const { deliver, halt, tell, forward, logOf } = bench;

    describe('events', () => {
      test('of what a tenant may see are told, each at least once, signed by both secrets while one takes over', async () => {
        await using receiver = await startReceiver();
        await bench.store.writer.apply([partSaved('before', 1)]);
        const { webhook, secret } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
        deliver();
        await tell(partSaved('a', 1), partSaved('hidden', 1, { isPublic: false }));
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        const rotated = await rotateSecret('s1', webhook.webhookId, bench.dependencies);
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
          const { deliveries } = await bench.store.webhooks.deliveries(webhook.webhookId, {
            ...{ state: 'delivered', from: undefined, limit: 10 },
          });
          return deliveries.length === 2;
        }, WAIT);
      });

      test('are those that a webhook asks for', async () => {
        await using receiver = await startReceiver();
        await createWebhook('p1', draft(receiver.url, ['order.placed', 'part.deleted']), bench.dependencies);
        deliver();
        await tell(
          partSaved('a', 1),
          {
            kind: 'tenant-event',
            eventId: 'e1',
            tenant: 'p1',
            eventType: 'order.placed',
            occurredAt: testClock().now(),
            data: { id: 'o1' },
          },
          {
            kind: 'tenant-event',
            eventId: 'e2',
            tenant: 'p1',
            eventType: 'order.confirmed',
            occurredAt: testClock().now(),
            data: { id: 'o1' },
          },
          {
            kind: 'tenant-event',
            eventId: 'e3',
            tenant: 's1',
            eventType: 'order.placed',
            occurredAt: testClock().now(),
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
        await createWebhook('s1', draft(silent.url), bench.dependencies);
        await createWebhook('s2', draft(receiver.url), bench.dependencies);
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
        const { webhook } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
        deliver();
        await tell(partSaved('a', 1));
        for (let attempt = 1; attempt <= 4; attempt += 1) {
          await vi.waitUntil(() => receiver.received.length === attempt, WAIT);
          await vi.waitUntil(async () => (await logOf(webhook.webhookId))[0]?.attempts === attempt, WAIT);
          await vi.waitUntil(
            async () =>
              (await bench.store.webhooks.find('s1', webhook.webhookId))?.failures ===
              (attempt < 4 ? attempt : 0),
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

    describe('a webhook', () => {
      test('that answers 410 is disabled, and sent what it missed when it is enabled again', async () => {
        let gone = true;
        await using receiver = await startReceiver({
          answer: (_, response) => void response.writeHead(gone ? 410 : 200).end(),
        });
        const { webhook } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
        deliver();
        await tell(partSaved('a', 1));
        await vi.waitUntil(
          async () => !(await bench.store.webhooks.find('s1', webhook.webhookId))?.enabled,
          WAIT,
        );
        await tell(partSaved('b', 1));
        gone = false;
        const test = await testWebhook('s1', webhook.webhookId, bench.dependencies);
        await vi.waitUntil(async () => (await logOf(webhook.webhookId))[0]?.state === 'delivered', WAIT);
        expect(told(receiver.received).map(({ type }) => type)).toEqual(['part.saved', 'webhook.test']);
        expect(receiver.received[1]?.headers['webhook-id']).toBe(test.deliveryId);
        expect(await bench.store.webhooks.find('s1', webhook.webhookId)).toMatchObject({
          disabledReason: 'gone',
        });
        await updateWebhook('s1', webhook.webhookId, { enabled: true }, bench.dependencies);
        await vi.waitUntil(() => receiver.received.length === 3, WAIT);
        expect(told(receiver.received)[2]?.data.id).toBe('b');
      });

      test('is sent again what it asks for: one delivery, or all since an instant', async () => {
        await using receiver = await startReceiver();
        const { webhook } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
        const { webhookId } = webhook;
        deliver();
        await tell(partSaved('a', 1));
        await vi.waitUntil(async () => (await logOf(webhookId))[0]?.state === 'delivered', WAIT);
        forward(60_000);
        const since = bench.store.clock.now();
        forward(60_000);
        await tell(partSaved('b', 1), partSaved('c', 1));
        await vi.waitUntil(() => receiver.received.length === 3, WAIT);
        const [first] = receiver.received;
        const deliveryId = String(first?.headers['webhook-id']);
        await replayDelivery('s1', { webhookId, deliveryId }, bench.dependencies);
        await vi.waitUntil(() => receiver.received.length === 4, WAIT);
        expect(receiver.received[3]?.headers['webhook-id']).toBe(deliveryId);
        expect(receiver.received[3]?.body).toBe(first?.body);
        await vi.waitUntil(
          async () => (await logOf(webhookId)).every(({ state }) => state === 'delivered'),
          WAIT,
        );
        await replaySince('s1', { webhookId, since }, bench.dependencies);
        await vi.waitUntil(() => receiver.received.length === 6, WAIT);
        const again = receiver.received.slice(4).map(({ headers }) => headers['webhook-id']);
        expect(again.sort()).toEqual(
          receiver.received
            .slice(1, 3)
            .map(({ headers }) => headers['webhook-id'])
            .sort(),
        );
        const later = new Date(bench.store.clock.now().getTime() + 1_000);
        await expect(
          replaySince('s1', { webhookId, since: later }, bench.dependencies),
        ).rejects.toMatchObject({
          code: 'instant-invalid',
        });
      });

      test('is another tenant’s as little as one that isn’t there', async () => {
        const { webhook } = await createWebhook('s1', draft('https://shop.example/'), bench.dependencies);
        const { webhookId } = webhook;
        const refused = { code: 'webhook-not-found' };
        await expect(
          updateWebhook('s2', webhookId, { enabled: false }, bench.dependencies),
        ).rejects.toMatchObject(refused);
        await expect(rotateSecret('s2', webhookId, bench.dependencies)).rejects.toMatchObject(refused);
        await expect(testWebhook('s2', webhookId, bench.dependencies)).rejects.toMatchObject(refused);
        await expect(
          replaySince('s2', { webhookId, since: new Date(0) }, bench.dependencies),
        ).rejects.toMatchObject(refused);
        const delivery = { webhookId, deliveryId: 'msg_1' };
        await expect(replayDelivery('s2', delivery, bench.dependencies)).rejects.toMatchObject(refused);
        await expect(replayDelivery('s1', delivery, bench.dependencies)).rejects.toMatchObject({
          code: 'delivery-not-found',
        });
        expect(await bench.store.webhooks.remove('s2', webhookId)).toBe(false);
        expect(await bench.store.webhooks.list('s2')).toEqual([]);
        expect(await bench.store.webhooks.remove('s1', webhookId)).toBe(true);
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
        const strict = { ...bench.dependencies, allowLoopback: false };
        await expect(createWebhook('s1', draft(url), strict)).rejects.toMatchObject({ code });
        await expect(
          createWebhook('s1', draft('https://a.example/', ['part.eaten']), strict),
        ).rejects.toMatchObject({
          code: 'event-type-unknown',
        });
      });

      test('is one of twenty', async () => {
        for (let at = 0; at < 20; at += 1)
          await createWebhook('s1', draft('https://a.example/'), bench.dependencies);
        const refused = createWebhook('s1', draft('https://a.example/'), bench.dependencies);
        await expect(refused).rejects.toMatchObject({ code: 'webhooks-too-many' });
      });
    });

    describe('what a webhook hasn’t asked for', () => {
      const head = async () => (await bench.store.feed.generation()).through;
      const passedOver = async (webhookId: string) =>
        await vi.waitUntil(
          async () => (await bench.store.webhooks.find('s1', webhookId))?.position === (await head()),
          WAIT,
        );

      test('doesn’t come when it asks for it later, also after a restart', async () => {
        await using receiver = await startReceiver();
        const { webhook } = await createWebhook(
          's1',
          draft(receiver.url, ['order.placed']),
          bench.dependencies,
        );
        const { webhookId } = webhook;
        deliver();
        await tell(partSaved('a', 1));
        await passedOver(webhookId);
        await tell(partSaved('b', 1));
        await passedOver(webhookId);
        await halt();
        await updateWebhook('s1', webhookId, { eventTypes: ['part.saved'] }, bench.dependencies);
        deliver();
        await tell(partSaved('c', 1));
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        expect(told(receiver.received)[0]?.data.id).toBe('c');
        expect(await logOf(webhookId)).toHaveLength(1);
      });

      test('comes where it asks for it, and for all since an instant', async () => {
        await using receiver = await startReceiver();
        await bench.store.writer.apply([partSaved('before', 1)]);
        const { webhook } = await createWebhook(
          's1',
          draft(receiver.url, ['order.placed']),
          bench.dependencies,
        );
        const { webhookId } = webhook;
        deliver();
        forward(60_000);
        const since = bench.store.clock.now();
        forward(60_000);
        await tell(partSaved('a', 1));
        await passedOver(webhookId);
        await updateWebhook('s1', webhookId, { eventTypes: ['part.saved'] }, bench.dependencies);
        await replaySince('s1', { webhookId, since }, bench.dependencies);
        await vi.waitUntil(() => receiver.received.length === 1, WAIT);
        expect(told(receiver.received)[0]?.data.id).toBe('a');
      });
    });
  });
}
