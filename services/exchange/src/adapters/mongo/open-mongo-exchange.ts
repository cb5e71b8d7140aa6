import { type Clock, type Snapshot, systemClock } from '@qipei/kernel';
import { type Connection, databaseName, migrateMongo, openMongo, withDatabaseErrors } from '@qipei/mongo';
import { mongo } from 'mongoose';
import type { DeliveryTurn } from '../../application/deliver-webhooks.ts';
import type { ExchangeRecord } from '../../domain/exchange-snapshot.ts';
import type { FeedReader, FeedWriter } from '../../domain/feed-store.ts';
import type { DeliveryQueue, WebhookStore } from '../../domain/webhook-store.ts';
import { beginGeneration } from './begin-generation.ts';
import type { WebhookModels } from './delivery-documents.ts';
import { type DeliveryLeaseOptions, deliveryLease } from './delivery-lease.ts';
import { feedBlockReader } from './feed-block-reader.ts';
import { feedBlockWriter } from './feed-block-writer.ts';
import { type BlockStep, feedBlocks } from './feed-blocks.ts';
import { FEED_MONGO_MIGRATIONS } from './feed-schema.ts';
import { mongoDeliveryQueue } from './mongo-delivery-queue.ts';
import { mongoExchangeSnapshot } from './mongo-exchange-snapshot.ts';
import { type FeedModels, feedModels, makeHead, mongoFeedDocuments } from './mongo-feed-documents.ts';
import { mongoWebhookStore } from './mongo-webhook-store.ts';
import { serverClock } from './server-clock.ts';
import { deliverySchema, leaseSchema, WEBHOOK_MONGO_MIGRATIONS, webhookSchema } from './webhook-schema.ts';

const COMMAND_NOT_FOUND = 59;

export interface MongoExchange extends AsyncDisposable {
  feed: FeedReader;
  writer: FeedWriter;
  webhooks: WebhookStore;
  queue: DeliveryQueue;
  turn(options: DeliveryLeaseOptions): DeliveryTurn;
}

export interface MongoExchangeOptions {
  /** Where it is the system's, the feed goes by the database server's time instead: one wrong clock would decide grants for good. */
  clock: Clock;
  /** A generation begins: of who gives cursors. */
  begins?: boolean;
  /** From 0 to 1. */
  chance?: () => number;
  onStep?: ((step: BlockStep) => void) | undefined;
  /** Told once: a page of the feed is read without a session. */
  onNoSessions?: () => void;
}

/** Connects, brings the database up to date, and gives what the service keeps in it. */
export async function openMongoExchange(url: string, options: MongoExchangeOptions): Promise<MongoExchange> {
  const { clock, chance = Math.random, begins = false, onStep, onNoSessions = () => {} } = options;
  await using opened = new AsyncDisposableStack();
  const { connection, storeId, feed } = await connect(url, opened);
  const startSession = () => connection.startSession({ causalConsistency: true });
  const documents = mongoFeedDocuments(feed, { startSession, onNoSessions });
  const blocks = feedBlocks(documents, { onStep });
  const feedClock = clock === systemClock ? opened.use(await serverClock(timeOf(connection))) : clock;
  if (begins) await beginGeneration({ blocks, clock: feedClock });
  const models = webhookModels(connection);
  const leases = connection.model('Lease', leaseSchema);
  const resources = opened.move();
  return {
    feed: feedBlockReader(documents, { storeId, clock: feedClock }),
    writer: feedBlockWriter(documents, { blocks, clock: feedClock }),
    webhooks: mongoWebhookStore(models, { feed: documents, clock }),
    queue: mongoDeliveryQueue(models, { clock, chance }),
    turn: (lease) => deliveryLease(leases, lease),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** All of it, to be copied; beside a service that doesn't run. */
export async function openMongoExchangeSnapshot(url: string): Promise<Snapshot<ExchangeRecord>> {
  await using opened = new AsyncDisposableStack();
  const { connection, feed } = await connect(url, opened);
  const snapshot = mongoExchangeSnapshot(feed, webhookModels(connection));
  const resources = opened.move();
  return { ...snapshot, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

async function connect(
  url: string,
  opened: AsyncDisposableStack,
): Promise<{ connection: Connection; storeId: string; feed: FeedModels }> {
  const connection = await openMongo({ url, database: databaseName(url, 'exchange') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [...FEED_MONGO_MIGRATIONS, ...WEBHOOK_MONGO_MIGRATIONS]);
  const feed = feedModels(connection);
  return { connection, feed, storeId: await makeHead(feed) };
}

function timeOf(connection: Connection) {
  return withDatabaseErrors({
    async ask() {
      const { localTime } = (await greeting(connection)) ?? {};
      if (!(localTime instanceof Date)) throw new Error('The database server doesn’t tell its time.');
      return localTime;
    },
  });
}

async function greeting({ db }: Connection): Promise<mongo.BSON.Document | undefined> {
  try {
    return await db?.command({ hello: 1 });
  } catch (error) {
    // Servers that speak the protocol may know it by its old name alone.
    if (!(error instanceof mongo.MongoServerError) || error.code !== COMMAND_NOT_FOUND) throw error;
    return await db?.command({ isMaster: 1 });
  }
}

function webhookModels(connection: Connection): WebhookModels {
  return {
    webhooks: connection.model('Webhook', webhookSchema),
    deliveries: connection.model('Delivery', deliverySchema),
  };
}
