import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let platform: DemoPlatform;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

async function upload(query: Record<string, string>, body: Uint8Array, type = XLSX) {
  const response = await fetch(`${platform.url}/v1/imports?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.keys.distributor}`, 'content-type': type },
    body: new Uint8Array(body),
  });
  return {
    status: response.status,
    body: (await response.json()) as { code?: string; job: { jobId: string } },
  };
}

async function take(query: Record<string, string>, rows: readonly (readonly (string | number)[])[]) {
  const cells = rows.map((row) => row.map((value) => ({ value })));
  const { status, body } = await upload(query, await writeXlsx(cells as never, {} as never).toBuffer());
  expect(status, JSON.stringify(body)).toBe(202);
  return await platform.distributor.importEnded(body.job.jobId);
}

it('a workbook of Chinese vehicles is listed, looked up by K-type, fitted and checked', async () => {
  const { distributor, otherTenant } = platform;
  const mapping = JSON.stringify({
    columns: {
      主机厂: 'make',
      系列: 'model',
      代码: 'chassisCode',
      '最大马力(Ps)': 'powerPs',
      功率瓦: { field: 'externalIds', prefix: 'tenant.liyang:' },
    },
    constants: { market: 'CN' },
  });
  const taken = await take({ kind: 'vehicles', filename: '车型.xlsx', mapping, submission: 'full' }, [
    ['2026 年车型表'],
    [
      '主机厂',
      '系列',
      '代码',
      '车型',
      '车型编号',
      '生产年份',
      '排量(升)',
      '燃料',
      '最大马力(Ps)',
      '功率瓦',
      'K-Type',
    ],
    ['吉利', '帝豪', 'FE-3', '2015款 1.5L', '00123', '2014.07-2018/03', 1.5, '汽油', 109, 'LY01', 900_001],
    ['吉利', '帝豪', 'FE-3', '2015款 1.8L', '00124', '2014.07-2018/03', 1.8, '汽油', 133, 'LY02', 900_002],
  ]);
  expect(taken).toMatchObject({ state: 'done', created: 2, failed: 0 });

  const { makes } = (await distributor.get('/v1/makes')).body;
  const make = makes.find(({ name }: { name: string }) => name === '吉利');
  expect(make).toMatchObject({ own: true, nameZh: '吉利', modelCount: 1 });
  const [model] = (await distributor.get(`/v1/makes/${make.makeId}/models`)).body.models;
  expect(model).toMatchObject({ name: '帝豪', yearFrom: 2014, yearTo: 2018, own: true });
  const listed = (await distributor.get(`/v1/vehicles?modelId=${model.modelId}&year=2016`)).body.vehicles;
  expect(listed).toHaveLength(2);

  const { vehicles, lookedUp } = (await distributor.get('/v1/vehicles?externalId=ktype.pc:900001')).body;
  expect(lookedUp.kind).toBe('variant');
  expect(vehicles[0]).toMatchObject({
    ...{ nameZh: '2015款 1.5L', builtFrom: '2014-07', builtTo: '2018-03', market: 'CN', fuel: 'Gasoline' },
    ...{ powerPs: 109, powerKw: 80, generation: { chassisCode: 'FE-3' } },
    externalIds: ['ktype.pc:900001', 'tenant.liyang:LY01', 'tenant.own:00123'],
  });
  expect((await otherTenant.get('/v1/vehicles?externalId=ktype.pc:900001')).status).toBe(404);

  // Of a Chinese VIN only the maker is known: the tenant's own vehicles are what it is asked about.
  const path = '/v1/vins/LB37624S0GL000000';
  const makers = (await distributor.get(path)).body.questions[0];
  expect(makers).toMatchObject({ attribute: 'make' });
  expect(makers.options.map(({ value }: { value: string }) => value)).toContain('吉利');
  const asked = (await distributor.get(`${path}?answer.make=Geely`)).body;
  expect(asked.candidates.map(({ vehicle }: { vehicle: { modelId: string } }) => vehicle.modelId)).toEqual([
    model.modelId,
    model.modelId,
  ]);
  expect(asked.questions[0]).toMatchObject({ attribute: 'displacementL', options: [{}, {}] });
  const told = (await distributor.get(`${path}?answer.make=Geely&answer.displacementL=1.8`)).body;
  expect(told.remaining).toBe(1);
  expect(told.candidates[0].vehicle).toMatchObject({ nameZh: '2015款 1.8L', own: true });
  expect((await otherTenant.get(path)).body.candidates ?? []).toEqual([]);

  const [hit] = (await distributor.get('/v1/search?inStock=true&pageSize=1')).body.hits;
  const fitted = await take({ kind: 'fitments' }, [
    ['brand', 'partNumber', 'make', 'model', 'yearFrom', 'yearTo', 'displacementL'],
    [hit.brand, hit.partNumber, '吉利', '帝豪', 2015, 2017, 1.5],
  ]);
  expect(fitted, JSON.stringify(fitted)).toMatchObject({ state: 'done', created: 1, failed: 0 });
  const pairs = [
    'ktype.pc:900001',
    'ktype.pc:900002',
    `${vehicles[0].vehicleId}-2016`,
    '00123',
    'ktype.cv:900001',
  ].map((vehicleId) => ({ partId: hit.partId, vehicleId }));
  const checked = await distributor.post('/v1/fitments/check', { pairs });
  expect(checked.status, JSON.stringify(checked.body)).toBe(200);
  const verdicts = checked.body.answers.map(
    (each: { verdict?: string; error?: { code: string } }) => each.verdict ?? each.error?.code,
  );
  // Built since 2014, fitted from 2015 on: without a year that can't be told.
  expect(verdicts).toEqual(['cannot-tell', 'does-not-fit', 'fits', 'cannot-tell', 'vehicle-unknown']);
  const named = { makeId: make.makeId, make: '吉利', modelId: model.modelId, model: '帝豪' };
  expect(Object.values(checked.body.fitments)).toContainEqual(expect.objectContaining(named));
  const ofPart = await distributor.get(`/v1/parts/${hit.partId}/fitments?makeId=${make.makeId}`);
  expect(ofPart.body.fitments).toEqual([expect.objectContaining(named)]);
});

it('a batch tells of the tenant’s own vehicles what the decode of one VIN does', async () => {
  const { distributor, otherTenant } = platform;
  const accord = '1HGCM82633A004352';
  const vins = [accord, 'LB37624S0GL000000', accord.replace('4352', '9999'), 'no VIN'];
  const lines = async (key: string, detail: string) => {
    const response = await fetch(`${platform.url}/v1/vins/batch?detail=${detail}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/plain' },
      body: vins.map((vin) => `${vin}\n`).join(''),
    });
    expect(response.status).toBe(200);
    return (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  };
  const before = (await otherTenant.get(`/v1/vins/${accord}`)).body;
  const taken = await take({ kind: 'vehicles', source: 'own' }, [
    ['ownId', 'make', 'model', 'year', 'displacementL', 'fuel', 'name'],
    ['H1', 'Honda', 'Accord', 2003, '3.0', 'Gasoline', 'as it was sold here'],
  ]);
  expect(taken, JSON.stringify(taken)).toMatchObject({ state: 'done', failed: 0 });
  const full = await lines(platform.keys.distributor, 'full');
  expect(full.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
  for (const [at, vin] of vins.slice(0, 3).entries()) {
    const { candidates, compared, remaining, questions, notes } = (await distributor.get(`/v1/vins/${vin}`))
      .body;
    expect(full[at]).toMatchObject({ compared, remaining, questions, notes });
    expect(full[at].candidates).toMatchObject(candidates);
  }
  expect(full[0].compared).toBe(before.compared + 1);
  expect(full[0].candidates.some(({ vehicle }: { vehicle: { own: boolean } }) => vehicle.own)).toBe(true);
  const flat = await lines(platform.keys.distributor, 'flat');
  expect(flat[0]).toMatchObject({ candidates: full[0].remaining, make: 'Honda', valid: true });
  const others = await lines(platform.keys.otherTenant, 'flat');
  expect(others[0].candidates).toBeLessThan(flat[0].candidates);
});

it('releases go back in time, merges leave redirects', async () => {
  const { distributor } = platform;
  const head = ['ownId', 'make', 'model', 'year', 'name', 'replaces', 'reason'];
  const before = (await distributor.get('/v1/vehicle-releases')).body.releases[0];
  await take({ kind: 'vehicles', source: 'renumbering' }, [
    head,
    ['N1', '吉利', '帝豪', 2015, 'new', '00124', 'renumbered'],
  ]);
  const { releases } = (await distributor.get('/v1/vehicle-releases')).body;
  expect(releases[0]).toMatchObject({
    ...{ source: 'renumbering', submission: 'update', added: 1, merged: 1 },
    previousReleaseId: before.releaseId,
  });
  const now = await distributor.get('/v1/vehicles/ktype.pc:900002');
  expect(now.body).toMatchObject({ name: 'new', release: null, redirectedFrom: [{ reason: 'renumbered' }] });
  const id = now.body.redirectedFrom[0].from;
  const then = (await distributor.get(`/v1/vehicles/${id}?release=${before.releaseId}`)).body;
  expect(then).toMatchObject({ nameZh: '2015款 1.8L', redirectedFrom: [], release: before.releaseId });
  const at = encodeURIComponent(before.completedAt);
  expect((await distributor.get(`/v1/vehicles/${id}?asOf=${at}`)).body.nameZh).toBe('2015款 1.8L');
  expect((await distributor.get(`/v1/vehicles/${id}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404);
  expect((await distributor.get(`/v1/vehicles/${id}?release=vrel_x`)).status).toBe(404);
});

it('a mapping, a file or a query that can’t be meant is refused with what is wrong', async () => {
  const file = Buffer.from('make\nx\n');
  const refused = async (query: Record<string, string>) => {
    const { status, body } = await upload({ kind: 'vehicles', ...query }, file, 'text/csv');
    return [status, body.code];
  };
  expect(await refused({ mapping: '{' })).toEqual([400, 'mapping-invalid']);
  expect(await refused({ kind: 'parts', submission: 'full' })).toEqual([400, 'full-needs-release']);
  const { body } = await upload(
    { kind: 'vehicles', mapping: '{"columns":{"x":"wheels"}}' },
    file,
    'text/csv',
  );
  const job = await platform.distributor.importEnded(body.job.jobId);
  expect([job.state, job.failure]).toEqual(['failed', expect.stringContaining('mapping-invalid')]);
  const bomb = await upload({ kind: 'vehicles' }, file);
  const failed = await platform.distributor.importEnded(bomb.body.job.jobId);
  expect(failed.failure).toContain('not-a-workbook');
  const both = await platform.distributor.get('/v1/vehicles?externalId=ktype.pc:1&unresolved=true');
  expect([both.status, both.body.code]).toEqual([400, expect.any(String)]);
});
