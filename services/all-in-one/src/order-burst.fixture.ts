import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '@qipei/testing';
import type { RestClient } from '@qipei/testing/platform';
import { expect } from 'vitest';

export interface Placed {
  key: string;
  partId: string;
  quantity: number;
  orderId: string;
}

export interface StockedPart {
  partId: string;
  brand: string;
  partNumber: string;
}

/** The same numbers for the same seed. */
export function random(seed: number): () => number {
  const chance = new Chance(seed);
  return () => chance.next();
}

/** Parts with so much stock that no burst uses it up. */
export async function stockUp(distributor: RestClient): Promise<StockedPart[]> {
  const { hits } = (await distributor.get('/v1/search?inStock=true&sort=-stock&pageSize=40')).body;
  const parts: StockedPart[] = hits;
  const rows = parts.map(
    ({ brand, partNumber }) =>
      `${JSON.stringify({ brand, partNumber, warehouse: 'GZ-01', quantity: 5_000 })}\n`,
  );
  expect(await distributor.importFile('stock', 'ndjson', rows.join(''))).toMatchObject({
    state: 'done',
    failed: 0,
  });
  return parts;
}

/**
 * Places one order. `gone` where the platform isn't there, `refused` where it says that it can't at the moment: the same
 * key may be tried again then.
 */
export async function place(
  shop: RestClient,
  order: Omit<Placed, 'orderId'>,
): Promise<Placed | 'gone' | 'refused'> {
  try {
    const answer = await shop.post(
      '/v1/orders',
      { lines: [{ partId: order.partId, quantity: order.quantity }] },
      { 'idempotency-key': order.key },
    );
    if (answer.status === 201 || answer.status === 200) return { ...order, orderId: answer.body.orderId };
    if ([409, 429, 503, 504].includes(answer.status)) return 'refused';
    throw new Error(`order: ${answer.status} ${JSON.stringify(answer.body)}`);
  } catch (error) {
    if (error instanceof TypeError) return 'gone';
    throw error;
  }
}

/** Places orders one after another until it is told to stop or the platform goes away; keeps the acknowledged ones. */
export async function burst(
  shop: () => RestClient,
  options: {
    acknowledged: Placed[];
    partIds: readonly string[];
    /** Begins the keys. */
    name: string;
    next: () => number;
    signal?: AbortSignal;
    /** Between two orders of a caller. Default 0. */
    pauseMs?: number;
  },
): Promise<void> {
  const { acknowledged, partIds, name, next, signal, pauseMs = 0 } = options;
  for (let at = 0; signal?.aborted !== true; at += 1) {
    const partId = partIds[Math.floor(next() * partIds.length)] ?? '';
    const order = { key: `${name}-${at}`, partId, quantity: 1 + Math.floor(next() * 2) };
    const placed = await place(shop(), order);
    if (placed === 'gone') return;
    if (placed !== 'refused') acknowledged.push(placed);
    if (pauseMs > 0) await pause(pauseMs);
  }
}

interface OrderView {
  orderId: string;
  state: string;
  lines: { partId: string; quantity: number }[];
}

export async function allOrders(distributor: RestClient): Promise<OrderView[]> {
  const orders: OrderView[] = [];
  for (let token = ''; ; ) {
    const { status, body } = await distributor.get(
      `/v1/orders?pageSize=200&pageToken=${encodeURIComponent(token)}`,
    );
    if (status !== 200) throw new Error(`orders: ${status} ${JSON.stringify(body)}`);
    orders.push(...body.orders);
    token = body.nextPageToken ?? '';
    if (token === '') return orders;
  }
}

export async function availability(
  distributor: RestClient,
  partIds: readonly string[],
): Promise<Map<string, number>> {
  const levels = new Map<string, number>();
  for (const partId of partIds)
    levels.set(partId, (await distributor.get(`/v1/parts/${partId}/availability`)).body.totalAvailable);
  return levels;
}

/** Every acknowledged order is there once, orders that were cut off come to an end, and the stock is what they left. */
export async function expectNothingLost(
  { distributor, shop }: { distributor: RestClient; shop: RestClient },
  acknowledged: readonly Placed[],
  before: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { orderId } of await allOrders(distributor)) counts.set(orderId, (counts.get(orderId) ?? 0) + 1);
  for (const placed of acknowledged) expect(counts.get(placed.orderId), placed.key).toBe(1);
  for (const placed of acknowledged.slice(-40))
    expect(await place(shop, placed), placed.key).toMatchObject({ orderId: placed.orderId });
  const unsettled = async () =>
    (await allOrders(distributor)).filter(({ state }) => state === 'placed' || state === 'cancelling').length;
  await expect.poll(unsettled, { timeout: 180_000 }).toBe(0);
  const taken = new Map<string, number>();
  for (const order of await allOrders(distributor)) {
    if (order.state !== 'confirmed') continue;
    for (const { partId, quantity } of order.lines) taken.set(partId, (taken.get(partId) ?? 0) + quantity);
  }
  const after = await availability(distributor, [...before.keys()]);
  for (const [partId, was] of before) expect(after.get(partId), partId).toBe(was - (taken.get(partId) ?? 0));
  return after;
}

/** The search index shows the stock that there is. */
export async function expectIndexed(
  distributor: RestClient,
  parts: readonly StockedPart[],
  stock: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { partId, brand, partNumber } of parts) {
    const inIndex = async () => {
      const path = `/v1/search?q=${encodeURIComponent(partNumber)}&sort=-stock`;
      const { status, body } = await distributor.get(path);
      if (status !== 200) throw new Error(`search: ${status} ${JSON.stringify(body)}`);
      return body.hits.find((hit: { partId: string }) => hit.partId === partId)?.totalAvailable;
    };
    await expect
      .poll(inIndex, { timeout: 180_000, message: `${brand} ${partNumber}` })
      .toBe(stock.get(partId));
  }
}
