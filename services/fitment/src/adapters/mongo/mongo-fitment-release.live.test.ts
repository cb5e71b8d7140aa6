import { afterAll, beforeAll, vi } from 'vitest';
import { feedAssetsContract } from '../../feed-assets.contract.ts';
import { fitmentReleaseContract } from '../../fitment-release.contract.ts';
import { rolledBackRowsContract } from '../../rolled-back-rows.contract.ts';
import { waitingRowsContract } from '../../waiting-rows.contract.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

// Otherwise pages of few parts: what is many to it is less.
const open = (size?: 'many') => mongoFitmentBench(mongo.newUrl(), size === 'many' ? {} : { releasePage: 5 });

fitmentReleaseContract('MongoDB', open, 15);
feedAssetsContract('MongoDB', () => open(), 15);
waitingRowsContract('MongoDB', () => open());
rolledBackRowsContract('MongoDB', () => open());
