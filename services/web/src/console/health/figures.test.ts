import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Curve, FIGURES, type Health, thinned, valueAt, valueNow } from './figures.ts';

const gauges = {
  importsRunning: 2,
  importsWaiting: null,
  indexLag: 7,
  feedLag: 0,
  consumerLag: 9,
  webhooksWaiting: 4,
  deliveriesFailing: 2,
  webhooksFailing: 1,
  exportsRunning: 0,
  exportsWaiting: 0,
  exportsFailed: 3,
  outboxLength: 1,
  outboxAgeSeconds: 1.5,
  deadLetters: 0,
  eventLoopDelaySeconds: 0.012,
};
const counts = { requests: 60, failures: 3, importRows: 900, givenUp: 0 };
const point = { at: '2026-11-01T00:00:30.000Z', seconds: 30, ...counts, ...gauges };
const health = {
  now: { ...gauges, requestsPerSecond: 1.5, importRowsPerSecond: 20 },
  lastHour: { ...counts, failures: 11, failed: [] },
  points: [point],
} as unknown as Health;

describe('a figure', () => {
  it('is told in its unit, now and at each point', () => {
    const told = Object.fromEntries(
      FIGURES.map((each) => [each, [valueNow(health, each), valueAt(point, each)]]),
    );
    expect(told).toMatchObject({
      requests: [1.5, 2],
      importRows: [20, 30],
      failures: [11, 3],
      indexLag: [7, 7],
      importsWaiting: [null, null],
      eventLoopDelaySeconds: [12, 12],
    });
  });

  it('has no rate over no time', () => {
    expect(valueAt({ ...point, seconds: 0 }, 'requests')).toBeNull();
  });
});

it('a thinned curve has few rows, keeps the peak and the end, and makes nothing of what isn’t known', () => {
  const curves = fc.array(fc.option(fc.integer({ min: 0, max: 1_000 })), { maxLength: 200 });
  fc.assert(
    fc.property(curves, fc.integer({ min: 1, max: 20 }), (values, most) => {
      const curve: Curve[] = values.map((value, at) => ({ at, value }));
      const rows = thinned(curve, most);
      expect(rows.length).toBeLessThanOrEqual(most);
      expect(rows.at(-1)?.at).toBe(curve.at(-1)?.at);
      const greatest = (of: readonly Curve[]) => Math.max(-1, ...of.map(({ value }) => value ?? -1));
      expect(greatest(rows)).toBe(greatest(curve));
    }),
  );
});
