import { type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';

const ORDER_1: Migration = {
  id: '001-order',
  up: `
  CREATE TABLE orders (
    order_no INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    order_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- The rest, as JSON: it is only ever read and written whole.
    content TEXT NOT NULL,
    UNIQUE (tenant, order_id)
  ) STRICT;
  CREATE INDEX orders_of_customer ON orders (tenant, customer_id, order_id);
  CREATE INDEX orders_in_state ON orders (tenant, state, order_id);
  CREATE INDEX orders_unsettled ON orders (updated_at) WHERE state IN ('placed', 'cancelling');
  CREATE TABLE idempotency_key (
    tenant TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    key TEXT NOT NULL,
    order_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (tenant, customer_id, key)
  ) STRICT, WITHOUT ROWID`,
};

export const ORDER_MIGRATIONS: readonly Migration[] = [ORDER_1, OUTBOX_MIGRATION];
