import { describe, expect, test } from 'vitest';
import {
  type AttemptOutcome,
  afterAttempt,
  type Delivery,
  RETRY_WAITS_MS,
  retryAfterMs,
} from './delivery.ts';
import type { Webhook } from './webhook.ts';

const START = new Date('2026-11-01T00:00:00Z');
const HOUR = 3_600_000;

const webhook: Webhook = {
  ...{ webhookId: 'wh_1', tenant: 'acme', url: 'https://shop.example/', eventTypes: ['part.saved'] },
  ...{ description: '', enabled: true, disabledReason: '', secrets: [], position: 0, failures: 0 },
  ...{ failingSince: undefined, notBefore: START, createdAt: START, updatedAt: START },
};
const delivery: Delivery = {
  ...{ deliveryId: 'msg_1', webhookId: 'wh_1', eventType: 'part.saved', payload: '{}', state: 'pending' },
  ...{ attempts: 0, tries: 0, nextAttemptAt: START, createdAt: START },
};
const outcome = (of: Partial<AttemptOutcome>): AttemptOutcome => ({
  ...{ durationMs: 5, status: 500, error: 'status-500', response: '', retryAfterMs: undefined },
  ...of,
});

/** Tries until it is given up, each time as soon as it may. */
function untilGivenUp(chance: number) {
  let now = START;
  let state = { webhook, delivery };
  const times: Date[] = [];
  while (state.delivery.state === 'pending') {
    times.push(now);
    const after = afterAttempt({ ...state, outcome: outcome({}) }, now, chance);
    state = {
      webhook: { ...state.webhook, ...after.webhook },
      delivery: { ...state.delivery, ...after.delivery },
    };
    now = new Date(Math.max(state.delivery.nextAttemptAt.getTime(), state.webhook.notBefore.getTime()));
  }
  return { ...state, times };
}

describe('what fails', () => {
  test('is tried for about three days with growing waits, then given up, and its webhook disabled', () => {
    const { times, delivery: last, webhook: disabled } = untilGivenUp(0.5);
    expect(times).toHaveLength(RETRY_WAITS_MS.length + 1);
    const hours = ((times.at(-1)?.getTime() ?? 0) - START.getTime()) / HOUR;
    expect(hours).toBeGreaterThan(70);
    expect(hours).toBeLessThan(76);
    expect(last).toMatchObject({ state: 'failed', attempts: times.length });
    expect(disabled).toMatchObject({ enabled: false, disabledReason: 'failing', failingSince: START });
  });

  test.each([0, 1])('is tried at another time by chance (%d)', (chance) => {
    const first = afterAttempt({ webhook, delivery, outcome: outcome({}) }, START, chance);
    expect(first.delivery.nextAttemptAt.getTime() - START.getTime()).toBe(
      Math.round(5_000 * (0.8 + 0.4 * chance)),
    );
  });

  test('waits as long as it is asked to, but no more than a day', () => {
    const after = (retry: number) =>
      afterAttempt({ webhook, delivery, outcome: outcome({ status: 429, retryAfterMs: retry }) }, START, 0.5);
    expect(after(90_000).delivery.nextAttemptAt.getTime() - START.getTime()).toBe(90_000);
    expect(after(90_000).webhook.notBefore.getTime() - START.getTime()).toBe(90_000);
    expect(after(1e12).delivery.nextAttemptAt.getTime() - START.getTime()).toBe(24 * HOUR);
  });

  test('with 410 disables its webhook at once', () => {
    const after = afterAttempt(
      { webhook, delivery, outcome: outcome({ status: 410, error: 'status-410' }) },
      START,
      0.5,
    );
    expect(after).toMatchObject({
      delivery: { state: 'failed' },
      webhook: { enabled: false, disabledReason: 'gone' },
    });
  });

  test('keeps the other deliveries of its address waiting longer each time', () => {
    let state = webhook;
    const gates = [1, 2, 3, 4, 5].map(() => {
      state = {
        ...state,
        ...afterAttempt({ webhook: state, delivery, outcome: outcome({}) }, START, 0.5).webhook,
      };
      return state.notBefore.getTime() - START.getTime();
    });
    expect(gates).toEqual([0, 0, 5_000, 30_000, 120_000]);
  });
});

test('one success forgives all failures', () => {
  const failing = {
    ...webhook,
    failures: 9,
    failingSince: START,
    notBefore: new Date(START.getTime() + HOUR),
  };
  const later = new Date(START.getTime() + 71 * HOUR);
  const after = afterAttempt(
    {
      webhook: failing,
      delivery: { ...delivery, tries: 4, attempts: 4 },
      outcome: outcome({ status: 204, error: '' }),
    },
    later,
    0.5,
  );
  expect(after.delivery).toMatchObject({ state: 'delivered', attempts: 5 });
  expect(after.webhook).toMatchObject({
    enabled: true,
    failures: 0,
    failingSince: undefined,
    notBefore: later,
  });
});

test.each([
  ['120', 120_000],
  [' 7 ', 7_000],
  ['Sun, 01 Nov 2026 00:01:00 GMT', 60_000],
  ['Sat, 31 Oct 2026 00:00:00 GMT', 0],
  ['soon', undefined],
  ['-5', undefined],
  ['2026', 2_026_000],
  ['99999999999999999999', undefined],
  [undefined, undefined],
])('Retry-After: %s', (header, expected) => {
  expect(retryAfterMs(header, START)).toBe(expected);
});
