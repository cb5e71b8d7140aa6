import { expect, it } from 'vitest';
import { resolveUnresolved } from './application/resolve-unresolved.ts';
import { type FitmentBench, rows } from './fitment-release.fixture.ts';

const { signal } = new AbortController();

type Bench = FitmentBench & AsyncDisposable;
type Staged = Awaited<ReturnType<FitmentBench['publish']>>;

async function resolve({ unresolved, late }: Bench): Promise<void> {
  await resolveUnresolved({ unresolved, kind: late(), signal });
}

async function published(
  bench: Bench,
  lines: readonly object[],
  submission: 'full' | 'update' = 'update',
): Promise<Staged> {
  return await bench.publish((await bench.import({ release: 'stage', submission }, lines)) as Staged);
}

/** What is said before a release, the release with what becomes known behind it, and what is said since. */
interface Course {
  before?(bench: Bench): Promise<unknown>;
  release(bench: Bench): Promise<Staged>;
  since?(bench: Bench): Promise<unknown>;
  /** What is live then, and when the release is rolled back. */
  live: readonly string[];
  left: readonly string[];
}

async function beforeW5({ import: taken, missing }: Bench): Promise<void> {
  await taken({}, rows('W5 Accord'));
  missing.add('W5');
}

/** Its row waits for the part, and comes in the place of an older one when that is known. */
async function withLateRow(bench: Bench, submission?: 'full'): Promise<Staged> {
  const release = await published(bench, rows('W5 Accord  7', 'W1 Accord'), submission);
  bench.missing.clear();
  await resolve(bench);
  return release;
}

const LATE_ROW = { before: beforeW5, release: (bench: Bench) => withLateRow(bench) };
const W1 = 'part_W1 Accord  1';

const COURSES: Record<string, Course> = {
  'in the place of an older one, where the part has become known': {
    ...LATE_ROW,
    ...{ live: [W1, 'part_W5 Accord  7'], left: ['part_W5 Accord  1'] },
  },
  'in the place of an older one that the release took away': {
    before: beforeW5,
    release: (bench) => withLateRow(bench, 'full'),
    ...{ live: [W1, 'part_W5 Accord  7'], left: ['part_W5 Accord  1'] },
  },
  'in the place of an older one, where the vehicle has become known': {
    async before({ import: taken, models }) {
      models.add('Future');
      await taken({}, rows('W1 Future'));
      models.delete('Future');
    },
    async release(bench) {
      const release = await published(bench, rows('W1 Future  7', 'W1 Accord'));
      bench.models.add('Future');
      await resolve(bench);
      return release;
    },
    ...{ live: [W1, 'part_W1 Future  7'], left: ['part_W1 Future  1'] },
  },
  'in the place of an older one, where the part has become known and then the vehicle': {
    async before({ import: taken, models, missing }) {
      models.add('Future');
      await taken({}, rows('W5 Future'));
      models.delete('Future');
      missing.add('W5');
    },
    async release(bench) {
      const release = await published(bench, rows('W5 Future  7'));
      bench.missing.clear();
      await resolve(bench);
      expect(await bench.live()).toEqual(['? part_W5 Future  7', 'part_W5 Future  1']);
      bench.models.add('Future');
      await resolve(bench);
      return release;
    },
    ...{ live: ['part_W5 Future  7'], left: ['part_W5 Future  1'] },
  },
  'and deleted since': {
    ...LATE_ROW,
    since: (bench) => bench.import({}, rows('-W5 Accord')),
    ...{ live: [W1], left: [] },
  },
  'and said anew since': {
    ...LATE_ROW,
    since: (bench) => bench.import({}, rows('W5 Accord  9')),
    ...{ live: [W1, 'part_W5 Accord  9'], left: ['part_W5 Accord  9'] },
  },
  'and taken in beside another that waited before it': {
    before: (bench) => bench.import({}, rows('W1 Future')),
    async release(bench) {
      const release = await published(bench, rows('W1 Accord'));
      bench.models.add('Future');
      await resolve(bench);
      return release;
    },
    ...{ live: [W1, 'part_W1 Future  1'], left: ['part_W1 Future  1'] },
  },
  'beside another that waited before it and is deleted since': {
    before: (bench) => bench.import({}, rows('W1 Future')),
    release: (bench) => published(bench, rows('W1 Accord')),
    since: (bench) => bench.import({}, rows('-W1 Future')),
    ...{ live: [W1], left: [] },
  },
  'beside another that was taken in with it and is deleted since': {
    async before({ import: taken, missing }) {
      missing.add('W5');
      await taken({}, rows('W5 Accord'));
    },
    async release(bench) {
      const release = await published(bench, rows('W5 Civic'));
      bench.missing.clear();
      await resolve(bench);
      return release;
    },
    since: (bench) => bench.import({}, rows('-W5 Accord')),
    ...{ live: ['part_W5 Civic  1'], left: [] },
  },
};

/** What a roll-back promises over every storage of rows that were taken in late. */
export function rolledBackRowsContract(storage: string, open: () => Promise<Bench>): void {
  it.each(Object.keys(COURSES))(
    `${storage}: what was live before a release is live again when it is rolled back, whose row is taken in %s`,
    async (name) => {
      await using bench = await open();
      const { before, release: publish, since, live, left } = COURSES[name] as Course;
      await before?.(bench);
      const release = await publish(bench);
      await since?.(bench);
      expect(await bench.live()).toEqual(live);
      expect(await bench.rollBack(release)).toMatchObject({ state: 'rolled-back', kept: 0 });
      expect(await bench.live()).toEqual(left);
      bench.models.add('Future');
      await resolve(bench);
      expect((await bench.live()).map((line) => line.replace('? ', ''))).toEqual(
        left.map((line) => line.replace('? ', '')),
      );
    },
  );

  it(`${storage}: releases whose rows stand in the place of one another are rolled back one after another`, async () => {
    await using bench = await open();
    await beforeW5(bench);
    const first = await withLateRow(bench);
    bench.missing.add('W5');
    const second = await published(bench, rows('W5 Accord  8'));
    bench.missing.clear();
    await resolve(bench);
    expect(await bench.live()).toEqual([W1, 'part_W5 Accord  8']);
    await bench.rollBack(second);
    expect(await bench.live()).toEqual([W1, 'part_W5 Accord  7']);
    await bench.rollBack(first);
    expect(await bench.live()).toEqual(['part_W5 Accord  1']);
  });

  it(`${storage}: where rows of a release went is forgotten with it, and isn’t kept of rows that can’t be rolled back`, async () => {
    await using bench = await open();
    await beforeW5(bench);
    const release = await withLateRow(bench);
    expect((await bench.held()).moved).toBeGreaterThan(0);
    while (!(await bench.content.forget(release, 'unchanged')));
    expect((await bench.held()).moved).toBeGreaterThan(0);
    while (!(await bench.content.forget(release, 'all')));
    expect(await bench.held()).toMatchObject({ changes: 0, moved: 0 });

    await bench.releases.setContent(release.id, 'gone');
    bench.missing.add('W5');
    await bench.import({}, rows('W5 Accord  8', 'W5 Civic'));
    bench.missing.clear();
    await resolve(bench);
    expect(await bench.live()).toEqual([W1, 'part_W5 Accord  8', 'part_W5 Civic  1']);
    expect((await bench.held()).moved).toBe(0);
  });

  it(`${storage}: where rows went of a release that can’t be rolled back any more isn’t kept`, async () => {
    await using bench = await open();
    await beforeW5(bench);
    const release = await published(bench, rows('W5 Accord  7', 'W1 Accord'));
    await bench.releases.setContent(release.id, 'going');
    bench.missing.clear();
    await resolve(bench);
    expect(await bench.live()).toEqual([W1, 'part_W5 Accord  7']);
    expect((await bench.held()).moved).toBe(0);
  });
}
