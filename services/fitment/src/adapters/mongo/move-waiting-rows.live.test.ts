import { systemClock } from '@qipei/kernel';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { resolveUnresolved, takeBackLeft } from '../../application/resolve-unresolved.ts';
import { unresolvedRow } from '../../domain/unresolved-fitments.contract.ts';
import type { UnresolvedFitments } from '../../domain/unresolved-fitments.ts';
import { rows } from '../../fitment-release.fixture.ts';
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
type Point = 'noted' | 'put' | 'gone';

/** Where a clock is an hour ahead, who moves rows has been given up. */
const LATER = { now: () => new Date(systemClock.now().getTime() + 3_600_000) };

/** Something happens once, when rows are noted as being moved, when they are put and wait still, or are found to be taken back. */
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
      move: (publisher, moves, { put, takeBack, ...steps }) =>
        unresolved.move(publisher, moves, {
          ...steps,
          async put(all) {
            await at('noted');
            await put(all);
            await at('put');
          },
          async takeBack(all) {
            await at('gone');
            await takeBack(all);
          },
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
  'of a row that is %s, where %s is known by then, while it is %s, there is what was said last',
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
  'of a row that is %s, where %s is known by then, while it is %s by a process that ends, there is what was said last',
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

it('rows that a process has left where it put them are taken in when it is given up', async () => {
  const url = mongo.newUrl();
  await using bench = await mongoFitmentBench(url);
  const release = await published(bench, 'the vehicle');
  const { unresolved } = meeting(bench.unresolved, 'put', async () => {
    throw new Error('it ends');
  });
  await expect(resolve(bench, unresolved)).rejects.toThrow('it ends');
  expect(await bench.unresolved.publishersOfLeft()).toEqual([]);
  await using later = await mongoFitmentBench(url, { clock: LATER });
  later.models.add('Future');
  later.missing.add('W5');
  expect(await later.unresolved.publishersOfLeft()).toEqual(['acme']);
  await takeBackLeft({ unresolved: later.unresolved, kind: later.late(), signal });
  expect(await later.unresolved.publishersOfLeft()).toEqual([]);
  expect((await later.live()).filter((line) => !line.includes('W5'))).toEqual([
    'part_W1 Accord  1',
    'part_W1 Future  1',
    'part_W2 Future  1',
  ]);
  expect(await later.rollBack(release)).toMatchObject({ kept: 0 });
  await expectLive(later, []);
});

const AGAIN: Record<string, (bench: Bench) => Promise<unknown>> = {
  'an import': (bench) => bench.import({}, rows('W1 Future')),
  'a release': async (bench) => {
    const staged = await bench.import({ release: 'stage' }, rows('W1 Future'));
    if (staged !== undefined) await bench.publish(staged);
  },
};

it.each(Object.keys(AGAIN))(
  'a row that is deleted while it is put, and said again by %s as it was before it is taken back from there, stays',
  async (by) => {
    await using bench = await mongoFitmentBench(mongo.newUrl());
    await bench.import({}, rows('W1 Future'));
    bench.models.add('Future');
    const deleted = meeting(bench.unresolved, 'noted', () => bench.import({}, rows('-W1 Future')));
    const { unresolved, hasMet } = meeting(deleted.unresolved, 'gone', async () => {
      expect(await bench.live()).toEqual(['part_W1 Future  1']);
      await AGAIN[by]?.(bench);
    });
    await resolve(bench, unresolved);
    expect(hasMet()).toBe(true);
    expect(await bench.live()).toEqual(['part_W1 Future  1']);
    expect(await bench.leftLocked()).toBe(0);
  },
);

it.each([
  ['taken in by the next', 'the vehicle', ['part_W1 Future  1']],
  ['taken in by the next and then deleted', 'the vehicle', []],
  ['taken in by the next, deleted, and said again', 'the vehicle', ['part_W1 Future  1']],
  ['deleted, and looked after by the next', 'nothing', []],
] as const)(
  'a row that one who stands still for so long that he is given up puts late, and that is %s meanwhile, is there if it was said last',
  async (how, known, left) => {
    const url = mongo.newUrl();
    await using bench = await mongoFitmentBench(url);
    await using later = await mongoFitmentBench(url, { clock: LATER });
    await bench.import({}, rows('W1 Future'));
    bench.models.add('Future');
    if (known === 'the vehicle') later.models.add('Future');
    const { unresolved, hasMet } = meeting(bench.unresolved, 'noted', async () => {
      if (known === 'the vehicle') {
        await resolve(later);
        expect(await later.live()).toEqual(['part_W1 Future  1']);
      }
      if (how.includes('deleted')) await later.import({}, rows('-W1 Future'));
      await takeBackLeft({ unresolved: later.unresolved, kind: later.late(), signal });
      if (how.includes('said again')) await later.import({}, rows('W1 Future'));
    });
    await resolve(bench, unresolved);
    expect(hasMet()).toBe(true);
    expect(await bench.live()).toEqual(left);
    expect(await bench.leftLocked()).toBe(0);
    await resolve(bench);
    expect(await bench.live()).toEqual(left);
  },
);

it.each(['import', 'release'])(
  'what stood where a process that ended put a row of an %s, which is taken back, is there again',
  async (of) => {
    const url = mongo.newUrl();
    await using bench = await mongoFitmentBench(url);
    await bench.import({}, rows('W5 Accord'));
    bench.missing.add('W5');
    const staged = await bench.import(of === 'import' ? {} : { release: 'stage' }, rows('W5 Accord  7'));
    const release = staged && (await bench.publish(staged));
    bench.missing.clear();
    const { unresolved } = meeting(bench.unresolved, 'put', async () => {
      throw new Error('it ends');
    });
    await expect(resolve(bench, unresolved)).rejects.toThrow('it ends');
    bench.missing.add('W5');
    await (release === undefined ? bench.import({}, rows('-W5 Accord')) : bench.rollBack(release));
    await using later = await mongoFitmentBench(url, { clock: LATER });
    await takeBackLeft({ unresolved: later.unresolved, kind: later.late(), signal });
    await resolve(later);
    expect(await later.live()).toEqual(['part_W5 Accord  1']);
  },
);

const ROW = unresolvedRow('part_W1', 'k1');
const MOVE = { partId: 'part_W1', key: 'k1', source: ROW.source, to: 'part_W1' };

/** Moves the row, and returns of which something was put and what was taken back, be it put by whomever. */
async function moved(unresolved: UnresolvedFitments, whilePut = async () => {}) {
  const done = { put: 0, takenBack: 0 };
  await unresolved.move('acme', [MOVE], {
    release: '',
    async put(all) {
      done.put += all.length;
      await whilePut();
    },
    takeBack(all) {
      done.takenBack += all.filter(({ overtaken }) => overtaken === undefined).length;
    },
  });
  return done;
}

it('a row that somebody moves is moved by nobody else', async () => {
  await using bench = await mongoFitmentBench(mongo.newUrl());
  const { unresolved } = bench;
  await unresolved.settle('acme', [ROW], () => []);
  let other: object | undefined;
  const own = await moved(unresolved, async () => {
    other = await moved(unresolved);
  });
  expect([own, other]).toEqual([
    { put: 1, takenBack: 0 },
    { put: 0, takenBack: 0 },
  ]);
  expect(await unresolved.count('acme')).toBe(0);
  expect(await bench.leftLocked()).toBe(0);
});

it.each(['deleted', 'left'])(
  'a row that one who was given up has put, and is %s while the next moves it, is the next one’s',
  async (how) => {
    const url = mongo.newUrl();
    await using bench = await mongoFitmentBench(url);
    await using later = await mongoFitmentBench(url, { clock: LATER });
    await bench.unresolved.settle('acme', [ROW], () => []);
    const going = Promise.withResolvers<void>();
    const put = Promise.withResolvers<void>();
    const slow = moved(bench.unresolved, async () => {
      put.resolve();
      await going.promise;
    });
    await put.promise;
    const next = await moved(later.unresolved, async () => {
      going.resolve();
      expect(await slow).toEqual({ put: 1, takenBack: 0 });
      if (how === 'deleted') await later.unresolved.settle('acme', [], () => [ROW]);
    });
    expect(next).toEqual({ put: 1, takenBack: how === 'deleted' ? 1 : 0 });
    expect(await later.unresolved.count('acme')).toBe(0);
    expect(await later.leftLocked()).toBe(0);
  },
);

it('a row that is taken back while it is put, and then said again there, isn’t taken back from there', async () => {
  await using bench = await mongoFitmentBench(mongo.newUrl());
  const { unresolved } = bench;
  await unresolved.settle('acme', [ROW], () => []);
  const own = await moved(unresolved, async () => {
    await unresolved.settle('acme', [], () => [ROW]);
    await unresolved.settleWhatFits('acme', [], () => [ROW], new Set([ROW.source]));
  });
  expect(own).toEqual({ put: 1, takenBack: 0 });
  expect(await bench.leftLocked()).toBe(0);
});
