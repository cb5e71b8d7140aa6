import { systemClock } from '@qipei/kernel';
import { expect, it } from 'vitest';
import { unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import { mongoRowMoves } from './move-waiting-rows.ts';
import { type WaitingDocument, waitingId, waitingState } from './waiting-document.ts';

const ROW = unresolvedRow('p1', 'k1');
const OF = { publisher: 'acme', partId: 'p1' };

it('a row that goes while it is noted is put nowhere', async () => {
  const document: WaitingDocument = { _id: waitingId('acme', 'p1'), ...OF, ...waitingState('p1', [ROW]) };
  const put: object[] = [];
  // Somebody takes the part's last row away between the look and the write.
  const { move } = mongoRowMoves(
    {} as never,
    async (_, __, writesOf) => {
      for (const found of [new Map([['p1', document]]), new Map()]) writesOf(found);
    },
    systemClock,
  );
  await move('acme', [{ partId: 'p1', key: 'k1', source: ROW.source, to: 'p1' }], {
    release: '',
    put: (all) => void put.push(...all),
    takeBack() {},
  });
  expect(put).toEqual([]);
});
