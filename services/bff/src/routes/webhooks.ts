import {
  CreateWebhookRequest,
  DeleteWebhookRequest,
  GetWebhookRequest,
  ListDeliveriesRequest,
  ListWebhooksRequest,
  ReplayDeliveryRequest,
  ReplaySinceRequest,
  RotateWebhookSecretRequest,
  TestWebhookRequest,
  UpdateWebhookRequest,
} from '@qipei/contracts/webhooks/v1/webhooks';
import { z } from 'zod';
import { type Caller, requireScope } from '../http/authenticate.ts';
import { DEFAULT_PAGE_SIZE, id, pageSize, pageToken, text } from '../http/request-fields.ts';
import { defineRoute, type Route, type RouteContext } from '../http/route.ts';
import { textOrNull } from '../resources/unknown-values.ts';
import {
  DELIVERY_STATES,
  DeliveryJson,
  deliveryJson,
  deliveryState,
  WEBHOOK_EVENTS,
  WebhookJson,
  webhookJson,
} from '../resources/webhook.ts';

const tag = 'Webhooks';
const params = z.object({ webhookId: id('A webhook’s id.') });
const deliveryParams = params.extend({ deliveryId: id('A delivery’s id.') });
const problems = { 404: 'There is no such webhook of yours.' };
const eventTypes = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length);
const url = text(2_000).meta({
  description: 'https, on the public internet.',
  example: 'https://shop.example/qipei',
});
const webhookAnswer = z.object({ webhook: WebhookJson });
const secretAnswer = webhookAnswer.extend({
  secret: z.string().meta({ description: 'Shown this once.', example: 'whsec_…' }),
});
const deliveryAnswer = z.object({ delivery: DeliveryJson });

/** What a webhook tells of, its owner's key may read. @throws HttpProblem 403 */
function requireScopesOf(types: readonly string[] | undefined, caller: Caller): void {
  if (types?.some((type) => type.startsWith('order.')))
    requireScope(caller, 'orders:read', 'Telling of orders');
}

/**
 * Where a webhook's events go, and whether, is decided by who may read them.
 * @throws HttpProblem 403, DomainError where there is no such webhook
 */
async function requireScopesOfWebhook(
  webhookId: string,
  { peers, call, caller }: RouteContext,
): Promise<void> {
  const { webhook } = await peers.webhooks.getWebhook(GetWebhookRequest.create({ webhookId }), call);
  requireScopesOf(webhook?.eventTypes, caller);
}

/** Twice what is kept of a webhook. */
const MOST_PAGES = 100;

/** It may be of a type that the webhook no longer tells of. @throws HttpProblem 403 */
async function requireScopesOfDelivery(
  webhookId: string,
  deliveryId: string,
  { peers, call, caller }: RouteContext,
): Promise<void> {
  if (caller.scopes.has('orders:read')) return;
  let pageToken = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const request = ListDeliveriesRequest.create({ webhookId, pageSize: 200, pageToken });
    const { deliveries, nextPageToken } = await peers.webhooks.listDeliveries(request, call);
    const found = deliveries.find((each) => each.deliveryId === deliveryId);
    if (found !== undefined) requireScopesOf([found.eventType], caller);
    if (found !== undefined || nextPageToken === '') return;
    pageToken = nextPageToken;
  }
  requireScope(caller, 'orders:read', 'Sending this delivery again');
}

export const webhookRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/v1/webhooks',
    operationId: 'createWebhook',
    summary: 'Create a webhook',
    description:
      'From now on each change of these kinds that you may see is posted to the URL, signed by the Standard Webhooks ' +
      'specification, at least once.',
    tag,
    scope: 'imports:write',
    body: {
      json: z.strictObject({
        url,
        eventTypes,
        description: text(500, 0).optional(),
        enabled: z.boolean().optional().meta({ description: 'True unless given.' }),
      }),
    },
    problems: { 409: '`webhooks-too-many`: there are 20.' },
    responses: { 201: { description: 'Created.', schema: secretAnswer } },
    async handle({ body }, { peers, call, caller }) {
      requireScopesOf(body.eventTypes, caller);
      const { description = '', enabled = true, ...rest } = body;
      const request = CreateWebhookRequest.fromPartial({ ...rest, description, disabled: !enabled });
      const { webhook, secret } = await peers.webhooks.createWebhook(request, call);
      const headers = { Location: `/v1/webhooks/${webhook?.webhookId}` };
      return { status: 201, headers, body: { webhook: webhookJson(webhook), secret } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/webhooks',
    operationId: 'listWebhooks',
    summary: 'List your webhooks',
    tag,
    scope: 'imports:read',
    responses: {
      200: { description: 'All of them.', schema: z.object({ webhooks: z.array(WebhookJson) }) },
    },
    async handle(_, { peers, call }) {
      const { webhooks } = await peers.webhooks.listWebhooks(ListWebhooksRequest.create(), call);
      return { status: 200, body: { webhooks: webhooks.map(webhookJson) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'getWebhook',
    summary: 'Get a webhook',
    tag,
    scope: 'imports:read',
    params,
    problems,
    responses: { 200: { description: 'The webhook, without its secret.', schema: webhookAnswer } },
    async handle({ params: { webhookId } }, { peers, call }) {
      const { webhook } = await peers.webhooks.getWebhook(GetWebhookRequest.create({ webhookId }), call);
      return { status: 200, body: { webhook: webhookJson(webhook) } };
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'updateWebhook',
    summary: 'Change a webhook',
    description: 'What isn’t given stays. One that is enabled again is sent what it missed.',
    tag,
    scope: 'imports:write',
    params,
    body: {
      json: z.strictObject({
        url: url.optional(),
        eventTypes: eventTypes.optional(),
        description: text(500, 0).optional(),
        enabled: z.boolean().optional(),
      }),
    },
    problems,
    responses: { 200: { description: 'The webhook as it is now.', schema: webhookAnswer } },
    async handle({ params: { webhookId }, body }, context) {
      const { peers, call, caller } = context;
      requireScopesOf(body.eventTypes, caller);
      await requireScopesOfWebhook(webhookId, context);
      const request = UpdateWebhookRequest.fromPartial({
        webhookId,
        ...(body.url !== undefined && { url: body.url }),
        ...(body.eventTypes !== undefined && { eventTypes: { eventTypes: body.eventTypes } }),
        ...(body.description !== undefined && { description: body.description }),
        ...(body.enabled !== undefined && { enabled: body.enabled }),
      });
      const { webhook } = await peers.webhooks.updateWebhook(request, call);
      return { status: 200, body: { webhook: webhookJson(webhook) } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/v1/webhooks/{webhookId}',
    operationId: 'deleteWebhook',
    summary: 'Delete a webhook and its deliveries',
    tag,
    scope: 'imports:write',
    params,
    problems,
    responses: { 204: { description: 'It is gone.' } },
    async handle({ params: { webhookId } }, context) {
      const { peers, call } = context;
      await requireScopesOfWebhook(webhookId, context);
      await peers.webhooks.deleteWebhook(DeleteWebhookRequest.create({ webhookId }), call);
      return { status: 204, contentType: 'text/plain', content: '' };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/secret',
    operationId: 'rotateWebhookSecret',
    summary: 'Give a webhook a new secret',
    description: 'The one before signs beside it for a day.',
    tag,
    scope: 'imports:write',
    params,
    problems,
    responses: { 200: { description: 'The new secret.', schema: secretAnswer } },
    async handle({ params: { webhookId } }, context) {
      const { peers, call } = context;
      await requireScopesOfWebhook(webhookId, context);
      const request = RotateWebhookSecretRequest.create({ webhookId });
      const { webhook, secret } = await peers.webhooks.rotateWebhookSecret(request, call);
      return { status: 200, body: { webhook: webhookJson(webhook), secret } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/test',
    operationId: 'testWebhook',
    summary: 'Send a test event',
    description:
      'Of type `webhook.test`, also to one that is disabled. What came of it is in the list of deliveries.',
    tag,
    scope: 'imports:write',
    params,
    problems,
    responses: { 202: { description: 'It is queued.', schema: deliveryAnswer } },
    async handle({ params: { webhookId } }, context) {
      const { peers, call } = context;
      await requireScopesOfWebhook(webhookId, context);
      const { delivery } = await peers.webhooks.testWebhook(TestWebhookRequest.create({ webhookId }), call);
      return { status: 202, body: { delivery: deliveryJson(delivery) } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v1/webhooks/{webhookId}/deliveries',
    operationId: 'listWebhookDeliveries',
    summary: 'List a webhook’s deliveries, newest first',
    description: 'Those that ended are kept for 30 days, 10,000 of a webhook at most.',
    tag,
    scope: 'imports:read',
    params,
    query: z.strictObject({ pageSize, pageToken, state: z.enum(DELIVERY_STATES).optional() }),
    problems,
    responses: {
      200: {
        description: 'A page of deliveries.',
        schema: z.object({ deliveries: z.array(DeliveryJson), nextPageToken: z.string().nullable() }),
      },
    },
    async handle({ params: { webhookId }, query }, { peers, call, caller }) {
      const request = ListDeliveriesRequest.create({
        webhookId,
        pageSize: query.pageSize ?? DEFAULT_PAGE_SIZE,
        pageToken: query.pageToken ?? '',
        state: deliveryState(query.state),
      });
      const { deliveries, nextPageToken } = await peers.webhooks.listDeliveries(request, call);
      requireScopesOf(
        deliveries.map(({ eventType }) => eventType),
        caller,
      );
      const body = { deliveries: deliveries.map(deliveryJson), nextPageToken: textOrNull(nextPageToken) };
      return { status: 200, body };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
    operationId: 'replayWebhookDelivery',
    summary: 'Send a delivery again',
    description: 'Under the same `webhook-id`.',
    tag,
    scope: 'imports:write',
    params: deliveryParams,
    problems: { ...problems, 404: 'There is no such webhook of yours, or no such delivery of it.' },
    responses: { 202: { description: 'It is queued.', schema: deliveryAnswer } },
    async handle({ params: { webhookId, deliveryId } }, context) {
      const { peers, call } = context;
      await requireScopesOfWebhook(webhookId, context);
      await requireScopesOfDelivery(webhookId, deliveryId, context);
      const request = ReplayDeliveryRequest.create({ webhookId, deliveryId });
      const { delivery } = await peers.webhooks.replayDelivery(request, call);
      return { status: 202, body: { delivery: deliveryJson(delivery) } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v1/webhooks/{webhookId}/replay',
    operationId: 'replayWebhook',
    summary: 'Send again what changed since an instant',
    description:
      'Each change that is still the newest of its part, and what happened within the last 30 days.',
    tag,
    scope: 'imports:write',
    params,
    body: { json: z.strictObject({ since: z.iso.datetime({ offset: true }) }) },
    problems,
    responses: { 202: { description: 'It is queued.', schema: webhookAnswer } },
    async handle({ params: { webhookId }, body }, context) {
      const { peers, call } = context;
      await requireScopesOfWebhook(webhookId, context);
      const request = ReplaySinceRequest.create({ webhookId, since: new Date(body.since) });
      const { webhook } = await peers.webhooks.replaySince(request, call);
      return { status: 202, body: { webhook: webhookJson(webhook) } };
    },
  }),
];
