import { describe, expect, test, vi } from 'vitest';
import type { SendWebhook, WebhookMessage } from '../../application/deliver-webhooks.ts';
import { type OpenWebhooks, partSaved } from '../../application/exchange-contract.fixture.ts';
import { createWebhook, updateWebhook } from '../../application/manage-webhooks.ts';
import { startReceiver } from './receiver.fixture.ts';
import { draft, WAIT, webhookBench } from './webhook-bench.fixture.ts';

/** What every storage of webhooks promises to who sends what they tell. */
export function webhookDeliveriesContract(storage: string, open: OpenWebhooks): void {
  describe(`deliveries of webhooks over ${storage}`, { timeout: 120_000 }, () => {
    const bench = webhookBench(open);
    const { deliver, deliverBy, halt, tell, logOf } = bench;

    test('a webhook that is told of everything keeps a bounded number of deliveries waiting', async () => {
      await createWebhook('s1', draft('https://shop.example/'), bench.dependencies);
      const asked: WebhookMessage[] = [];
      const silent = async (message: WebhookMessage, until: AbortSignal) => {
        asked.push(message);
        await new Promise((done) => until.addEventListener('abort', done));
        return { durationMs: 0, status: 0, error: 'stopped', response: '', retryAfterMs: undefined };
      };
      deliverBy(silent);
      await tell(...Array.from({ length: 2_000 }, (_, at) => partSaved(`a${at}`, 1)));
      const [webhook] = await bench.store.webhooks.list('s1');
      const pending = () => bench.store.queue.countPending(webhook?.webhookId ?? '');
      await vi.waitUntil(async () => (await pending()) === 500, WAIT);
      await vi.waitUntil(() => asked.length === 4, WAIT);
      expect(await pending()).toBe(500);
      await halt();
      // Nothing of what was broken off is recorded: it is sent again.
      expect((await logOf(webhook?.webhookId ?? '')).every(({ attempts }) => attempts === 0)).toBe(true);
    });

    test('what waits is counted, of all webhooks that are switched on', async () => {
      const { queue, webhooks } = bench.store;
      expect(await queue.countWaiting()).toBe(0);
      for (const tenant of ['s1', 's2', 's3']) {
        const { webhook } = await createWebhook(
          tenant,
          draft(`https://${tenant}.example/`),
          bench.dependencies,
        );
        for (const at of [1, 2])
          await webhooks.queue(webhook.webhookId, {
            ...{ deliveryId: `msg_${tenant}_${at}`, eventType: 'part.saved', payload: '{}' },
          });
        if (tenant === 's3')
          await updateWebhook(tenant, webhook.webhookId, { enabled: false }, bench.dependencies);
      }
      expect(await queue.countWaiting()).toBe(4);
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

    describe('requests under way', () => {
      const tenantOf = ({ url }: { url: string }) => new URL(url).hostname;

      test('are at most sixteen of a tenant’s, so that no tenant has them all', async () => {
        for (let at = 0; at < 20; at += 1)
          await createWebhook('s1', draft('https://s1.example/'), bench.dependencies);
        await createWebhook('s2', draft('https://s2.example/'), bench.dependencies);
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
            await createWebhook(tenant, draft(`https://${tenant}.example/${at}`), bench.dependencies);
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

    test('what an address answers that a webhook has left is logged, and doesn’t count against the new one', async () => {
      const { webhook } = await createWebhook('s1', draft('https://old.example/'), bench.dependencies);
      const { webhookId } = webhook;
      const { held, sendHeld } = heldSender();
      deliverBy(sendHeld);
      await tell(partSaved('a', 1));
      await vi.waitUntil(() => held.length === 1, WAIT);
      await updateWebhook('s1', webhookId, { url: 'https://new.example/' }, bench.dependencies);
      held[0]?.answer(410);
      await vi.waitUntil(() => held.length === 2, WAIT);
      expect(held[1]?.url).toBe('https://new.example/');
      expect(await bench.store.webhooks.find('s1', webhookId)).toMatchObject({ enabled: true, failures: 0 });
      held[1]?.answer(200);
      await vi.waitUntil(async () => (await logOf(webhookId))[0]?.state === 'delivered', WAIT);
      const [delivery] = await logOf(webhookId);
      expect(delivery?.log.map(({ number, status }) => [number, status])).toEqual([
        [2, 200],
        [1, 410],
      ]);
    });

    test('what has failed, and whose address fails, is counted; what only waits isn’t', async () => {
      await createWebhook('s1', draft('https://s1.example/'), bench.dependencies);
      await createWebhook('s2', draft('https://s2.example/'), bench.dependencies);
      const { held, sendHeld } = heldSender();
      deliverBy(sendHeld);
      await tell(partSaved('a', 1));
      await vi.waitUntil(() => held.length === 2, WAIT);
      const { queue } = bench.store;
      expect([await queue.countFailing(), await queue.countFailingWebhooks()]).toEqual([0, 0]);
      held.find(({ url }) => url.includes('s1'))?.answer(503);
      held.find(({ url }) => url.includes('s2'))?.answer(410);
      // One is sent again, the other's address is gone, and it with it.
      await vi.waitUntil(
        async () => (await queue.countFailing()) === 1 && (await queue.countFailingWebhooks()) === 2,
        WAIT,
      );
    });

    test.each([
      ['an hour', 3_600_000, 204],
      ['three days, while its address fails', 3 * 24 * 3_600_000, 503],
    ])('a clock that is set back by %s holds nothing up', async (_, ms, first) => {
      let status = first;
      await using receiver = await startReceiver({
        answer: (_received, response) => void response.writeHead(status).end(),
      });
      const { webhook } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
      const untilDelivered = (count: number) =>
        vi.waitUntil(async () => {
          const log = await logOf(webhook.webhookId);
          return log.filter(({ state }) => state === 'delivered').length === count;
        }, WAIT);
      deliver();
      await tell(partSaved('a', 1));
      await vi.waitUntil(async () => (await logOf(webhook.webhookId))[0]?.attempts === 1, WAIT);
      await halt();
      status = 204;
      bench.forward(-ms);
      deliver();
      await tell(partSaved('b', 1));
      await untilDelivered(2);
      bench.forward(-ms);
      await tell(partSaved('c', 1));
      await untilDelivered(3);
    });

    test('what ended long ago is forgotten, and of what ended the newest is kept', async () => {
      await using receiver = await startReceiver();
      const { webhook } = await createWebhook('s1', draft(receiver.url), bench.dependencies);
      deliver();
      await tell(...Array.from({ length: 10 }, (_, at) => partSaved(`a${at}`, 1)));
      await vi.waitUntil(
        async () =>
          (await logOf(webhook.webhookId)).filter(({ state }) => state === 'delivered').length === 10,
        WAIT,
      );
      await bench.store.queue.forget(new Date(0), 4);
      expect(await logOf(webhook.webhookId)).toHaveLength(4);
      await bench.store.queue.forget(new Date(bench.store.clock.now().getTime() + 1), 4);
      expect(await logOf(webhook.webhookId)).toHaveLength(0);
    });
  });
}
