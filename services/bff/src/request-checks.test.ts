import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFor, READER_KEY, startBench } from './peer-server.fixture.ts';
import { startBff } from './service.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function problem(path: string, init?: RequestInit) {
  const response = await bench.get(path, init);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const body = (await response.json()) as Record<string, unknown> & {
    errors: { field: string; code: string; message: string }[];
  };
  expect(body).toMatchObject({ status: response.status, type: `/problems/${body.code}` });
  expect(response.headers.get('x-request-id')).toBe(body.traceId);
  return { status: response.status, code: body.code, fields: body.errors.map(({ field }) => field), body };
}

describe('a query', () => {
  it.each([
    ['/v1/search?vin=a&vin=b', 'parameter-repeated', 'vin'],
    ['/v1/search?q[]=a', 'unknown-member', 'q[]'],
    ['/v1/search?q[x]=a', 'unknown-member', 'q[x]'],
    ['/v1/search?colour=red', 'unknown-member', 'colour'],
    ['/v1/search?__proto__=1', 'unknown-member', '__proto__'],
    ['/v1/brands?x=1', 'unknown-member', 'x'],
    ['/v1/search?q=%', 'percent-encoding-invalid', 'q'],
    ['/v1/search?q=%ED%A0%80', 'percent-encoding-invalid', 'q'],
    ['/v1/search?q=a%00b', 'text-invalid', 'q'],
    [`/v1/search?q=${'x'.repeat(513)}`, 'too-long', 'q'],
    ['/v1/search?page=0', 'number-invalid', 'page'],
    ['/v1/search?page=1001&pageSize=1', 'number-invalid', 'page'],
    ['/v1/search?page=1e2', 'number-invalid', 'page'],
    ['/v1/search?page=&colour=', 'unknown-member', 'colour'],
    ['/v1/search?page=&q=&brandId=', 'service-unavailable', undefined],
    ['/v1/vehicles?modelId=&year=2003', 'required', 'modelId'],
    ['/v1/search?page=%2B1', 'number-invalid', 'page'],
    ['/v1/search?pageSize=101', 'number-invalid', 'pageSize'],
    ['/v1/search?page=200&pageSize=100', 'page-too-deep', 'page'],
    ['/v1/search?sort=colour', 'value-unknown', 'sort'],
    ['/v1/search?inStock=yes', 'value-unknown', 'inStock'],
    ['/v1/vehicles?modelId=x', 'required', 'year'],
    ['/v1/vehicles?modelId=x&year=20%32%30', 'service-unavailable', undefined],
    ['/v1/orders?state=lost', 'value-unknown', 'state'],
    ['/v1/imports?pageToken=zzz', 'page-token-invalid', 'pageToken'],
  ])('%s: %s', async (path, code, field) => {
    const seen = await problem(path);
    expect([seen.code, seen.fields[0]]).toEqual([code, field]);
  });

  it('names every fault at once', async () => {
    const { code, fields } = await problem('/v1/search?page=x&sort=y&z=1');
    expect(code).toBe('request-invalid');
    expect(fields.sort()).toEqual(['page', 'sort', 'z']);
  });
});

describe('a path', () => {
  it.each([
    ['/v1/vins/', 400, 'required'],
    ['/v1/vins/%20', 400, 'required'],
    [`/v1/vins/${'A'.repeat(65)}`, 400, 'too-long'],
    ['/v1/vins/%E0%A4%A', 400, 'percent-encoding-invalid'],
    ['/v1/vins/a%00', 400, 'text-invalid'],
    ['/v1/vins/WVWZZZ1KZAW000001', 503, 'service-unavailable'],
    ['/v1/VINS/x', 404, 'route-unknown'],
    ['/v1/vins/x/', 404, 'route-unknown'],
    ['/v2/vins/x', 404, 'route-unknown'],
    ['/v1/imports/whatever_1', 404, 'import-not-found'],
    ['/v1/numbers/A%2FB', 503, 'service-unavailable'],
    ['/v1/../../etc/passwd', 404, 'route-unknown'],
    ['/docs/../service.ts', 404, 'route-unknown'],
    ['/docs/%2e%2e%2fpackage.json', 404, 'route-unknown'],
  ])('%s: %i %s', async (path, status, code) => {
    const seen = await problem(path);
    expect([seen.status, seen.code]).toEqual([status, code]);
  });
});

describe('a scope', () => {
  const reader = { headers: { authorization: `Bearer ${READER_KEY}` } };

  it.each([
    ['/v1/warehouses', 'inventory:read'],
    ['/v1/parts/part_1/availability', 'inventory:read'],
    ['/v1/search?inStock=true', 'inventory:read'],
    ['/v1/search?sort=price', 'inventory:read'],
    ['/v1/search?sort=-stock', 'inventory:read'],
    ['/v1/imports', 'imports:read'],
    ['/v1/orders', 'orders:read'],
  ])('%s needs %s', async (path, scope) => {
    const { status, code, body } = await problem(path, reader);
    expect([status, code, body.scope]).toEqual([403, 'scope-missing', scope]);
  });

  it('isn’t wanted to ask whose key it is', async () => {
    const answer = await bench.get('/v1/key', reader);
    expect(answer.status).toBe(200);
    const text = await answer.text();
    expect(text).not.toContain(READER_KEY);
    expect(JSON.parse(text).key).toMatchObject({ customerId: null, scopes: ['catalog:read'] });
  });

  it('is asked for before the body is looked at', async () => {
    const { status } = await problem('/v1/orders', { method: 'POST', body: '{', ...reader });
    expect(status).toBe(403);
  });
});

describe('an order', () => {
  const line = { partId: 'part_1', quantity: 1 };
  const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
    problem('/v1/orders', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k1', ...headers },
    });
  const order = (body: unknown) => send(JSON.stringify(body));

  it.each([
    ['1.5', 'not-whole', 'must be a whole number'],
    ['-1', 'too-small', 'must be 1 or more'],
    ['0', 'too-small', 'must be 1 or more'],
    ['"3"', 'type-invalid', 'must be a number'],
    ['1e400', 'type-invalid', 'must be a number'],
    ['null', 'type-invalid', 'must be a number'],
    ['[1]', 'type-invalid', 'must be a number'],
    ['9007199254740993', 'too-large', / or less$/],
    ['1000000001', 'too-large', / or less$/],
  ])('of quantity %s is refused by name', async (quantity, code, message) => {
    const { status, fields, body } = await send(
      `{"lines":[{"partId":"a","quantity":1},{"partId":"part_1","quantity":${quantity}}]}`,
    );
    expect([status, [...new Set(fields)]]).toEqual([400, ['lines[1].quantity']]);
    expect(body.errors[0]?.code).toBe(code);
    expect(body.errors[0]?.message).toMatch(message);
  });

  it.each([
    [{ lines: [{ ...line, price: 1 }] }, 'lines[0].price', 'unknown-member'],
    [{ lines: [line], tenant: 'other' }, 'tenant', 'unknown-member'],
    [{ lines: [] }, 'lines', 'too-short'],
    [{ lines: Array(1_001).fill(line) }, 'lines', 'too-long'],
    [{ lines: [{ ...line, partId: 'a\u0000' }] }, 'lines[0].partId', 'text-invalid'],
    [{ lines: [line], customerReference: '\ud800' }, 'customerReference', 'text-invalid'],
    [{}, 'lines', 'required'],
    [[], '', 'type-invalid'],
    ['x', '', 'type-invalid'],
  ])('%j is refused', async (body, field, code) => {
    const seen = await order(body);
    expect(seen.body.errors[0]).toMatchObject({ field, code });
  });

  it('can’t smuggle a prototype', async () => {
    const { fields } = await send('{"lines":[{"partId":"a","quantity":1}],"__proto__":{"x":1}}');
    expect(fields).toEqual(['__proto__']);
  });

  it.each([
    ['{"lines": [}', { position: 11, line: 1, column: 12 }],
    ['{\n  "lines": [,]\n}', { position: 14, line: 2, column: 13 }],
    ['{"a":1', { position: 6 }],
    ['nonsense', { position: 0 }],
  ])('%j: the position of the fault is named', async (body, place) => {
    const seen = await send(body);
    expect(seen.body).toMatchObject({ status: 400, code: 'json-invalid', ...place });
  });

  it.each([
    ['{"lines":[],"lines":[{"partId":"a","quantity":1}]}', 'lines'],
    ['{"lines":[{"partId":"a","quantity":1,"quantity":100}]}', 'quantity'],
  ])('%s: a member that comes twice is refused, for nobody knows which was meant', async (body, field) => {
    const seen = await send(body);
    expect([seen.code, seen.fields]).toEqual(['member-repeated', [field]]);
  });

  it('nested without end is refused', async () => {
    const { status } = await send('['.repeat(500_000));
    expect(status).toBe(400);
    expect((await send('['.repeat(400_000) + ']'.repeat(400_000))).status).toBe(400);
  });

  it.each([
    ['', {}, 400, 'body-empty'],
    ['{}', { 'content-type': 'text/plain' }, 415, 'content-type-unsupported'],
    ['{}', { 'content-type': 'application/json; charset=gbk' }, 415, 'charset-unsupported'],
    ['{}', { 'content-encoding': 'gzip' }, 415, 'content-encoding-unsupported'],
    ['{}', { 'idempotency-key': '' }, 400, 'format-invalid'],
    ['{}', { 'idempotency-key': 'x'.repeat(201) }, 400, 'format-invalid'],
    [`{"a":"${'x'.repeat(1024 * 1024)}"}`, {}, 413, 'body-too-large'],
  ])('%.20s with %j: %i %s', async (body, headers, status, code) => {
    const seen = await send(body, headers);
    expect([seen.status, seen.code]).toEqual([status, code]);
  });

  it('that isn’t UTF-8 is refused', async () => {
    expect((await send(Uint8Array.from([0x22, 0xff, 0x22]))).code).toBe('encoding-invalid');
  });

  it('needs an idempotency key', async () => {
    const seen = await problem('/v1/orders', {
      method: 'POST',
      body: JSON.stringify({ lines: [line] }),
      headers: { 'content-type': 'application/json' },
    });
    expect(seen.body.errors[0]).toMatchObject({ field: 'Idempotency-Key', code: 'required' });
  });

  it('bears random bytes', async () => {
    for (let i = 0; i < 50; i += 1) {
      const { status } = await send(Uint8Array.from(randomBytes(1 + i * 7)));
      expect(status).toBe(400);
    }
  });
});

describe('an upload', () => {
  const send = (path: string, body: RequestInit['body'], headers: Record<string, string> = {}) =>
    problem(path, {
      method: 'POST',
      body: body ?? null,
      headers: { 'content-type': 'text/csv', ...headers },
    });

  it.each([
    ['/v1/imports', 'a', {}, 400, 'required'],
    ['/v1/imports?kind=prices', 'a', {}, 400, 'value-unknown'],
    ['/v1/imports?kind=parts', '', {}, 400, 'body-empty'],
    ['/v1/imports?kind=parts', 'a', { 'content-type': 'application/pdf' }, 415, 'content-type-unsupported'],
    [
      '/v1/imports?kind=parts',
      'a',
      { 'content-type': 'text/csv; charset=ebcdic' },
      415,
      'charset-unsupported',
    ],
    ['/v1/imports?kind=parts', 'a', { 'content-encoding': 'br' }, 415, 'content-encoding-unsupported'],
    ['/v1/imports?kind=parts', 'x'.repeat(1_000_001), {}, 413, 'upload-too-large'],
    ['/v1/imports?kind=parts', 'a', {}, 503, 'service-unavailable'],
    [
      '/v1/imports?kind=parts',
      'a',
      { 'content-type': 'text/csv; charset="GBK"' },
      503,
      'service-unavailable',
    ],
  ])('%s: %.10s %j: %i %s', async (path, body, headers, status, code) => {
    const seen = await send(path, body, headers as Record<string, string>);
    expect([seen.status, seen.code]).toEqual([status, code]);
  });
});

describe('every answer', () => {
  const GIVEN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it.each([GIVEN, '00-nonsense', undefined])(
    'has a trace of its own where the caller names %s',
    async (given) => {
      const headers = given === undefined ? {} : { traceparent: given };
      const response = await bench.get('/healthz', { headers });
      const traceparent = response.headers.get('traceparent') ?? '';
      expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
      expect(traceparent).not.toContain(GIVEN.slice(3, 35));
      expect(response.headers.get('x-request-id')).toBe(traceparent.slice(3, 35));
    },
  );

  it('carries on the caller’s trace behind a gateway that is trusted', async () => {
    const telemetry = { metricsText: async () => '' };
    await using trusting = await startBff({ ...configFor(), trustTraceparent: true }, { telemetry });
    const response = await fetch(`${trusting.url}/healthz`, { headers: { traceparent: GIVEN } });
    expect(response.headers.get('traceparent')).toBe(GIVEN);
  });

  it('is safe to show in a browser and tells nothing of the server', async () => {
    const { headers } = await bench.get('/v1/part-types');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const name of ['x-powered-by', 'server', 'access-control-allow-origin', 'etag'])
      expect([name, headers.get(name)]).toEqual([name, null]);
  });

  it('has a head without a body', async () => {
    const response = await bench.get('/healthz', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});

it('part types come with both languages', async () => {
  const response = await bench.get('/v1/part-types');
  const { categories } = (await response.json()) as {
    categories: { partTypes: { partTypeId: string; name: unknown }[] }[];
  };
  const types = categories.flatMap(({ partTypes }) => partTypes);
  expect(types.find(({ partTypeId }) => partTypeId === 'oil-filter')?.name).toEqual({
    zh: expect.stringMatching(/机油/),
    en: expect.stringMatching(/oil filter/i),
  });
});
