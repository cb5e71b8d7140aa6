import { describe, expect, test } from 'vitest';
import { partSaved } from '../../application/exchange-contract.fixture.ts';
import { feedContract } from '../../application/feed.contract.ts';
import { readFeed } from '../../application/read-feed.ts';
import { feedRace, openMemoryFeed } from './feed-blocks.fixture.ts';
import type { PlantedFault } from './memory-feed-documents.fixture.ts';

const first = Number(process.env.QIPEI_TEST_SEED ?? 1);
const RUNS = 30;

feedContract('blocks of documents', openMemoryFeed);

async function wrongRuns(fault?: PlantedFault): Promise<{ seed: number; faults: string[] }[]> {
  const wrong: { seed: number; faults: string[] }[] = [];
  for (let seed = first; seed < first + RUNS; seed += 1) {
    const faults = await feedRace({ seed, ...(fault !== undefined && { fault }) });
    if (faults.length > 0) wrong.push({ seed, faults });
  }
  return wrong;
}

describe('several writers at once', () => {
  test('leave no reader without a change, one of them killed at whatever step', async () => {
    expect(await wrongRuns()).toEqual([]);
  }, 120_000);

  test.each<PlantedFault>(['settles-before-it-is-carried-out', 'writes-over-what-is-newer'])(
    'would be found out by that, were there a store that %s',
    async (fault) => {
      expect(await wrongRuns(fault)).not.toEqual([]);
    },
    120_000,
  );
});

test('a block that holds much data is followed by the next', async () => {
  using store = await openMemoryFeed();
  const data = Buffer.alloc(400_000, 1);
  await store.writer.apply(Array.from({ length: 8 }, (_, at) => partSaved(`p${at}`, 1, { data })));
  const { head } = await store.documents.head();
  expect(head).toMatchObject({ sequence: 8, block: 4 });
  const request = { tenant: 's1', cursor: '', types: [], limit: 0, waitMs: 0 };
  const pages = await Array.fromAsync(readFeed(request, store.reading));
  expect(pages.flat()).toHaveLength(8);
  for (const page of pages)
    expect(page.reduce((sum, { data: each }) => sum + (each?.byteLength ?? 0), 0)).toBeLessThan(1_500_000);
});
