import { databaseName, type MongoOutbox, migrateMongo, mongoOutbox, openMongo } from '@qipei/mongo';
import type { OrderRepository } from '../../domain/order-repository.ts';
import { mongoOrderRepository } from './mongo-order-repository.ts';
import { ORDER_MIGRATIONS, orderSchema } from './order-schema.ts';

export interface MongoOrders extends AsyncDisposable {
  orders: OrderRepository;
  outbox: MongoOutbox;
}

/** Connects, brings the database up to date and gives its orders. `onCommit` is told of every write. */
export async function openMongoOrders(url: string, onCommit: () => void): Promise<MongoOrders> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'order') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, ORDER_MIGRATIONS);
  const model = connection.model('Order', orderSchema);
  const resources = opened.move();
  return {
    orders: mongoOrderRepository(model, onCommit),
    outbox: mongoOutbox(model),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
