import { feedAssetsContract } from '../../feed-assets.contract.ts';
import { fitmentReleaseContract } from '../../fitment-release.contract.ts';
import { waitingRowsContract } from '../../waiting-rows.contract.ts';
import { fitmentBench } from './fitment-release.fixture.ts';

async function open() {
  const bench = fitmentBench();
  return { ...bench, [Symbol.asyncDispose]: async () => bench[Symbol.dispose]() };
}

fitmentReleaseContract('SQLite', open, 40);
feedAssetsContract('SQLite', open, 40);
waitingRowsContract('SQLite', open);
