import { ofDataSet, type SaidOfPart } from '../../domain/data-set-diff.ts';
import { unpackFitments } from '../json/packed-fitments.ts';
import type { SelectorPool } from '../json/selector-pool.ts';
import type { FitmentViews } from './fitment-views.ts';
import type { ReplacedFitment } from './replaced-fitments.ts';
import { type WaitingState, waitingId, waitingRows } from './waiting-document.ts';

/** What is live of a part, taken apart by whose data set it is. */
export interface LiveOfPart {
  /** Version of its fitments, 0 where there are none. */
  version: number;
  /** Of what waits; empty where nothing does. */
  tag: string;
  /** What the data set says, and what the publisher's others do. */
  own: SaidOfPart;
  others: SaidOfPart;
  /** What rows that came late stand in the place of. */
  replaced: readonly ReplacedFitment[];
  /** What waits, as it is stored. */
  waiting: WaitingState | undefined;
}

/** `settling`: see `ReleaseViews`. @throws where a part's fitments are another publisher's */
export async function liveOfParts(
  views: Pick<FitmentViews, 'fitments' | 'waiting'>,
  { tenant: publisher, feed: dataSet }: { tenant: string; feed: string },
  partIds: readonly string[],
  { settling, selectors }: { settling: number | undefined; selectors: SelectorPool },
): Promise<Map<string, LiveOfPart>> {
  // In this order: a row that is taken in meanwhile is then seen on one side or on both, and never on none.
  const waiting = await views.waiting(
    { _id: { $in: partIds.map((id) => waitingId(publisher, id)) } },
    settling,
  );
  const fitments = await views.fitments({ _id: { $in: [...partIds] } }, settling);
  const foreign = fitments.find((each) => each.publisher !== publisher);
  if (foreign !== undefined) throw new Error(`The fitments of '${foreign._id}' are another publisher's.`);
  const waitingOf = new Map(waiting.map((each) => [each.partId, each]));
  const fitmentsOf = new Map(fitments.map((each) => [each._id, each]));
  return new Map(
    partIds.map((partId) => {
      const [found, rows] = [fitmentsOf.get(partId), waitingOf.get(partId)];
      const said = {
        fitments: found === undefined ? [] : unpackFitments(found.body, selectors),
        waiting: rows === undefined ? [] : waitingRows(rows),
      };
      const { version = 0, replaced = [] } = found ?? {};
      const live = { version, replaced, tag: rows?.tag ?? '', waiting: rows };
      return [partId, { ...live, ...ofDataSet(said, dataSet) }];
    }),
  );
}
