import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { routeWalk } from './route-walk.fixture.ts';
import { CANARIES, CANARY, keepSecrets, RULE_PACK } from './tenant-secrets.fixture.ts';

/** In a cluster of these tests loops aren't looked for: its MongoDB knows no indexes. */
const FINDS_LOOPS = inject('demo').kafkaBrokers === undefined;

let platform: DemoPlatform;
let walk: ReturnType<typeof routeWalk>;
/** Ids of the first tenant's private things, by the path parameter that names them. */
let secrets: Record<string, string[]>;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  secrets = await keepSecrets(platform);
  walk = routeWalk({
    ...{ url: platform.url, document: (await platform.otherTenant.get('/openapi.json')).body, secrets },
    canary: {
      numbers: secrets.number ?? [],
      ...{ brand: CANARY.brand, misspelt: 'zyxanari', vehicle: CANARY.vehicle },
    },
    canaries: CANARIES,
  });
});
afterAll(() => platform?.[Symbol.asyncDispose]());

describe('the walk', () => {
  it('comes across the secrets when their owner walks', async () => {
    const telling = new Set<string>();
    for await (const { operation, leaks } of walk.walk(platform.keys.distributor, 'get'))
      if (leaks.length > 0) telling.add(operation.path);
    expect([...telling].sort()).toEqual([
      '/v1/audit',
      '/v1/brands',
      '/v1/diagrams',
      '/v1/diagrams/{diagramId}',
      '/v1/exports',
      '/v1/exports/{exportId}',
      '/v1/exports/{exportId}/file',
      '/v1/feed',
      '/v1/fitments/assets',
      '/v1/fitments/unresolved',
      '/v1/grants',
      '/v1/grants/{grantId}',
      '/v1/imports',
      // Notes name the warehouses that a file made.
      '/v1/imports/{jobId}',
      ...(FINDS_LOOPS ? ['/v1/interchange/faults'] : []),
      '/v1/invitations',
      '/v1/keys',
      '/v1/makes',
      '/v1/makes/{makeId}/models',
      '/v1/mapping-profiles',
      '/v1/mapping-profiles/{profileName}',
      '/v1/members',
      '/v1/numbers/{number}',
      '/v1/numbers/{number}/vehicles',
      '/v1/orders',
      '/v1/orders/{orderId}',
      '/v1/orders/{orderId}/file',
      '/v1/parts/{partId}',
      '/v1/parts/{partId}/availability',
      '/v1/parts/{partId}/fitments',
      '/v1/parts/{partId}/images',
      '/v1/parts/{partId}/interchange',
      '/v1/parts/{partId}/price-changes',
      '/v1/parts/{partId}/stock-entries',
      '/v1/releases',
      '/v1/releases/{releaseId}',
      '/v1/releases/{releaseId}/changes',
      '/v1/rule-packs',
      '/v1/rule-packs/{name}',
      '/v1/search',
      '/v1/stock',
      '/v1/storefront-settings',
      '/v1/suggestions',
      '/v1/uploads',
      '/v1/uploads/{uploadId}',
      '/v1/vehicle-releases',
      '/v1/vehicles',
      '/v1/vehicles/{vehicleId}',
      '/v1/vehicles/{vehicleId}/parts',
      '/v1/vins/{vin}',
      '/v1/warehouses',
      '/v1/webhooks',
      '/v1/webhooks/{webhookId}',
      '/v1/webhooks/{webhookId}/deliveries',
    ]);
  });
});

describe('another tenant', () => {
  it('sees nothing of the first one’s on any route', async () => {
    expect(walk.operations.length).toBeGreaterThan(20);
    let calls = 0;
    for await (const { operation, target, status, text, leaks } of walk.walk(platform.keys.otherTenant)) {
      calls += 1;
      const call = `${operation.method} ${target}`;
      expect(status, `${call}: ${text.slice(0, 300)}`).toBeLessThan(500);
      expect(leaks, `${call}: ${text.slice(0, 2_000)}`).toEqual([]);
    }
    expect(calls).toBeGreaterThan(walk.operations.length);
  });

  it('gets the same answer for what is another’s and for what is nowhere', async () => {
    const strange: Record<string, string> = {
      partId: 'part_00000000000000000000000000',
      orderId: 'order_00000000000000000000000000',
      uploadId: 'parts_00000000000000000000000000',
      releaseId: 'rel-parts_00000000000000000000000000',
      exportId: 'exp-parts_00000000000000000000000000',
      grantId: 'grant_00000000000000000000000000',
      invitationId: 'invitation_00000000000000000000000000',
      keyId: 'key_00000000000000000000000000',
      userId: 'user_00000000000000000000000000',
      webhookId: 'wh_00000000000000000000000000',
    };
    for (const operation of walk.operations) {
      for (const [name, unknown] of Object.entries(strange)) {
        if (!operation.path.includes(`{${name}}`)) continue;
        const foreign = secrets[name]?.[0] ?? '';
        const of = async (id: string) => {
          const { status, text } = await walk.callAs(
            platform.keys.otherTenant,
            operation,
            operation.path.replace(`{${name}}`, id),
          );
          const { traceId, instance, ...problem } = JSON.parse(text);
          return JSON.stringify({ status, problem }).replaceAll(id, '<id>');
        };
        const sameForm = `${foreign.slice(0, foreign.indexOf('_'))}${unknown.slice(unknown.indexOf('_'))}`;
        expect(await of(foreign), operation.path).toBe(await of(sameForm));
      }
    }
  });

  it('changes nothing of the first one’s', async () => {
    const { distributor } = platform;
    const [partId, orderId] = [secrets.partId?.[0], secrets.orderId?.[0]];
    expect((await distributor.get(`/v1/orders/${orderId}`)).body).toMatchObject({
      state: 'confirmed',
      customerReference: CANARY.reference,
    });
    expect((await distributor.get(`/v1/parts/${partId}/availability`)).body.totalAvailable).toBe(4_710);
    expect((await distributor.get(`/v1/rule-packs/${CANARY.rulePack}`)).body).toEqual(RULE_PACK);
    const { upload } = (await distributor.get(`/v1/uploads/${secrets.uploadId?.[0]}`)).body;
    expect(upload).toMatchObject({ offset: 0, jobId: null });
    const { profile } = (await distributor.get(`/v1/mapping-profiles/${CANARY.profile}?kind=parts`)).body;
    expect(profile).toMatchObject({ version: 1 });
    const { members } = (await distributor.get('/v1/members')).body;
    expect(members.map(({ userId }: { userId: string }) => userId)).toEqual(secrets.userId);
    const { keys } = (await distributor.get('/v1/keys')).body;
    expect(keys.find(({ keyId }: { keyId: string }) => keyId === secrets.keyId?.[0])).toMatchObject({
      revokedAt: null,
    });
    expect((await distributor.get('/v1/invitations')).body.invitations).toHaveLength(1);
    const { webhook } = (await distributor.get(`/v1/webhooks/${secrets.webhookId?.[0]}`)).body;
    expect(webhook).toMatchObject({ url: 'https://zyxanary.example/', enabled: true });
    const answer = await distributor.get(`/v1/releases/${secrets.releaseId?.[0]}`);
    expect(answer).toMatchObject({ body: { release: { state: 'staged' } } });
  });

  it('has offers and stock of its own on a part that both may see', async () => {
    const { distributor, otherTenant } = platform;
    const [hit] = (await distributor.get('/v1/search?inStock=true&pageSize=1')).body.hits;
    const mine = (await otherTenant.get(`/v1/parts/${hit.partId}/availability`)).body;
    expect(mine).toMatchObject({ totalAvailable: 0, bestPrice: null, stock: [] });
    const row = { brand: hit.brand, partNumber: hit.partNumber };
    await otherTenant.importFile(
      'stock',
      'ndjson',
      `${JSON.stringify({ ...row, warehouse: 'OT-1', quantity: 5 })}\n`,
    );
    await otherTenant.importFile(
      'offers',
      'ndjson',
      `${JSON.stringify({ ...row, price: '1.00', currency: 'EUR' })}\n`,
    );
    expect((await otherTenant.get(`/v1/parts/${hit.partId}/availability`)).body).toMatchObject({
      totalAvailable: 5,
      bestPrice: { amount: 100, currency: 'EUR' },
    });
    expect((await distributor.get(`/v1/parts/${hit.partId}/availability`)).body.totalAvailable).toBe(
      hit.totalAvailable,
    );
  });
});

describe('a customer of a tenant', () => {
  it('sees its own orders only, the tenant all of them', async () => {
    const { distributor, shop } = platform;
    const [hit] = (await shop.get('/v1/search?inStock=true&pageSize=1')).body.hits;
    const own = await shop.post(
      '/v1/orders',
      { lines: [{ partId: hit.partId, quantity: 1 }] },
      { 'idempotency-key': 'own' },
    );
    const orderId = secrets.orderId?.[0];
    expect((await shop.get(`/v1/orders/${orderId}`)).status).toBe(404);
    expect((await shop.post(`/v1/orders/${orderId}/cancel`)).status).toBe(404);
    expect(
      (await shop.get('/v1/orders')).body.orders.map((order: { orderId: string }) => order.orderId),
    ).toEqual([own.body.orderId]);
    expect((await distributor.get('/v1/orders')).body.orders).toHaveLength(2);
  });

  it('may not import', async () => {
    expect((await platform.shop.startImport('parts', 'ndjson', '{}\n')).status).toBe(403);
  });
});

describe('a guest of the open storefront of the first one', () => {
  it('sees nothing of what it keeps to itself on any route, and gets no further than where guests are taken', async () => {
    const taken = new Set<string>();
    for await (const { operation, target, status, text, leaks } of walk.walk({ guestOf: 'demo' })) {
      const call = `${operation.method} ${target}`;
      expect(status, `${call}: ${text.slice(0, 300)}`).toBeLessThan(500);
      expect(leaks, `${call}: ${text.slice(0, 2_000)}`).toEqual([]);
      if (!operation.path.startsWith('/v1/') || operation.isPublic) continue;
      expect(status === 401, `${call}: ${text.slice(0, 300)}`).toBe(!operation.takesGuests);
      if (operation.takesGuests && operation.method !== 'get') taken.add(operation.path);
    }
    expect([...taken].sort()).toEqual([
      '/v1/fitments/check',
      '/v1/numbers/lookup',
      '/v1/numbers/lookup/file',
    ]);
  });

  it('looks numbers up among what is public', async () => {
    const { otherTenant } = platform;
    const [hit] = (await otherTenant.get('/v1/search?q=filter&pageSize=1')).body.hits;
    const ask = async (headers: Record<string, string>, path = '/v1/numbers/lookup') => {
      const numbers = [hit.partNumber, CANARY.number, '15400-CANARY-1'].map((number) => ({ number }));
      const answer = await fetch(platform.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ numbers }),
      });
      return { status: answer.status, text: await answer.text() };
    };
    const found = await ask({ 'x-qipei-storefront': 'demo' });
    expect(found.status).toBe(200);
    const partsOf = (text: string) =>
      JSON.parse(text).lines.map((line: { numbers: { parts: { partId: string }[] }[] }) =>
        line.numbers.flatMap(({ parts }) => parts.map(({ partId }) => partId)),
      );
    expect(partsOf(found.text)).toEqual([expect.arrayContaining([hit.partId]), [], []]);
    const owner = await ask({ authorization: `Bearer ${platform.keys.distributor}` });
    expect(partsOf(owner.text)[1]).toEqual(secrets.partId);
    expect((await ask({ 'x-qipei-storefront': 'demo' }, '/v1/numbers/lookup/file?format=csv')).status).toBe(
      200,
    );
    expect((await ask({ 'x-qipei-storefront': 'other' })).status).toBe(401);
    expect((await ask({})).status).toBe(401);
  });
});

describe('without a key', () => {
  it('every route is closed but those where there can be none yet', async () => {
    for (const operation of walk.operations.filter(({ isPublic }) => !isPublic)) {
      for (const authorization of [undefined, 'Bearer nonsense', 'Basic eDp5']) {
        const response = await fetch(platform.url + (walk.pathsOf(operation)[0] ?? ''), {
          method: operation.method.toUpperCase(),
          headers: authorization === undefined ? {} : { authorization },
        });
        await response.text();
        if (operation.path.startsWith('/v1/')) expect(response.status, operation.path).toBe(401);
      }
    }
  });
});
