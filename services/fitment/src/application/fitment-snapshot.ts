import type { Snapshot } from '@qipei/kernel';
import type { PartFitments } from '../domain/part-fitments.ts';
import type { PartFitmentsArchive } from '../domain/part-fitments-repository.ts';

export type FitmentRecord = { kind: 'part-fitments' } & PartFitments;

const AT_ONCE = 500;

/**
 * Where every publisher's parts fit. Events that wait are no part of it: all is told once more at the target.
 */
export function fitmentSnapshot(
  archive: PartFitmentsArchive,
): Omit<Snapshot<FitmentRecord>, keyof AsyncDisposable> {
  return {
    isEmpty: async () => (await archive.list('', 1)).length === 0,
    async *read() {
      for (let page = await archive.list('', AT_ONCE); page.length > 0; ) {
        for (const each of page) yield { kind: 'part-fitments', ...each };
        page = await archive.list(page.at(-1)?.partId ?? '', AT_ONCE);
      }
    },
    async write(records) {
      let waiting: PartFitments[] = [];
      for await (const { kind: _, ...record } of records) {
        if (waiting.push(complete(record)) < AT_ONCE) continue;
        await archive.adopt(waiting);
        waiting = [];
      }
      await archive.adopt(waiting);
    },
  };
}

/** A record of before there were part types and data sets has neither. */
function complete(record: PartFitments): PartFitments {
  const { fitments } = record;
  const lacking: Partial<PartFitments['fitments'][number]> = { partType: '', dataSet: '' };
  return { ...record, fitments: fitments.map((fitment) => ({ ...lacking, ...fitment })) };
}
