import type { ImportKind } from '@qipei/import-job';
import { expect, it } from 'vitest';
import { resolveUnresolved } from './application/resolve-unresolved.ts';
import { type FitmentBench, rows } from './fitment-release.fixture.ts';

const FULL = { release: 'stage', submission: 'full' } as const;
const { signal } = new AbortController();
const PAGE = { pageSize: 50, pageToken: '' };

type Bench = FitmentBench & AsyncDisposable;
type Published = Awaited<ReturnType<FitmentBench['publish']>>;

/** W1 has fitments, W2 only what waits, and W5 isn't known. */
const FILE = rows('W1 Accord', 'W1 Future', 'W2 Future', 'W5 Accord', 'W5 Future');

/** What has become known since the rows came. */
const KNOWN: Record<string, (bench: Bench) => unknown> = {
  nothing: () => {},
  'the vehicle': ({ models }) => models.add('Future'),
  'the part': ({ missing }) => missing.clear(),
  'the part and the vehicle': ({ models, missing }) => [models.add('Future'), missing.clear()],
};

const SAID_AGAIN = rows('W1 Future', 'W2 Future', 'W5 Accord', 'W5 Future');
const AS_IT_WAS = [
  'part_W1 Accord  1',
  'part_W1 Future  1',
  'part_W2 Future  1',
  'part_W5 Accord  1',
  'part_W5 Future  1',
];

/** What is said of rows that wait since. */
interface Withdrawal {
  withdraw(bench: Bench, release: Published): Promise<unknown>;
  /** What is live then, where what is said anew is taken in as soon as it is known. */
  left: readonly string[];
}

export const WITHDRAWALS: Record<string, Withdrawal> = {
  'rolled back': { withdraw: (bench, release) => bench.rollBack(release), left: [] },
  deleted: {
    withdraw: (bench) => bench.import({}, rows('-W1 Future', '-W2 Future', '-W5 Accord', '-W5 Future')),
    left: ['part_W1 Accord  1'],
  },
  'left out of a full release': {
    withdraw: async (bench) => bench.publish((await bench.import(FULL, rows('W1 Accord'))) as Published),
    left: ['part_W1 Accord  1'],
  },
  'said anew': {
    withdraw: (bench) =>
      bench.import({}, rows('W1 Future  7', 'W2 Future  7', 'W5 Accord  7', 'W5 Future  7')),
    left: [
      'part_W1 Accord  1',
      'part_W1 Future  7',
      'part_W2 Future  7',
      'part_W5 Accord  7',
      'part_W5 Future  7',
    ],
  },
  'said again as it was': { withdraw: (bench) => bench.import({}, SAID_AGAIN), left: AS_IT_WAS },
  'said again as it was, and deleted': {
    async withdraw(bench) {
      await bench.import({}, SAID_AGAIN);
      await bench.import({}, rows('-W1 Future', '-W2 Future', '-W5 Accord', '-W5 Future'));
    },
    left: ['part_W1 Accord  1'],
  },
  'said again as it was by a release': {
    withdraw: async (bench) => bench.publish((await bench.import(FULL, FILE)) as Published),
    left: AS_IT_WAS,
  },
  'said again as it was by a release that is an update': {
    withdraw: async (bench) =>
      bench.publish((await bench.import({ release: 'stage' }, SAID_AGAIN)) as Published),
    left: AS_IT_WAS,
  },
};

export const CASES = Object.keys(WITHDRAWALS).flatMap((how) =>
  Object.keys(KNOWN).map((known) => [how, known] as const),
);

/** A release of rows that wait, of which some are known by now. */
export async function published(bench: Bench, known: string): Promise<Published> {
  bench.missing.add('W5');
  const release = await bench.publish((await bench.import(FULL, FILE)) as Published);
  expect(await bench.waiting()).toHaveLength(4);
  KNOWN[known]?.(bench);
  return release;
}

/** Lets rows be taken back once, between what is asked of the catalogue and what is written. */
function withBetween<P>(kind: ImportKind<P>, between: () => Promise<unknown>): ImportKind<P> {
  let met = false;
  return {
    ...kind,
    async prepare(all, context) {
      const prepared = await kind.prepare(all, context);
      if (!met) {
        met = true;
        await between();
      }
      return prepared;
    },
  };
}

/** What is live or waits, and nothing twice. */
export async function expectLive(bench: Bench, left: readonly string[]): Promise<void> {
  const live = await bench.live();
  expect(live.map((line) => line.replace('? ', '')).sort()).toEqual([...left].sort());
}

/** What rows that wait promise over every storage: one that was taken back doesn't come again, and one that was said again stays. */
export function waitingRowsContract(storage: string, open: () => Promise<Bench>): void {
  it.each(CASES)(
    `${storage}: of a row that is %s while it is looked at again, and %s is known by then, there is what was said last`,
    async (how, known) => {
      await using bench = await open();
      const { withdraw, left } = WITHDRAWALS[how] as Withdrawal;
      const release = await published(bench, known);
      const { unresolved } = bench;
      const kind = withBetween(bench.late(), () => withdraw(bench, release));
      await resolveUnresolved({ unresolved, kind, signal });
      await expectLive(bench, left);
      await resolveUnresolved({ unresolved, kind: bench.late(), signal });
      await expectLive(bench, left);
    },
  );

  it.each(CASES)(
    `${storage}: of a row that is %s after it was looked at again, and %s is known by then, there is what was said last`,
    async (how, known) => {
      await using bench = await open();
      const { withdraw, left } = WITHDRAWALS[how] as Withdrawal;
      const release = await published(bench, known);
      const { unresolved } = bench;
      for (let time = 0; time < 2; time += 1)
        await resolveUnresolved({ unresolved, kind: bench.late(), signal });
      await withdraw(bench, release);
      await expectLive(bench, left);
      await resolveUnresolved({ unresolved, kind: bench.late(), signal });
      await expectLive(bench, left);
    },
  );

  it(`${storage}: a row of a release that waits for something else by now is the release’s still, and is rolled back with it`, async () => {
    await using bench = await open();
    const ofYear = { ...rows('W1 Future')[0], yearFrom: 1990 };
    const staged = await bench.import(FULL, [...rows('W1 Accord'), ofYear]);
    const release = await bench.publish(staged as Published);
    const codes = async () => (await bench.unresolved.ofParts('acme', ['part_W1'])).map(({ code }) => code);
    expect(await codes()).toEqual(['model-unknown']);
    bench.models.add('Future');
    await resolveUnresolved({ unresolved: bench.unresolved, kind: bench.late(), signal });
    expect(await codes()).toEqual(['vehicle-unknown']);
    expect(await bench.rollBack(release)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await bench.live()).toEqual([]);
  });

  it(`${storage}: what was said of a part before a release that didn’t know it stays when that is rolled back`, async () => {
    await using bench = await open();
    bench.missing.add('W5');
    const staged = await bench.import(FULL, rows('W5 Accord', 'W5 Civic', 'W5 Future'));
    const release = await bench.publish(staged as Published);
    bench.missing.clear();
    await bench.import({ feed: 'second' }, rows('W5 Accord front 3'));
    await resolveUnresolved({ unresolved: bench.unresolved, kind: bench.late(), signal });
    await bench.import({}, rows('W5 Civic  9', 'W5 Civic rear'));
    expect(await bench.waiting()).toEqual(['? part_W5 Future  1']);
    const { items } = await bench.content.changes(release, undefined, PAGE);
    expect(await bench.rollBack(release)).toMatchObject({ state: 'rolled-back' });
    expect(await bench.live()).toEqual([
      'part_W5 Accord front 3 second',
      'part_W5 Civic  9',
      'part_W5 Civic rear 1',
    ]);
    // They are what it takes to roll back, and no part of the difference.
    expect((await bench.content.changes(release, undefined, PAGE)).items).toEqual(items);
  });
}
