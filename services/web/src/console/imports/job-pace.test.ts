import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ProgressSample, paceOf, withSample } from './job-pace.ts';

const sample = (at: number, rows: number, bytes: number): ProgressSample => ({ at, rows, bytes });

describe('the pace of a job', () => {
  it('is told by what was counted in between', () => {
    const samples = [sample(0, 0, 0), sample(1_000, 500, 1_000), sample(2_000, 3_000, 2_000)];
    expect(paceOf(samples, 10_000)).toEqual({ rowsPerSecond: 1_500, secondsLeft: 8 });
  });

  it('is unknown at first, and what is left is where nothing moves', () => {
    expect(paceOf([], 10)).toBeUndefined();
    expect(paceOf([sample(0, 0, 0)], 10)).toBeUndefined();
    expect(paceOf([sample(0, 0, 0), sample(10, 5, 5)], 10)).toBeUndefined();
    expect(paceOf([sample(0, 4, 4), sample(5_000, 4, 4)], 10)).toEqual({
      rowsPerSecond: 0,
      secondsLeft: undefined,
    });
  });

  it('forgets what is long ago, and begins anew where a job does', () => {
    const old = withSample([sample(0, 0, 0)], sample(40_000, 10, 10));
    expect(old).toEqual([sample(40_000, 10, 10)]);
    expect(withSample([sample(0, 50, 50)], sample(1_000, 0, 0))).toEqual([sample(1_000, 0, 0)]);
  });

  it('is no nonsense, whatever the answers say', () => {
    const any = fc.record({ at: fc.nat(), rows: fc.nat(), bytes: fc.nat() });
    fc.assert(
      fc.property(fc.array(any), fc.nat(), (given, total) => {
        const pace = paceOf(given.reduce<ProgressSample[]>(withSample, []), total);
        if (pace === undefined) return;
        expect(pace.rowsPerSecond).toBeGreaterThanOrEqual(0);
        if (pace.secondsLeft !== undefined) expect(pace.secondsLeft).toBeGreaterThanOrEqual(0);
        expect(Number.isNaN(pace.secondsLeft)).toBe(false);
      }),
    );
  });
});
