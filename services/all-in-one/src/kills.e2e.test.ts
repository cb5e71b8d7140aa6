import { setTimeout as pause } from 'node:timers/promises';
import { type DemoPlatform, type ImportJobView, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';

const KILLS = 20;
const ROWS = 4_000;
const SEED = Number(process.env.QIPEI_TEST_SEED ?? Date.now() % 1_000_000);

let platform: DemoPlatform;
beforeAll(async () => {
  console.info(`kills: QIPEI_TEST_SEED=${SEED}`);
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

/** Mulberry32: the same numbers for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Placed {
  key: string;
  partId: string;
  quantity: number;
  orderId: string;
}

function partRows(kill: number): string {
  let rows = '';
  for (let at = 0; at < ROWS; at += 1) {
    // Of one width: dashes don't count in a part number, so 1-23 and 12-3 would be one part.
    const serial = `${String(kill).padStart(2, '0')}-${String(at).padStart(5, '0')}`;
    rows += `${JSON.stringify({ brand: 'Killwater', partNumber: `KW-${serial}`, partType: 'oil-filter', nameEn: `Killwater filter ${serial}`, oeNumbers: [`Honda:15400-${serial}`] })}\n`;
  }
  return rows;
}

/** Places orders one after another until the platform goes away; keeps those that were acknowledged. */
async function burst(
  acknowledged: Placed[],
  partIds: string[],
  kill: number,
  caller: number,
  next: () => number,
): Promise<void> {
  for (let at = 0; ; at += 1) {
    const partId = partIds[Math.floor(next() * partIds.length)] ?? '';
    const quantity = 1 + Math.floor(next() * 2);
    const key = `kill-${kill}-${caller}-${at}`;
    try {
      const answer = await platform.shop.post(
        '/v1/orders',
        { lines: [{ partId, quantity }] },
        { 'idempotency-key': key },
      );
      if (answer.status === 201) acknowledged.push({ key, partId, quantity, orderId: answer.body.orderId });
      else if (answer.status !== 409)
        throw new Error(`order: ${answer.status} ${JSON.stringify(answer.body)}`);
    } catch (error) {
      if (error instanceof TypeError) return;
      throw error;
    }
  }
}

it(`${KILLS} kills at random moments of an import and a burst of orders lose and double nothing`, {
  timeout: 600_000,
}, async () => {
  const next = random(SEED);
  const stocked = (await platform.distributor.get('/v1/search?inStock=true&sort=-stock&pageSize=40')).body
    .hits as { partId: string; brand: string; partNumber: string }[];
  const partIds = stocked.map((hit) => hit.partId);
  const restock = stocked
    .map(
      ({ brand, partNumber }) =>
        `${JSON.stringify({ brand, partNumber, warehouse: 'GZ-01', quantity: 5_000 })}\n`,
    )
    .join('');
  expect(await platform.distributor.importFile('stock', 'ndjson', restock)).toMatchObject({
    state: 'done',
    failed: 0,
  });
  const before = await availability(partIds);
  const acknowledged: Placed[] = [];
  const jobs: string[] = [];

  for (let kill = 0; kill < KILLS; kill += 1) {
    const upload = await platform.distributor.startImport('parts', 'ndjson', partRows(kill));
    expect(upload.status).toBe(202);
    jobs.push(upload.body.job.jobId);
    const callers = [0, 1, 2, 3].map((caller) => burst(acknowledged, partIds, kill, caller, next));
    await pause(20 + Math.floor(next() * 700));
    await platform.process.kill();
    await Promise.all(callers);
    await platform.restart();
  }

  // The imports go on to their ends by themselves.
  const ended: ImportJobView[] = [];
  for (const jobId of jobs) ended.push(await platform.distributor.importEnded(jobId));
  for (const job of ended)
    expect(job).toMatchObject({
      state: 'done',
      rows: ROWS,
      created: ROWS,
      updated: 0,
      unchanged: 0,
      failed: 0,
    });

  // Every acknowledged order is there once, and the same key answers with it.
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const orders = await allOrders();
  const counts = new Map<string, number>();
  for (const order of orders) counts.set(order.orderId, (counts.get(order.orderId) ?? 0) + 1);
  for (const placed of acknowledged) {
    expect(counts.get(placed.orderId), placed.key).toBe(1);
  }
  for (const placed of acknowledged.slice(-40)) {
    const again = await platform.shop.post(
      '/v1/orders',
      { lines: [{ partId: placed.partId, quantity: placed.quantity }] },
      { 'idempotency-key': placed.key },
    );
    expect([again.status, again.body.orderId]).toEqual([200, placed.orderId]);
  }

  // Orders that were cut off come to an end, and the stock is what the confirmed ones left.
  await expect
    .poll(async () => (await allOrders()).filter((order) => order.state === 'placed').length, {
      timeout: 60_000,
    })
    .toBe(0);
  const taken = new Map<string, number>();
  for (const order of await allOrders()) {
    if (order.state !== 'confirmed') continue;
    for (const line of order.lines) taken.set(line.partId, (taken.get(line.partId) ?? 0) + line.quantity);
  }
  const after = await availability(partIds);
  for (const partId of partIds)
    expect(after.get(partId), partId).toBe((before.get(partId) ?? 0) - (taken.get(partId) ?? 0));

  // The search index agrees with the catalogue.
  const query = '/v1/search?q=Killwater&pageSize=1';
  await expect
    .poll(async () => (await platform.distributor.get(query)).body.total, { timeout: 60_000 })
    .toBe(KILLS * ROWS);
  for (const partId of partIds.slice(0, 10)) {
    const { brand, partNumber } = stocked.find((hit) => hit.partId === partId) ?? {
      brand: '',
      partNumber: '',
    };
    const inIndex = async () =>
      (
        await platform.distributor.get(`/v1/search?q=${encodeURIComponent(partNumber)}&sort=-stock`)
      ).body.hits.find((hit: { partId: string }) => hit.partId === partId)?.totalAvailable;
    await expect
      .poll(inIndex, { timeout: 20_000, message: `${brand} ${partNumber}` })
      .toBe(after.get(partId));
  }
});

interface OrderView {
  orderId: string;
  state: string;
  lines: { partId: string; quantity: number }[];
}

async function allOrders(): Promise<OrderView[]> {
  const orders: OrderView[] = [];
  for (let token = ''; ; ) {
    const { body } = await platform.distributor.get(
      `/v1/orders?pageSize=200&pageToken=${encodeURIComponent(token)}`,
    );
    orders.push(...body.orders);
    token = body.nextPageToken ?? '';
    if (token === '') return orders;
  }
}

async function availability(partIds: string[]): Promise<Map<string, number>> {
  const levels = new Map<string, number>();
  for (const partId of partIds)
    levels.set(
      partId,
      (await platform.distributor.get(`/v1/parts/${partId}/availability`)).body.totalAvailable,
    );
  return levels;
}
