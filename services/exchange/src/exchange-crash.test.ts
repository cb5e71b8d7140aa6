import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOPICS, toRecord } from '@qipei/contracts';
import { Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { OrderPlaced } from '@qipei/contracts/order/v1/order_events';
import { openEventLog } from '@qipei/event-log/open';
import { newEventId } from '@qipei/kernel';
import { checkIntegrity } from '@qipei/sqlite';
import { expect, test, vi } from 'vitest';
import { type Received, startReceiver } from './adapters/http/receiver.fixture.ts';
import { openTestStore } from './adapters/sqlite/exchange-store.fixture.ts';
import { createWebhook } from './application/manage-webhooks.ts';
import { readFeed } from './application/read-feed.ts';
import type { ExchangeStep } from './compose.ts';

/** Kills per point. The chance that a loss of 1 in 7 stays unseen is under 5% at 20. */
const KILLS = Number(process.env.CRASH_KILLS ?? 20);
const EVENTS_A_ROUND = 12;
/** With how often at least a round passes each. */
const POINTS: [ExchangeStep, number][] = [
  ['changes-applied', 1],
  ['queued', 1],
  ['sending', 3],
  ['answered', 3],
  ['recorded', 2],
];

function event(type: string, aggregateId: string, payload: Uint8Array) {
  const traceparent = '';
  return toRecord({
    id: newEventId(),
    type,
    tenant: 'p1',
    aggregateId,
    occurredAt: new Date(),
    traceparent,
    payload,
  });
}

function partEvent(partId: string, version: number) {
  const part = { partId, version, publisher: 'p1', brandId: 'b1', visibility: Visibility.PUBLIC };
  const payload = PartSaved.encode(PartSaved.fromPartial({ part })).finish();
  return event('qipei.catalog.v1.PartSaved', partId, payload);
}

function orderEvent(orderId: string) {
  const payload = OrderPlaced.encode(OrderPlaced.fromPartial({ order: { orderId, version: 1 } })).finish();
  return event('qipei.order.v1.OrderPlaced', orderId, payload);
}

function start(folder: string, point: string, nth: number): ChildProcess {
  const child = fileURLToPath(new URL('./exchange-crash.child.ts', import.meta.url));
  return spawn(process.execPath, [child, folder, point, String(nth)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

const idsOf = (received: readonly Received[], type: string) =>
  new Set(
    received.flatMap(({ body }) => {
      const message = JSON.parse(body) as { type: string; data: { id: string } };
      return message.type === type ? [message.data.id] : [];
    }),
  );

test.each(POINTS)(
  `every event is told at least once through ${KILLS} kills: %s`,
  async (point, passes) => {
    const folder = mkdtempSync(join(tmpdir(), 'qipei-exchange-crash-'));
    await using receiver = await startReceiver();
    using children = new DisposableStack();
    const files = { engine: 'sqlite', dataDir: folder } as const;
    const orders: string[] = [];
    try {
      const log = await openEventLog(files, { clientId: 'test', topics: [] });
      {
        using store = openTestStore({ file: join(folder, 'exchange.sqlite') });
        const { webhooks, clock } = store;
        const eventTypes = ['part.saved', 'order.placed'];
        const draft = { url: receiver.url, eventTypes, description: '', enabled: true };
        const from = { webhooks, clock, allowLoopback: true, onQueued: () => {} };
        await createWebhook('p1', draft, from);
      }
      for (let round = 0; round < KILLS; round += 1) {
        const added = Array.from({ length: EVENTS_A_ROUND }, (_, at) => `order-${round}-${at}`);
        orders.push(...added);
        await log.append(TOPICS.order, added.map(orderEvent));
        const parts = [0, 1, 2].map((at) => partEvent(`part-${at}`, round + 1));
        await log.append(TOPICS.catalogPart, [...parts, partEvent(`part-of-${round}`, 1)]);
        const child = children.adopt(start(folder, point, 1 + (round % passes)), (each) =>
          each.kill('SIGKILL'),
        );
        const [, signal] = await once(child, 'exit', { signal: AbortSignal.timeout(120_000) });
        expect(signal).toBe('SIGKILL');
      }
      const last = children.adopt(start(folder, 'none', 1), (each) => each.kill('SIGKILL'));
      await vi.waitUntil(() => idsOf(receiver.received, 'order.placed').size === orders.length, {
        timeout: 30_000,
      });
      await vi.waitUntil(() => idsOf(receiver.received, 'part.saved').size === KILLS + 3, {
        timeout: 30_000,
      });
      last.kill('SIGTERM');
      expect(await once(last, 'exit')).toEqual([0, null]);
      await log[Symbol.asyncDispose]();
      expect(idsOf(receiver.received, 'order.placed')).toEqual(new Set(orders));

      using store = openTestStore({ file: join(folder, 'exchange.sqlite') });
      checkIntegrity(store.db);
      const request = { tenant: 's1', cursor: '', types: [], limit: 0, waitMs: 0 };
      const lines = (await Array.fromAsync(readFeed(request, store.reading))).flat();
      expect(lines.map(({ id }) => id).sort()).toEqual(
        [
          ...[0, 1, 2].map((at) => `part-${at}`),
          ...Array.from({ length: KILLS }, (_, round) => `part-of-${round}`),
        ].sort(),
      );
      for (const { id, version } of lines) expect(version).toBe(/^part-\d$/.test(id) ? KILLS : 1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  400_000,
);
