import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOPIC_SPECS } from '@qipei/contracts';
import { FeedServiceService } from '@qipei/contracts/feed/v1/feed';
import { WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { openEventLog } from '@qipei/event-log/open';
import { type Clock, systemClock } from '@qipei/kernel';
import { type GrpcServiceBinding, grpcService, type Logger } from '@qipei/service-kit';
import type { Database } from '@qipei/sqlite';
import { followEvents } from './adapters/events/follow-events.ts';
import { feedHandlers } from './adapters/grpc/feed-handlers.ts';
import { webhookHandlers } from './adapters/grpc/webhook-handlers.ts';
import { httpWebhookSender } from './adapters/http/http-webhook-sender.ts';
import { openExchangeStore } from './adapters/sqlite/open-exchange-store.ts';
import { sqliteDeliveryQueue } from './adapters/sqlite/sqlite-delivery-queue.ts';
import { sqliteFeedReader } from './adapters/sqlite/sqlite-feed-reader.ts';
import { sqliteFeedWriter } from './adapters/sqlite/sqlite-feed-writer.ts';
import { sqliteWebhookStore } from './adapters/sqlite/sqlite-webhook-store.ts';
import { type StoreSignal, storeSignal } from './adapters/sqlite/store-signal.ts';
import { unsupportedFeed, unsupportedWebhooks } from './adapters/unsupported/unsupported-handlers.ts';
import { type DeliveryStep, deliverWebhooks, type SendWebhook } from './application/deliver-webhooks.ts';
import { forgetOld } from './application/forget-old.ts';
import { readersWaiting } from './application/read-feed.ts';
import { settleGrants } from './application/settle-grants.ts';
import type { ExchangeConfig } from './config.ts';

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
export function composeExchange(
  { storage, webhooksToLoopback }: Pick<ExchangeConfig, 'storage' | 'webhooksToLoopback'>,
  { clock = systemClock }: ExchangeOverrides = {},
): ExchangeParts {
  if (storage.engine === 'mongodb')
    return {
      services: [
        grpcService(FeedServiceService, unsupportedFeed()),
        grpcService(WebhookServiceService, unsupportedWebhooks()),
      ],
      [Symbol.asyncDispose]: async () => {},
    };
  const opened = new AsyncDisposableStack();
  const { db, signal } = openStore(storage, opened);
  const feed = feedHandlers({
    feed: sqliteFeedReader(db),
    clock,
    changed: signal.changed,
    waiting: readersWaiting(),
  });
  const webhooks = webhookHandlers({
    webhooks: sqliteWebhookStore(db, { clock }),
    clock,
    allowLoopback: webhooksToLoopback,
    onQueued: signal.announce,
  });
  return {
    services: [grpcService(FeedServiceService, feed), grpcService(WebhookServiceService, webhooks)],
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
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
  // Nothing is read of the log either: where the feed is one day kept there, it begins with all there is.
  if (storage.engine === 'mongodb') return opened.move();
  const { clock = systemClock, onStep } = overrides;
  const { db, signal } = openStore(storage, opened);
  const log = opened.use(await openEventLog(eventLog, { clientId: 'qipei-exchange', topics: TOPIC_SPECS }));
  const writer = sqliteFeedWriter(db, { clock });
  const queue = sqliteDeliveryQueue(db, { clock, chance: Math.random });
  const send = overrides.send ?? httpWebhookSender({ allowLoopback: webhooksToLoopback });
  const onChanged = signal.announce;
  opened.use(await followEvents({ log, feed: writer, onChanged, onStep, logger }));
  const onError = (error: unknown) => logger.error({ err: error }, 'what the exchange does by itself failed');
  const stopping = new AbortController();
  const work = [
    deliverWebhooks(
      { feed: sqliteFeedReader(db), queue, send, clock, changed: signal.changed, onError, onStep },
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

function openStore(
  storage: Extract<ExchangeConfig['storage'], { engine: 'sqlite' }>,
  opened: AsyncDisposableStack,
): { db: Database; signal: StoreSignal } {
  const file = join(storage.dataDir, 'exchange.sqlite');
  const db = openExchangeStore(file);
  opened.defer(() => {
    db.close();
  });
  return { db, signal: opened.use(storeSignal(file)) };
}

/** Until the signal aborts at most. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
