import type { Attempt, Delivery, DeliveryState } from '../../domain/delivery.ts';
import type { DisabledReason, EventType, Webhook, WebhookSecret } from '../../domain/webhook.ts';

export interface WebhookRow {
  webhook_id: string;
  tenant: string;
  url: string;
  event_types: string;
  description: string;
  enabled: number;
  disabled_reason: string;
  secrets: string;
  position: number;
  failures: number;
  failing_since: number | null;
  not_before: number;
  created_at: number;
  updated_at: number;
}

export interface DeliveryRow {
  number: number;
  delivery_id: string;
  webhook_id: string;
  event_type: string;
  payload: string;
  state: number;
  attempts: number;
  tries: number;
  next_attempt_at: number;
  created_at: number;
}

export interface AttemptRow {
  number: number;
  at: number;
  duration_ms: number;
  status: number;
  error: string;
  response: string;
}

export const STATE_NUMBER: Record<DeliveryState, number> = { pending: 1, delivered: 2, failed: 3 };
const STATES: readonly DeliveryState[] = ['pending', 'delivered', 'failed'];

export function webhookOf(row: WebhookRow): Webhook {
  const secrets = JSON.parse(row.secrets) as { secret: string; until: number | null }[];
  return {
    webhookId: row.webhook_id,
    tenant: row.tenant,
    url: row.url,
    eventTypes: JSON.parse(row.event_types) as EventType[],
    description: row.description,
    enabled: row.enabled === 1,
    disabledReason: row.disabled_reason as DisabledReason,
    secrets: secrets.map(
      ({ secret, until }): WebhookSecret => ({ secret, until: until === null ? undefined : new Date(until) }),
    ),
    position: row.position,
    failures: row.failures,
    failingSince: row.failing_since === null ? undefined : new Date(row.failing_since),
    notBefore: new Date(row.not_before),
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  };
}

export function webhookRow(webhook: Webhook): WebhookRow {
  return {
    webhook_id: webhook.webhookId,
    tenant: webhook.tenant,
    url: webhook.url,
    event_types: JSON.stringify(webhook.eventTypes),
    description: webhook.description,
    enabled: webhook.enabled ? 1 : 0,
    disabled_reason: webhook.disabledReason,
    secrets: JSON.stringify(
      webhook.secrets.map(({ secret, until }) => ({ secret, until: until?.getTime() ?? null })),
    ),
    position: webhook.position,
    failures: webhook.failures,
    failing_since: webhook.failingSince?.getTime() ?? null,
    not_before: webhook.notBefore.getTime(),
    created_at: webhook.createdAt.getTime(),
    updated_at: webhook.updatedAt.getTime(),
  };
}

export function deliveryOf(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    webhookId: row.webhook_id,
    eventType: row.event_type,
    payload: row.payload,
    state: STATES[row.state - 1] ?? 'failed',
    attempts: row.attempts,
    tries: row.tries,
    nextAttemptAt: new Date(row.next_attempt_at),
    createdAt: new Date(row.created_at),
  };
}

export function attemptOf(row: AttemptRow): Attempt {
  const { number, status, error, response } = row;
  return { number, status, error, response, at: new Date(row.at), durationMs: row.duration_ms };
}
