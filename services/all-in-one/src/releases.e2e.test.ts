import { type DemoPlatform, type RestClient, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';

let platform: DemoPlatform;
let client: RestClient;
beforeAll(async () => {
  platform = await startDemoPlatform(inject('demo'));
  client = platform.otherTenant;
});
afterAll(() => platform[Symbol.asyncDispose]());

const HEAD = 'brand,partNumber,partType,nameEn\n';
const csv = (...rows: string[]) => HEAD + rows.map((row) => `Releaseco,${row}\n`).join('');

async function stage(settings: string, body: string) {
  const job = await client.importFile(`parts&${settings}`, 'csv', body);
  expect(job).toMatchObject({ state: 'done', releaseId: `rel-${job.jobId}` });
  return { job, releaseId: `rel-${job.jobId}` };
}

const releaseOf = async (releaseId: string) => (await client.get(`/v1/releases/${releaseId}`)).body;

async function reached(releaseId: string, state: string) {
  return await vi.waitFor(
    async () => {
      const { release } = await releaseOf(releaseId);
      expect(release.state).toBe(state);
      return release;
    },
    { timeout: 30_000, interval: 50 },
  );
}

async function ask(releaseId: string, what: string) {
  return await client.post(`/v1/releases/${releaseId}/${what}`, {});
}

const found = async (number: string) => (await client.get(`/v1/search?q=${number}`)).body.hits.length;
const searched = (number: string, hits: number) => expect.poll(() => found(number)).toBe(hits);

describe('a CSV of parts as a release', () => {
  it('is staged, compared, unseen, published, found, rolled back and gone', async () => {
    await client.importFile(
      'parts&feed=spring',
      'csv',
      csv('RL-100,oil-filter,Old', 'RL-101,oil-filter,Gone'),
    );
    await searched('RL-101', 1);
    const { job, releaseId } = await stage(
      'release=stage&feed=spring&submission=full',
      csv('RL-100,oil-filter,New', 'RL-102,oil-filter,First', 'RL-102,oil-filter,Last', 'RL-103,nonsense,x'),
    );
    expect(job).toMatchObject({ created: 1, updated: 1, deleted: 1, unchanged: 0, failed: 1 });
    const { release, samples } = await releaseOf(releaseId);
    expect(release).toMatchObject({
      ...{ kind: 'parts', feed: 'spring', state: 'staged', submission: 'full', automatic: false },
      counts: { added: 1, changed: 1, removed: 1, unchanged: 0, failed: 1, before: 2 },
      findings: [{ code: 'repeated-part', count: 1 }],
    });
    expect(release.holds.map(({ code }: { code: string }) => code)).toEqual([
      'rows-refused',
      'removed-limit',
      'changed-limit',
    ]);
    expect(samples).toMatchObject([
      { change: 'added', key: 'Releaseco RL-102', before: null, after: { nameEn: 'Last' } },
      { change: 'changed', before: { nameEn: 'Old' }, after: { nameEn: 'New' } },
      { change: 'removed', before: { nameEn: 'Gone' }, after: null },
    ]);
    const removed = await client.get(`/v1/releases/${releaseId}/changes?change=removed`);
    expect(removed.body).toMatchObject({ changes: [{ key: 'Releaseco RL-101' }], nextPageToken: null });
    expect([await found('RL-101'), await found('RL-102')]).toEqual([1, 0]);
    const listed = await client.get('/v1/releases?feed=spring&state=staged');
    expect(listed.body.releases).toMatchObject([{ releaseId }]);
    expect(await ask(releaseId, 'publish')).toMatchObject({ status: 202 });
    await reached(releaseId, 'published');
    await searched('RL-102', 1);
    await searched('RL-101', 0);
    expect((await ask(releaseId, 'discard')).body).toMatchObject({ code: 'release-state' });
    expect(await ask(releaseId, 'roll-back')).toMatchObject({ status: 202 });
    expect(await reached(releaseId, 'rolled-back')).toMatchObject({ kept: 0 });
    await searched('RL-101', 1);
    await searched('RL-102', 0);
  });

  it('goes live by itself within the rules, and waits beyond them', async () => {
    const rules = { maxRemoved: 0, maxRemovedPercent: null, maxChanged: null, maxChangedPercent: null };
    const before = (await client.get('/v1/release-rules?kind=parts')).body;
    const put = (body: object) => client.put('/v1/release-rules?kind=parts', body);
    const saved = await put({ ...rules, rulesVersion: before.rulesVersion });
    expect(saved).toMatchObject({ status: 200, body: { rules } });
    expect((await client.get('/v1/release-rules?kind=parts')).body).toEqual(saved.body);
    // Who has seen others is told these, and writes nothing.
    expect(await put({ ...rules, maxRemoved: 9, rulesVersion: before.rulesVersion })).toMatchObject({
      ...{ status: 409, body: { code: 'release-rules-changed', current: saved.body } },
    });
    // So already, and whoever doesn't say.
    expect((await put({ ...rules, rulesVersion: before.rulesVersion })).status).toBe(200);
    expect((await put(rules)).body).toEqual(saved.body);
    const automatic = 'release=auto&feed=auto&submission=full';
    const first = await stage(automatic, csv('RL-201,oil-filter,x', 'RL-202,oil-filter,x'));
    await reached(first.releaseId, 'published');
    const second = await stage(automatic, csv('RL-201,oil-filter,y'));
    expect(await reached(second.releaseId, 'staged')).toMatchObject({ holds: [{ code: 'removed-limit' }] });
    expect((await ask(second.releaseId, 'discard')).body.release).toMatchObject({ state: 'discarded' });
    await searched('RL-202', 1);
  });

  it('is refused where the settings make no sense', async () => {
    const start = async (settings: string) => (await client.startImport(settings, 'csv', csv())).body;
    expect(await start('parts&submission=full')).toMatchObject({ status: 400, code: 'full-needs-release' });
    expect(await start('stock&release=stage')).toMatchObject({ status: 400 });
    expect(await start('parts&release=now')).toMatchObject({ status: 400 });
    expect(await start('parts&feed=%20x')).toMatchObject({ status: 400 });
    const bad = { maxRemoved: -1, maxRemovedPercent: 101, maxChanged: null, maxChangedPercent: null };
    expect(await client.put('/v1/release-rules?kind=parts', bad)).toMatchObject({ status: 400 });
    for (const id of ['rel-parts_00000000000000000000000000', 'rel-fitments_0', 'rel_x'])
      expect((await client.get(`/v1/releases/${id}`)).body).toMatchObject({ code: 'release-not-found' });
  });
});
