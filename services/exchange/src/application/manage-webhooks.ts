import { type Clock, InvalidInput, NotFound, newId } from '@qipei/kernel';
import { deliveryIdOf } from '../domain/delivery.ts';
import {
  newWebhookSecret,
  requireDescription,
  requireEventTypes,
  requireUrl,
  rotated,
  TEST_EVENT,
  type Webhook,
} from '../domain/webhook.ts';
import type { LoggedDelivery, WebhookStore } from '../domain/webhook-store.ts';

export interface WebhookDependencies {
  webhooks: WebhookStore;
  clock: Clock;
  /** Whether plain HTTP to this machine is taken: for development. */
  allowLoopback: boolean;
  /** Told of what may have to be sent. */
  onQueued: () => void;
}

export interface WebhookDraft {
  url: string;
  eventTypes: readonly string[];
  description: string;
  enabled: boolean;
}

/** @throws InvalidInput, TooManyWebhooks */
export async function createWebhook(
  tenant: string,
  draft: WebhookDraft,
  { webhooks, clock, allowLoopback }: WebhookDependencies,
): Promise<{ webhook: Webhook; secret: string }> {
  const now = clock.now();
  const secret = newWebhookSecret();
  const webhook = await webhooks.add({
    webhookId: newId('wh', now.getTime()),
    tenant,
    url: requireUrl(draft.url, { allowLoopback }),
    eventTypes: requireEventTypes(draft.eventTypes),
    description: requireDescription(draft.description),
    enabled: draft.enabled,
    disabledReason: '',
    secrets: [{ secret, until: undefined }],
    failures: 0,
    failingSince: undefined,
    notBefore: now,
    createdAt: now,
    updatedAt: now,
  });
  return { webhook, secret };
}

/** One that is enabled again begins without its failures; what it missed comes. @throws NotFound, InvalidInput */
export async function updateWebhook(
  tenant: string,
  webhookId: string,
  change: Partial<WebhookDraft>,
  { webhooks, clock, allowLoopback, onQueued }: WebhookDependencies,
): Promise<Webhook> {
  const now = clock.now();
  const { url, eventTypes, description, enabled } = change;
  const checked = {
    ...(url !== undefined && { url: requireUrl(url, { allowLoopback }) }),
    ...(eventTypes !== undefined && { eventTypes: requireEventTypes(eventTypes) }),
    ...(description !== undefined && { description: requireDescription(description) }),
  };
  const begun = {
    enabled: true,
    disabledReason: '',
    failures: 0,
    failingSince: undefined,
    notBefore: now,
  } as const;
  const updated = await webhooks.change(tenant, webhookId, (webhook) => ({
    ...webhook,
    ...checked,
    // A new address hasn't failed yet.
    ...(url !== undefined && { failures: 0, failingSince: undefined, notBefore: now }),
    ...(enabled === true && !webhook.enabled && begun),
    ...(enabled === false && { enabled: false }),
    updatedAt: now,
  }));
  if (updated === undefined) throw new NotFound('webhook', webhookId);
  onQueued();
  return updated;
}

/** @throws NotFound */
export async function rotateSecret(
  tenant: string,
  webhookId: string,
  { webhooks, clock }: WebhookDependencies,
): Promise<{ webhook: Webhook; secret: string }> {
  const now = clock.now();
  const webhook = await webhooks.change(tenant, webhookId, (before) => ({
    ...before,
    secrets: rotated(before.secrets, now),
    updatedAt: now,
  }));
  if (webhook === undefined) throw new NotFound('webhook', webhookId);
  return { webhook, secret: webhook.secrets[0]?.secret ?? '' };
}

/** @throws NotFound */
export async function requireWebhook(
  tenant: string,
  webhookId: string,
  { webhooks }: Pick<WebhookDependencies, 'webhooks'>,
): Promise<Webhook> {
  const webhook = await webhooks.find(tenant, webhookId);
  if (webhook === undefined) throw new NotFound('webhook', webhookId);
  return webhook;
}

/** @throws NotFound */
export async function testWebhook(
  tenant: string,
  webhookId: string,
  dependencies: WebhookDependencies,
): Promise<LoggedDelivery> {
  await requireWebhook(tenant, webhookId, dependencies);
  const { webhooks, clock, onQueued } = dependencies;
  const now = clock.now();
  const testId = newId('test', now.getTime());
  const deliveryId = deliveryIdOf(webhookId, testId);
  const payload = JSON.stringify({ type: TEST_EVENT, timestamp: now.toISOString(), data: { id: testId } });
  await webhooks.queue(webhookId, { deliveryId, eventType: TEST_EVENT, payload });
  onQueued();
  return await requireDelivery(webhookId, deliveryId, dependencies);
}

/** @throws NotFound */
export async function replayDelivery(
  tenant: string,
  { webhookId, deliveryId }: { webhookId: string; deliveryId: string },
  dependencies: WebhookDependencies,
): Promise<LoggedDelivery> {
  await requireWebhook(tenant, webhookId, dependencies);
  if (!(await dependencies.webhooks.queueAgain(webhookId, deliveryId)))
    throw new NotFound('delivery', deliveryId);
  dependencies.onQueued();
  return await requireDelivery(webhookId, deliveryId, dependencies);
}

/** @throws NotFound, InvalidInput for an instant that is still to come */
export async function replaySince(
  tenant: string,
  { webhookId, since }: { webhookId: string; since: Date | undefined },
  { webhooks, clock, onQueued }: WebhookDependencies,
): Promise<Webhook> {
  if (since === undefined || since > clock.now())
    throw new InvalidInput('since', 'instant-invalid', 'is an instant that has passed');
  const webhook = await webhooks.rewind(tenant, webhookId, since);
  if (webhook === undefined) throw new NotFound('webhook', webhookId);
  onQueued();
  return webhook;
}

async function requireDelivery(
  webhookId: string,
  deliveryId: string,
  { webhooks }: WebhookDependencies,
): Promise<LoggedDelivery> {
  const delivery = await webhooks.findDelivery(webhookId, deliveryId);
  if (delivery === undefined) throw new NotFound('delivery', deliveryId);
  return delivery;
}
