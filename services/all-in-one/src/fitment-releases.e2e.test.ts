import { vcdbOfAcesFeeds } from '@qipei/testing/aces-feed';
import { type DemoPlatform, type RestClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
let client: RestClient;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  client = platform.otherTenant;
});
afterAll(() => platform[Symbol.asyncDispose]());

const WAIT = { timeout: 30_000, interval: 50 };

async function upload(query: string, type: string, body: string | Uint8Array<ArrayBuffer>) {
  const response = await fetch(`${platform.url}/v1/imports?${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${platform.keys.otherTenant}`, 'content-type': type },
    body,
  });
  const { job } = (await response.json()) as { job: { jobId: string } };
  expect(response.status).toBe(202);
  return await client.importEnded(job.jobId);
}

async function stage(query: string, type: string, body: string) {
  const job = await upload(`kind=fitments&${query}`, type, body);
  expect(job).toMatchObject({ state: 'done', releaseId: `rel-${job.jobId}` });
  return { job, releaseId: `rel-${job.jobId}` };
}

const releaseOf = async (id: string) => (await client.get(`/v1/releases/${id}`)).body.release;

async function settle(id: string, what: 'publish' | 'roll-back', state: string) {
  expect(await client.post(`/v1/releases/${id}/${what}`, {})).toMatchObject({ status: 202 });
  return await vi.waitFor(async () => {
    const release = await releaseOf(id);
    expect(release.state).toBe(state);
    return release;
  }, WAIT);
}

async function waiting(): Promise<string[]> {
  const { rows } = (await client.get('/v1/fitments/unresolved')).body;
  return rows
    .map(({ code, cells }: { code: string; cells: Record<string, string> }) => `${code} ${cells.partNumber}`)
    .sort();
}

async function partId(number: string): Promise<string> {
  return (await client.get(`/v1/numbers/${number}?make=Relfit`)).body.matches[0].part.partId;
}

async function check(number: string) {
  const pairs = [{ partId: await partId(number), vehicleId: 'vcdb.baseVehicle:500001' }];
  return (await client.post('/v1/fitments/check', { pairs })).body.answers[0];
}

/** Base vehicles are those of the generated tables: Model 1 of Make 1 in 1981 and 1982. */
const FEED = `<?xml version="1.0" encoding="UTF-8"?>
<ACES version="4.0">
  <Header>
    <Company>Relfit</Company><SenderName>A</SenderName><SenderPhone>1</SenderPhone><TransferDate>2026-11-01</TransferDate>
    <BrandAAIAID>ZZZZ</BrandAAIAID><DocumentTitle>Filters</DocumentTitle><EffectiveDate>2026-11-01</EffectiveDate>
    <SubmissionType>FULL</SubmissionType><VcdbVersionDate>2026-10-01</VcdbVersionDate>
    <QdbVersionDate>2026-10-01</QdbVersionDate><PcdbVersionDate>2026-10-01</PcdbVersionDate>
  </Header>
  ${[
    ['RF-1', '<BaseVehicle id="500001"/>', ''],
    ['RF-1', '<BaseVehicle id="500002"/><SubModel id="12"/>', ''],
    ['RF-2', '<BaseVehicle id="500001"/><EngineBase id="391"/>', ''],
    ['RF-1', '<Years from="1981" to="1982"/><Make id="1"/><Model id="1"/>', '<Note>All</Note>'],
    ['RF-1', '<BaseVehicle id="500001"/>', ''],
  ]
    .map(
      ([part, vehicle, note], at) =>
        `<App action="A" id="${at + 1}">${vehicle}${note}<Qty>1</Qty><PartType id="1896"/><Position id="22"/><Part>${part}</Part></App>`,
    )
    .join('\n  ')}
  <Footer><RecordCount>5</RecordCount></Footer>
</ACES>
`;

it('fitments by typed ids are staged, wait for part and vehicles, are published, fit, and are rolled back', async () => {
  await client.importFile('parts', 'csv', 'brand,partNumber,partType\nRelfit,RF-1,oil-filter\n');
  const mapping = encodeURIComponent('{"constants":{"brand":"Relfit"}}');
  const query = `release=stage&feed=aces&submission=full`;
  const aces = `${query}&mapping=${mapping}`;
  const { job, releaseId } = await stage(aces, 'application/xml', FEED);
  expect(job).toMatchObject({ rows: 5, failed: 5, created: 4 });
  const release = await releaseOf(releaseId);
  expect(release).toMatchObject({
    ...{ kind: 'fitments', feed: 'aces', state: 'staged', submission: 'full', holds: [] },
    counts: { added: 2, failed: 0 },
  });
  expect(release.report.applications).toMatchObject({ added: 4, waiting: 4 });
  expect(release.findings).toContainEqual(expect.objectContaining({ code: 'duplicate', count: 1 }));
  expect(await waiting()).toEqual([]);
  await settle(releaseId, 'publish', 'published');
  const four = ['make-unknown RF-1', 'part-unknown RF-2', 'vehicle-unknown RF-1', 'vehicle-unknown RF-1'];
  await vi.waitFor(async () => expect(await waiting()).toEqual(four), WAIT);

  const tables = new Uint8Array(vcdbOfAcesFeeds(90));
  expect(await upload('kind=vehicles&format=vcdb', 'application/octet-stream', tables)).toMatchObject({
    state: 'done',
  });
  await vi.waitFor(async () => expect(await waiting()).toEqual(['part-unknown RF-2']), WAIT);
  expect(await check('RF-1')).toMatchObject({ verdict: 'fits' });
  await client.importFile('parts', 'csv', 'brand,partNumber,partType\nRelfit,RF-2,oil-filter\n');
  await vi.waitFor(async () => expect(await waiting()).toEqual([]), WAIT);
  // Nobody but a person can decide what no table resolves.
  expect(await check('RF-2')).toMatchObject({ verdict: 'cannot-tell', undecided: ['vcdb.engineBase:391'] });

  // The same once more, when all is known, says nothing new; then less of it, as CSV.
  const again = await stage(aces, 'application/xml', FEED);
  expect((await releaseOf(again.releaseId)).counts).toMatchObject({
    added: 0,
    changed: 0,
    removed: 0,
    unchanged: 2,
  });
  await settle(again.releaseId, 'publish', 'published');
  const csv = 'brand,partNumber,baseVehicle\nRelfit,RF-2,vcdb.baseVehicle:500001\n';
  const less = await stage(query, 'text/csv', csv);
  expect((await releaseOf(less.releaseId)).counts).toMatchObject({ changed: 1, removed: 1, before: 2 });
  const changes = (await client.get(`/v1/releases/${less.releaseId}/changes?change=changed`)).body.changes;
  expect(changes).toMatchObject([
    { key: 'Relfit RF-2', before: { applications: 1 }, after: { applications: 1 } },
  ]);
  await settle(less.releaseId, 'publish', 'published');
  expect(await check('RF-1')).toMatchObject({ verdict: 'cannot-tell', whyNot: { code: 'no-applications' } });
  expect(await check('RF-2')).toMatchObject({ verdict: 'fits' });
  expect(await settle(less.releaseId, 'roll-back', 'rolled-back')).toMatchObject({ kept: 0 });
  expect(await check('RF-1')).toMatchObject({ verdict: 'fits' });
  expect(await check('RF-2')).toMatchObject({ verdict: 'cannot-tell' });
  await settle(again.releaseId, 'roll-back', 'rolled-back');
  await settle(releaseId, 'roll-back', 'rolled-back');
  expect(await check('RF-1')).toMatchObject({ whyNot: { code: 'no-applications' } });
  expect(await waiting()).toEqual([]);
});
