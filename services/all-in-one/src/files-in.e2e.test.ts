import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type FileTaker, fileTaker } from './file-taker.fixture.ts';
import { type HostileCaller, hostileCaller } from './hostile-caller.fixture.ts';

let platform: DemoPlatform;
let caller: HostileCaller;
let call: HostileCaller['call'];
let ended: FileTaker['ended'];
let take: FileTaker['take'];

beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  caller = await hostileCaller(platform.url, platform.keys.otherTenant);
  call = caller.call;
  ({ ended, take } = fileTaker(caller));
});
afterAll(async () => {
  caller[Symbol.dispose]();
  await platform[Symbol.asyncDispose]();
});

const HEADER = 'brand,partNumber,partType,nameZh\n';
const parts = (prefix: string, count: number) =>
  HEADER + Array.from({ length: count }, (_, at) => `Ketto,${prefix}${at},oil-filter,机油滤清器\n`).join('');
const csv = { 'content-type': 'text/csv' };

describe('a packed file', () => {
  it('is taken as gzip, whatever it is said to be', async () => {
    const file = gzipSync(parts('GZ', 50));
    for (const type of ['text/csv', 'application/gzip', 'application/octet-stream']) {
      const { job } = await take('parts', type, file);
      expect(job).toMatchObject({ state: 'done', rows: 50, failed: 0, bytesDone: file.length });
      expect(job.notes).toContainEqual({ code: 'packing', value: 'gzip' });
    }
  });

  it('is taken where HTTP says that it is packed', async () => {
    const headers = { ...csv, 'content-encoding': 'gzip' };
    const sent = await call('POST', '/v1/imports?kind=parts', { body: gzipSync(parts('CE', 20)), headers });
    expect(sent.status).toBe(202);
    expect(await ended(sent.headers.location ?? '')).toMatchObject({ state: 'done', rows: 20, failed: 0 });
    const brotli = { ...csv, 'content-encoding': 'br' };
    const refused = await call('POST', '/v1/imports?kind=parts', { body: 'x', headers: brotli });
    expect([refused.status, refused.body.code]).toEqual([415, 'content-encoding-unsupported']);
  });

  it('that is cut off fails with what was read before', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, at) => `Ketto,TR${Math.imul(at + 1, 0x9e3779b1) >>> 0},oil-filter,x\n`,
    );
    const whole = gzipSync(HEADER + lines.join(''));
    const { job } = await take('parts', 'application/gzip', whole.subarray(0, whole.length - 100));
    expect(job).toMatchObject({ state: 'failed' });
    expect(job.failure).toContain('gzip-truncated');
    expect(job.rows).toBeGreaterThan(15_000);
  });
});

describe('an idempotency key', () => {
  it('keeps a file that is pushed again from being taken twice', async () => {
    const headers = { ...csv, 'idempotency-key': 'push-1' };
    const push = (body: string, path = '/v1/imports?kind=parts') => call('POST', path, { body, headers });
    const [first, second] = await Promise.all([push(parts('IK', 5)), push(parts('IK', 5))]);
    expect([first.status, second.status].sort()).toEqual([200, 202]);
    const third = await push(parts('IK', 5));
    expect([third.status, third.headers['idempotency-replayed']]).toEqual([200, 'true']);
    expect(new Set([first, second, third].map(({ body }) => body.job.jobId)).size).toBe(1);
    for (const other of [
      await push(parts('IK', 6)),
      await push(parts('IK', 5), '/v1/imports?kind=parts&mapping={"headerRow":1}'),
    ])
      expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused']);
    const foreign = await platform.distributor.post('/v1/uploads', {});
    expect(foreign.status).toBe(400);
  });
});

describe('an upload in parts', () => {
  const begin = (length: number, query = '') =>
    call('POST', `/v1/uploads?kind=parts&format=csv&filename=a.csv${query}`, {
      headers: { 'upload-length': String(length), 'tus-resumable': '1.0.0' },
    });
  const append = (path: string, offset: number, body: Uint8Array | string) =>
    call('PATCH', path, {
      body,
      headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
    });

  it('becomes an import with its last byte', async () => {
    const file = Buffer.from(parts('UP', 300));
    const sha256 = createHash('sha256').update(file).digest('hex');
    const begun = await begin(file.length, `&sha256=${sha256}`);
    expect([begun.status, begun.body.upload]).toMatchObject([
      201,
      { offset: 0, jobId: null, filename: 'a.csv' },
    ]);
    const path = begun.headers.location ?? '';
    for (let at = 0; at < file.length; at += 4_000) {
      const sent = await append(path, at, file.subarray(at, at + 4_000));
      expect([sent.status, sent.headers['upload-offset']]).toEqual([
        204,
        String(Math.min(at + 4_000, file.length)),
      ]);
      const again = await append(path, at, file.subarray(at, at + 4_000));
      expect([again.status, again.body.offset]).toEqual([409, Math.min(at + 4_000, file.length)]);
    }
    const { body } = await call('GET', path);
    expect(body.upload.offset).toBe(file.length);
    const job = await ended(`/v1/imports/${body.upload.jobId}`);
    expect(job).toMatchObject({ state: 'done', rows: 300, failed: 0, filename: 'a.csv' });
    const repeated = await append(path, file.length, '');
    expect([repeated.status, repeated.headers['import-location']]).toEqual([
      204,
      `/v1/imports/${body.upload.jobId}`,
    ]);
  });

  it('goes on where the line broke', async () => {
    const file = Buffer.from(parts('BR', 2_000));
    const path = (await begin(file.length)).headers.location ?? '';
    const breakOff = (afterMs: number) =>
      new Promise<void>((resolve) => {
        const sending = request(platform.url + path, {
          method: 'PATCH',
          headers: {
            authorization: `Bearer ${platform.keys.otherTenant}`,
            'content-type': 'application/offset+octet-stream',
            'upload-offset': '0',
            'content-length': file.length,
          },
        });
        sending.on('error', () => resolve());
        sending.write(file.subarray(0, 30_000), () => setTimeout(() => sending.destroy(), afterMs));
      });
    const offset = () => call('GET', path).then(({ body }) => body.upload.offset as number);
    // A line that breaks before the server has come to read from it has brought nothing, so the next one holds longer.
    for (let afterMs = 200; (await offset()) === 0; afterMs *= 2) {
      await breakOff(afterMs);
      await expect
        .poll(offset, { timeout: 1_000 })
        .toBeGreaterThan(0)
        .catch(() => {});
    }
    const at = await offset();
    const sent = await append(path, at, file.subarray(at));
    // The dead connection may have brought more in the meantime.
    if (sent.status === 409) await append(path, sent.body.offset, file.subarray(sent.body.offset));
    const { body } = await call('GET', path);
    expect(await ended(`/v1/imports/${body.upload.jobId}`)).toMatchObject({
      state: 'done',
      rows: 2_000,
      failed: 0,
    });
  });

  it('is refused where it isn’t what it was said to be', async () => {
    const wrong = await begin(10, `&sha256=${'0'.repeat(64)}`);
    const path = wrong.headers.location ?? '';
    const long = await append(path, 0, 'x'.repeat(11));
    expect([long.status, long.body.code]).toEqual([400, 'upload-too-long']);
    const { body } = await call('GET', path);
    const rest = await append(path, body.upload.offset, 'x'.repeat(10 - body.upload.offset));
    expect([rest.status, rest.body.code]).toEqual([400, 'upload-digest-wrong']);
    expect((await call('GET', path)).status).toBe(404);
    const old = await call('POST', '/v1/uploads?kind=parts', {
      headers: { 'upload-length': '3', 'tus-resumable': '0.2.2' },
    });
    expect([old.status, old.headers['tus-version']]).toEqual([412, '1.0.0']);
    for (const length of ['0', '-1', 'x', '99999999999999'])
      expect((await begin(length as never)).status, length).toBeGreaterThanOrEqual(400);
  });

  it('is given up, and there are so many at a time', async () => {
    const paths: string[] = [];
    for (;;) {
      const begun = await begin(10);
      if (begun.status === 429) {
        expect(begun.body.code).toBe('too-many-uploads');
        break;
      }
      paths.push(begun.headers.location ?? '');
    }
    expect(paths).toHaveLength(20);
    expect((await call('GET', '/v1/uploads')).body.uploads).toHaveLength(20);
    for (const path of paths) expect((await call('DELETE', path)).status).toBe(204);
    expect((await call('GET', '/v1/uploads')).body.uploads).toEqual([]);
    expect((await call('DELETE', paths[0] ?? '')).status).toBe(404);
  });
});

describe('a preview and its profile', () => {
  const FILE = iconv.encode(
    '2026 产品目录;;;;\n生产厂家;产品型号;名称（中文）;条码号;备用\nKetto;PV-1001;机油滤清器;4006381333931;x\nKetto;PV-1002;空气滤清器;12345678;y\n',
    'gb18030',
  );

  it('say how a file would be read, and it is read so', async () => {
    const seen = await call('POST', '/v1/imports/preview?kind=parts', { body: FILE, headers: csv });
    expect(seen.status).toBe(200);
    const { body } = seen;
    expect(body).toMatchObject({
      format: 'csv',
      encoding: 'gb18030',
      delimiter: ';',
      headerRow: 2,
      failure: null,
    });
    expect(body.headings.map(({ field }: { field: string }) => field)).toEqual([
      ...['brand', 'partNumber', 'nameZh', 'gtin', null],
    ]);
    expect(body.unusedHeadings).toEqual(['备用']);
    expect(body.rows[0].values).toMatchObject({ brand: 'Ketto', partNumber: 'PV-1001' });
    const saved = await call('PUT', `/v1/mapping-profiles/${encodeURIComponent('厂家甲')}?kind=parts`, {
      body: JSON.stringify({
        mapping: { ...body.mapping, constants: { partType: 'oil-filter' } },
        headings: body.headings.map(({ heading }: { heading: string }) => heading),
      }),
      headers: { 'content-type': 'application/json' },
    });
    expect([saved.status, saved.body.profile]).toMatchObject([
      201,
      { name: '厂家甲', version: 1, lastUsedAt: null },
    ]);
    const again = await call('POST', '/v1/imports/preview?kind=parts', { body: FILE, headers: csv });
    expect(again.body).toMatchObject({ profile: '厂家甲', fingerprint: saved.body.profile.fingerprint });
    expect(again.body.rows[0].values).toMatchObject({ partType: 'oil-filter' });
    const path = `/v1/imports?kind=parts&profile=${encodeURIComponent('厂家甲')}`;
    const sent = await call('POST', path, { body: FILE, headers: csv });
    expect(await ended(sent.headers.location ?? '')).toMatchObject({ state: 'done', rows: 2 });
    const used = await call('GET', `/v1/mapping-profiles/${encodeURIComponent('厂家甲')}?kind=parts`);
    expect(used.body.profile.lastUsedAt).not.toBeNull();
    expect(
      (await call('DELETE', `/v1/mapping-profiles/${encodeURIComponent('厂家甲')}?kind=parts`)).status,
    ).toBe(200);
    expect((await call('POST', path, { body: FILE, headers: csv })).status).toBe(404);
  });

  it('tell what a file holds where nobody says it', async () => {
    const price = 'brand;partNumber;price;currency\nKetto;PV-1001;12.50;CNY\n';
    const count = '品牌;零件号;仓库;数量\nKetto;PV-1001;MAIN;7\n';
    const fitting = '品牌;零件号;车辆品牌;车系;起始年份\nKetto;PV-1001;Honda;Accord;2003\n';
    const long = `${price}${'Ketto;PV-1001;12.50;CNY\n'.repeat(40_000)}`;
    const aces = '<?xml version="1.0"?><ACES version="4.0"><Header></Header></ACES>';
    const pies = '<?xml version="1.0"?><PIES xmlns="http://www.autocare.org"><Header></Header></PIES>';
    const binary = { 'content-type': 'application/octet-stream' };
    for (const [body, kind] of [
      ...([
        [FILE, 'parts'],
        [price, 'offers'],
        [gzipSync(count), 'stock'],
        [fitting, 'fitments'],
      ] as const),
      ...([
        [long, 'offers'],
        [aces, 'fitments'],
        [pies, 'parts'],
      ] as const),
    ]) {
      const seen = await call('POST', '/v1/imports/preview?kind=auto', { body, headers: binary });
      expect([seen.status, seen.body.kind], JSON.stringify(seen.body).slice(0, 200)).toEqual([200, kind]);
    }
    const { body } = await call('POST', '/v1/imports/preview?kind=auto', { body: price, headers: csv });
    expect(body.fieldDetails).toContainEqual({ field: 'partNumber', required: true, units: [] });
    const mapped = await call('POST', '/v1/imports/preview?kind=auto&mapping=%7B%7D', {
      ...{ body: price, headers: csv },
    });
    expect([mapped.status, mapped.body.code]).toEqual([400, 'preview-kind-missing']);
  });

  it('stand 10,000 headings, __proto__, formulas and look-alikes', async () => {
    const headings = [
      '__proto__',
      'constructor',
      '=cmd|/C calc!A0',
      'Вrand',
      'pаrtNumber',
      '"品 牌\n(必填)"',
    ];
    const many = Array.from({ length: 10_000 }, (_, at) => `列${at}`);
    const body = `${[...headings, ...many].join()}\n${headings.map(() => '1').join()}${','.repeat(10_000)}\n`;
    const seen = await call('POST', '/v1/imports/preview?kind=parts', { body, headers: csv });
    expect(seen.status).toBe(200);
    expect(seen.body.headingCount).toBe(10_006);
    expect(seen.body.headings[4]).toMatchObject({ field: 'partNumber' });
    const named = seen.body.headings.filter(({ field }: { field: string }) => field === 'brand');
    expect(named).toHaveLength(1);
    const mapping = '{"mapping":{"columns":{"__proto__":"brand","constructor":"partNumber"}}}';
    const saved = await call('PUT', '/v1/mapping-profiles/odd?kind=parts', {
      ...{ body: mapping, headers: { 'content-type': 'application/json' } },
    });
    expect(saved.status).toBe(201);
    const wrong = await call('PUT', '/v1/mapping-profiles/odd?kind=parts', {
      ...{ body: '{"mapping":{"columns":{"a":"nowhere"}}}', headers: { 'content-type': 'application/json' } },
    });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'mapping-invalid']);
  });

  it('tell what is wrong with a file', async () => {
    for (const [body, failure] of [
      ['PK\u0003\u0004 and no more', 'zip-damaged'],
      [gzipSync(gzipSync('x')), 'packed-twice'],
    ] as const) {
      const seen = await call('POST', '/v1/imports/preview?kind=parts', { body, headers: csv });
      expect([seen.status, seen.body.failure.split(':')[0]]).toEqual([200, failure]);
    }
  });
});
