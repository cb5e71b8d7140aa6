import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { pngOf } from './png.fixture.ts';
import { HARMLESS, routeWalk } from './route-walk.fixture.ts';

/** Strings that stand in the first tenant's private data and nowhere else. */
const CANARY = {
  brand: 'Zyxanary',
  number: 'ZQ-CANARY-4711',
  reference: 'canary-reference-0815',
  warehouse: 'CANARY-WH',
  note: 'canary-qualifier',
  rulePack: 'canary-rules',
  profile: 'canary-profile',
  vehicle: 'canary-vehicle',
  subscriber: 'canary-subscriber',
  image: 'canary.png',
  diagram: 'canary-diagram',
};
const RULE_PACK = {
  format: 'qipei-rule-pack/1',
  id: CANARY.rulePack,
  source: CANARY.note,
  confidence: 0.5,
  // Of the VIN that the walk decodes.
  rules: [{ wmi: '1HG', key: 'CM826', values: { otherEngineInfo: CANARY.reference } }],
};
/** The number by itself: a measured duration may have its digits, and a file that many rows. */
const CANARIES = /zyxanary|canary|(?<![\d.#])4711(?![\d.])/i;

/** In a cluster of these tests loops aren't looked for: its MongoDB knows no indexes. */
const FINDS_LOOPS = inject('demo').kafkaBrokers === undefined;

let platform: DemoPlatform;
let walk: ReturnType<typeof routeWalk>;
/** Ids of the first tenant's private things, by the path parameter that names them. */
let secrets: Record<string, string[]>;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  const { distributor } = platform;
  const jobs = [
    await distributor.importFile(
      'parts',
      'ndjson',
      `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, partType: 'oil-filter', oeNumbers: ['Honda:15400-CANARY-1'], supersededBy: [CANARY.number], visibility: 'private' })}\n`,
    ),
    await distributor.importFile(
      'fitments',
      'ndjson',
      `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, make: 'Honda', model: 'Accord', yearFrom: 2003, note: CANARY.note })}\n`,
    ),
    await distributor.importFile(
      'offers',
      'ndjson',
      `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, price: '47.11', currency: 'CNY' })}\n`,
    ),
    await distributor.importFile(
      'stock',
      'ndjson',
      `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, warehouse: CANARY.warehouse, quantity: 4711 })}\n`,
    ),
  ];
  jobs.push(
    await distributor.importFile(
      'vehicles',
      'ndjson',
      `${JSON.stringify({ ownId: CANARY.vehicle, make: 'Zyxanary Motors', model: 'Canary One', modelYear: 2016, nameZh: CANARY.note })}\n`,
    ),
  );
  for (const job of jobs) expect(job).toMatchObject({ state: 'done', created: 1, failed: 0 });
  const [vehicle] = (await distributor.get(`/v1/vehicles?externalId=${CANARY.vehicle}`)).body.vehicles;
  // A row that waits for its vehicle.
  const waiting = await distributor.importFile(
    'fitments',
    'ndjson',
    `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, make: 'Honda', model: 'Canarymobil', yearFrom: 2003 })}\n`,
  );
  expect(waiting).toMatchObject({ state: 'done', created: 0, failed: 1 });
  // A release that waits to be published, and would remove what is private.
  const deletion = `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, action: 'delete' })}\n`;
  const kind = 'parts&release=stage&feed=canary-feed';
  const staged = await distributor.importFile(kind, 'ndjson', deletion);
  expect(staged).toMatchObject({ state: 'done', deleted: 1 });
  const found = async () => (await distributor.get(`/v1/search?q=${CANARY.number}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await found()).length === 1, { timeout: 30_000 });
  const [{ partId, brandId }] = await found();
  const hooked = await distributor.post('/v1/webhooks', {
    ...{ url: 'https://zyxanary.example/', eventTypes: ['order.placed'], description: CANARY.note },
  });
  expect(hooked.status).toBe(201);
  const { webhookId } = hooked.body.webhook;
  const order = await distributor.post(
    '/v1/orders',
    { lines: [{ partId, quantity: 1 }], customerReference: CANARY.reference },
    { 'idempotency-key': 'canary' },
  );
  expect(order.status).toBe(201);
  const pack = await distributor.put(`/v1/rule-packs/${CANARY.rulePack}`, RULE_PACK);
  expect(pack.status).toBe(201);
  const profile = await distributor.put(`/v1/mapping-profiles/${CANARY.profile}?kind=parts`, {
    mapping: { constants: { brand: CANARY.brand } },
  });
  expect(profile.status).toBe(201);
  const upload = await distributor.post(
    '/v1/uploads?kind=parts&filename=canary-upload.csv',
    {},
    { 'upload-length': '10' },
  );
  expect(upload.status).toBe(201);
  const exported = await distributor.post('/v1/exports', {
    ...{ kind: 'parts', format: 'ndjson', selection: { brands: [CANARY.brand] } },
  });
  expect(exported.status).toBe(202);
  const { exportId } = exported.body.export;
  const state = async () => (await distributor.get(`/v1/exports/${exportId}`)).body.export.state;
  await vi.waitUntil(async () => (await state()) === 'done', { timeout: 30_000 });
  const granted = await distributor.post('/v1/grants', {
    ...{ subscriber: CANARY.subscriber, brands: [CANARY.brand], note: CANARY.note },
  });
  expect(granted.status).toBe(201);
  const invited = await distributor.post('/v1/invitations', {
    ...{ email: 'canary@zyxanary.example', role: 'seller' },
  });
  expect(invited.status).toBe(201);
  const made = await distributor.post('/v1/keys', { name: 'canary-key', scopes: ['catalog:read'] });
  expect(made.status).toBe(201);
  const headers = { authorization: `Bearer ${platform.keys.distributor}` };
  const pictured = await fetch(`${platform.url}/v1/parts/${partId}/images/${CANARY.image}`, {
    ...{ method: 'PUT', headers: { ...headers, 'content-type': 'image/png' }, body: pngOf(20, 20) },
  });
  expect(pictured.status).toBe(201);
  const drawn = await distributor.put(`/v1/diagrams/${CANARY.diagram}`, {
    ...{ title: { en: CANARY.note }, vehicleIds: [vehicle.vehicleId] },
    spots: [{ label: '1', x: 0, y: 0, width: 1, height: 1, partIds: [partId], number: CANARY.number }],
  });
  expect(drawn.status).toBe(201);
  // Its hosts are its own affair; the rest of a storefront is for everybody.
  const storefront = await distributor.put('/v1/storefront-settings', {
    ...{ slug: 'demo', hosts: ['demo.localhost', 'canary.localhost'], access: 'open' },
    ...{ name: { zh: '示范汽配' }, colors: { primary: '#1456b8' } },
  });
  expect(storefront.status).toBe(200);
  const { members } = (await distributor.get('/v1/members')).body;
  const deliveries = async () =>
    (await distributor.get(`/v1/webhooks/${webhookId}/deliveries`)).body.deliveries;
  await vi.waitUntil(async () => (await deliveries()).length === 1, { timeout: 60_000 });
  const feed = async () => await (await fetch(`${platform.url}/v1/feed?types=parts`, { headers })).text();
  await vi.waitUntil(async () => CANARIES.test(await feed()), { timeout: 60_000 });
  secrets = {
    webhookId: [webhookId],
    deliveryId: [(await deliveries())[0].deliveryId],
    invitationId: [invited.body.invitation.invitationId],
    keyId: [made.body.key.keyId],
    userId: members.map(({ userId }: { userId: string }) => userId),
    exportId: [exportId],
    grantId: [granted.body.grant.grantId],
    name: [CANARY.rulePack],
    profileName: [CANARY.profile],
    uploadId: [upload.body.upload.uploadId],
    partId: [partId],
    imageName: [CANARY.image],
    diagramId: [CANARY.diagram],
    makeId: [vehicle.makeId, HARMLESS.makeId ?? ''],
    modelId: [vehicle.modelId, HARMLESS.modelId ?? ''],
    vehicleId: [vehicle.vehicleId, CANARY.vehicle, HARMLESS.vehicleId ?? ''],
    jobId: jobs.map((job) => job.jobId),
    releaseId: [staged.releaseId ?? ''],
    orderId: [order.body.orderId],
    number: [CANARY.number, '15400-CANARY-1'],
    brandId: [brandId],
    warehouseId: [CANARY.warehouse],
  };

  walk = routeWalk({
    ...{ url: platform.url, document: (await platform.otherTenant.get('/openapi.json')).body, secrets },
    canary: {
      numbers: secrets.number ?? [],
      ...{ brand: CANARY.brand, misspelt: 'zyxanari', vehicle: CANARY.vehicle },
    },
    canaries: CANARIES,
  });
});
afterAll(() => platform[Symbol.asyncDispose]());

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
