import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPIC_SPECS } from '@qipei/contracts';
import { FeedServiceService } from '@qipei/contracts/feed/v1/feed';
import { WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { openEventLog } from '@qipei/event-log/open';
import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import { type GrpcServiceBinding, grpcService, type Logger, observeGauge } from '@qipei/service-kit';
import { openDatabase } from '@qipei/sqlite';
import { followEvents } from './adapters/events/follow-events.ts';
import { feedHandlers } from './adapters/grpc/feed-handlers.ts';
import { webhookHandlers } from './adapters/grpc/webhook-handlers.ts';
import { httpWebhookSender } from './adapters/http/http-webhook-sender.ts';
import { EXCHANGE_MIGRATIONS } from './adapters/sqlite/exchange-schema.ts';
import { openExchangeStore } from './adapters/sqlite/open-exchange-store.ts';
import { sqliteDeliveryQueue } from './adapters/sqlite/sqlite-delivery-queue.ts';
import { sqliteExchangeSnapshot } from './adapters/sqlite/sqlite-exchange-snapshot.ts';
import { sqliteFeedReader } from './adapters/sqlite/sqlite-feed-reader.ts';
import { sqliteFeedWriter } from './adapters/sqlite/sqlite-feed-writer.ts';
import { sqliteWebhookStore } from './adapters/sqlite/sqlite-webhook-store.ts';
import { type StoreSignal, storeSignal } from './adapters/store-signal.ts';
import {
  type DeliveryStep,
  type DeliveryTurn,
  deliverWebhooks,
  type SendWebhook,
} from './application/deliver-webhooks.ts';
import { forgetOld } from './application/forget-old.ts';
import { readersWaiting } from './application/read-feed.ts';
import { settleGrants } from './application/settle-grants.ts';
import type { ExchangeConfig } from './config.ts';
import type { ExchangeRecord } from './domain/exchange-snapshot.ts';
import type { FeedReader, FeedWriter } from './domain/feed-store.ts';
import type { DeliveryQueue, WebhookStore } from './domain/webhook-store.ts';

export interface ExchangeOverrides {
  clock?: Clock;
  /** Instead of HTTP. */
  send?: SendWebhook;
  /** Told of every step after which a kill must not lose anything. */
  onStep?: (step: ExchangeStep) => void;
}

export type ExchangeStep = DeliveryStep | 'changes-applied';

export interface ExchangeParts extends AsyncDisposable {
  services: readonly GrpcServiceBinding[];
}

/** What answers calls. */
export async function composeExchange(
  { storage, webhooksToLoopback }: Pick<ExchangeConfig, 'storage' | 'webhooksToLoopback'>,
  { clock = systemClock }: ExchangeOverrides = {},
): Promise<ExchangeParts> {
  await using opened = new AsyncDisposableStack();
  const store = await openStore(storage, { clock, begins: true, opened });
  const { changed, announce: onQueued } = store.signal;
  const feed = feedHandlers({ feed: store.feed, clock, changed, waiting: readersWaiting() });
  const webhooks = webhookHandlers({
    ...{ webhooks: store.webhooks, clock, allowLoopback: webhooksToLoopback, onQueued },
  });
  const resources = opened.move();
  return {
    services: [grpcService(FeedServiceService, feed), grpcService(WebhookServiceService, webhooks)],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** Starts what runs beside the calls, on a connection of its own: the feed is made, and webhooks are sent. */
export async function startExchangeBackground(
  {
    storage,
    eventLog,
    webhooksToLoopback,
  }: Pick<ExchangeConfig, 'storage' | 'eventLog' | 'webhooksToLoopback'>,
  { logger, ...overrides }: ExchangeOverrides & { logger: Logger },
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const { clock = systemClock, onStep } = overrides;
  const onError = (error: unknown) => logger.error({ err: error }, 'what the exchange does by itself failed');
  const onNoSessions = () =>
    logger.warn('the database has no sessions: a page of the feed is read without order among its reads');
  const store = await openStore(storage, { clock, begins: false, opened, onError, onNoSessions });
  const { feed, writer, queue, signal } = store;
  const log = opened.use(await openEventLog(eventLog, { clientId: 'qipei-exchange', topics: TOPIC_SPECS }));
  opened.use(
    observeGauge({
      name: 'qipei_webhook_deliveries_waiting',
      description: 'Deliveries of webhooks that wait to be sent, or to be sent again',
      read: () => queue.countWaiting(),
      attributes: {},
    }),
  );
  opened.use(
    observeGauge({
      name: 'qipei_webhook_deliveries_failing',
      description: 'Deliveries of webhooks that have failed and wait to be sent again',
      read: () => queue.countFailing(),
      attributes: {},
    }),
  );
  opened.use(
    observeGauge({
      name: 'qipei_webhooks_failing',
      description: 'Webhooks whose address fails, or that were switched off for it',
      read: () => queue.countFailingWebhooks(),
      attributes: {},
    }),
  );
  const send = overrides.send ?? httpWebhookSender({ allowLoopback: webhooksToLoopback });
  const onChanged = signal.announce;
  const stopping = new AbortController();
  const following = { log, feed: writer, onChanged, onStep, stop: stopping.signal, logger };
  opened.use(await followEvents(following));
  const work = [
    store.turn(
      (stop) => deliverWebhooks({ feed, queue, send, clock, changed: signal.changed, onError, onStep }, stop),
      stopping.signal,
    ),
    settleGrants({ feed: writer, onChanged, pause, onError }, stopping.signal),
    forgetOld({ feed: writer, queue, clock, pause, onError }, stopping.signal),
  ];
  opened.defer(async () => {
    stopping.abort();
    await Promise.all(work);
  });
  return opened.move();
}

/** All of the feed and of webhooks, to be copied; beside a service that doesn't run. */
export async function openExchangeSnapshot({
  storage,
}: Pick<ExchangeConfig, 'storage'>): Promise<Snapshot<ExchangeRecord>> {
  if (storage.engine === 'mongodb') {
    const { openMongoExchangeSnapshot } = await import('./adapters/mongo/open-mongo-exchange.ts');
    return await openMongoExchangeSnapshot(storage.url);
  }
  const db = openDatabase({ file: fileOf(storage), migrations: EXCHANGE_MIGRATIONS });
  return { ...sqliteExchangeSnapshot(db), [Symbol.asyncDispose]: async () => void db.close() };
}

interface ExchangeStore {
  feed: FeedReader;
  writer: FeedWriter;
  webhooks: WebhookStore;
  queue: DeliveryQueue;
  turn: DeliveryTurn;
  signal: StoreSignal;
}

interface StoreUse {
  clock: Clock;
  /** It gives cursors. */
  begins: boolean;
  opened: AsyncDisposableStack;
  onError?: (error: unknown) => void;
  onNoSessions?: () => void;
}

async function openStore(storage: ExchangeConfig['storage'], use: StoreUse): Promise<ExchangeStore> {
  const { clock, begins, opened, onError = () => {}, onNoSessions = () => {} } = use;
  if (storage.engine === 'mongodb') {
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoExchange } = await import('./adapters/mongo/open-mongo-exchange.ts');
    const store = opened.use(await openMongoExchange(storage.url, { clock, begins, onNoSessions }));
    return { ...store, turn: store.turn({ onError }), signal: opened.use(storeSignal('mongodb')) };
  }
  const file = fileOf(storage);
  const db = openExchangeStore(file);
  opened.defer(() => {
    db.close();
  });
  return {
    feed: sqliteFeedReader(db),
    writer: sqliteFeedWriter(db, { clock }),
    webhooks: sqliteWebhookStore(db, { clock }),
    queue: sqliteDeliveryQueue(db, { clock, chance: Math.random }),
    // One process holds the folder.
    turn: (work, stop) => work(stop),
    signal: opened.use(storeSignal(resolve(file))),
  };
}

function fileOf({ dataDir }: { dataDir: string }): string {
  return join(dataDir, 'exchange.sqlite');
}

/** Until the signal aborts at most. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
