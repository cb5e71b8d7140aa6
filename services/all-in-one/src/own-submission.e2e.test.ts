import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { piesFeed } from '@qipei/testing/pies-feed';
import { type DemoPlatform, type RestClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
let client: RestClient;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  client = platform.otherTenant;
});
afterAll(() => platform[Symbol.asyncDispose]());

const WAIT = { timeout: 30_000, interval: 50 };
const MAPPING = `mapping=${encodeURIComponent(
  JSON.stringify({
    constants: { 'autocare.brand:ZZZZ': 'AcmeSupply', 'autocare.brand:ZZZX': 'Acme Exhaust' },
  }),
)}`;

const SAMPLE = join(import.meta.dirname, '../../../..', 'shared/data/aces/aces-4.0-sample.xml');

/** The sample that lies beside the checkout; undefined, and said so aloud, where it doesn't. */
function sharedSample(): string | undefined {
  if (existsSync(SAMPLE)) return readFileSync(SAMPLE, 'utf8');
  console.warn('The ACES sample is not beside the checkout (../shared/data/aces): its tests are skipped.');
  return undefined;
}

const releaseOf = async (id: string) => (await client.get(`/v1/releases/${id}`)).body;

async function settle(id: string, what: 'publish' | 'roll-back', state: string) {
  expect(await client.post(`/v1/releases/${id}/${what}`, {})).toMatchObject({ status: 202 });
  return await vi.waitFor(async () => {
    const { release } = await releaseOf(id);
    expect(release.state).toBe(state);
    return release;
  }, WAIT);
}

async function waiting(): Promise<{ code: string; cells: Record<string, string> }[]> {
  return (await client.get('/v1/fitments/unresolved?pageSize=100')).body.rows;
}

async function partId(number: string): Promise<string> {
  return (await client.get(`/v1/numbers/${number}?make=AcmeSupply`)).body.matches[0].part.partId;
}

describe.skipIf(sharedSample() === undefined)('a full file of ACES 4.0', () => {
  const sample = sharedSample() ?? '';
  const applied = async () => (await waiting()).length;

  it('is no import of its rows one by one, and no update', async () => {
    for (const [query, code] of [
      ['', 'full-needs-release'],
      ['submission=update&', 'submission-contradicted'],
      ['submission=update&release=stage&', 'submission-contradicted'],
    ]) {
      const job = await client.importFile(`fitments&${query}${MAPPING}`, 'xml', sample);
      expect(job).toMatchObject({ state: 'failed', rows: 0, created: 0, failed: 0 });
      expect(job.failure).toMatch(new RegExp(`^${code}: The file’s header says FULL`));
      expect((await client.get(`/v1/releases/rel-${job.jobId}`)).status).toBe(404);
    }
    expect(await applied()).toBe(0);
  });

  it('is staged as full by its own word, published, fits, and is rolled back', async () => {
    const vehicles = `level,make,model,modelYear,externalIds
base-vehicle,Dodge,Neon,1997,vcdb.baseVehicle:1939
base-vehicle,Cadillac,Catera,1997,vcdb.baseVehicle:2771
base-vehicle,Cadillac,Catera,1998,vcdb.baseVehicle:2772
`;
    expect(await client.importFile('vehicles', 'csv', vehicles)).toMatchObject({ state: 'done', failed: 0 });
    const parts = ['F1406', 'PR93160', 'PR93170', 'SS769', '3831', 'SW1417', 'SW1406'];
    await client.importFile(
      'parts',
      'csv',
      `brand,partNumber,partType\n${parts.map((number) => `AcmeSupply,${number},oil-filter\n`).join('')}`,
    );
    const job = await client.importFile(`fitments&release=stage&feed=sample&${MAPPING}`, 'xml', sample);
    // Fourteen applications, an asset of vehicles by itself, and what is said of two files.
    expect(job).toMatchObject({ state: 'done', rows: 17, failed: 9 });
    const releaseId = `rel-${job.jobId}`;
    const { release } = await releaseOf(releaseId);
    expect(release).toMatchObject({
      ...{ submission: 'full', state: 'staged', counts: { failed: 0 } },
      report: { applications: { added: 14, waiting: 9 } },
    });
    const { errors } = (await client.get(`/v1/imports/${job.jobId}/errors?pageSize=100`)).body;
    const ofApps = errors.map(({ row, message }: { row: number; message: string }) => [
      String(row),
      /^Record (\d+): /.exec(message)?.[1],
    ]);
    expect(ofApps.length).toBeGreaterThanOrEqual(9);
    // The sample numbers its apps from 1, as rows are.
    for (const [row, record] of ofApps) expect(record).toBe(row);

    await settle(releaseId, 'publish', 'published');
    await vi.waitFor(async () => expect(await applied()).toBe(9), WAIT);
    const kept = JSON.stringify(await waiting());
    for (const id of [
      'vcdb.baseVehicle:15173',
      'vcdb.mfr:22',
      'vcdb.equipmentBase:1',
      'Acme Exhaust',
      'F1217',
    ])
      expect(kept).toContain(id);
    const pair = (number: string, vehicle: string) =>
      client
        .post('/v1/fitments/check', { pairs: [{ partId: number, vehicleId: `vcdb.baseVehicle:${vehicle}` }] })
        .then(({ body }) => body.answers[0]);
    expect(await pair(await partId('F1406'), '1939')).toMatchObject({ verdict: 'fits' });
    expect(await pair(await partId('PR93170'), '2771')).toMatchObject({ verdict: 'does-not-fit' });

    const less = sample.replace(/<App action="A" id="1">.*?<\/App>/s, '').replace('>14<', '>13<');
    const next = await client.importFile(`fitments&release=stage&feed=sample&${MAPPING}`, 'xml', less);
    expect((await releaseOf(`rel-${next.jobId}`)).release).toMatchObject({
      ...{ submission: 'full', counts: { added: 0, changed: 0, removed: 1 } },
    });
    const removed = await settle(`rel-${next.jobId}`, 'publish', 'published');
    expect(removed.counts.removed).toBe(1);
    expect(await pair(await partId('F1406'), '1939')).toMatchObject({ whyNot: { code: 'no-applications' } });
    await settle(`rel-${next.jobId}`, 'roll-back', 'rolled-back');
    expect(await pair(await partId('F1406'), '1939')).toMatchObject({ verdict: 'fits' });
    await settle(releaseId, 'roll-back', 'rolled-back');
    expect(await pair(await partId('F1406'), '1939')).toMatchObject({ whyNot: { code: 'no-applications' } });
    await vi.waitFor(async () => expect(await applied()).toBe(0), WAIT);
  });

  it('is an update where its header says so', async () => {
    const update = sample.replace('>FULL<', '>Update<');
    const refused = await client.importFile(
      `fitments&release=stage&submission=full&feed=sample&${MAPPING}`,
      'xml',
      update,
    );
    expect(refused.failure).toMatch(/^submission-contradicted: .*UPDATE/);
    const job = await client.importFile(`fitments&release=stage&feed=other&${MAPPING}`, 'xml', update);
    expect((await releaseOf(`rel-${job.jobId}`)).release).toMatchObject({ submission: 'update' });
    const test = await client.importFile(
      `fitments&release=auto&feed=sample&${MAPPING}`,
      'xml',
      sample.replace('>FULL<', '>TEST<'),
    );
    expect(test.failure).toMatch(/^submission-test: /);
  });
});

it('a full file of PIES is a release, and removes by its own word', async () => {
  const file = (items: number) => [...piesFeed({ items })].join('');
  const direct = await client.importFile('parts', 'xml', file(3));
  expect(direct).toMatchObject({
    state: 'failed',
    rows: 0,
    failure: expect.stringMatching(/^full-needs-release: /),
  });
  const first = await client.importFile('parts&release=stage&feed=pies', 'xml', file(3));
  await settle(`rel-${first.jobId}`, 'publish', 'published');
  const second = await client.importFile('parts&release=stage&feed=pies', 'xml', file(2));
  const { release } = await releaseOf(`rel-${second.jobId}`);
  expect(release).toMatchObject({ submission: 'full', counts: { removed: 1, unchanged: 2 } });
});
