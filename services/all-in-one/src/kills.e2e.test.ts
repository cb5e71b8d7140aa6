import { setTimeout as pause } from 'node:timers/promises';
import { type DemoPlatform, type ImportJobView, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import {
  availability,
  burst,
  expectIndexed,
  expectNothingLost,
  type Placed,
  random,
  stockUp,
} from './order-burst.fixture.ts';

const KILLS = 20;
const ROWS = 4_000;
const SEED = Number(process.env.QIPEI_TEST_SEED ?? Date.now() % 1_000_000);

let platform: DemoPlatform;
beforeAll(async () => {
  console.info(`kills: QIPEI_TEST_SEED=${SEED}`);
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(() => platform[Symbol.asyncDispose]());

function partRows(kill: number): string {
  let rows = '';
  for (let at = 0; at < ROWS; at += 1) {
    // Of one width: dashes don't count in a part number, so 1-23 and 12-3 would be one part.
    const serial = `${String(kill).padStart(2, '0')}-${String(at).padStart(5, '0')}`;
    rows += `${JSON.stringify({ brand: 'Killwater', partNumber: `KW-${serial}`, partType: 'oil-filter', nameEn: `Killwater filter ${serial}`, oeNumbers: [`Honda:15400-${serial}`] })}\n`;
  }
  return rows;
}

it(`${KILLS} kills at random moments of an import and a burst of orders lose and double nothing`, {
  timeout: 600_000,
}, async () => {
  const next = random(SEED);
  const stocked = await stockUp(platform.distributor);
  const partIds = stocked.map((hit) => hit.partId);
  const before = await availability(platform.distributor, partIds);
  const acknowledged: Placed[] = [];
  const jobs: string[] = [];

  for (let kill = 0; kill < KILLS; kill += 1) {
    const upload = await platform.distributor.startImport('parts', 'ndjson', partRows(kill));
    expect(upload.status).toBe(202);
    jobs.push(upload.body.job.jobId);
    const callers = [0, 1, 2, 3].map((caller) =>
      burst(() => platform.shop, { acknowledged, partIds, name: `kill-${kill}-${caller}`, next }),
    );
    await pause(20 + Math.floor(next() * 700));
    await platform.process.kill();
    await Promise.all(callers);
    await platform.restart();
  }

  // The imports go on to their ends by themselves.
  const ended: ImportJobView[] = [];
  for (const jobId of jobs) ended.push(await platform.distributor.importEnded(jobId));
  for (const job of ended)
    expect(job).toMatchObject({
      state: 'done',
      rows: ROWS,
      created: ROWS,
      updated: 0,
      unchanged: 0,
      failed: 0,
    });

  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const after = await expectNothingLost(platform, acknowledged, before);

  // The search index agrees with the catalogue.
  const query = '/v1/search?q=Killwater&pageSize=1';
  await expect
    .poll(async () => (await platform.distributor.get(query)).body.total, { timeout: 60_000 })
    .toBe(KILLS * ROWS);
  await expectIndexed(platform.distributor, stocked.slice(0, 10), after);
});
