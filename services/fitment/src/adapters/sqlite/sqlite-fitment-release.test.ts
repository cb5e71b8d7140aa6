import { expect, test } from 'vitest';
import { feedAssetsContract } from '../../feed-assets.contract.ts';
import { fitmentReleaseContract } from '../../fitment-release.contract.ts';
import { benchVehicles, rows, TRACE } from '../../fitment-release.fixture.ts';
import { rolledBackRowsContract } from '../../rolled-back-rows.contract.ts';
import { waitingRowsContract } from '../../waiting-rows.contract.ts';
import { fitmentBench } from './fitment-release.fixture.ts';
import { sqliteFitmentRelease } from './sqlite-fitment-release.ts';

async function open() {
  const bench = fitmentBench();
  return { ...bench, [Symbol.asyncDispose]: async () => bench[Symbol.dispose]() };
}

fitmentReleaseContract('SQLite', open, 40);
feedAssetsContract('SQLite', open, 40);
waitingRowsContract('SQLite', open);
rolledBackRowsContract('SQLite', open);

test.each([0, 1, 2])(
  'a difference that was broken off when %i pieces of it were taken anew is not published',
  async (pieces) => {
    await using bench = await open();
    const release = await bench.import(
      { release: 'stage', submission: 'update' },
      rows(...Array.from({ length: 200 }, (_, at) => `W${at} Accord`)),
      50,
    );
    // A direct import of the same data set, of a part of the release.
    await bench.import({}, rows('W7 Civic'));
    let left = pieces;
    const { expanderOf } = benchVehicles();
    // As a kill leaves it: what was committed is there, and the release is still about to go live.
    const broken = sqliteFitmentRelease(bench.db, bench.releases, async () => {
      if (left === 0) throw new Error('broken off');
      left -= 1;
      return await expanderOf();
    });
    const id = release?.id ?? '';
    await bench.releases.askToPublish('acme', id, new Date());
    const asked = await bench.releases.get('acme', id);
    const context = { now: new Date(), traceparent: TRACE };
    await expect(broken.publish(asked, context)).rejects.toThrow('broken off');
    expect(await bench.releases.get('acme', id)).toMatchObject({ state: 'publishing' });
    await bench.content.publish(await bench.releases.get('acme', id), context);
    expect(await bench.releases.get('acme', id)).toMatchObject({
      state: 'staged',
      counts: { added: 199, changed: 1 },
    });
    expect(await bench.live()).toEqual(['part_W7 Civic  1']);
    expect(await bench.publish({ id })).toMatchObject({ state: 'published' });
    expect(await bench.live()).toHaveLength(201);
  },
);
