import type { DemoPlatform } from '@qipei/testing/platform';
import { expect, vi } from 'vitest';
import { pngOf } from './png.fixture.ts';
import { HARMLESS } from './route-walk.fixture.ts';

/** Strings that stand in the first tenant's private data and nowhere else. */
export const CANARY = {
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
export const RULE_PACK = {
  format: 'qipei-rule-pack/1',
  id: CANARY.rulePack,
  source: CANARY.note,
  confidence: 0.5,
  // Of the VIN that the walk decodes.
  rules: [{ wmi: '1HG', key: 'CM826', values: { otherEngineInfo: CANARY.reference } }],
};
/** The number by itself: a measured duration may have its digits, and a file that many rows. */
export const CANARIES = /zyxanary|canary|(?<![\d.#])4711(?![\d.])/i;

/**
 * Gives the distributor of a demo platform one of each thing that a tenant keeps to itself.
 * @returns their ids, by the path parameter that names them
 */
export async function keepSecrets(platform: DemoPlatform): Promise<Record<string, string[]>> {
  const { distributor } = platform;
  const { jobs, vehicle, releaseId } = await importSecrets(platform);
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
  return {
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
    releaseId: [releaseId ?? ''],
    orderId: [order.body.orderId],
    number: [CANARY.number, '15400-CANARY-1'],
    brandId: [brandId],
    warehouseId: [CANARY.warehouse],
  };
}

/** Parts, what is told of them, a vehicle, a row that waits for one, and a release that waits to be published. */
async function importSecrets({ distributor }: DemoPlatform) {
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
  // What a feed says of a file.
  const header = `<Header><Company>${CANARY.brand}</Company><SubmissionType>UPDATE</SubmissionType></Header>`;
  const asset = `<Asset action="A" id="1"><BaseVehicle id="1"/><AssetName>${CANARY.image}</AssetName></Asset>`;
  const feed = `<ACES version="4.2">${header}${asset}<Footer><RecordCount>0</RecordCount></Footer></ACES>`;
  const files = await distributor.importFile('fitments', 'xml', feed);
  expect(files).toMatchObject({ state: 'done', created: 1, failed: 0 });
  // A release that waits to be published, and would remove what is private.
  const deletion = `${JSON.stringify({ brand: CANARY.brand, partNumber: CANARY.number, action: 'delete' })}\n`;
  const kind = 'parts&release=stage&feed=canary-feed';
  const staged = await distributor.importFile(kind, 'ndjson', deletion);
  expect(staged).toMatchObject({ state: 'done', deleted: 1 });
  return { jobs, vehicle, releaseId: staged.releaseId };
}
