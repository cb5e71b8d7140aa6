import type { Snapshot } from '@qipei/kernel';
import { databaseName, type MongoOutbox, migrateMongo, mongoOutbox, openMongo } from '@qipei/mongo';
import type { Model } from 'mongoose';
import type { OrderRepository } from '../../domain/order-repository.ts';
import type { OrderRecord } from '../../domain/order-snapshot.ts';
import { mongoOrderRepository } from './mongo-order-repository.ts';
import { mongoOrderSnapshot } from './mongo-order-snapshot.ts';
import { ORDER_MIGRATIONS, type OrderDocument, orderSchema } from './order-schema.ts';

export interface MongoOrders extends AsyncDisposable {
  orders: OrderRepository;
  outbox: MongoOutbox;
}

/** Connects, brings the database up to date and gives its orders. `onCommit` is told of every write. */
export async function openMongoOrders(url: string, onCommit: () => void): Promise<MongoOrders> {
  const { model, close } = await openModel(url);
  return {
    orders: mongoOrderRepository(model, onCommit),
    outbox: mongoOutbox(model),
    [Symbol.asyncDispose]: close,
  };
}

export async function openMongoOrderSnapshot(url: string): Promise<Snapshot<OrderRecord>> {
  const { model, close } = await openModel(url);
  return { ...mongoOrderSnapshot(model), [Symbol.asyncDispose]: close };
}

async function openModel(url: string): Promise<{ model: Model<OrderDocument>; close: () => Promise<void> }> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'order') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, ORDER_MIGRATIONS);
  const model = connection.model('Order', orderSchema);
  const resources = opened.move();
  return { model, close: () => resources.disposeAsync() };
}
