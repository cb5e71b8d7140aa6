import {
  type Delivery as DeliveryMessage,
  DeliveryState as ProtoState,
  type Webhook as WebhookMessage,
  type WebhookServiceService,
} from '@qipei/contracts/webhooks/v1/webhooks';
import { InvalidInput, NotFound } from '@qipei/kernel';
import type { GrpcHandlers } from '@qipei/service-kit';
import {
  createWebhook,
  replayDelivery,
  replaySince,
  requireWebhook,
  rotateSecret,
  testWebhook,
  updateWebhook,
  type WebhookDependencies,
} from '../../application/manage-webhooks.ts';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { Webhook } from '../../domain/webhook.ts';
import type { LoggedDelivery } from '../../domain/webhook-store.ts';

const STATE: Record<DeliveryState, ProtoState> = {
  pending: ProtoState.PENDING,
  delivered: ProtoState.DELIVERED,
  failed: ProtoState.FAILED,
};
const STATE_NAMES = new Map(Object.entries(STATE).map(([name, number]) => [number, name as DeliveryState]));
const MOST_PAGE = 200;

export function webhookHandlers(
  dependencies: WebhookDependencies,
): GrpcHandlers<typeof WebhookServiceService> {
  const { webhooks } = dependencies;
  return {
    async createWebhook({ url, eventTypes, description, disabled }, { tenant }) {
      const draft = { url, eventTypes, description, enabled: !disabled };
      const { webhook, secret } = await createWebhook(tenant, draft, dependencies);
      return { webhook: toWebhook(webhook), secret };
    },
    async getWebhook({ webhookId }, { tenant }) {
      return { webhook: toWebhook(await requireWebhook(tenant, webhookId, dependencies)) };
    },
    async listWebhooks(_, { tenant }) {
      return { webhooks: (await webhooks.list(tenant)).map(toWebhook) };
    },
    async updateWebhook({ webhookId, url, eventTypes, description, enabled }, { tenant }) {
      const change = {
        ...(url !== undefined && { url }),
        ...(eventTypes !== undefined && { eventTypes: eventTypes.eventTypes }),
        ...(description !== undefined && { description }),
        ...(enabled !== undefined && { enabled }),
      };
      return { webhook: toWebhook(await updateWebhook(tenant, webhookId, change, dependencies)) };
    },
    async deleteWebhook({ webhookId }, { tenant }) {
      if (!(await webhooks.remove(tenant, webhookId))) throw new NotFound('webhook', webhookId);
      return {};
    },
    async rotateWebhookSecret({ webhookId }, { tenant }) {
      const { webhook, secret } = await rotateSecret(tenant, webhookId, dependencies);
      return { webhook: toWebhook(webhook), secret };
    },
    async testWebhook({ webhookId }, { tenant }) {
      return { delivery: toDelivery(await testWebhook(tenant, webhookId, dependencies)) };
    },
    async listDeliveries({ webhookId, pageSize, pageToken, state }, { tenant }) {
      await requireWebhook(tenant, webhookId, dependencies);
      const { deliveries, next } = await webhooks.deliveries(webhookId, {
        state: STATE_NAMES.get(state),
        from: fromToken(pageToken),
        limit: Math.min(Math.max(pageSize || 50, 1), MOST_PAGE),
      });
      return {
        deliveries: deliveries.map(toDelivery),
        nextPageToken: next === undefined ? '' : String(next),
      };
    },
    async replayDelivery({ webhookId, deliveryId }, { tenant }) {
      const delivery = await replayDelivery(tenant, { webhookId, deliveryId }, dependencies);
      return { delivery: toDelivery(delivery) };
    },
    async replaySince({ webhookId, since }, { tenant }) {
      return { webhook: toWebhook(await replaySince(tenant, { webhookId, since }, dependencies)) };
    },
  };
}

function fromToken(token: string): number | undefined {
  if (token === '') return undefined;
  if (/^\d{1,15}$/.test(token)) return Number(token);
  throw new InvalidInput('page_token', 'page-token-invalid', 'is not one that a page has given');
}

function toWebhook(webhook: Webhook): WebhookMessage {
  const { webhookId, url, description, enabled, disabledReason, createdAt, updatedAt, failingSince } =
    webhook;
  return {
    ...{ webhookId, url, description, enabled, disabledReason, createdAt, updatedAt, failingSince },
    eventTypes: [...webhook.eventTypes],
    previousSecretUntil: webhook.secrets[1]?.until,
  };
}

function toDelivery({ deliveryId, eventType, payload, log, ...delivery }: LoggedDelivery): DeliveryMessage {
  return {
    ...{ deliveryId, eventType, payload, createdAt: delivery.createdAt },
    state: STATE[delivery.state],
    attemptCount: delivery.attempts,
    nextAttemptAt: delivery.state === 'pending' ? delivery.nextAttemptAt : undefined,
    attempts: log.map((attempt) => ({ ...attempt })),
  };
}
