import { PartVerdict, Verdict } from '@qipei/contracts/fitment/v1/fitment';
import { Hit } from '@qipei/contracts/search/v1/search';
import { expect, test } from 'vitest';
import { ruledOutLast } from './ruled-out-last.ts';

test('what a VIN rules out comes last and is counted; the rest keeps its order', () => {
  const hits = ['a', 'b', 'c', 'd', 'e'].map((partId) => Hit.fromPartial({ partId }));
  const verdicts = new Map(
    Object.entries({
      a: Verdict.DOES_NOT_FIT,
      b: Verdict.CANNOT_TELL,
      c: Verdict.FITS,
      d: Verdict.DOES_NOT_FIT,
    }).map(([partId, verdict]) => [partId, PartVerdict.fromPartial({ partId, verdict })]),
  );
  const ranked = ruledOutLast(hits, verdicts);
  expect(ranked.hits.map(({ partId }) => partId)).toEqual(['b', 'c', 'e', 'a', 'd']);
  expect(ranked.ruledOut).toBe(2);
  expect(ruledOutLast(hits, new Map())).toEqual({ hits, ruledOut: 0 });
});
