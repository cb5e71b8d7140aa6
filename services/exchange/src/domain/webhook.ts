import { randomBytes } from 'node:crypto';
import { InvalidInput } from '@qipei/kernel';

/** What a webhook may be told of. */
export const EVENT_TYPES = [
  'part.saved',
  'part.deleted',
  'fitments.saved',
  'fitments.deleted',
  'release.published',
  'release.rolled-back',
  'import.ended',
  'order.placed',
  'order.confirmed',
  'order.rejected',
  'order.cancelled',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Told only when it is asked for. */
export const TEST_EVENT = 'webhook.test';

export interface WebhookSecret {
  /** `whsec_` and the base64 of the key: https://www.standardwebhooks.com, "Signature scheme". */
  secret: string;
  /** Undefined of the present one. */
  until: Date | undefined;
}

/** `gone`: it answered 410. `failing`: every attempt of three days failed. */
export type DisabledReason = '' | 'gone' | 'failing';

export interface Webhook {
  webhookId: string;
  tenant: string;
  url: string;
  eventTypes: readonly EventType[];
  description: string;
  enabled: boolean;
  disabledReason: DisabledReason;
  /** The present one first. */
  secrets: readonly WebhookSecret[];
  /** All changes of the feed up to here are queued. */
  position: number;
  /** Attempts that failed one after the other. */
  failures: number;
  failingSince: Date | undefined;
  /** Nothing is sent before. */
  notBefore: Date;
  createdAt: Date;
  updatedAt: Date;
}

export const MOST_WEBHOOKS = 20;
const SECRET_BYTES = 32;
/** A receiver has this long to take over a new secret. */
const ROTATION_MS = 24 * 3_600_000;
/** That sign a request. */
const MOST_SECRETS = 5;
const MOST_URL = 2_000;
const MOST_DESCRIPTION = 500;

export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The new one signs at once, and each from before beside it until a day has gone since it was replaced: whoever asks twice, as the first
 * answer was lost, doesn't cut off a receiver that knows neither. Of many the newest.
 */
export function rotated(secrets: readonly WebhookSecret[], now: Date): readonly WebhookSecret[] {
  const until = new Date(now.getTime() + ROTATION_MS);
  const before = secrets
    .filter((each) => each.until === undefined || now < each.until)
    .map((each) => ({ ...each, until: each.until ?? until }));
  return [{ secret: newWebhookSecret(), until: undefined }, ...before].slice(0, MOST_SECRETS);
}

/** Those that sign now, the present one first. */
export function signingSecrets(secrets: readonly WebhookSecret[], now: Date): string[] {
  return secrets.filter(({ until }) => until === undefined || now < until).map(({ secret }) => secret);
}

/** @throws InvalidInput for event types that there aren't, and for none */
export function requireEventTypes(values: readonly string[]): readonly EventType[] {
  for (const value of values)
    if (!(EVENT_TYPES as readonly string[]).includes(value))
      throw new InvalidInput(
        'eventTypes',
        'event-type-unknown',
        `There is no event type '${value.slice(0, 80)}'; there are ${EVENT_TYPES.join(', ')}.`,
      );
  const known = EVENT_TYPES.filter((type) => values.includes(type));
  if (known.length === 0) throw new InvalidInput('eventTypes', 'required', 'A webhook has event types.');
  return known;
}

/** @throws InvalidInput */
export function requireDescription(value: string): string {
  if (value.length <= MOST_DESCRIPTION) return value;
  throw new InvalidInput('description', 'too-long', `has at most ${MOST_DESCRIPTION} characters`);
}

/** What makes a URL of a webhook unfit whatever its name leads to; the address is looked at whenever something is sent. */
export function requireUrl(value: string, { allowLoopback }: { allowLoopback: boolean }): string {
  const refuse = (message: string) => new InvalidInput('url', 'webhook-url-invalid', message);
  if (value.length > MOST_URL) throw refuse(`has at most ${MOST_URL} characters`);
  if (!URL.canParse(value)) throw refuse('is not an absolute URL');
  const url = new URL(value);
  const schemes = allowLoopback ? ['https:', 'http:'] : ['https:'];
  if (!schemes.includes(url.protocol)) throw refuse('begins with https://');
  if (url.username !== '' || url.password !== '') throw refuse('must not name a user or a password');
  if (url.hash !== '') throw refuse('must not have a fragment');
  return url.href;
}
