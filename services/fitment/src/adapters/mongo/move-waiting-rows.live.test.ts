import { systemClock } from '@qipei/kernel';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { resolveUnresolved, takeBackLeft } from '../../application/resolve-unresolved.ts';
import type { UnresolvedFitments } from '../../domain/unresolved-fitments.ts';
import { CASES, expectLive, published, WITHDRAWALS } from '../../waiting-rows.contract.ts';
import { mongoFitmentBench, startFitmentMongo } from './fitment-release.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

let mongo: Awaited<ReturnType<typeof startFitmentMongo>>;
beforeAll(async () => {
  mongo = await startFitmentMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

const { signal } = new AbortController();
type Bench = Awaited<ReturnType<typeof mongoFitmentBench>>;
type Point = 'noted' | 'put';

/** Where a clock is an hour ahead, who moves rows has been given up. */
const LATER = { now: () => new Date(systemClock.now().getTime() + 3_600_000) };

/** Something happens once, when rows are noted as being moved, or when they are put and wait still. */
function meeting(unresolved: UnresolvedFitments, point: Point, happens: () => Promise<unknown>) {
  let met = false;
  async function at(here: Point): Promise<void> {
    if (here !== point || met) return;
    met = true;
    await happens();
  }
  return {
    hasMet: () => met,
    unresolved: {
      ...unresolved,
      move: (publisher, moves, { put, takeBack }) =>
        unresolved.move(publisher, moves, {
          async put(all) {
            await at('noted');
            await put(all);
            await at('put');
          },
          takeBack,
        }),
    } satisfies UnresolvedFitments,
  };
}

async function resolve({ unresolved, late }: Pick<Bench, 'unresolved' | 'late'>, over = unresolved) {
  await resolveUnresolved({ unresolved: over, kind: late(over), signal });
}

/** In whatever row nothing is moved there is nothing to meet. */
const MOVED = CASES.filter(([, known]) => known !== 'nothing').flatMap(([how, known]) =>
  (['noted', 'put'] as const).map((point) => [how, known, point] as const),
);

it.each(MOVED)(
  'a row that is %s, where %s is known by then, while it is %s, doesn’t come again',
  async (how, known, point) => {
    await using bench = await mongoFitmentBench(mongo.newUrl());
    const { withdraw, left } = WITHDRAWALS[how] as (typeof WITHDRAWALS)[string];
    const release = await published(bench, known);
    const { unresolved, hasMet } = meeting(bench.unresolved, point, () => withdraw(bench, release));
    await resolve(bench, unresolved);
    expect(hasMet()).toBe(true);
    await expectLive(bench, left);
    await resolve(bench);
    await expectLive(bench, left);
    expect(await bench.leftLocked()).toBe(0);
  },
);

it.each(MOVED)(
  'a row that is %s, where %s is known by then, while it is %s by a process that ends, doesn’t come again',
  async (how, known, point) => {
    const url = mongo.newUrl();
    await using bench = await mongoFitmentBench(url);
    const { withdraw, left } = WITHDRAWALS[how] as (typeof WITHDRAWALS)[string];
    const release = await published(bench, known);
    const { unresolved } = meeting(bench.unresolved, point, async () => {
      await withdraw(bench, release);
      throw new Error('it ends');
    });
    await expect(resolve(bench, unresolved)).rejects.toThrow('it ends');
    // As long as he isn't given up he may go on.
    await resolve(bench);
    await using later = await mongoFitmentBench(url, { clock: LATER });
    for (const each of bench.models) later.models.add(each);
    for (const each of bench.missing) later.missing.add(each);
    await takeBackLeft({ unresolved: later.unresolved, kind: later.late(), signal });
    await expectLive(later, left);
    await resolve(later);
    await expectLive(later, left);
    expect(await later.leftLocked()).toBe(0);
  },
);

const TWO = ['the vehicle', 'the part', 'the part and the vehicle'].flatMap((known) =>
  (['noted', 'put'] as const).map((point) => [known, point] as const),
);

it.each(TWO)(
  'rows, of which %s is known by now, that another takes in while they are %s, are neither lost nor there twice',
  async (known, point) => {
    await using bench = await mongoFitmentBench(mongo.newUrl());
    await published(bench, known);
    const all = await bench.live();
    const { unresolved } = meeting(bench.unresolved, point, () => resolve(bench));
    await resolve(bench, unresolved);
    await expectLive(
      bench,
      all.map((line) => line.replace('? ', '')),
    );
    await resolve(bench);
    await expectLive(
      bench,
      all.map((line) => line.replace('? ', '')),
    );
    expect(await bench.leftLocked()).toBe(0);
  },
);

it('rows that a process has left where it put them are taken in by the next', async () => {
  await using bench = await mongoFitmentBench(mongo.newUrl());
  const release = await published(bench, 'the vehicle');
  const { unresolved } = meeting(bench.unresolved, 'put', async () => {
    throw new Error('it ends');
  });
  await expect(resolve(bench, unresolved)).rejects.toThrow('it ends');
  await resolve(bench);
  expect((await bench.live()).filter((line) => !line.includes('W5'))).toEqual([
    'part_W1 Accord  1',
    'part_W1 Future  1',
    'part_W2 Future  1',
  ]);
  expect(await bench.rollBack(release)).toMatchObject({ kept: 0 });
  await expectLive(bench, []);
});
