import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { copyDemo, readDemoKeys, restClient, startPlatformProcess } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

const opened = new AsyncDisposableStack();
const received: { headers: IncomingHttpHeaders; body: string }[] = [];
let dataDir: string;
let status = 204;
let hookUrl: string;
let platform: Awaited<ReturnType<typeof startPlatformProcess>>;
let distributor: ReturnType<typeof restClient>;
let otherTenant: ReturnType<typeof restClient>;

beforeAll(async () => {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ headers: request.headers, body });
    response.writeHead(status).end('taken');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.defer(() => void server.close());
  hookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  ({ dataDir } = opened.use(await copyDemo(inject('demo'))));
  await start('on');
});
afterAll(async () => {
  await platform.kill();
  await opened.disposeAsync();
});

async function start(toLoopback: 'on' | 'off'): Promise<void> {
  platform = await startPlatformProcess({
    ...{ dataDir, env: { QIPEI_DEMO: 'on', QIPEI_WEBHOOKS_TO_LOOPBACK: toLoopback } },
  });
  const keys = readDemoKeys(dataDir);
  distributor = restClient(platform.url, keys.distributor);
  otherTenant = restClient(platform.url, keys.otherTenant);
}

/** As docs/webhooks.md tells receivers to do it. */
function verified(headers: IncomingHttpHeaders, body: string, key: string): unknown {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const mac = createHmac('sha256', Buffer.from(key.slice('whsec_'.length), 'base64'))
    .update(signed)
    .digest();
  const given = String(headers['webhook-signature'])
    .split(' ')
    .map((each) => Buffer.from(each.slice(3), 'base64'));
  if (!given.some((each) => each.length === mac.length && timingSafeEqual(each, mac)))
    throw new Error('not signed');
  return JSON.parse(body);
}

const messages = () => received.map(({ body }) => JSON.parse(body));
const row = (partNumber: string, more: object) =>
  `${JSON.stringify({ brand: 'Hookwater', partNumber, partType: 'oil-filter', ...more })}\n`;

let webhookId: string;
let secret: string;

it('tells a real receiver of what changes, signed', async () => {
  const eventTypes = ['part.saved', 'part.deleted', 'order.placed', 'order.confirmed'];
  const created = await otherTenant.post('/v1/webhooks', { url: hookUrl, eventTypes, description: 'shop' });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  expect(created.headers.get('location')).toBe(`/v1/webhooks/${created.body.webhook.webhookId}`);
  ({
    secret,
    webhook: { webhookId },
  } = created.body);
  await distributor.importFile(
    'parts',
    'ndjson',
    row('HW-1', { visibility: 'public' }) + row('HW-2', { visibility: 'private' }),
  );
  await vi.waitUntil(() => received.length === 1, { timeout: 30_000 });
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  const message = verified(headers, body, secret);
  expect(message).toMatchObject({
    type: 'part.saved',
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: { version: 1, publisher: expect.any(String), id: expect.stringMatching(/^part_/) },
  });
  const shown = await otherTenant.get(`/v1/webhooks/${webhookId}`);
  expect(JSON.stringify(shown.body)).not.toContain(secret);
  expect((await distributor.get('/v1/webhooks')).body).toEqual({ webhooks: [] });
});

it('shows what came of each delivery, and sends it again', async () => {
  const deliveries = async () =>
    (await otherTenant.get(`/v1/webhooks/${webhookId}/deliveries`)).body.deliveries;
  await vi.waitUntil(async () => (await deliveries())[0]?.state === 'delivered', { timeout: 30_000 });
  const [delivery] = await deliveries();
  expect(delivery).toMatchObject({
    ...{ eventType: 'part.saved', attemptCount: 1, payload: messages()[0] },
    attempts: [{ number: 1, status: 204, error: null }],
  });
  const path = `/v1/webhooks/${webhookId}/deliveries/${delivery.deliveryId}/replay`;
  expect((await otherTenant.post(path)).status).toBe(202);
  await vi.waitUntil(() => received.length === 2, { timeout: 30_000 });
  expect(received[1]?.headers['webhook-id']).toBe(delivery.deliveryId);
  const test = await otherTenant.post(`/v1/webhooks/${webhookId}/test`);
  expect(test.body.delivery).toMatchObject({ eventType: 'webhook.test', state: 'pending' });
  await vi.waitUntil(() => received.length === 3, { timeout: 30_000 });
  expect(messages()[2]).toMatchObject({ type: 'webhook.test' });
});

it('loses nothing by a kill, and goes on with what failed', async () => {
  status = 503;
  await distributor.importFile('parts', 'ndjson', row('HW-3', { visibility: 'public' }));
  await vi.waitUntil(() => received.length === 4, { timeout: 30_000 });
  const id = received[3]?.headers['webhook-id'];
  await platform.kill();
  status = 204;
  await start('on');
  await vi.waitUntil(() => received.slice(4).some(({ headers }) => headers['webhook-id'] === id), {
    timeout: 30_000,
  });
});

it('tells that an import has ended, and which warehouse it made is in its notes', async () => {
  const eventTypes = ['import.ended'];
  const created = await distributor.post('/v1/webhooks', { url: hookUrl, eventTypes, description: 'jobs' });
  expect(created.status, JSON.stringify(created.body)).toBe(201);
  const stock = 'brand,partNumber,warehouse,quantity\nHookwater,HW-1,n0rth,3\nHookwater,HW-9,north,3\n';
  const job = await distributor.importFile('stock', 'csv', stock);
  const ended = () => messages().filter(({ type }) => type === 'import.ended');
  await vi.waitUntil(() => ended().length > 0, { timeout: 60_000 });
  expect(ended()).toHaveLength(1);
  expect(ended()[0]?.data).toEqual({
    ...{ id: job.jobId, version: 1, kind: 'stock', state: 'done', failure: null, releaseId: null },
    ...{ rows: 2, created: 1, updated: 0, unchanged: 0, deleted: 0, failed: 1 },
  });
  const shown = await distributor.get(`/v1/imports/${job.jobId}`);
  expect(shown.body.job.notes).toContainEqual({
    code: 'warehouse-new',
    value: 'n0rth (1 row, the first is row 1)',
  });
  const path = `/v1/webhooks/${created.body.webhook.webhookId}`;
  expect((await distributor.delete(path)).status).toBe(204);
});

it('goes nowhere inside unless that is set', async () => {
  await platform.kill();
  await start('off');
  const inside = ['http://127.0.0.1/', 'ftp://example.com/', 'https://user:word@example.com/'];
  for (const url of inside) {
    const answer = await otherTenant.post('/v1/webhooks', { url, eventTypes: ['part.saved'] });
    expect(answer.body).toMatchObject({ status: 400, code: 'webhook-url-invalid' });
  }
  const created = await otherTenant.post('/v1/webhooks', {
    ...{ url: `https://2130706433:${new URL(hookUrl).port}/`, eventTypes: ['part.saved'] },
  });
  expect(created.status).toBe(201);
  const id = created.body.webhook.webhookId;
  const before = received.length;
  await otherTenant.post(`/v1/webhooks/${id}/test`);
  const last = async () => (await otherTenant.get(`/v1/webhooks/${id}/deliveries`)).body.deliveries[0];
  await vi.waitUntil(async () => (await last()).attemptCount > 0, { timeout: 30_000 });
  expect((await last()).attempts[0]).toMatchObject({ status: null, error: 'address-forbidden' });
  expect(received.length).toBe(before);
  expect((await otherTenant.delete(`/v1/webhooks/${id}`)).status).toBe(204);
  expect((await otherTenant.get(`/v1/webhooks/${id}`)).status).toBe(404);
});
