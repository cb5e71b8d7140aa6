import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOPICS, toRecord } from '@qipei/contracts';
import { Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import { FeedServiceService, ReadFeedRequest } from '@qipei/contracts/feed/v1/feed';
import { CreateWebhookRequest, WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { openEventLog } from '@qipei/event-log/open';
import { newEventId } from '@qipei/kernel';
import { createGrpcClient, createLogger, systemContext } from '@qipei/service-kit';
import { startMongo } from '@qipei/testing/mongo-server';
import { expect, test, vi } from 'vitest';
import { startReceiver } from './adapters/http/receiver.fixture.ts';
import { readExchangeConfig, startExchange } from './service.ts';

const PARTS = 300;
const WAIT = { timeout: 90_000, interval: 200 };

function partEvent(partId: string) {
  const part = { partId, version: 1, publisher: 'p1', brandId: 'b1', visibility: Visibility.PUBLIC };
  return toRecord({
    ...{ id: newEventId(), type: 'qipei.catalog.v1.PartSaved', tenant: 'p1', aggregateId: partId },
    ...{ occurredAt: new Date(), traceparent: '' },
    payload: PartSaved.encode(PartSaved.fromPartial({ part })).finish(),
  });
}

test('by configuration alone the feed and webhooks are in MongoDB, for every replica, though the server is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-exchange-service-'));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(folder, { recursive: true }));
  const server = opened.use(await startMongo({ folder: join(folder, 'mongo') }));
  await using receiver = await startReceiver();
  const logger = createLogger({ service: 'test', level: 'silent' });
  const config = readExchangeConfig({
    ...{ QIPEI_DATA_DIR: folder, QIPEI_MONGODB_URL: server.url, EXCHANGE_GRPC_ADDRESS: '127.0.0.1:0' },
    QIPEI_WEBHOOKS_TO_LOOPBACK: 'on',
  });
  const first = opened.use(await startExchange(config, { logger }));
  // Answers alone: of one event log in files there is one reader.
  const second = opened.use(await startExchange({ ...config, background: 'elsewhere' }, { logger }));
  const clientOf = ({ address }: { address: string }) => ({
    feed: opened.use(createGrpcClient(FeedServiceService, { address })),
    webhooks: opened.use(createGrpcClient(WebhookServiceService, { address })),
  });
  const [one, two] = [clientOf(first), clientOf(second)];
  const context = () => systemContext('acme', 'test');
  const draft = { url: receiver.url, eventTypes: ['part.saved'] };
  await two.webhooks.createWebhook(CreateWebhookRequest.fromPartial(draft), context());
  expect((await one.webhooks.listWebhooks({}, context())).webhooks).toHaveLength(1);

  const log = opened.use(await openEventLog(config.eventLog, { clientId: 'test', topics: [] }));
  const ids = Array.from({ length: PARTS }, (_, at) => `part_${at}`);
  await log.append(TOPICS.catalogPart, ids.slice(0, PARTS / 2).map(partEvent));
  const read = async (cursor: string) => {
    const asked = ReadFeedRequest.fromPartial({ cursor });
    const answers = await Array.fromAsync(two.feed.readFeed(asked, context()));
    return answers.flatMap(({ entries }) => entries);
  };
  await vi.waitUntil(async () => (await read('')).length === PARTS / 2, WAIT);
  const cursor = (await read('')).at(-1)?.cursor ?? '';
  await server.stop('SIGKILL');
  await log.append(TOPICS.catalogPart, ids.slice(PARTS / 2).map(partEvent));
  await expect(read(cursor)).rejects.toMatchObject({ kind: 'unavailable' });
  await server.start();
  await vi.waitUntil(async () => (await read(cursor).catch(() => [])).length === PARTS / 2, WAIT);
  const told = () =>
    new Set(receiver.received.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id));
  await vi.waitUntil(() => told().size === PARTS, WAIT);
}, 240_000);
