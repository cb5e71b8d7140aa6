import { importMarkerSchema } from '@qipei/import-job/mongo';
import {
  type Connection,
  createIndexes,
  type MongoMigration,
  OUTBOX_INDEX,
  outboxSchema,
} from '@qipei/mongo';
import { type Model, Schema } from 'mongoose';
import type {
  ItemDocument,
  LedgerEntry,
  PriceChangeDocument,
  ReservationDocument,
  WarehouseDocument,
} from './inventory-documents.ts';

export const INVENTORY_MONGO_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: '001-item',
    up: createIndexes('item', [OUTBOX_INDEX, { name: 'posting', key: { 'posting.by': 1 }, sparse: true }]),
  },
  {
    id: '002-reservation',
    up: createIndexes('reservation', [
      { name: 'oldest-in-state', key: { state: 1, expiresAt: 1 } },
      { name: 'decided', key: { 'step.at': 1 }, sparse: true },
    ]),
  },
  {
    id: '003-warehouse',
    up: createIndexes('warehouse', [{ name: 'of-tenant', key: { tenant: 1, _id: 1 } }]),
  },
  {
    id: '004-ledger-entry',
    up: createIndexes('ledger_entry', [{ name: 'of-item', key: { item: 1, at: 1, _id: 1 } }]),
  },
  {
    id: '005-price-change',
    up: createIndexes('price_change', [{ name: 'of-item', key: { item: 1, at: 1, _id: 1 } }]),
  },
  {
    id: '006-copied-edit',
    up: createIndexes('ledger_entry', [{ name: 'copy-of', key: { copyOf: 1 }, sparse: true }]),
  },
];

const text = { type: String, required: true } as const;
const whole = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
const part = { _id: false, id: false, strict: 'throw' } as const;
const top = { versionKey: false, strict: 'throw' } as const;

const money = new Schema({ amount: whole, currency: text }, part);
const level = new Schema({ warehouseId: text, onHand: whole, reserved: whole }, part);
const priceBreak = new Schema({ minQuantity: whole, price: { type: money, required: true } }, part);
const told = new Schema({ version: whole, totalAvailable: whole, bestPrice: money }, part);
const lock = new Schema({ by: text, reservation: { type: String }, at: instant }, part);
const entryFields = {
  _id: text,
  item: text,
  warehouseId: text,
  delta: whole,
  reason: text,
  reference: text,
  at: instant,
  actor: { type: String },
  request: { type: String },
  copyOf: { type: String },
};
const entry = new Schema(entryFields, { id: false, strict: 'throw' });
const priceChangeFields = {
  _id: text,
  item: text,
  minQuantity: whole,
  before: { type: money },
  price: { type: money },
  reason: text,
  // An empty one is one, too.
  reference: { type: String, default: '' },
  actor: { type: String, default: '' },
  at: instant,
};
const priceChange = new Schema(priceChangeFields, { id: false, strict: 'throw' });
const posting = new Schema(
  {
    by: text,
    entries: { type: [entry], required: true },
    prices: { type: [priceChange], default: undefined },
  },
  part,
);
const levels = { type: [level], required: true } as const;

const itemSchema = new Schema<ItemDocument>(
  {
    _id: text,
    tenant: text,
    partId: text,
    version: whole,
    levels,
    prices: { type: [priceBreak], required: true },
    told: { type: told, required: true },
    lock,
    import: importMarkerSchema,
    posting,
    outbox: { type: outboxSchema, required: true },
  },
  { ...top, collection: 'item' },
);

const event = new Schema(
  { topic: text, key: text, id: text, type: text, value: { type: Buffer, required: true } },
  part,
);
const change = new Schema(
  { _id: text, version: whole, levels, told: { type: told, required: true }, event },
  { id: false, strict: 'throw' },
);
const decidedStep = new Schema(
  {
    by: text,
    at: instant,
    items: { type: [change], required: true },
    entries: { type: [entry], required: true },
  },
  part,
);
const allocation = new Schema({ line: whole, partId: text, warehouseId: text, quantity: whole }, part);
const linePrice = new Schema({ line: whole, unitPrice: money }, part);

const reservationSchema = new Schema<ReservationDocument>(
  {
    _id: text,
    tenant: text,
    reservationId: text,
    state: text,
    allocations: { type: [allocation], required: true },
    prices: { type: [linePrice], required: true },
    expiresAt: instant,
    version: whole,
    by: text,
    step: decidedStep,
  },
  { ...top, collection: 'reservation' },
);

const warehouseSchema = new Schema<WarehouseDocument>(
  {
    _id: text,
    tenant: text,
    warehouseId: text,
    name: text,
    version: whole,
    import: importMarkerSchema,
  },
  { ...top, collection: 'warehouse' },
);

const ledgerSchema = new Schema<LedgerEntry>(entryFields, { ...top, collection: 'ledger_entry' });

const priceChangeSchema = new Schema<PriceChangeDocument>(priceChangeFields, {
  ...top,
  collection: 'price_change',
});

export interface InventoryModels {
  items: Model<ItemDocument>;
  reservations: Model<ReservationDocument>;
  warehouses: Model<WarehouseDocument>;
  ledger: Model<LedgerEntry>;
  priceChanges: Model<PriceChangeDocument>;
}

/** Over a database that has `INVENTORY_MONGO_MIGRATIONS`. */
export function inventoryModels(connection: Connection): InventoryModels {
  return {
    items: connection.model('Item', itemSchema),
    reservations: connection.model('Reservation', reservationSchema),
    warehouses: connection.model('Warehouse', warehouseSchema),
    ledger: connection.model('LedgerEntry', ledgerSchema),
    priceChanges: connection.model('PriceChange', priceChangeSchema),
  };
}
