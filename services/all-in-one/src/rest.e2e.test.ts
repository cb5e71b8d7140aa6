import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pngOf } from './png.fixture.ts';
import { MAX_UPLOAD_BYTES, type RestPlatform, startRestPlatform } from './rest-platform.fixture.ts';

const VIN = '1HGCM82633A004352';

let platform: RestPlatform;
let url: string;
let keys: RestPlatform['keys'];
let distributor: RestPlatform['distributor'];
let shop: RestPlatform['shop'];
beforeAll(async () => {
  platform = await startRestPlatform();
  ({ url, keys, distributor, shop } = platform);
});
afterAll(() => platform[Symbol.asyncDispose]());

describe('every route', () => {
  it('answers what its document says', async () => {
    const { body: document } = await shop.get('/openapi.json');
    const { body: found } = await distributor.get(`/v1/search?vin=${VIN}&inStock=true`);
    const [hit] = found.hits;
    const [vehicle] = found.intent.vehicles;
    const { body: part } = await distributor.get(`/v1/parts/${hit.partId}`);
    const job = await distributor.importFile('parts', 'ndjson', '{"brand":"","partNumber":"=1+1"}\n');
    const order = await distributor.post(
      '/v1/orders',
      { lines: [{ partId: hit.partId, quantity: 1 }] },
      { 'idempotency-key': 'walk' },
    );
    expect(order.status).toBe(201);
    const rules = [{ wmi: 'LGW', key: 'EF*', values: { model: 'H6' } }];
    const about = {
      format: 'qipei-rule-pack/1',
      id: 'walk',
      title: 'walk',
      source: 'made up',
      confidence: 0.5,
    };
    expect((await distributor.put('/v1/rule-packs/walk', { ...about, rules })).status).toBe(201);
    const mapping = { constants: { brand: 'Walk' } };
    expect((await distributor.put('/v1/mapping-profiles/walk?kind=parts', { mapping })).status).toBe(201);
    const begun = await distributor.post('/v1/uploads?kind=parts', undefined, { 'upload-length': '10' });
    expect(begun.status).toBe(201);
    const row = '{"brand":"Walk","partNumber":"W-1","partType":"oil-filter","nameZh":"机油滤清器"}\n';
    const release = await distributor.startImport('parts&release=stage&feed=walk', 'ndjson', row);
    await distributor.importEnded(release.body.job.jobId);
    const exported = await distributor.post('/v1/exports', { kind: 'parts', format: 'csv' });
    expect(exported.status).toBe(202);
    const { exportId } = exported.body.export;
    while ((await distributor.get(`/v1/exports/${exportId}`)).body.export.state !== 'done') await pause(20);
    const hook = { url: 'https://walk.example/', eventTypes: ['order.placed'] };
    const hooked = await distributor.post('/v1/webhooks', hook);
    expect(hooked.status).toBe(201);
    const granted = await distributor.post('/v1/grants', { subscriber: 'walked-to', brands: ['Walk'] });
    expect(granted.status).toBe(201);
    const pictured = async (path: string) => {
      const headers = { authorization: `Bearer ${keys.distributor}`, 'content-type': 'image/png' };
      return await fetch(url + path, { method: 'PUT', headers, body: pngOf(32, 32) });
    };
    expect((await pictured(`/v1/parts/${hit.partId}/images/walk.png`)).status).toBe(201);
    expect((await distributor.put('/v1/diagrams/walk', { title: { en: 'Walk' } })).status).toBe(201);
    expect((await pictured('/v1/diagrams/walk/image')).status).toBe(200);
    const token = await platform.invitationToken();
    const values: Record<string, string> = {
      exportId,
      token,
      ...{ userId: 'user_none', keyId: 'key_none', deliveryId: 'dlv_none', invitationId: 'invitation_none' },
      vin: VIN,
      partId: hit.partId,
      number: part.numbers[0].raw,
      jobId: job.jobId,
      orderId: order.body.orderId,
      ...vehicle,
      name: 'walk',
      imageName: 'walk.png',
      diagramId: 'walk',
      warehouseId: 'WALK',
      partTypeId: 'oil-filter',
      profileName: 'walk',
      slug: 'demo',
      grantId: granted.body.grant.grantId,
      webhookId: hooked.body.webhook.webhookId,
      uploadId: begun.body.upload.uploadId,
      releaseId: release.body.job.releaseId,
    };
    const queries: Record<string, string> = {
      '/v1/vehicles': `?modelId=${encodeURIComponent(vehicle.modelId)}&year=${vehicle.year}`,
      '/v1/mapping-profiles/{profileName}': '?kind=parts',
      '/v1/release-rules': '?kind=parts',
    };
    const walked: string[] = [];
    for (const [path, methods] of Object.entries<Record<string, { operationId: string }>>(document.paths)) {
      const target = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
        expect(values[name], `{${name}} of ${path}`).toBeTypeOf('string');
        return encodeURIComponent(values[name] ?? '');
      });
      // A key has none.
      if (path === '/v1/session') expect((await distributor.get(path)).status).toBe(401);
      else if (methods.get !== undefined) {
        const answer = await distributor.get(target + (queries[path] ?? ''));
        expect([path, answer.status]).toEqual([path, 200]);
        walked.push(methods.get.operationId);
      }
    }
    expect(walked.length).toBeGreaterThan(20);
    for (const id of [`/v1/orders/${order.body.orderId}/cancel`, `/v1/imports/${job.jobId}/cancel`])
      expect((await distributor.post(id)).status).toBe(200);
  });

  it.each([
    '',
    ' ',
    'x',
    'IOQ',
    '1HGCM82633A00435',
    'ＬＳＶＡＡ２１８０Ｅ２１８００００',
    "' OR 1=1",
    '🚗'.repeat(30),
  ])('talks about the VIN %j', async (vin) => {
    const answer = await shop.get(`/v1/vins/${encodeURIComponent(vin)}`);
    if (vin.trim() === '') expect(answer.status).toBe(400);
    else {
      expect(answer.status).toBe(200);
      expect(answer.body.checkDigit).toHaveProperty('valid');
    }
  });

  it('pages through the fitments of a part', async () => {
    const { hits } = (await shop.get(`/v1/search?vin=${VIN}`)).body;
    const path = `/v1/parts/${hits[0].partId}/fitments`;
    const { body: whole } = await shop.get(`${path}?pageSize=200`);
    const seen: string[] = [];
    for (let token = ''; ; ) {
      const { body } = await shop.get(`${path}?pageSize=1&pageToken=${encodeURIComponent(token)}`);
      seen.push(...body.fitments.map((fitment: { fitmentId: string }) => fitment.fitmentId));
      token = body.nextPageToken ?? '';
      if (token === '') break;
    }
    expect(seen).toEqual(whole.fitments.map((fitment: { fitmentId: string }) => fitment.fitmentId));
    expect(whole.total).toBe(seen.length);
    expect((await shop.get(`${path}?pageToken=nonsense`)).body.errors[0].field).toBe('pageToken');
  });
});

describe('a key that may not see stock', () => {
  it('gets the hits without prices, stock and what would betray them', async () => {
    const reader = await platform.callerWith(['catalog:read']);
    const { status, body } = await reader.get(`/v1/search?vin=${VIN}&pageSize=5`);
    expect(status).toBe(200);
    for (const hit of body.hits) {
      expect(hit).toMatchObject({ bestPrice: null, totalAvailable: null });
      expect(hit.fit.verdict).toMatch(/fits|cannot-tell/);
    }
    expect(body.facets.map((facet: { name: string }) => facet.name)).not.toContain('inStock');
    expect((await reader.get('/v1/search?sort=price')).status).toBe(403);
  });
});

describe('a place on the vehicle', () => {
  it('narrows to as many as its facet counts, within a vehicle too', async () => {
    for (const asked of [`vin=${VIN}`, `q=${encodeURIComponent('刹车片')}`]) {
      const { facets, total } = (await shop.get(`/v1/search?${asked}&pageSize=1`)).body;
      const places = facets.find(({ name }: { name: string }) => name === 'position').values;
      expect(places.map(({ value }: { value: string }) => value)).toContain('front');
      for (const { value, count, labelZh } of places) {
        expect(labelZh).not.toBeNull();
        const of = (await shop.get(`/v1/search?${asked}&position=${value}&pageSize=1`)).body;
        expect([of.total, count <= total], value).toEqual([count, true]);
      }
    }
    const none = await shop.get(`/v1/vehicles/v1861-2003-wmq420/parts?position=roof`);
    expect([none.status, none.body.total]).toEqual([200, 0]);
  });
});

describe('an order', () => {
  const place = (lines: object[], key: string) =>
    shop.post('/v1/orders', { lines }, { 'idempotency-key': key });

  it('comes once for a key, and says so', async () => {
    const [hit] = (await shop.get('/v1/search?inStock=true&pageSize=1')).body.hits;
    const lines = [{ partId: hit.partId, quantity: 1 }];
    const first = await place(lines, 'rest-1');
    expect([first.status, first.headers.get('location')]).toEqual([201, `/v1/orders/${first.body.orderId}`]);
    const again = await place(lines, 'rest-1');
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(again.body).toEqual(first.body);
    const other = await place([{ ...lines[0], quantity: 2 }], 'rest-1');
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
  });

  it('that lacks stock names line, part and how many there are', async () => {
    const [hit] = (await shop.get('/v1/search?inStock=true&pageSize=1')).body.hits;
    const { status, body } = await place([{ partId: hit.partId, quantity: 1_000_000 }], 'rest-2');
    expect(status).toBe(409);
    expect(body).toMatchObject({
      type: '/problems/out-of-stock',
      shortages: [
        {
          line: 1,
          partId: hit.partId,
          warehouseId: null,
          requested: 1_000_000,
          available: hit.totalAvailable,
        },
      ],
    });
  });
});

describe('an upload', () => {
  const imports = async () =>
    (await distributor.get('/v1/imports?pageSize=200')).body.jobs as { jobId: string }[];

  /** A chunked upload over a connection that the test holds. */
  function upload(kind: string) {
    const { hostname, port } = new URL(url);
    const req = request({
      hostname,
      port,
      method: 'POST',
      path: `/v1/imports?kind=${kind}`,
      headers: { authorization: `Bearer ${keys.distributor}`, 'content-type': 'text/csv' },
    });
    const answered = new Promise<number>((resolve, reject) => {
      req.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      req.on('error', reject);
    });
    return { req, answered };
  }

  it.each(['parts', 'fitments', 'stock', 'offers'])('of %s that breaks off leaves no job', async (kind) => {
    const before = await imports();
    const { req, answered } = upload(kind);
    const failed = expect(answered).rejects.toThrow();
    req.write('brand,partNumber\n');
    for (let i = 0; i < 20; i += 1) {
      const flushed = Promise.withResolvers<void>();
      req.write('Kettelby,KB-1\n'.repeat(5_000), () => flushed.resolve());
      await flushed.promise;
    }
    req.destroy();
    await failed;
    // A whole upload behind it: when that one is listed, the broken one would be.
    const { jobId } = await distributor.importFile('stock', 'csv', 'brand,partNumber,warehouse,quantity\n');
    const after = await imports();
    expect(after.map((job) => job.jobId)).toEqual([jobId, ...before.map((job) => job.jobId)]);
  });

  it('that says its length and sends less leaves no job', async () => {
    const before = await imports();
    const { hostname, port } = new URL(url);
    const req = request({
      hostname,
      port,
      method: 'POST',
      path: '/v1/imports?kind=parts',
      headers: {
        authorization: `Bearer ${keys.distributor}`,
        'content-type': 'text/csv',
        'content-length': 1_000,
      },
    });
    const gone = new Promise((resolve) => req.on('error', resolve));
    req.write('brand,partNumber\n', () => req.destroy(new Error('gone')));
    await gone;
    await distributor.importFile('stock', 'csv', 'brand,partNumber,warehouse,quantity\n');
    expect(await imports()).toHaveLength(before.length + 1);
  });

  it('that grows over the limit is refused in the middle, and the answer is readable', async () => {
    const before = await imports();
    const { req, answered } = upload('parts');
    for (let sent = 0; sent <= MAX_UPLOAD_BYTES; sent += 65_536) req.write(Buffer.alloc(65_536, 'x'));
    expect(await answered).toBe(413);
    req.destroy();
    expect(await imports()).toEqual(before);
  });

  it('is listed with the others, newest first, page by page', async () => {
    const all = (await imports()).map(({ jobId }) => jobId);
    const seen: string[] = [];
    for (let token = ''; ; ) {
      const { body } = await distributor.get(`/v1/imports?pageSize=3&pageToken=${encodeURIComponent(token)}`);
      seen.push(...body.jobs.map((job: { jobId: string }) => job.jobId));
      token = body.nextPageToken ?? '';
      if (token === '') break;
    }
    expect(seen).toEqual(all);
    expect(new Set(all.map((jobId) => jobId.split('_')[0]))).toEqual(
      new Set(['parts', 'fitments', 'stock', 'offers']),
    );
  });

  it('gives its errors as a file without formulas', async () => {
    const rows = Array.from({ length: 2_500 }, (_, i) => `Kettelby,KB-${i},=HYPERLINK(${i})\n`).join('');
    const job = await distributor.importFile('parts', 'csv', `brand,partNumber,partType\n${rows}`);
    expect(job.failed).toBe(2_500);
    const response = await fetch(`${url}/v1/imports/${job.jobId}/errors`, {
      headers: { authorization: `Bearer ${keys.distributor}`, accept: 'text/csv' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="${job.jobId}-errors.csv"`,
    );
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(2_501);
    expect(lines[0]).toBe('row,line,column,code,value,message');
    for (const line of lines.slice(1)) expect(line).toMatch(/,'=HYPERLINK\(\d+\),/);
  });
});

describe('with inventory away', () => {
  beforeAll(() => platform.stopInventory());

  it('readiness names it', async () => {
    const { status, body } = await shop.get('/readyz');
    expect([status, body.code]).toEqual([503, 'peers-unavailable']);
    expect(body.peers).toMatchObject({ inventory: 'unreachable', catalog: 'serving', access: 'serving' });
    expect(body.detail).toContain('inventory');
  });

  it('a search still answers, and says what it could not look up', async () => {
    const { status, body } = await shop.get(`/v1/search?vin=${VIN}&pageSize=5`);
    expect(status).toBe(200);
    expect(body.notes.map((note: { code: string }) => note.code)).toEqual(['availability-unknown']);
    for (const hit of body.hits) {
      expect(hit).toMatchObject({ bestPrice: null, totalAvailable: null });
      expect(hit.fit.verdict).toMatch(/fits|cannot-tell/);
    }
  });

  it('what needs it is answered 503 in bounded time', async () => {
    const started = performance.now();
    const { status, headers } = await shop.get('/v1/warehouses');
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect((await distributor.startImport('stock', 'csv', 'brand\n')).status).toBe(503);
    // A call that nobody bounds never ends.
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
