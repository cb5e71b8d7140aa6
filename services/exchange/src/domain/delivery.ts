import { createHash } from 'node:crypto';
import type { DisabledReason, Webhook } from './webhook.ts';

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One event on its way to one webhook. */
export interface Delivery {
  /** Its `webhook-id`: the same at each attempt, and when it is sent again. */
  deliveryId: string;
  webhookId: string;
  /** An EventType, or `webhook.test`. */
  eventType: string;
  /** JSON, sent as it is. */
  payload: string;
  state: DeliveryState;
  /** All attempts so far. */
  attempts: number;
  /** Those since it was queued, or queued again. */
  tries: number;
  nextAttemptAt: Date;
  createdAt: Date;
}

/** What came of an attempt. */
export interface AttemptOutcome {
  durationMs: number;
  /** 0 where there was no answer. */
  status: number;
  /** Why it doesn't count as delivered; empty where it does. */
  error: string;
  /** The first bytes of the answer, as text. */
  response: string;
  retryAfterMs: number | undefined;
}

export interface Attempt extends Omit<AttemptOutcome, 'retryAfterMs'> {
  number: number;
  at: Date;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Waits between the attempts of one delivery: 14 attempts in about three days. */
export const RETRY_WAITS_MS: readonly number[] = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 6 * HOUR, 10 * HOUR, 14 * HOUR, 16 * HOUR, 20 * HOUR],
];
/** A webhook that has failed for so long is disabled. */
const LASTING_MS = 72 * HOUR;
/** Between attempts of any delivery to an address that fails; the first in a row don't count, they may be a delivery's own. */
const GATE_WAITS_MS: readonly number[] = [0, 0, 5 * SECOND, 30 * SECOND, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE];
const MOST_RETRY_AFTER_MS = 24 * HOUR;

/** Nothing waits for longer, but what a clock has set that has gone back since: that waits no more. */
export const LONGEST_WAIT_MS = 25 * HOUR;

/** Whether nothing is sent to an address just now, as it fails. */
export function waits({ failures, notBefore }: Pick<Webhook, 'failures' | 'notBefore'>, now: Date): boolean {
  const left = notBefore.getTime() - now.getTime();
  return failures > 0 && left > 0 && left <= LONGEST_WAIT_MS;
}

/** The same for the same change and webhook, however often it is queued. */
export function deliveryIdOf(webhookId: string, change: number | string): string {
  const digest = createHash('sha256').update(`${webhookId} ${change}`).digest();
  return `msg_${digest.subarray(0, 18).toString('base64url')}`;
}

export interface AfterAttempt {
  delivery: Pick<Delivery, 'state' | 'attempts' | 'tries' | 'nextAttemptAt'>;
  webhook: Pick<Webhook, 'enabled' | 'disabledReason' | 'failures' | 'failingSince' | 'notBefore'>;
}

/** `chance` from 0 to 1 moves each wait by up to a fifth, so that what failed together doesn't come again together. */
export function afterAttempt(
  { webhook, delivery, outcome }: { webhook: Webhook; delivery: Delivery; outcome: AttemptOutcome },
  now: Date,
  chance: number,
): AfterAttempt {
  const attempts = delivery.attempts + 1;
  const tries = delivery.tries + 1;
  if (outcome.error === '') {
    const { enabled, disabledReason } = webhook;
    return {
      delivery: { state: 'delivered', attempts, tries, nextAttemptAt: now },
      webhook: { enabled, disabledReason, failures: 0, failingSince: undefined, notBefore: now },
    };
  }
  const later = (ms: number) => new Date(now.getTime() + ms);
  const asked = Math.min(outcome.retryAfterMs ?? 0, MOST_RETRY_AFTER_MS);
  const wait = RETRY_WAITS_MS[tries - 1];
  const gone = outcome.status === 410;
  const failures = webhook.failures + 1;
  const failingSince = webhook.failingSince ?? now;
  const lasting = now.getTime() - failingSince.getTime() >= LASTING_MS;
  const gate = GATE_WAITS_MS[Math.min(failures, GATE_WAITS_MS.length) - 1] ?? 0;
  const jitter = 0.8 + 0.4 * chance;
  const reason: DisabledReason = gone ? 'gone' : lasting ? 'failing' : '';
  return {
    delivery:
      wait === undefined || gone
        ? { state: 'failed', attempts, tries, nextAttemptAt: now }
        : { state: 'pending', attempts, tries, nextAttemptAt: later(Math.max(wait * jitter, asked)) },
    webhook: {
      enabled: webhook.enabled && reason === '',
      disabledReason: reason === '' ? webhook.disabledReason : reason,
      failures,
      failingSince,
      notBefore: later(Math.max(gate * jitter, asked)),
    },
  };
}

/** In milliseconds, of a `Retry-After`: seconds, or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * SECOND;
  const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}
