import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

type Name = 'owner' | 'catalogueManager' | 'seller' | 'buyer' | 'otherOwner';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Answer = { status: number; body: any };

interface SignedIn {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** One of the demo's users, as a page of the platform's own would act for it. */
async function signIn(name: Name): Promise<SignedIn> {
  const { email, password } = platform.keys.users[name];
  const response = await fetch(`${platform.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  expect(response.status).toBe(200);
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { csrfToken } = (await response.json()) as { csrfToken: string };
  return {
    async send(method, path, body, headers = {}) {
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(platform.url + path, {
        method,
        headers: {
          ...{ cookie, 'x-csrf-token': csrfToken, origin: platform.url },
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: sent ?? '' }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      return { status: answer.status, body: isJson ? JSON.parse(text) : text };
    },
  };
}

it('a buyer orders for its garage, the office sees it, another tenant doesn’t', async () => {
  const [buyer, seller, stranger] = [
    await signIn('buyer'),
    await signIn('seller'),
    await signIn('otherOwner'),
  ];
  const [hit] = (await buyer.send('GET', '/v1/search?inStock=true&pageSize=1')).body.hits;
  const placed = await buyer.send(
    'POST',
    '/v1/orders',
    { lines: [{ partId: hit.partId, quantity: 1 }] },
    { 'idempotency-key': 'signed-in' },
  );
  expect([placed.status, placed.body.customerId]).toEqual([201, 'demo-garage']);
  const path = `/v1/orders/${placed.body.orderId}`;
  expect((await seller.send('GET', path)).body).toMatchObject({ orderId: placed.body.orderId });
  expect((await stranger.send('GET', path)).status).toBe(404);
  // The key of the same customer and the session see the same.
  expect((await platform.shop.get(path)).status).toBe(200);
  const office = await seller.send(
    'POST',
    '/v1/orders',
    { lines: [{ partId: hit.partId, quantity: 1 }] },
    { 'idempotency-key': 'signed-in' },
  );
  expect(office.status).toBe(201);
  expect((await buyer.send('GET', `/v1/orders/${office.body.orderId}`)).status).toBe(404);
});

it('a catalogue manager imports; the owner sees in the trail who did', async () => {
  const [manager, owner, seller] = [
    await signIn('catalogueManager'),
    await signIn('owner'),
    await signIn('seller'),
  ];
  const row = '{"brand":"Signed","partNumber":"S-1","partType":"oil-filter","nameZh":"机油滤清器"}\n';
  const lines = { 'content-type': 'application/x-ndjson' };
  expect((await seller.send('POST', '/v1/imports?kind=parts', row, lines)).status).toBe(403);
  const started = await manager.send('POST', '/v1/imports?kind=parts', row, lines);
  expect(started.status).toBe(202);
  const { jobId } = started.body.job;
  const state = async () => (await manager.send('GET', `/v1/imports/${jobId}`)).body.job.state;
  await vi.waitUntil(async () => (await state()) === 'done', { timeout: 30_000 });
  const { entries } = (await owner.send('GET', '/v1/audit')).body;
  const imports = entries.filter(({ action }: { action: string }) => action === 'startImport');
  expect(imports[0]).toMatchObject({
    subjects: { jobId },
    actor: { kind: 'user', name: platform.keys.users.catalogueManager.email },
  });
  expect(JSON.stringify(entries)).not.toContain('机油滤清器');
  expect((await manager.send('GET', '/v1/audit')).status).toBe(403);
  // In two parts: the second makes an import of it.
  const length = Buffer.byteLength(row);
  const begun = await manager.send('POST', '/v1/uploads?kind=parts', undefined, {
    'upload-length': `${length}`,
  });
  const { uploadId } = begun.body.upload;
  const half = row.indexOf(',');
  for (const [offset, part] of [
    [0, row.slice(0, half)],
    [half, row.slice(half)],
  ] as const) {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': `${offset}` };
    expect((await manager.send('PATCH', `/v1/uploads/${uploadId}`, part, headers)).status).toBe(204);
  }
  const [newest] = (await owner.send('GET', '/v1/audit?limit=1')).body.entries;
  expect(newest).toMatchObject({
    action: 'startImport',
    subjects: { uploadId, jobId: expect.stringMatching(/^parts_/) },
  });
});

it('sessions outlive a restart of the platform', async () => {
  const owner = await signIn('owner');
  expect(await platform.process.stop()).toBe(0);
  await platform.restart();
  expect((await owner.send('GET', '/v1/session')).body).toMatchObject({ tenant: 'demo', role: 'owner' });
  expect((await owner.send('DELETE', '/v1/session')).status).toBe(204);
  expect((await owner.send('GET', '/v1/session')).status).toBe(401);
});
