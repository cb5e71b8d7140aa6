import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';

const VIN = '1HGCM82633A004352';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

describe('the main job', () => {
  it('leads from a VIN to an order and back', async () => {
    const { shop } = platform;
    const decoded = (await shop.get(`/v1/vins/${VIN}`)).body;
    expect(decoded.attributes).toMatchObject({
      make: { value: expect.stringMatching(/^honda$/i) },
      model: { value: 'Accord' },
      modelYear: { value: '2003' },
    });
    expect(decoded.checkDigit).toEqual({ given: '3', expected: '3', valid: true });
    expect(decoded.candidates.length).toBeGreaterThan(0);

    const found = (await shop.get(`/v1/search?vin=${VIN}&inStock=true&pageSize=100`)).body;
    expect(found.intent.kind).toBe('vin');
    expect(
      new Set(found.hits.map((hit: { partTypeId: string }) => hit.partTypeId)).size,
    ).toBeGreaterThanOrEqual(10);
    const hit = found.hits.find(
      (it: { fit: { verdict: string }; totalAvailable: number; bestPrice: unknown }) =>
        it.fit.verdict === 'fits' && it.totalAvailable >= 2 && it.bestPrice !== null,
    );
    expect(hit).toBeDefined();
    expect(hit.fit.proof[0]).toMatchObject({ make: expect.stringMatching(/honda/i), model: 'Accord' });

    const before = (await shop.get(`/v1/parts/${hit.partId}/availability`)).body;
    const placed = await shop.post(
      '/v1/orders',
      { lines: [{ partId: hit.partId, quantity: 2 }], customerReference: 'bay 3' },
      { 'idempotency-key': 'first' },
    );
    expect(placed.status).toBe(201);
    expect(placed.body).toMatchObject({
      state: 'confirmed',
      customerId: 'demo-garage',
      customerReference: 'bay 3',
    });
    expect(placed.body.totals[0].amount).toBe(placed.body.lines[0].unitPrice.amount * 2);
    const during = (await shop.get(`/v1/parts/${hit.partId}/availability`)).body;
    expect(during.totalAvailable).toBe(before.totalAvailable - 2);
    expect((await shop.get(`/v1/orders/${placed.body.orderId}`)).body).toMatchObject({ state: 'confirmed' });
    expect((await shop.get('/v1/orders')).body.orders[0].orderId).toBe(placed.body.orderId);

    const again = await shop.post(
      '/v1/orders',
      { lines: [{ partId: hit.partId, quantity: 2 }], customerReference: 'bay 3' },
      { 'idempotency-key': 'first' },
    );
    expect(again.status).toBe(200);
    expect(again.body.orderId).toBe(placed.body.orderId);

    expect((await shop.post(`/v1/orders/${placed.body.orderId}/cancel`)).body.state).toBe('cancelled');
    expect((await shop.get(`/v1/parts/${hit.partId}/availability`)).body.totalAvailable).toBe(
      before.totalAvailable,
    );
  });

  it('refuses what is not there, naming the line and how many it lacks', async () => {
    const { shop } = platform;
    const { hits } = (await shop.get('/v1/search?inStock=true&pageSize=1')).body;
    const { totalAvailable } = (await shop.get(`/v1/parts/${hits[0].partId}/availability`)).body;
    const answer = await shop.post(
      '/v1/orders',
      { lines: [{ partId: hits[0].partId, quantity: totalAvailable + 3 }] },
      { 'idempotency-key': 'too-many' },
    );
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'out-of-stock',
      shortages: [{ line: 1, requested: totalAvailable + 3, available: totalAvailable }],
    });
    expect((await shop.get(`/v1/parts/${hits[0].partId}/availability`)).body.totalAvailable).toBe(
      totalAvailable,
    );
  });

  it('finds a part by an OE number in any spelling, and by what mechanics call it', async () => {
    const { shop } = platform;
    const { hits } = (await shop.get('/v1/search?q=机油格&pageSize=5')).body;
    expect(hits.length).toBeGreaterThan(0);
    for (const hit of hits) expect(hit.partTypeId).toBe('oil-filter');
    const part = (await shop.get(`/v1/parts/${hits[0].partId}`)).body;
    const oe = part.numbers.find((number: { kind: string }) => number.kind === 'oe');
    const spelling = `${oe.raw.toLowerCase().split('').join(' ').replace(/ - /g, '\u2013')}`.slice(0, 60);
    for (const q of [oe.raw, oe.key, spelling]) {
      const answer = (await shop.get(`/v1/search?q=${encodeURIComponent(q)}`)).body;
      expect(answer.intent.kind, q).toBe('number');
      const hit = answer.hits.find((it: { partId: string }) => it.partId === part.partId);
      expect(hit?.reasons, q).toContainEqual({
        kind: 'oe-number',
        value: expect.stringContaining(oe.display),
      });
    }
  });

  it('has the demo keys in a file that only its owner reads', async () => {
    const { statSync } = await import('node:fs');
    expect(statSync(`${platform.dataDir}/demo-keys.json`).mode & 0o777).toBe(0o600);
  });
});
