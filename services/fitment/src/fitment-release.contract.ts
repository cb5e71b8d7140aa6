import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resolveUnresolved } from './application/resolve-unresolved.ts';
import { type FitmentBench, rows } from './fitment-release.fixture.ts';

const FULL = { release: 'stage', submission: 'full' } as const;
const UPDATE = { release: 'stage', submission: 'update' } as const;
const { signal } = new AbortController();
const PAGE = { pageSize: 50, pageToken: '' };

/**
 * What releases of fitments promise over every storage. `runs`: of the property, which takes a storage each. `many`: it is
 * opened for thousands of documents, and may look at more at once.
 */
export function fitmentReleaseContract(
  storage: string,
  open: (size?: 'many') => Promise<FitmentBench & AsyncDisposable>,
  runs: number,
): void {
  it(`${storage}: stages, compares, publishes at once with events, and rolls back`, async () => {
    await using bench = await open();
    const first = await bench.import(FULL, rows('W1 Accord', 'W2 Civic front', 'W1 Civic', 'W3 Accord'));
    expect(await bench.live()).toEqual([]);
    expect(first).toMatchObject({
      state: 'staged',
      counts: { added: 3, changed: 0, removed: 0, unchanged: 0, before: 0 },
      rowsRefused: 0,
    });
    expect(await bench.publish(first as never)).toMatchObject({ state: 'published' });
    const whole = ['part_W1 Accord  1', 'part_W1 Civic  1', 'part_W2 Civic front 1', 'part_W3 Accord  1'];
    expect(await bench.live()).toEqual(whole);
    expect((await bench.told()).sort()).toEqual([
      'ReleasePublished',
      'part_W1 2 v1',
      'part_W2 1 v1',
      'part_W3 1 v1',
    ]);

    // Rows of a part may stand anywhere in the file.
    const second = await bench.import(FULL, rows('W2 Civic front 4', 'W1 Civic', 'W4 Accord', 'W1 Accord'));
    expect(second).toMatchObject({ counts: { added: 1, changed: 1, removed: 1, unchanged: 1, before: 3 } });
    expect(JSON.parse(second?.report ?? '')).toMatchObject({
      applications: { added: 1, changed: 1, removed: 1, unchanged: 2, waiting: 0 },
    });
    const { items } = await bench.content.changes(second as never, undefined, PAGE);
    expect(items.map(({ change, key }) => `${key} ${change}`)).toEqual([
      'MANN W2 changed',
      'part_W3 removed',
      'MANN W4 added',
    ]);
    expect(JSON.parse(items[0]?.after ?? '')).toMatchObject({
      applications: 1,
      differing: 1,
      shown: [{ quantity: 4 }],
    });
    await bench.publish(second as never);
    const then = ['part_W1 Accord  1', 'part_W1 Civic  1', 'part_W2 Civic front 4', 'part_W4 Accord  1'];
    expect(await bench.live()).toEqual(then);
    expect((await bench.told()).sort()).toEqual([
      'ReleasePublished',
      'part_W2 1 v2',
      'part_W3 0 v2',
      'part_W4 1 v1',
    ]);
    expect(await bench.rollBack(second as never)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await bench.live()).toEqual(whole);
    expect((await bench.told()).sort()).toEqual([
      'ReleaseRolledBack',
      'part_W2 1 v3',
      'part_W3 1 v3',
      'part_W4 0 v2',
    ]);
    await bench.rollBack(first as never);
    expect(await bench.live()).toEqual([]);
  });

  it(`${storage}: leaves other data sets and direct imports alone, also where those change meanwhile`, async () => {
    await using bench = await open();
    await bench.import({}, rows('W1 Accord', 'W9 Accord'));
    await bench.import({ feed: 'second' }, rows('W1 Accord front 3'));
    const own = await bench.import({ ...FULL, feed: 'brakes' }, rows('W1 Accord', 'W2 Civic'));
    expect(own?.counts).toMatchObject({ added: 2, before: 0 });
    await bench.import({ feed: 'second' }, rows('W1 Accord rear 3'));
    await bench.publish(own as never);
    const whole = [
      'part_W1 Accord  1',
      'part_W1 Accord  1 brakes',
      'part_W1 Accord front 3 second',
      'part_W1 Accord rear 3 second',
      'part_W2 Civic  1 brakes',
      'part_W9 Accord  1',
    ];
    expect(await bench.live()).toEqual(whole);
    const none = await bench.import({ ...FULL, feed: 'brakes' }, rows('W2 Civic'));
    expect(none?.counts).toMatchObject({ removed: 1, unchanged: 1, before: 2 });
    await bench.publish(none as never);
    expect(await bench.live()).toEqual(whole.filter((line) => line !== 'part_W1 Accord  1 brakes'));
    await bench.import({ feed: 'second' }, rows('-W1 Accord rear 3'));
    await bench.rollBack(none as never);
    expect(await bench.live()).toEqual(whole.filter((line) => !line.includes('rear')));
  });

  it(`${storage}: keeps what waits with the release, lists it when it is live, and takes it in when it is known`, async () => {
    await using bench = await open();
    bench.missing.add('W5');
    const release = await bench.import(
      FULL,
      rows('W1 Future', 'W1 Accord', 'W2 Future', 'W5 Accord', 'W5 Future', 'W1 Accord x'),
    );
    // What waits isn't refused: nothing holds the release back.
    expect(release).toMatchObject({ counts: { added: 3 }, rowsRefused: 0, holds: [] });
    expect(JSON.parse(release?.report ?? '').applications).toMatchObject({ added: 6, waiting: 4 });
    expect(await bench.live()).toEqual([]);
    await bench.publish(release as never);
    expect(await bench.live()).toEqual([
      '? part_W1 Future  1',
      '? part_W2 Future  1',
      '? part_W5 Accord  1',
      '? part_W5 Future  1',
      'part_W1 Accord  1',
      'part_W1 Accord x 1',
    ]);
    expect((await bench.told()).sort()).toEqual(['ReleasePublished', 'part_W1 2 v1']);
    bench.models.add('Future');
    await resolveUnresolved({ unresolved: bench.unresolved, kind: bench.late(), signal });
    expect(await bench.live()).toEqual([
      '? part_W5 Accord  1',
      '? part_W5 Future  1',
      'part_W1 Accord  1',
      'part_W1 Accord x 1',
      'part_W1 Future  1',
      'part_W2 Future  1',
    ]);
    // The same file again says nothing new.
    bench.missing.clear();
    const again = await bench.import(FULL, rows('W1 Future', 'W1 Accord', 'W2 Future', 'W1 Accord x'));
    expect(again?.counts).toMatchObject({ added: 0, changed: 0, removed: 1, unchanged: 2 });
    expect(await bench.rollBack(release as never)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await bench.live()).toEqual([]);
  });

  it(`${storage}: compares anew where what is live has changed since, and leaves at a roll-back what others changed`, async () => {
    await using bench = await open();
    const first = await bench.import(FULL, rows('W1 Accord', 'W2 Accord'));
    const rival = await bench.import(UPDATE, rows('W1 Accord  5', 'W3 Accord'));
    await bench.publish(first as never);
    expect(await bench.releases.get('acme', (rival as never as { id: string }).id)).toMatchObject({
      stale: true,
    });
    const diverted = await bench.publish(rival as never);
    expect(diverted).toMatchObject({
      state: 'staged',
      stale: false,
      counts: { added: 1, changed: 1, before: 1 },
    });
    expect(diverted.holds.map(({ code }) => code)).toContain('live-changed');
    // A direct import into the same data set, of a part of the release.
    await bench.import({}, rows('W3 Civic'));
    expect(await bench.publish(rival as never)).toMatchObject({ state: 'staged', counts: { changed: 2 } });
    expect(await bench.publish(rival as never)).toMatchObject({ state: 'published' });
    expect(await bench.live()).toEqual([
      'part_W1 Accord  5',
      'part_W2 Accord  1',
      'part_W3 Accord  1',
      'part_W3 Civic  1',
    ]);
    await bench.import({}, rows('W3 Accord  9'));
    expect(await bench.rollBack(rival as never)).toMatchObject({ kept: 1 });
    expect(await bench.live()).toEqual([
      'part_W1 Accord  1',
      'part_W2 Accord  1',
      'part_W3 Accord  9',
      'part_W3 Civic  1',
    ]);
  });

  it(`${storage}: notices a direct import of a part that it had nothing new of, and of one that a full submission leaves out`, async () => {
    await using bench = await open();
    await bench.import({}, rows('W1 Accord', 'W2 Accord'));
    const update = await bench.import(UPDATE, rows('W1 Accord', 'W2 Civic'));
    await bench.import({}, rows('W1 Accord  7'));
    expect(await bench.publish(update as never)).toMatchObject({ state: 'staged', counts: { changed: 2 } });
    const full = await bench.import(FULL, rows('W1 Accord  7', 'W2 Civic'));
    // What another data set says of them is no reason to compare anew.
    await bench.import({ feed: 'second' }, rows('W1 Civic', 'W8 Civic'));
    await bench.import({}, rows('W7 Accord'));
    expect(await bench.publish(full as never)).toMatchObject({ state: 'staged', counts: { removed: 1 } });
    await bench.import({ feed: 'second' }, rows('W1 Civic  2', 'W9 Civic'));
    expect(await bench.publish(full as never)).toMatchObject({ state: 'published' });
    expect((await bench.live()).filter((line) => !line.endsWith('second'))).toEqual([
      'part_W1 Accord  7',
      'part_W2 Civic  1',
    ]);
  });

  it(`${storage}: shows others what it says of a part only where they may see the part when it is published`, async () => {
    await using bench = await open();
    const seen = async () => [...(await bench.reader.find('rival', ['part_W1', 'part_W2'])).keys()].sort();
    const told = (partId: string, isPublic: boolean, partVersion: number) =>
      bench.visibility.setVisibility([{ publisher: 'acme', partId, public: isPublic, partVersion }]);
    // A row that waits for its vehicle, behind the others, says nothing of who may see its part.
    const release = await bench.import(FULL, rows('W1 Accord', 'W2 Accord', 'W3 Accord', 'W2 Future'));
    await told('part_W1', false, 2);
    // Later told of than it was: of an older version.
    await told('part_W1', true, 1);
    await bench.publish(release as never);
    expect(await seen()).toEqual(['part_W2']);
    await told('part_W1', true, 2);
    expect(await seen()).toEqual(['part_W2']);
    await told('part_W1', true, 3);
    expect(await seen()).toEqual(['part_W1', 'part_W2']);
  });

  it.each(['an import', 'a release', 'a row that waits'] as const)(
    `${storage}: a part that turns private while %s has asked for it is shown to nobody else, until it is public again`,
    async (what) => {
      await using bench = await open();
      const seen = async () => [...(await bench.reader.find('rival', ['part_W1', 'part_W2'])).keys()].sort();
      const told = (isPublic: boolean, partVersion: number) =>
        bench.visibility.setVisibility([
          { publisher: 'acme', partId: 'part_W1', public: isPublic, partVersion },
        ]);
      if (what === 'a row that waits') {
        await bench.import({}, rows('W1 Future', 'W2 Future'));
        bench.models.add('Future');
      }
      bench.behindAnswer.push(() => told(false, 2));
      if (what === 'a row that waits')
        await resolveUnresolved({ unresolved: bench.unresolved, kind: bench.late(), signal });
      else {
        const release = await bench.import(what === 'a release' ? FULL : {}, rows('W1 Accord', 'W2 Accord'));
        if (release !== undefined) await bench.publish(release);
      }
      expect(await bench.live()).toHaveLength(2);
      expect(await seen()).toEqual(['part_W2']);
      await told(true, 3);
      expect(await seen()).toEqual(['part_W1', 'part_W2']);
    },
  );

  it(`${storage}: forgets in pieces what it holds`, async () => {
    await using bench = await open('many');
    const release = await bench.import(
      FULL,
      rows(...Array.from({ length: 1_000 }, (_, at) => `W${at} Accord`)),
      50,
    );
    await bench.publish(release as never);
    let calls = 0;
    while (!(await bench.content.forget(release as never, 'unchanged'))) calls += 1;
    expect(calls).toBeGreaterThan(3);
    expect(await bench.held()).toMatchObject({ staged: 0, prepared: 0 });
    expect(await bench.rollBack(release as never)).toMatchObject({ kept: 0 });
    while (!(await bench.content.forget(release as never, 'all')));
    expect(await bench.held()).toEqual({ staged: 0, prepared: 0, changes: 0, moved: 0 });
    expect((await bench.content.changes(release as never, undefined, PAGE)).items).toEqual([]);
  });

  it(`${storage}: is what a plain model says, whatever is imported, published and rolled back`, {
    timeout: 180_000,
  }, async () => {
    const line = fc.record({
      part: fc.constantFrom('W1', 'W2', 'W3', 'W4'),
      model: fc.constantFrom('Accord', 'Civic', 'Future'),
      position: fc.constantFrom('', 'front'),
      quantity: fc.integer({ min: 1, max: 2 }),
      remove: fc.boolean(),
    });
    const step = fc.record({
      how: fc.constantFrom('direct', 'update', 'full', 'full', 'back'),
      feed: fc.constantFrom('', 'two'),
      lines: fc.array(line, { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 7 }), async (steps) => {
        await using bench = await open();
        bench.missing.add('W4');
        /** `part model position` -> quantity, of each data set; and of its live releases what was there before. */
        const model = new Map<string, Map<string, number>>([
          ['', new Map()],
          ['two', new Map()],
        ]);
        const published = new Map<string, { id: string; before: Map<string, number> }[]>();
        for (const { how, feed, lines } of steps) {
          const before = model.get(feed) ?? new Map<string, number>();
          const stack = published.get(feed) ?? [];
          published.set(feed, stack);
          if (how === 'back') {
            const last = stack.pop();
            if (last === undefined) continue;
            expect(await bench.rollBack(last)).toMatchObject({ kept: 0 });
            model.set(feed, last.before);
          } else {
            const after = new Map(how === 'full' ? [] : before);
            for (const { part, model: name, position, quantity, remove } of lines) {
              const key = `part_${part} ${name} ${position}`;
              if (remove) after.delete(key);
              else after.set(key, quantity);
            }
            const file = rows(
              ...lines.map(
                ({ part, model: name, position, quantity, remove }) =>
                  `${remove ? '-' : ''}${part} ${name} ${position} ${quantity}`,
              ),
            );
            // What a direct import changed since isn't rolled back: the model is kept simple.
            if (how === 'direct') stack.length = 0;
            const settings =
              how === 'direct' ? { feed } : { release: 'stage' as const, submission: how, feed };
            const release = await bench.import(settings as never, file);
            if (release !== undefined) {
              const count = (of: Map<string, number>) =>
                new Set([...of.keys()].map((key) => key.split(' ')[0])).size;
              expect(release.counts.before).toBe(how === 'full' ? count(before) : release.counts.before);
              expect(await bench.publish(release)).toMatchObject({ state: 'published' });
              stack.push({ id: release.id, before });
            }
            model.set(feed, after);
          }
          const expected = [...model].flatMap(([set, apps]) =>
            [...apps].map(([key, quantity]) => {
              const waits = key.includes('W4') || key.includes('Future');
              return `${waits ? '? ' : ''}${key} ${quantity} ${set}`.trim();
            }),
          );
          expect(await bench.live()).toEqual(expected.sort());
        }
      }),
      { numRuns: runs },
    );
  });
}
