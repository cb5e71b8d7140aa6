import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

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
};
const RULE_PACK = {
  format: 'qipei-rule-pack/1',
  id: CANARY.rulePack,
  source: CANARY.note,
  confidence: 0.5,
  // Of the VIN that the walk decodes.
  rules: [{ wmi: '1HG', key: 'CM826', values: { otherEngineInfo: CANARY.reference } }],
};
/** The number by itself: a measured duration may have its digits. */
const CANARIES = /zyxanary|canary|(?<![\d.])4711(?![\d.])/i;

/** Over MongoDB parts have no releases: that they are refused is what is looked at there. */
const HAS_RELEASES = inject('demo').kafkaBrokers === undefined;

interface Operation {
  method: string;
  path: string;
  parameters: { name: string; in: string; required?: boolean }[];
  hasBody: boolean;
  isPublic: boolean;
}

let platform: DemoPlatform;
let operations: Operation[];
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
  let stagedId = 'parts_11111111111111111111111111';
  if (HAS_RELEASES) {
    const staged = await distributor.importFile(kind, 'ndjson', deletion);
    expect(staged).toMatchObject({ state: 'done', deleted: 1 });
    stagedId = staged.jobId;
  } else {
    const { body } = await distributor.startImport(kind, 'ndjson', deletion);
    expect(body).toMatchObject({ status: 409, code: 'release-unsupported' });
  }
  const found = async () => (await distributor.get(`/v1/search?q=${CANARY.number}&inStock=true`)).body.hits;
  await vi.waitUntil(async () => (await found()).length === 1, { timeout: 20_000 });
  const [{ partId, brandId }] = await found();
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
  expect(exported.status).toBe(HAS_RELEASES ? 202 : 409);
  const exportId = exported.body.export?.exportId ?? 'exp-parts_11111111111111111111111111';
  if (HAS_RELEASES) {
    const state = async () => (await distributor.get(`/v1/exports/${exportId}`)).body.export.state;
    await vi.waitUntil(async () => (await state()) === 'done', { timeout: 20_000 });
  }
  secrets = {
    exportId: [exportId],
    name: [CANARY.rulePack],
    profileName: [CANARY.profile],
    uploadId: [upload.body.upload.uploadId],
    partId: [partId],
    makeId: [vehicle.makeId, HARMLESS.makeId ?? ''],
    modelId: [vehicle.modelId, HARMLESS.modelId ?? ''],
    vehicleId: [vehicle.vehicleId, CANARY.vehicle, HARMLESS.vehicleId ?? ''],
    jobId: jobs.map((job) => job.jobId),
    releaseId: [`rel-${stagedId}`],
    orderId: [order.body.orderId],
    number: [CANARY.number, '15400-CANARY-1'],
    brandId: [brandId],
  };

  const document = (await platform.otherTenant.get('/openapi.json')).body;
  operations = Object.entries<Record<string, Record<string, unknown>>>(document.paths).flatMap(
    ([path, item]) =>
      Object.entries(item)
        .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
        .map(([method, operation]) => ({
          method,
          path,
          parameters: (operation.parameters ?? []) as Operation['parameters'],
          hasBody: operation.requestBody !== undefined,
          isPublic: Array.isArray(operation.security) && operation.security.length === 0,
        })),
  );
});
afterAll(() => platform[Symbol.asyncDispose]());

/** Values for the path parameters that aren't secrets. */
const HARMLESS: Record<string, string> = {
  vin: '1HGCM82633A004352',
  makeId: 'mk474',
  modelId: 'md1861',
  vehicleId: 'v1861-2003-wmq420',
  partTypeId: 'oil-filter',
};

function pathsOf(operation: Operation): string[] {
  let paths = [operation.path];
  for (const [, name] of operation.path.matchAll(/\{(\w+)\}/g)) {
    const values =
      secrets[name ?? ''] ?? (HARMLESS[name ?? ''] === undefined ? [] : [HARMLESS[name ?? ''] ?? '']);
    if (values.length === 0)
      throw new Error(`the walk knows no value for {${name}} of ${operation.path}: add one`);
    paths = paths.flatMap((path) =>
      values.map((value) => path.replace(`{${name}}`, encodeURIComponent(value))),
    );
  }
  return paths;
}

/** Query strings that could bring the secrets up. */
function queriesOf(operation: Operation): string[] {
  const names = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter) => parameter.name);
  const tries: Record<string, string[]> = {
    q: [CANARY.number, CANARY.brand, '15400-CANARY-1', 'zyxanari'],
    brandId: secrets.brandId ?? [],
    vin: ['1HGCM82633A004352'],
    make: ['Honda'],
    kind: ['parts'],
    externalId: [CANARY.vehicle, `tenant.own:${CANARY.vehicle}`],
    unresolved: ['true'],
  };
  const required = operation.parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const base = required
    .map(
      (parameter) =>
        `${parameter.name}=${encodeURIComponent(tries[parameter.name]?.[0] ?? HARMLESS[parameter.name] ?? '2003')}`,
    )
    .join('&');
  const single = names.flatMap((name) =>
    (tries[name] ?? []).map((value) =>
      [base, `${name}=${encodeURIComponent(value)}`].filter((it) => it !== '').join('&'),
    ),
  );
  const ofModels = (operation.path === '/v1/vehicles' ? (secrets.modelId ?? []) : []).map(
    (modelId) => `modelId=${modelId}&year=2016`,
  );
  return [base, ...single, ...ofModels];
}

/** What could bring the secrets up in an answer. */
function bodyOf({ path }: Operation): unknown {
  const [partId] = secrets.partId ?? [];
  if (path === '/v1/numbers/lookup')
    return {
      numbers: (secrets.number ?? []).flatMap((number) => [{ number }, { number, brand: CANARY.brand }]),
    };
  if (path !== '/v1/fitments/check') return { lines: [{ partId, quantity: 1 }] };
  const vehicle = { vehicleId: HARMLESS.vehicleId };
  const numbers = (secrets.number ?? []).map((number) => ({ number, ...vehicle }));
  return {
    pairs: [
      { partId, ...vehicle },
      ...numbers,
      { number: CANARY.number, brand: CANARY.brand, vin: HARMLESS.vin },
      { partId, vin: HARMLESS.vin },
    ],
  };
}

/** What a body tells of itself: a look-up of numbers gives each number back as it was read. */
function sentIn({ path }: Operation): string[] {
  return path === '/v1/numbers/lookup' ? [...(secrets.number ?? []), CANARY.brand] : [];
}

/** Bodies that aren't JSON, by the route that takes them. */
const LINES: Record<string, string> = {
  '/v1/imports': '{}\n',
  '/v1/imports/preview': '{}\n',
  '/v1/uploads/{uploadId}': 'abc',
  '/v1/vins/batch': '{"vin": "1HGCM82633A004352", "ref": "walk"}\n',
};

async function callAs(
  key: string,
  operation: Operation,
  path: string,
): Promise<{ status: number; text: string }> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${key}`,
    'idempotency-key': `walk-${Math.random()}`,
    'upload-length': '10',
    'upload-offset': '0',
  };
  const init: RequestInit = { method: operation.method.toUpperCase(), headers };
  if (operation.hasBody) {
    const lines = LINES[operation.path];
    headers['content-type'] = lines === undefined ? 'application/json' : 'application/x-ndjson';
    if (operation.method === 'patch') headers['content-type'] = 'application/offset+octet-stream';
    init.body = lines ?? JSON.stringify(bodyOf(operation));
  }
  const response = await fetch(platform.url + path, init);
  return { status: response.status, text: await response.text() };
}

/**
 * What an answer tells of the first tenant. What the caller sent may come back in a problem or as the query that was
 * understood; nothing else may.
 */
function leaksOf(text: string, target: string, sentPart = ''): string[] {
  const sent = decodeURIComponent(target);
  const ids = ['partId', 'jobId', 'uploadId', 'releaseId', 'exportId', 'orderId', 'brandId'].flatMap(
    (name) => secrets[name] ?? [],
  );
  const found = ids.filter((id) => text.includes(id) && !sent.includes(id) && id !== sentPart);
  const rest = sent
    .split(/[/?&=]/)
    .filter((it) => it.length > 3)
    .reduce((left, it) => left.replaceAll(it, ''), text)
    .replaceAll(
      /"(words|numberKey|detail|instance|message|zyxanari|from|keys|title)":("[^"]*"|\[[^\]]*\])/g,
      '',
    );
  return [...found, ...(CANARIES.exec(rest) ?? [])];
}

describe('the walk', () => {
  it('comes across the secrets when their owner walks', async () => {
    const telling = new Set<string>();
    for (const operation of operations.filter(({ method }) => method === 'get')) {
      for (const path of pathsOf(operation)) {
        for (const query of queriesOf(operation)) {
          const target = query === '' ? path : `${path}?${query}`;
          const { text } = await callAs(platform.keys.distributor, operation, target);
          if (leaksOf(text, target).length > 0) telling.add(operation.path);
        }
      }
    }
    expect([...telling].sort()).toEqual([
      '/v1/brands',
      ...(HAS_RELEASES ? ['/v1/exports', '/v1/exports/{exportId}', '/v1/exports/{exportId}/file'] : []),
      '/v1/fitments/unresolved',
      '/v1/imports',
      ...(HAS_RELEASES ? ['/v1/interchange/faults'] : []),
      '/v1/makes',
      '/v1/makes/{makeId}/models',
      '/v1/mapping-profiles',
      '/v1/mapping-profiles/{profileName}',
      '/v1/numbers/{number}',
      '/v1/numbers/{number}/vehicles',
      '/v1/orders',
      '/v1/orders/{orderId}',
      '/v1/parts/{partId}',
      '/v1/parts/{partId}/availability',
      '/v1/parts/{partId}/fitments',
      '/v1/parts/{partId}/interchange',
      ...(HAS_RELEASES
        ? ['/v1/releases', '/v1/releases/{releaseId}', '/v1/releases/{releaseId}/changes']
        : []),
      '/v1/rule-packs',
      '/v1/rule-packs/{name}',
      '/v1/search',
      '/v1/uploads',
      '/v1/uploads/{uploadId}',
      '/v1/vehicle-releases',
      '/v1/vehicles',
      '/v1/vehicles/{vehicleId}',
      '/v1/vehicles/{vehicleId}/parts',
      '/v1/vins/{vin}',
      '/v1/warehouses',
    ]);
  });
});

describe('another tenant', () => {
  it('sees nothing of the first one’s on any route', async () => {
    expect(operations.length).toBeGreaterThan(20);
    let calls = 0;
    for (const operation of operations) {
      for (const path of pathsOf(operation)) {
        for (const query of queriesOf(operation)) {
          const target = query === '' ? path : `${path}?${query}`;
          const { status, text } = await callAs(platform.keys.otherTenant, operation, target);
          calls += 1;
          expect(status, `${operation.method} ${target}: ${text.slice(0, 300)}`).toBeLessThan(500);
          expect(
            leaksOf(text, [target, ...sentIn(operation)].join('/'), secrets.partId?.[0]),
            `${operation.method} ${target}: ${text.slice(0, 2_000)}`,
          ).toEqual([]);
        }
      }
    }
    expect(calls).toBeGreaterThan(operations.length);
  });

  it('gets the same answer for what is another’s and for what is nowhere', async () => {
    const strange: Record<string, string> = {
      partId: 'part_00000000000000000000000000',
      orderId: 'order_00000000000000000000000000',
      uploadId: 'parts_00000000000000000000000000',
      releaseId: 'rel-parts_00000000000000000000000000',
      exportId: 'exp-parts_00000000000000000000000000',
    };
    for (const operation of operations) {
      for (const [name, unknown] of Object.entries(strange)) {
        if (!operation.path.includes(`{${name}}`)) continue;
        const foreign = secrets[name]?.[0] ?? '';
        const of = async (id: string) => {
          const { status, text } = await callAs(
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
    const answer = await distributor.get(`/v1/releases/${secrets.releaseId?.[0]}`);
    expect(answer).toMatchObject(HAS_RELEASES ? { body: { release: { state: 'staged' } } } : { status: 404 });
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

describe('without a key', () => {
  it('every route but health and docs is closed', async () => {
    for (const operation of operations) {
      for (const authorization of [undefined, 'Bearer nonsense', 'Basic eDp5']) {
        const response = await fetch(platform.url + (pathsOf(operation)[0] ?? ''), {
          method: operation.method.toUpperCase(),
          headers: authorization === undefined ? {} : { authorization },
        });
        await response.text();
        if (operation.path.startsWith('/v1/')) expect(response.status, operation.path).toBe(401);
      }
    }
  });
});
