import { type Migration, OUTBOX_MIGRATION } from '@qipei/sqlite';

/** A tenant's part is an `item` with a short key of its own, under which stock, ledger and prices stand. */
const INVENTORY_1: Migration = {
  id: '001-inventory',
  up: `
  CREATE TABLE item (
    item_id INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    part_id TEXT NOT NULL,
    -- What the last OfferChanged said: always what stock and price_break add up to.
    version INTEGER NOT NULL,
    total_available INTEGER NOT NULL,
    best_amount INTEGER,
    best_currency TEXT,
    UNIQUE (tenant, part_id)
  ) STRICT;
  CREATE TABLE warehouse (
    tenant TEXT NOT NULL,
    warehouse_id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (tenant, warehouse_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE stock (
    item_id INTEGER NOT NULL REFERENCES item,
    warehouse_id TEXT NOT NULL,
    on_hand INTEGER NOT NULL,
    reserved INTEGER NOT NULL CHECK (reserved >= 0),
    PRIMARY KEY (item_id, warehouse_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE ledger_entry (
    entry_id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item,
    warehouse_id TEXT NOT NULL,
    delta INTEGER NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE TRIGGER ledger_entry_stays BEFORE UPDATE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TRIGGER ledger_entry_remains BEFORE DELETE ON ledger_entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
  CREATE TABLE price_break (
    item_id INTEGER NOT NULL REFERENCES item,
    min_quantity INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (item_id, min_quantity)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE reservation (
    reservation_no INTEGER PRIMARY KEY,
    tenant TEXT NOT NULL,
    reservation_id TEXT NOT NULL,
    state TEXT NOT NULL,
    -- [line, amount, currency] of each line that had an offer; [line] of one that had none.
    prices TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    UNIQUE (tenant, reservation_id)
  ) STRICT;
  CREATE INDEX reservation_held ON reservation (expires_at) WHERE state = 'held';
  CREATE TABLE allocation (
    reservation_no INTEGER NOT NULL REFERENCES reservation,
    line INTEGER NOT NULL,
    warehouse_id TEXT NOT NULL,
    part_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    PRIMARY KEY (reservation_no, line, warehouse_id)
  ) STRICT, WITHOUT ROWID`,
};

/** Of what isn't in it: only edits are looked up, and imports shouldn't pay for that. */
export const NO_EDIT = "reason IN ('import', 'order', 'cancel')";

const INVENTORY_EDITS: Migration = {
  id: '002-edits',
  up: `CREATE INDEX ledger_edit ON ledger_entry (item_id, reference) WHERE NOT (${NO_EDIT})`,
};

/** Who has edited by hand, and what they asked for; empty for imports and orders, and for edits from before. */
const INVENTORY_EDITORS: Migration = {
  id: '003-editors',
  up: `
  ALTER TABLE ledger_entry ADD COLUMN actor TEXT NOT NULL DEFAULT '';
  ALTER TABLE ledger_entry ADD COLUMN request TEXT NOT NULL DEFAULT ''`,
};

/**
 * What was booked of a part is found by it; and what its prices were, from the first change on that is made from now on: that
 * one tells what the price was before.
 */
const INVENTORY_HISTORY: Migration = {
  id: '004-history',
  up: `
  CREATE INDEX ledger_of_item ON ledger_entry (item_id, at);
  CREATE TABLE price_change (
    entry_id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES item,
    min_quantity INTEGER NOT NULL,
    -- Null where there was none, or is none any more.
    before_amount INTEGER,
    before_currency TEXT,
    amount INTEGER,
    currency TEXT,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX price_change_of_item ON price_change (item_id, at);
  CREATE TRIGGER price_change_stays BEFORE UPDATE ON price_change
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
  CREATE TRIGGER price_change_remains BEFORE DELETE ON price_change
    BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END`,
};

export const INVENTORY_MIGRATIONS: readonly Migration[] = [
  INVENTORY_1,
  OUTBOX_MIGRATION,
  INVENTORY_EDITS,
  INVENTORY_EDITORS,
  INVENTORY_HISTORY,
];
