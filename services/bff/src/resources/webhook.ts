import { type Delivery, DeliveryState, type Webhook } from '@qipei/contracts/webhooks/v1/webhooks';
import { z } from 'zod';
import { enumName, enumNames, instant, instantOrNull, textOrNull } from './unknown-values.ts';

export const WEBHOOK_EVENTS = [
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
export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;
const stateNames = enumNames(DeliveryState, DELIVERY_STATES);

/** Unspecified for none. */
export function deliveryState(name: (typeof DELIVERY_STATES)[number] | undefined): DeliveryState {
  for (const [value, known] of stateNames) if (known === name) return value as DeliveryState;
  return DeliveryState.UNSPECIFIED;
}

export const WebhookJson = z
  .object({
    webhookId: z.string(),
    url: z.string(),
    eventTypes: z.array(z.string()),
    description: z.string(),
    enabled: z.boolean(),
    disabledReason: z.string().nullable().meta({
      description:
        'Why it was disabled by itself: `gone`, it answered 410; `failing`, every attempt of three days failed.',
    }),
    failingSince: instant.nullable().meta({ description: 'Null where the last attempt succeeded.' }),
    previousSecretUntil: instant.nullable().meta({
      description: 'Until when the secret from before the last rotation signs too.',
    }),
    createdAt: instant.nullable(),
    updatedAt: instant.nullable(),
  })
  .meta({ id: 'Webhook' });

export function webhookJson(webhook: Webhook | undefined): z.infer<typeof WebhookJson> {
  if (webhook === undefined) throw new Error('exchange answered without the webhook');
  const { webhookId, url, eventTypes, description, enabled } = webhook;
  return {
    ...{ webhookId, url, eventTypes, description, enabled },
    disabledReason: textOrNull(webhook.disabledReason),
    failingSince: instantOrNull(webhook.failingSince),
    previousSecretUntil: instantOrNull(webhook.previousSecretUntil),
    createdAt: instantOrNull(webhook.createdAt),
    updatedAt: instantOrNull(webhook.updatedAt),
  };
}

export const DeliveryJson = z
  .object({
    deliveryId: z.string().meta({ description: 'The `webhook-id` of all of its attempts.' }),
    eventType: z.string(),
    payload: z.unknown().meta({ description: 'As it is sent.' }),
    state: z.enum(DELIVERY_STATES).meta({ description: '`failed`: given up.' }),
    attemptCount: z.int(),
    createdAt: instant.nullable(),
    nextAttemptAt: instant.nullable(),
    attempts: z
      .array(
        z.object({
          number: z.int(),
          at: instant.nullable(),
          durationMs: z.int(),
          status: z.int().nullable().meta({ description: 'Null where there was no answer.' }),
          error: z.string().nullable().meta({
            description:
              'Such as `status-500`, `timed-out`, `name-unknown`, `tls-failed`, `address-forbidden`.',
          }),
          response: z.string().nullable().meta({ description: 'The first KiB of the answer.' }),
        }),
      )
      .meta({ description: 'The newest ten, newest first.' }),
  })
  .meta({ id: 'WebhookDelivery' });

export function deliveryJson(delivery: Delivery | undefined): z.infer<typeof DeliveryJson> {
  if (delivery === undefined) throw new Error('exchange answered without the delivery');
  const { deliveryId, eventType, attemptCount, createdAt, nextAttemptAt } = delivery;
  return {
    ...{ deliveryId, eventType, attemptCount },
    payload: JSON.parse(delivery.payload) as unknown,
    state: enumName(stateNames, delivery.state),
    createdAt: instantOrNull(createdAt),
    nextAttemptAt: instantOrNull(nextAttemptAt),
    attempts: delivery.attempts.map((attempt) => ({
      ...{ number: attempt.number, durationMs: attempt.durationMs },
      at: instantOrNull(attempt.at),
      status: attempt.status === 0 ? null : attempt.status,
      error: textOrNull(attempt.error),
      response: textOrNull(attempt.response),
    })),
  };
}
