import { expect, it } from 'vitest';
import { fitmentExpander } from '../domain/expand-fitments.ts';
import type { Fitment } from '../domain/fitment.ts';
import type { PartFitments } from '../domain/part-fitments.ts';
import type { PartFitmentsWriter, StoredPart } from '../domain/part-fitments-repository.ts';
import type { UnresolvedFitments } from '../domain/unresolved-fitments.ts';
import { benchVehicles, TRACE } from '../fitment-release.fixture.ts';
import type { PreparedFitments } from './prepared-fitments.ts';
import { takeInWaiting } from './take-in-waiting.ts';

const SELECTOR = {
  ...{ modelId: 'md-Future', yearFrom: 2003, yearTo: 2003, displacementL: '', cylinders: 0, fuel: '' },
  ...{ body: '', engineModel: '', drive: '', transmission: '', producedFrom: '', producedTo: '' },
};

function fitment(source: string, quantity: number): Fitment {
  return {
    ...{ selector: SELECTOR, position: '', quantity, qualifiers: [], note: '', source, feed: '' },
    ...{ release: '', record: '', partType: '', dataSet: '', confidence: 1 },
  };
}

function part(...fitments: Fitment[]): PartFitments {
  return { ...{ partId: 'p1', publisher: 'acme', public: true }, partVersion: 0, version: 1, fitments };
}

const [OLDER, LATE] = [fitment('fitments_1#1', 1), fitment('fitments_2#1', 2)];

const PREPARED: PreparedFitments = {
  parts: new Map([
    [
      'p1',
      {
        part: { partId: 'p1', own: true, public: true },
        reference: { brand: 'MANN', partNumber: 'W1' },
        changes: [{ row: 1, change: { action: 'set', fitment: LATE } }],
      },
    ],
  ]),
  ...{ faults: [], unresolved: [], settled: [], dataSet: '', assets: [] },
  moves: [{ partId: 'p1', key: 'k1', source: LATE.source, to: 'p1' }],
};

/** A row is put, where the part is found to be each of these until it can be written, and taken back then. Returns what is left. */
async function leftOf(...looks: PartFitments[]): Promise<Fitment[]> {
  return (await partLeftOf(...looks)).fitments;
}

async function partLeftOf(...looks: PartFitments[]): Promise<PartFitments> {
  let now: StoredPart = part();
  const write = (all: readonly PartFitments[], decide: Parameters<PartFitmentsWriter['change']>[2]) => {
    for (const look of all) {
      const stored = { ...look, ...(now.replaced !== undefined && { replaced: now.replaced }) };
      const change = decide('p1', stored, () => undefined);
      if (change === undefined) continue;
      const found = [...(change.replaced?.rows ?? [])].flatMap(([source, was]) =>
        was === undefined ? [] : [[source, was] as const],
      );
      now = { ...change.saved, replaced: new Map(found) };
    }
  };
  let turn = looks;
  const fitments: PartFitmentsWriter = {
    change(_, __, decide) {
      write(turn, decide);
      turn = [now];
    },
  };
  const unresolved = {
    keepLate() {},
    settle() {},
    move(_, moves, { put, takeBack }) {
      put(moves);
      takeBack(moves);
    },
  } satisfies Partial<UnresolvedFitments> as unknown as UnresolvedFitments;
  const expander = fitmentExpander(benchVehicles().vehicles);
  await takeInWaiting({ fitments, unresolved, expander }, PREPARED, {
    ...{ tenant: 'acme', jobId: '', traceparent: TRACE },
  });
  return now;
}

it('leaves it to those who may see the part', async () => {
  expect(await partLeftOf(part(OLDER))).toMatchObject({ public: true });
});

it('changes nothing where an older row says the same', async () => {
  expect(await partLeftOf(part({ ...LATE, source: OLDER.source }))).toEqual(part());
});

it('brings back what stood where a row was put that is taken back', async () => {
  expect(await leftOf(part(OLDER))).toEqual([OLDER]);
});

it('doesn’t bring back what was gone when the row was put', async () => {
  expect(await leftOf(part(OLDER), part())).toEqual([]);
});

it('brings it back where the row was found as put when it was looked again', async () => {
  expect(await leftOf(part(OLDER), part(LATE))).toEqual([OLDER]);
});
