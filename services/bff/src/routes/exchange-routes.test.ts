import { type VerifyKeyRequest, VerifyKeyResponse } from '@qipei/contracts/access/v1/access';
import {
  FeedChange,
  FeedServiceService,
  FeedType,
  type ReadFeedRequest,
} from '@qipei/contracts/feed/v1/feed';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import { Release, ReleaseState, ReleaseSubmission } from '@qipei/contracts/releases/v1/releases';
import { DeliveryState, WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { DomainError } from '@qipei/kernel';
import { type GrpcHandlers, grpcService } from '@qipei/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READER_KEY, startBench, verifyFixedKeys } from '../peer-server.fixture.ts';

const at = new Date('2026-11-01T00:00:00Z');
const webhook = {
  ...{ webhookId: 'wh_1', url: 'https://shop.example/', eventTypes: ['order.placed'], description: '' },
  ...{ enabled: false, disabledReason: 'gone', createdAt: at, updatedAt: at, failingSince: at },
  previousSecretUntil: undefined,
};
const delivery = {
  ...{ deliveryId: 'msg_1', eventType: 'order.placed', payload: '{"type":"order.placed"}', attemptCount: 1 },
  ...{ state: DeliveryState.PENDING, createdAt: at, nextAttemptAt: at },
  attempts: [{ number: 1, at, durationMs: 12, status: 0, error: 'timed-out', response: '' }],
};
/** Of parts alone, and of an order that it told of when it still told of orders. */
const partsWebhook = { ...webhook, webhookId: 'wh_2', eventTypes: ['part.saved'] };
const partDelivery = { ...delivery, deliveryId: 'msg_2', eventType: 'part.saved' };
const asked: ReadFeedRequest[] = [];
const changed: string[] = [];
const webhookOf = (webhookId: string) => (webhookId === 'wh_2' ? partsWebhook : webhook);

/** Imports and nothing of orders; and the same for a customer. */
const MANAGER_KEY = `qpk_${'m'.repeat(43)}`;
const CUSTOMER_KEY = `qpk_${'c'.repeat(43)}`;

const webhooks: GrpcHandlers<typeof WebhookServiceService> = {
  createWebhook: async () => ({ webhook, secret: 'whsec_x' }),
  getWebhook: async ({ webhookId }) => ({ webhook: webhookOf(webhookId) }),
  listWebhooks: async () => ({ webhooks: [webhook] }),
  updateWebhook: async ({ webhookId }) => {
    changed.push('update');
    return { webhook: webhookOf(webhookId) };
  },
  deleteWebhook: async () => {
    changed.push('delete');
    return {};
  },
  rotateWebhookSecret: async () => {
    changed.push('secret');
    return { webhook, secret: 'whsec_y' };
  },
  testWebhook: async () => {
    changed.push('test');
    return { delivery };
  },
  listDeliveries: async ({ pageToken }) =>
    pageToken === ''
      ? { deliveries: [partDelivery], nextPageToken: '7' }
      : { deliveries: [delivery], nextPageToken: '' },
  replayDelivery: async () => {
    changed.push('replay');
    return { delivery: partDelivery };
  },
  replaySince: async () => {
    changed.push('since');
    return { webhook };
  },
};
const feed: GrpcHandlers<typeof FeedServiceService> = {
  async *readFeed(request) {
    asked.push(request);
    if (request.cursor === 'lost')
      throw new DomainError({ kind: 'conflict', code: 'feed-resync', message: 'Begin anew.' });
    const release = { releaseId: 'rel-parts_1', kind: 'parts', state: ReleaseState.PUBLISHED };
    const saved = { change: FeedChange.SAVED, version: 1, at };
    const fitments = PartFitmentsSaved.fromPartial({ partId: 'part_1', fitmentCount: 2, version: 1 });
    yield {
      entries: [
        {
          ...{ ...saved, cursor: 'c1', type: FeedType.FITMENTS, id: 'part_1' },
          data: Buffer.from(PartFitmentsSaved.encode(fitments).finish()),
        },
        {
          ...{ ...saved, cursor: 'c2', type: FeedType.RELEASES, id: 'rel-parts_1' },
          data: Buffer.from(
            Release.encode(Release.fromPartial({ ...release, submission: ReleaseSubmission.FULL })).finish(),
          ),
        },
        {
          ...{ cursor: 'c3', type: FeedType.PARTS, id: 'part_2', version: 9, at },
          ...{ change: FeedChange.DELETED, data: Buffer.alloc(0) },
        },
      ],
    };
  },
};

async function verifyKey(request: VerifyKeyRequest): Promise<VerifyKeyResponse> {
  const imports = ['catalog:read', 'imports:read', 'imports:write'];
  if (request.secret === MANAGER_KEY)
    return VerifyKeyResponse.fromPartial({ keyId: 'key_manager', tenant: 'acme', scopes: imports });
  if (request.secret === CUSTOMER_KEY)
    return VerifyKeyResponse.fromPartial({
      ...{ keyId: 'key_customer', tenant: 'acme', customerId: 'garage-7' },
      scopes: [...imports, 'orders:read', 'operations:read'],
    });
  return await verifyFixedKeys(request);
}

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  const services = [grpcService(WebhookServiceService, webhooks), grpcService(FeedServiceService, feed)];
  bench = await startBench({ services, verifyKey });
});
afterAll(() => bench[Symbol.asyncDispose]());

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  bench.get(path, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
  });

describe('webhooks', () => {
  it.each([
    ['POST', '/v1/webhooks', { url: 'https://shop.example/', eventTypes: ['part.saved'] }, 201],
    ['GET', '/v1/webhooks', undefined, 200],
    ['GET', '/v1/webhooks/wh_1', undefined, 200],
    ['PATCH', '/v1/webhooks/wh_1', { enabled: true }, 200],
    ['POST', '/v1/webhooks/wh_1/secret', undefined, 200],
    ['POST', '/v1/webhooks/wh_1/test', undefined, 202],
    ['GET', '/v1/webhooks/wh_1/deliveries?state=failed&pageSize=5', undefined, 200],
    ['POST', '/v1/webhooks/wh_1/deliveries/msg_1/replay', undefined, 202],
    ['POST', '/v1/webhooks/wh_1/replay', { since: '2026-11-01T00:00:00+08:00' }, 202],
    ['DELETE', '/v1/webhooks/wh_1', undefined, 204],
  ])('%s %s answers as it documents', async (method, path, body, status) => {
    const answer = await send(method, path, body);
    expect(answer.status, await answer.clone().text()).toBe(status);
  });

  it.each([
    ['POST', '/v1/webhooks', { url: 'https://a.example/', eventTypes: [] }],
    ['POST', '/v1/webhooks', { url: 'https://a.example/', eventTypes: ['part.eaten'] }],
    ['POST', '/v1/webhooks', { eventTypes: ['part.saved'] }],
    ['POST', '/v1/webhooks', { url: 'https://a.example/', eventTypes: ['part.saved'], secret: 'x' }],
    ['PATCH', '/v1/webhooks/wh_1', { enabled: 'yes' }],
    ['POST', '/v1/webhooks/wh_1/replay', { since: 'yesterday' }],
    ['GET', '/v1/webhooks/wh_1/deliveries?state=lost', undefined],
  ])('%s %s refuses %j', async (method, path, body) => {
    expect((await send(method, path, body)).status).toBe(400);
  });

  it('shows what is known, and null for what isn’t', async () => {
    const { webhooks: all } = (await (await send('GET', '/v1/webhooks')).json()) as { webhooks: unknown[] };
    expect(all).toEqual([
      {
        ...{ webhookId: 'wh_1', url: 'https://shop.example/', eventTypes: ['order.placed'], description: '' },
        ...{ enabled: false, disabledReason: 'gone', failingSince: at.toISOString() },
        ...{ previousSecretUntil: null, createdAt: at.toISOString(), updatedAt: at.toISOString() },
      },
    ]);
  });

  it('are closed to keys that may only read the catalogue', async () => {
    const headers = { authorization: `Bearer ${READER_KEY}` };
    expect((await send('GET', '/v1/webhooks', undefined, headers)).status).toBe(403);
    expect((await send('POST', '/v1/webhooks/wh_1/test', undefined, headers)).status).toBe(403);
  });
});

describe('webhooks of orders', () => {
  const json = { 'content-type': 'application/json' };
  const as = (key: string) => (method: string, path: string, body?: unknown) =>
    send(method, path, body, { ...(body === undefined ? {} : json), authorization: `Bearer ${key}` });
  const manager = as(MANAGER_KEY);
  const since = { since: '2026-11-01T00:00:00Z' };
  const changes = (id: string): [string, string, unknown][] => [
    ['PATCH', `/v1/webhooks/${id}`, { url: 'https://elsewhere.example/' }],
    ['PATCH', `/v1/webhooks/${id}`, { eventTypes: ['part.saved'] }],
    ['POST', `/v1/webhooks/${id}/secret`, undefined],
    ['POST', `/v1/webhooks/${id}/test`, undefined],
    ['POST', `/v1/webhooks/${id}/replay`, since],
    ['POST', `/v1/webhooks/${id}/deliveries/msg_2/replay`, undefined],
    ['DELETE', `/v1/webhooks/${id}`, undefined],
  ];

  it.each(changes('wh_1'))('aren’t changed by who may not read orders: %s %s %j', async (...request) => {
    changed.length = 0;
    const answer = await manager(...request);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ code: 'scope-missing', scope: 'orders:read' });
    expect(changed).toEqual([]);
  });

  it.each(changes('wh_2'))('are no others: %s %s %j', async (...request) => {
    changed.length = 0;
    expect((await manager(...request)).status).toBeLessThan(300);
    expect(changed).toHaveLength(1);
  });

  it('that are none any more don’t send again what they were', async () => {
    changed.length = 0;
    const answer = await manager('POST', '/v1/webhooks/wh_2/deliveries/msg_1/replay');
    expect([answer.status, changed]).toEqual([403, []]);
    expect((await send('POST', '/v1/webhooks/wh_2/deliveries/msg_1/replay')).status).toBe(202);
  });

  it('and what else is the tenant’s own affair are closed to its customers', async () => {
    for (const path of [
      '/v1/webhooks',
      '/v1/exports',
      '/v1/imports',
      '/v1/releases',
      '/v1/feed?types=releases',
      '/v1/health',
    ]) {
      const answer = await as(CUSTOMER_KEY)('GET', path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(await answer.json()).toMatchObject({ code: 'customer-refused' });
    }
    const made = { kind: 'parts', format: 'ndjson' };
    expect((await as(CUSTOMER_KEY)('POST', '/v1/exports', made)).status).toBe(403);
  });
});

describe('the feed', () => {
  it('is lines of what was saved and what is gone', async () => {
    const answer = await send('GET', '/v1/feed?limit=10&wait=5');
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { cursor: 'c1', type: 'fitments', id: 'part_1', change: 'saved', data: { fitmentCount: 2 } },
      { cursor: 'c2', type: 'release', data: { releaseId: 'rel-parts_1', state: 'published' } },
      { cursor: 'c3', type: 'part', id: 'part_2', version: 9, change: 'deleted', at: at.toISOString() },
    ]);
    expect(lines[2]).not.toHaveProperty('data');
    expect(asked.at(-1)).toMatchObject({ limit: 10, waitSeconds: 5, types: [], cursor: '' });
  });

  it('answers 410 where it was put back', async () => {
    const answer = await send('GET', '/v1/feed?cursor=lost');
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ code: 'feed-resync' });
  });

  it('shows releases only to keys that may read them', async () => {
    const headers = { authorization: `Bearer ${READER_KEY}` };
    expect((await send('GET', '/v1/feed?types=releases', undefined, headers)).status).toBe(403);
    await (await send('GET', '/v1/feed', undefined, headers)).text();
    expect(asked.at(-1)?.types).toEqual([FeedType.PARTS, FeedType.FITMENTS]);
    await (await send('GET', '/v1/feed?types=parts,%20releases')).text();
    expect(asked.at(-1)?.types).toEqual([FeedType.PARTS, FeedType.RELEASES]);
  });

  it.each([
    'types=',
    'types=prices',
    'limit=0',
    'limit=x',
    'wait=61',
    'since=2026',
    `cursor=${'x'.repeat(201)}`,
  ])('reads its query with care: %s', async (query) => {
    expect((await send('GET', `/v1/feed?${query}`)).status).toBe(query === 'types=' ? 200 : 400);
  });
});
