import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkGroup } from './app-group.ts';
import { collidingApp, countSlowly } from './check-oracle.fixture.ts';
import type { CheckReport } from './check-report.ts';
import type { CheckedApp } from './checked-app.ts';
import { checkFeed, createFeedCheck } from './feed-check.ts';

const PAIR_CODES = [
  'duplicate',
  'overlap',
  'comment-overlap',
  'attribute-overlap',
  'condition-overlap',
  'quantity-differs',
  'year-repeat',
  'record-id-repeated',
] as const;

function app(record: number, more: Partial<CheckedApp> = {}): CheckedApp {
  return {
    ...{ record: String(record), line: record, action: 'add', partType: '1896', positions: [] },
    vehicle: { kind: 'base-vehicle', key: 'vcdb.baseVehicle:2771', make: '', model: '', years: undefined },
    ...{ attributes: [], qualifiers: [], notes: [], part: { brand: 'ZZZZ', number: 'P1' } },
    ...{ quantity: '1', mfrLabel: '', asset: '', validate: true, ...more },
  };
}

const part = (number: string) => ({ brand: 'ZZZZ', number });

function madeBetween(from: number, to: number): CheckedApp['vehicle'] {
  return { kind: 'model', key: 'Ford Focus', make: 'Ford', model: 'Focus', years: { from, to } };
}

function countsOf(report: CheckReport) {
  return Object.fromEntries(
    PAIR_CODES.map((code) => [code, report.findings.find((finding) => finding.code === code)?.count ?? 0]),
  );
}

const found = (report: CheckReport, code: string) => report.findings.find((finding) => finding.code === code);

describe('A feed’s counts', () => {
  it('are those of an oracle that holds every record against every other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(collidingApp, { maxLength: 80 }), async (apps) => {
        const slow = countSlowly(apps);
        const report = await checkFeed({ apps });
        expect(countsOf(report)).toEqual(slow.counts);
        expect(report.applications).toBe(apps.length);
        for (const [code, records] of Object.entries(slow.records))
          expect(found(report, code)?.recordCount ?? 0, code).toBe(records);
        expect(report).toMatchObject({
          duplicates: slow.counts.duplicate,
          overlaps: slow.counts.overlap,
          commentOverlaps: slow.counts['comment-overlap'],
        });
      }),
      { numRuns: 300 },
    );
  });

  it('are the same for many records of one vehicle, which are counted by sorted years', async () => {
    const oneVehicle = fc.record({
      ...{ app: collidingApp, from: fc.integer({ min: 2000, max: 2010 }), length: fc.nat(6) },
      number: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(oneVehicle, { minLength: 60, maxLength: 200 }), async (drawn) => {
        const apps = drawn.map(({ app, from, length, number }) => ({
          ...app,
          ...{ vehicle: madeBetween(from, from + length), part: part(number), partType: 't', positions: [] },
          ...{ mfrLabel: '', action: 'add' as const },
        }));
        expect(countsOf(await checkFeed({ apps }))).toEqual(countSlowly(apps).counts);
      }),
      { numRuns: 60 },
    );
  });

  it('take in no record whose only counterpart is the same part', async () => {
    const notes = ['with A/C'];
    const report = await checkFeed({
      apps: [app(1, { part: part('P2'), notes }), app(2), app(3, { notes })],
    });
    expect(found(report, 'comment-overlap')).toMatchObject({ count: 1, recordCount: 2 });
  });

  it('don’t depend on the order of the records, nor on whether they lie in memory or in a file', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(collidingApp, { maxLength: 60 }), fc.nat(), async (apps, turn) => {
        const turned = [...apps.slice(turn % (apps.length + 1)), ...apps.slice(0, turn % (apps.length + 1))];
        const numbers = ({ findings, ...rest }: CheckReport) => ({
          ...rest,
          findings: findings.map(({ code, count, recordCount }) => ({ code, count, recordCount })),
        });
        const [plain, other] = [await checkFeed({ apps }), await checkFeed({ apps: turned, memoryBytes: 0 })];
        expect(numbers(other)).toEqual(numbers(plain));
        // Which of the records that share a line is named first isn't settled: here each has its own.
        const lined = apps.map((each, line) => ({ ...each, line }));
        expect(await checkFeed({ apps: lined, memoryBytes: 0 })).toEqual(await checkFeed({ apps: lined }));
      }),
      { numRuns: 100 },
    );
  });
});

describe('A feed’s examples', () => {
  it('name the records at fault, the first by line', async () => {
    const report = await checkFeed({
      apps: [app(1), app(2, { part: part('P2'), notes: ['with A/C'] }), app(3)],
    });
    expect(report).toMatchObject({ applications: 3, parts: 2, partTypes: 1, baseVehicles: 1 });
    expect(report.findings.map(({ code }) => code)).toEqual(['duplicate', 'comment-overlap']);
    expect(report.findings[0]?.records).toEqual([
      { record: '1', line: 1, part: 'P1' },
      { record: '3', line: 3, part: 'P1' },
    ]);
    expect(report.findings[1]).toMatchObject({ count: 2, recordCount: 3, faults: 1 });
    expect(report.findings[1]?.examples[0]?.message).toBe(
      'vcdb.baseVehicle:2771, 1896: P1 without a condition; P2 (WITH A/C).',
    );
  });

  it('are bounded, and the counts are not', async () => {
    const apps = Array.from({ length: 50 }, (_, at) => [
      app(at * 2, { vehicle: madeBetween(1900 + at, 1900 + at) }),
      app(at * 2 + 1, { vehicle: madeBetween(1900 + at, 1900 + at), part: part('P2') }),
    ]).flat();
    const report = await checkFeed({ apps, maxFindings: 3 });
    expect(report.overlaps).toBe(50);
    expect(found(report, 'overlap')?.count).toBe(50);
    const none = await checkFeed({ apps, maxFindings: 0 });
    expect(found(none, 'overlap')).toMatchObject({ count: 50, examples: [], records: [] });
  });

  it('of a large group show both parts, however late the second comes', async () => {
    const apps = Array.from({ length: 30 }, (_, at) => app(at, { quantity: String(at + 1) }));
    const report = await checkFeed({ apps: [...apps, app(99, { part: part('P2') })] });
    expect(found(report, 'overlap')?.records.map((each) => each.part)).toContain('P2');
  });
});

describe('A year gap', () => {
  const gaps = async (...apps: CheckedApp[]) => found(await checkFeed({ apps }), 'year-gap');

  it('is up to three years in which no part of the brand fits, with one part on both sides', async () => {
    const [before, after] = [madeBetween(2000, 2004), madeBetween(2006, 2010)];
    expect(await gaps(app(1, { vehicle: before }), app(2, { vehicle: after }))).toMatchObject({
      count: 1,
      recordCount: 2,
    });
    expect(
      await gaps(app(1, { vehicle: before }), app(2, { vehicle: madeBetween(2008, 2009) })),
    ).toMatchObject({ count: 1 });
    expect(
      await gaps(app(1, { vehicle: before }), app(2, { vehicle: madeBetween(2009, 2009) })),
    ).toBeUndefined();
    expect(
      await gaps(app(1, { vehicle: before }), app(2, { vehicle: madeBetween(2005, 2009) })),
    ).toBeUndefined();
  });

  it('is none where another part takes over, or where the part itself changed', async () => {
    const [before, after] = [
      app(1, { vehicle: madeBetween(2000, 2004) }),
      app(2, { vehicle: madeBetween(2006, 2010) }),
    ];
    expect(
      await gaps(before, after, app(3, { vehicle: madeBetween(2005, 2005), part: part('P2') })),
    ).toBeUndefined();
    expect(await gaps(before, { ...after, part: part('P2') })).toBeUndefined();
  });
});

describe('A hundred thousand records of one group', () => {
  it('are counted, not compared one by one, where they are equal', async () => {
    const same = Array.from({ length: 100_000 }, (_, at) => app(at));
    const report = await checkFeed({ apps: [...same, app(100_000, { part: part('P2') })] });
    expect(report).toMatchObject({ duplicates: 99_999, overlaps: 100_000 });
    expect(found(report, 'overlap')?.recordCount).toBe(100_001);
  });

  it('are counted where each is another part', async () => {
    const apps = Array.from({ length: 100_000 }, (_, at) => app(at, { part: part(`P${at}`) }));
    expect((await checkFeed({ apps })).overlaps).toBe((100_000 * 99_999) / 2);
  });

  it('are counted where they hold for many different years', async () => {
    const spans = Array.from({ length: 100_000 }, (_, at) => ({
      from: 1900 + (at % 90),
      to: 1900 + (at % 90) + (at % 11),
      part: at % 7,
    }));
    const apps = spans.map(({ from, to, part: number }, at) =>
      app(at, { part: part(`P${number}`), vehicle: madeBetween(from, to) }),
    );
    // As many of each of the 6,930 combinations as there are, held against each other.
    const counts = new Map<string, { from: number; to: number; part: number; count: number }>();
    for (const span of spans) {
      const key = JSON.stringify(span);
      counts.set(key, { ...span, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    let pairs = 0;
    const all = [...counts.values()];
    all.forEach((one, at) => {
      for (const other of all.slice(0, at))
        if (one.part !== other.part && one.from <= other.to && other.from <= one.to)
          pairs += one.count * other.count;
    });
    expect((await checkFeed({ apps })).overlaps).toBe(pairs);
  });

  it('end in a count that says it is not whole, where they are made to be held against each other', () => {
    const classes = Array.from({ length: 3_000 }, (_, at) => ({
      ...{
        attributes: at,
        hasAttributes: true,
        attributeCount: 20,
        comments: 0,
        hasComments: false,
        part: at,
        asset: 0,
        quantity: 1,
      },
      ...{ hasYears: false, from: 0, to: 65535, line: at, count: 1, source: at },
    }));
    const attributesOf = ({ source }: { source: number }) =>
      Array.from({ length: 20 + (source % 2) }, (_, each) => `A${each}=${source}`);
    const faults = checkGroup(classes, { attributesOf, maxSteps: 10_000 });
    expect(faults).toMatchObject([
      { code: 'attribute-overlap', count: 0, exact: false },
      { code: 'condition-overlap', count: 0, exact: false },
    ]);
  });
});

describe('Parts, records and positions', () => {
  it('are counted by brand and number as written, and spellings of one number told', async () => {
    const apps = ['AB-12 3', 'ab123', 'AB-12 3', 'AB124', '—', '/'].map((number, at) =>
      app(at, { part: part(number), vehicle: madeBetween(1950 + at * 10, 1950 + at * 10) }),
    );
    const report = await checkFeed({ apps });
    expect(report.parts).toBe(5);
    expect(found(report, 'part-spelling')).toMatchObject({ count: 1, recordCount: 2 });
    expect(found(report, 'part-spelling')?.examples[0]?.message).toBe("'AB-12 3', 'ab123' read the same.");
  });

  it('of other brands are other parts', async () => {
    const apps = [app(1), app(2, { part: { brand: 'YYYY', number: 'P-1' } })];
    const report = await checkFeed({ apps });
    expect(report).toMatchObject({ parts: 2, overlaps: 0 });
    expect(report.findings).toEqual([]);
  });

  it('tell a record id that is used again, and a position that is missing', async () => {
    const apps = [
      app(1, { positions: ['22'] }),
      app(1, { part: part('P2') }),
      app(2, { part: part('P3'), vehicle: madeBetween(1, 2) }),
    ];
    const report = await checkFeed({ apps });
    expect(found(report, 'record-id-repeated')).toMatchObject({ count: 1, recordCount: 2 });
    expect(found(report, 'position-missing')).toMatchObject({ count: 2, faults: 1 });
  });
});

describe('A check', () => {
  it('can be thrown away before its end', () => {
    using check = createFeedCheck({ memoryBytes: 0 });
    for (let at = 0; at < 10_000; at += 1) check.add(app(at));
    expect(check).toBeDefined();
  });

  it('takes texts of any kind', async () => {
    const hostile = fc.record({
      one: fc.string({ unit: 'binary', maxLength: 40 }),
      two: fc.string({ unit: 'grapheme', maxLength: 300 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { maxLength: 20 }), async (drawn) => {
        const apps = drawn.map(({ one, two }, at) =>
          app(at, {
            ...{ record: two, partType: one, positions: [one, two], notes: [two, one], mfrLabel: one },
            ...{ attributes: [{ name: one, value: two }], asset: two, quantity: one },
            part: { brand: two, number: one },
          }),
        );
        const report = await checkFeed({ apps, memoryBytes: 0 });
        expect(report.applications).toBe(apps.length);
      }),
      { numRuns: 100 },
    );
  });
});
