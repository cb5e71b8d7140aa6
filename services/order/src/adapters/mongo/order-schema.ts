import { createIndexes, type HasOutbox, type MongoMigration, OUTBOX_INDEX, outboxSchema } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { LineShortage, Order, OrderLine, OrderState } from '../../domain/order.ts';

/**
 * An order, the idempotency key that it was placed under and the events that wait: one document, so that each write is
 * one atomic step.
 */
export interface OrderDocument extends HasOutbox {
  /** The order's id. */
  _id: string;
  tenant: string;
  customerId: string;
  idempotencyKey: string;
  digest: string;
  customerReference: string;
  state: OrderState;
  lines: readonly OrderLine[];
  totals: Order['totals'];
  shortages: readonly LineShortage[];
  refusal?: NonNullable<Order['refusal']>;
  createdAt: Date;
  updatedAt: Date;
  version: number;
}

const COLLECTION = 'order';

export const ORDER_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: '001-order',
    up: createIndexes(COLLECTION, [
      {
        name: 'idempotency-key',
        key: { tenant: 1, customerId: 1, idempotencyKey: 1 },
        unique: true,
      },
      { name: 'newest', key: { tenant: 1, _id: -1 } },
      { name: 'newest-of-customer', key: { tenant: 1, customerId: 1, _id: -1 } },
      { name: 'newest-in-state', key: { tenant: 1, state: 1, _id: -1 } },
      { name: 'oldest-in-state', key: { state: 1, updatedAt: 1, _id: 1 } },
      OUTBOX_INDEX,
    ]),
  },
];

const text = { type: String, required: true } as const;
/** Mongoose takes an empty string for a missing one. */
const anyText = { type: String } as const;
const whole = { type: Number, required: true } as const;
const part = { _id: false, id: false, strict: 'throw' } as const;

const money = new Schema({ amount: whole, currency: text }, part);
const allocation = new Schema({ line: whole, partId: text, warehouseId: anyText, quantity: whole }, part);
const line = new Schema(
  {
    line: whole,
    partId: text,
    brand: anyText,
    partNumber: anyText,
    nameZh: anyText,
    nameEn: anyText,
    quantity: whole,
    warehouseId: anyText,
    allocations: { type: [allocation], required: true },
    unitPrice: money,
    amount: money,
  },
  part,
);
const shortage = new Schema(
  { line: whole, partId: text, warehouseId: anyText, requested: whole, available: whole },
  part,
);
const refusal = new Schema({ code: text, message: anyText }, part);

export const orderSchema = new Schema<OrderDocument>(
  {
    _id: text,
    tenant: text,
    customerId: anyText,
    idempotencyKey: anyText,
    digest: text,
    customerReference: anyText,
    state: text,
    lines: { type: [line], required: true },
    totals: { type: [money], required: true },
    shortages: { type: [shortage], required: true },
    refusal,
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: whole,
    outbox: { type: outboxSchema, required: true },
  },
  { collection: COLLECTION, versionKey: false, strict: 'throw' },
);
