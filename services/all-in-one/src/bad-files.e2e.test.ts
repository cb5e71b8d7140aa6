import { type ClientRequest, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type FileTaker, fileTaker, type ListedError } from './file-taker.fixture.ts';
import { type HostileCaller, hostileCaller } from './hostile-caller.fixture.ts';
import { spooledUploads } from './spooled-uploads.fixture.ts';

let platform: DemoPlatform;
let caller: HostileCaller;
let call: HostileCaller['call'];
let take: FileTaker['take'];
let ended: FileTaker['ended'];

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  caller = await hostileCaller(platform.url, platform.keys.otherTenant);
  call = caller.call;
  ({ take, ended } = fileTaker(caller));
});
afterAll(async () => {
  caller[Symbol.dispose]();
  await platform[Symbol.asyncDispose]();
});

const HEADER = 'brand,partNumber,partType,nameZh\n';
const row = (number: string, name = '机油滤清器') => `Ketto,${number},oil-filter,${name}\n`;
const TEN_MB = 'x'.repeat(10 << 20);
/** The same bytes each time, and no text. */
const JUNK = Buffer.from(
  Array.from({ length: 20_000 }, (_, at) => (Math.imul(at + 7, 0x9e3779b1) >>> 13) & 0xff),
);

interface Expected {
  state?: 'done' | 'failed';
  rows?: number;
  created?: number;
  failed?: number;
  failure?: string;
  errors?: ListedError[];
}

describe('CSV', () => {
  it.each<[string, () => string | Uint8Array, Expected]>([
    [
      'a quote that is never closed costs its row',
      () => `${HEADER}${row('U1')}"Ketto,U2,oil-filter,a\n${row('U3')}${row('U4')}`,
      { rows: 4, created: 3, errors: [[2, 3, '', 'malformed']] },
    ],
    [
      'a quote in the wrong place, too',
      () => `${HEADER}"Ketto"x,S1,oil-filter,a\n${row('S2')}`,
      { rows: 2, created: 1, errors: [[1, 2, '', 'malformed']] },
    ],
    [
      '5,000 open quotes cost their rows',
      () => `${HEADER}${'"a\n'.repeat(5_000)}${row('Q1')}`,
      { rows: 5_001, created: 1, failed: 5_000 },
    ],
    ['a million quotes', () => `${HEADER}${'"'.repeat(1 << 20)}`, { rows: 1, created: 0, failed: 1 }],
    ['a byte order mark', () => `\uFEFF${HEADER}${row('B1')}`, { created: 1 }],
    ['UTF-16, little end first', () => Buffer.from(`\uFEFF${HEADER}${row('LE')}`, 'utf16le'), { created: 1 }],
    [
      'UTF-16, big end first',
      () => Buffer.from(`\uFEFF${HEADER}${row('BE')}`, 'utf16le').swap16(),
      { created: 1 },
    ],
    [
      'UTF-16 that doesn’t say so',
      () => Buffer.from(HEADER + row('NB'), 'utf16le'),
      { state: 'failed', failure: 'unknown-encoding' },
    ],
    [
      'a field of 10 MB',
      () => `${HEADER}${row('F1')}Ketto,F2,oil-filter,${TEN_MB}\n${row('F3')}`,
      { rows: 3, created: 2, errors: [[2, 3, '', 'field-too-large']] },
    ],
    [
      'a quoted field of 10 MB',
      () => `${HEADER}${row('G1')}Ketto,G2,oil-filter,"${TEN_MB}"\n${row('G3')}`,
      { rows: 3, created: 2, errors: [[2, 3, '', 'field-too-large']] },
    ],
    ['a header of 3 MB', () => 'x'.repeat(3 << 20), { state: 'failed', failure: 'header-malformed' }],
    [
      '100,000 columns',
      () =>
        `${Array.from({ length: 100_000 }, (_, at) => `c${at}`).join()},brand,partNumber,partType\n${','.repeat(100_000)}Ketto,C1,oil-filter\n`,
      { rows: 1, created: 1 },
    ],
    [
      'a row of 100,000 columns',
      () => `${HEADER}a${',b'.repeat(100_000)}\n${row('C2')}`,
      { rows: 2, created: 1, errors: [[1, 2, '', 'column-count']] },
    ],
    ['a header alone', () => HEADER, { rows: 0, created: 0 }],
    ['a header without a line end', () => HEADER.trim(), { rows: 0 }],
    ['no header', () => row('H1') + row('H2'), { state: 'failed', failure: 'missing-column' }],
    ['one row and no header', () => row('H3'), { state: 'failed', failure: 'missing-column' }],
    [
      'a delimiter that is none',
      () => 'brand^partNumber^partType\nKetto^P1^oil-filter\n',
      { state: 'failed', failure: 'missing-column' },
    ],
    [
      'one column twice',
      () => 'brand,partNumber,品牌\nA,B,C\n',
      { state: 'failed', failure: 'duplicate-column' },
    ],
    ['blank lines only', () => '  \n\r\n\n', { state: 'failed', failure: 'empty-file' }],
    ['binary junk', () => JUNK, { state: 'failed' }],
    ['5,000 NULs', () => Buffer.alloc(5_000), { state: 'failed', failure: 'unknown-encoding' }],
    [
      'half a zip',
      () => Buffer.from('PK\u0003\u0004 and so on'),
      { state: 'failed', failure: 'zip-damaged' },
    ],
    [
      'line ends of old Macs',
      () => (HEADER + row('R1') + row('R2')).replaceAll('\n', '\r'),
      { rows: 2, created: 2 },
    ],
    [
      'NUL in a cell',
      () => `${HEADER}${row('N\u0000')}${row('N2')}`,
      { rows: 2, created: 1, errors: [[1, 2, 'partNumber', 'control-character']] },
    ],
    [
      'formulas are texts',
      () => `${HEADER}${row("=cmd|' /C calc'!A0", '=1+1')}${row('+46', '@SUM(1)')}`,
      { rows: 2, created: 2 },
    ],
    [
      'bytes of another encoding far into the file',
      () => Buffer.concat([Buffer.from(HEADER + row('X1').repeat(20_000)), Buffer.from([0xd6, 0xd0, 10])]),
      { state: 'failed', rows: 20_000, created: 1, failure: 'invalid-encoding' },
    ],
  ])('%s', async (_name, body, expected) => {
    const { failure, errors, ...counts } = expected;
    const found = await take('parts', 'text/csv', body());
    expect(found.job).toMatchObject({ state: 'done', ...counts });
    if (failure !== undefined) expect(found.job.failure).toContain(`${failure}:`);
    if (errors !== undefined) expect(found.errors).toEqual(errors);
  });

  it.each([
    ['gbk', 'GBK-1', '龙蟠雾灯总成左前', 'text/csv; charset=gbk', 'gb18030'],
    ['gb18030', 'GB4-1', '㐂䶮𠀀镀铬饰条总成', 'text/csv', 'gb18030'],
    ['windows-1252', 'WIN-1', 'Ölfilter für Citroën', 'text/csv', 'windows-1252'],
  ])(
    'in %s comes in with the right letters, and says how it was read',
    async (encoding, number, name, type, read) => {
      const rows = Array.from({ length: 20 }, (_, at) => row(`${number}${at}`, `${name}${at}`)).join('');
      const { job } = await take('parts', type, iconv.encode(HEADER + rows, encoding));
      expect(job).toMatchObject({ state: 'done', created: 20, notes: [{ code: 'encoding', value: read }] });
      const search = async () =>
        (await call('GET', `/v1/search?q=${encodeURIComponent(`${name}7`)}`)).body.hits;
      await expect.poll(search).toContainEqual(
        expect.objectContaining({
          partNumber: `${number}7`,
          name: expect.objectContaining({ zh: `${name}7` }),
        }),
      );
    },
  );

  it('a heading that nobody knows is named', async () => {
    const { job } = await take(
      'parts',
      'text/csv',
      'brand,partNumber,partType,nameZz\nKetto,K1,oil-filter,lost\n',
    );
    expect(job.notes).toContainEqual({ code: 'unknown-column', value: 'nameZz' });
  });

  it('counts and prices that can’t be are listed, each with its column', async () => {
    await take('parts', 'text/csv', HEADER + row('ST-1'));
    const stock = [
      'HZ,-1',
      'HZ,1.5',
      'HZ,1e3',
      '仓库,1',
      'HZ,99999999999',
      'HZ,',
      'HZ,٣',
      'HZ,"1,000"',
      'HZ,7',
    ];
    const counted = await take(
      'stock',
      'text/csv',
      `brand,partNumber,warehouse,quantity\n${stock.map((each) => `Ketto,ST-1,${each}\n`).join('')}Ketto,none,HZ,1\n`,
    );
    expect(counted.job).toMatchObject({ rows: 10, created: 1, failed: 9 });
    expect(counted.errors.map(([, , column, code]) => `${column} ${code}`)).toEqual([
      'quantity out-of-range',
      'quantity not-a-whole-number',
      'quantity not-a-whole-number',
      'warehouse warehouse-id-invalid',
      'quantity out-of-range',
      'quantity required',
      'quantity not-a-whole-number',
      'quantity not-a-whole-number',
      'partNumber part-unknown',
    ]);
    const prices = [
      '-1,CNY',
      '1.005,CNY',
      '1e3,CNY',
      '￥12,CNY',
      '12,RMB',
      '12,',
      '9999999999999999,CNY',
      '"12,50",CNY',
      '0,CNY',
      '1.5,XAF',
      '1,ZZZ',
      '1.234,TND',
    ];
    const priced = await take(
      'offers',
      'text/csv',
      `brand,partNumber,price,currency\n${prices.map((each) => `Ketto,ST-1,${each}\n`).join('')}`,
    );
    expect(priced.job).toMatchObject({ rows: 12, created: 1, failed: 11 });
    expect(priced.errors.map(([at]) => at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

describe('NDJSON', () => {
  const part = (change: object) =>
    `${JSON.stringify({ brand: 'Ketto', partType: 'oil-filter', ...change })}\n`;
  it.each<[string, () => string | Uint8Array, Expected]>([
    [
      'a broken line costs itself',
      () => `${part({ partNumber: 'J1' })}{"brand":\n${part({ partNumber: 'J2' })}`,
      { rows: 3, created: 2, errors: [[2, 2, '', 'not-json']] },
    ],
    ['what is no object', () => '[]\n1\nnull\n"x"\n', { rows: 4, failed: 4 }],
    [
      'a key given twice',
      () => '{"brand":"Ketto","partNumber":"J3","partNumber":"J4","partType":"oil-filter"}\n',
      { rows: 1, errors: [[1, 1, '', 'malformed']] },
    ],
    [
      'prototypes',
      () =>
        `{"__proto__":{"brand":"Evil"},"partNumber":"J5","partType":"oil-filter"}\n{"brand":"Ketto","partNumber":"J6","partType":"oil-filter","attributes":{"__proto__":"x"}}\n`,
      {
        rows: 2,
        errors: [
          [1, 1, 'brand', 'required'],
          [2, 2, 'attributes', 'malformed'],
        ],
      },
    ],
    [
      'nesting without end',
      () => `{"brand":${'['.repeat(200_000)}${']'.repeat(200_000)}}\n${part({ partNumber: 'J7' })}`,
      { rows: 2, created: 1, failed: 1 },
    ],
    [
      'numbers that lose digits',
      () =>
        `{"brand":"Ketto","partNumber":12345678901234567890,"partType":"oil-filter"}\n{"brand":true,"partNumber":1e400,"partType":"oil-filter"}\n`,
      {
        rows: 2,
        errors: [
          [1, 1, 'partNumber', 'malformed'],
          [2, 2, 'brand', 'malformed'],
          [2, 2, 'partNumber', 'malformed'],
        ],
      },
    ],
    [
      'half a surrogate pair and NUL',
      () =>
        `{"brand":"Ketto","partNumber":"\\ud800","partType":"oil-filter"}\n{"brand":"Ketto","partNumber":"a\\u0000","partType":"oil-filter"}\n`,
      {
        rows: 2,
        errors: [
          [1, 1, 'partNumber', 'malformed'],
          [2, 2, 'partNumber', 'control-character'],
        ],
      },
    ],
    [
      'an array over several lines',
      () => JSON.stringify([{ brand: 'Ketto', partNumber: 'J8' }], null, 1),
      { rows: 6, failed: 6 },
    ],
    [
      'a line of 10 MB',
      () => part({ partNumber: 'J9', nameZh: TEN_MB }) + part({ partNumber: 'J10' }),
      { rows: 2, created: 1, errors: [[1, 1, '', 'field-too-large']] },
    ],
    [
      '100,000 keys',
      () =>
        `{${Array.from({ length: 100_000 }, (_, at) => `"k${at}":1`).join()}}\n${part({ partNumber: 'J11' })}`,
      { rows: 2, created: 1, failed: 1 },
    ],
    [
      'GBK',
      () => iconv.encode(part({ partNumber: 'J12', nameZh: '转向节臂总成左' }), 'gbk'),
      { rows: 1, created: 1 },
    ],
    ['blank lines only', () => '\n\n\r\n', { rows: 0 }],
    ['junk', () => JUNK, { created: 0 }],
  ])('%s', async (_name, body, { errors, failure: _, ...counts }) => {
    const found = await take('parts', 'application/x-ndjson', body());
    expect(found.job).toMatchObject(counts);
    if (errors !== undefined) expect(found.errors).toEqual(errors);
  });
});

describe('an upload', () => {
  const spooled = () => spooledUploads(platform);
  const jobs = async () =>
    (await call('GET', '/v1/imports?pageSize=200')).body.jobs.map(
      ({ jobId }: { jobId: string }) => jobId,
    ) as string[];

  function begin(
    kind: string,
    headers: Record<string, string> = {},
  ): { req: ClientRequest; status: Promise<number> } {
    const { hostname, port } = new URL(platform.url);
    const path = `/v1/imports?kind=${kind}`;
    const authorization = `Bearer ${platform.keys.otherTenant}`;
    const req = request({
      hostname,
      port,
      method: 'POST',
      path,
      headers: { authorization, 'content-type': 'text/csv', ...headers },
    });
    const status = new Promise<number>((resolve, reject) => {
      req.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
    });
    return { req, status };
  }

  it.each([
    ['', 'text/csv', 'body-empty', ''],
    ['?kind=parts', '', 'content-type-unsupported', HEADER],
    ['?kind=parts', 'application/json', 'content-type-unsupported', HEADER],
    ['?kind=parts', 'multipart/form-data; boundary=x', 'content-type-unsupported', HEADER],
    ['?kind=parts', 'text/csv; charset=ebcdic', 'charset-unsupported', HEADER],
    ['?kind=parts', 'text/csv', 'body-empty', ''],
    ['?kind=__proto__', 'text/csv', 'value-unknown', HEADER],
    ['?kind=parts&kind=stock', 'text/csv', 'parameter-repeated', HEADER],
    ['?kind=parts&dryRun=1', 'text/csv', 'unknown-member', HEADER],
  ])('to %j as %j is refused as %s', async (query, type, code, body) => {
    const answer = await call('POST', `/v1/imports${query}`, { body, headers: { 'content-type': type } });
    expect(answer.body.code).toBe(query === '' ? 'required' : code);
  });

  it('that is broken off leaves no job and no file', async () => {
    const before = await jobs();
    for (const kind of ['parts', 'fitments', 'stock', 'offers'])
      for (const headers of [{}, { 'content-length': '10000000' }]) {
        const { req, status } = begin(kind, headers);
        const failed = expect(status).rejects.toThrow();
        await new Promise<void>((resolve) => req.write(HEADER.repeat(20_000), () => resolve()));
        req.destroy(new Error('broken off'));
        await failed;
      }
    await expect.poll(spooled).toEqual([]);
    expect(await jobs()).toEqual(before);
  });

  it('that comes slowly, in chunks of a few bytes and without a length, is taken whole', async () => {
    const before = await jobs();
    const { req, status } = begin('parts');
    const bytes = Buffer.from(HEADER + row('SLOW-1', '汽车配件'));
    for (let at = 0; at < bytes.length; at += 5) {
      req.write(bytes.subarray(at, at + 5));
      await pause(20);
    }
    req.end();
    expect(await status).toBe(202);
    const [newest] = await jobs();
    expect(before).not.toContain(newest);
    expect(await ended(`/v1/imports/${newest}`)).toMatchObject({ state: 'done', rows: 1, created: 1 });
  });

  it('is gone from the spool when its job has ended', async () => {
    await expect.poll(spooled).toEqual([]);
  });
});

it('after all of it the platform is well, and has logged no failure of its own', async () => {
  expect((await call('GET', '/readyz')).status).toBe(200);
  const { status, body } = await call('GET', '/v1/search?vin=1HGCM82633A004352');
  expect([status, body.notes, body.intent.kind]).toEqual([200, [], 'vin']);
  // The platform of the tests logs errors only.
  expect(platform.process.output()).not.toContain('"level":');
});
