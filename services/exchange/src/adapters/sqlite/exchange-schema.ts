import { randomBytes } from 'node:crypto';
import type { Migration } from '@qipei/sqlite';

/** As they are written in `entity` and `change`. */
export const TYPE_NUMBER = { parts: 1, fitments: 2, releases: 3, events: 4 } as const;

export const EXCHANGE_MIGRATIONS: readonly Migration[] = [
  {
    id: 'feed-1',
    up: (db) => {
      db.exec(`
        CREATE TABLE store (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          store_id TEXT NOT NULL,
          -- The instant up to which the times of grants have been looked at.
          grants_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE generation (
          number INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          from_sequence INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE entity (
          number INTEGER PRIMARY KEY,
          type INTEGER NOT NULL,
          id TEXT NOT NULL,
          publisher TEXT NOT NULL,
          brand_id TEXT NOT NULL,
          is_public INTEGER NOT NULL,
          gone INTEGER NOT NULL,
          version INTEGER NOT NULL,
          event_type TEXT NOT NULL,
          data BLOB
        ) STRICT;
        CREATE UNIQUE INDEX entity_id ON entity (type, id);
        -- What a grant may open.
        CREATE INDEX entity_private ON entity (publisher, id) WHERE type = 1 AND is_public = 0 AND gone = 0;
        CREATE TABLE change (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          audience TEXT NOT NULL,
          type INTEGER NOT NULL,
          id TEXT NOT NULL,
          publisher TEXT NOT NULL,
          version INTEGER NOT NULL,
          gone INTEGER NOT NULL,
          at INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX change_entity ON change (type, id, audience);
        CREATE INDEX change_audience ON change (audience, type);
        CREATE TABLE granted (
          grant_id TEXT PRIMARY KEY,
          publisher TEXT NOT NULL,
          subscriber TEXT NOT NULL,
          -- JSON: a list of ids, or null for all.
          brands TEXT NOT NULL,
          from_at INTEGER,
          until_at INTEGER,
          revoked INTEGER NOT NULL,
          version INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX granted_pair ON granted (publisher, subscriber);
        CREATE TABLE opening (
          publisher TEXT NOT NULL,
          subscriber TEXT NOT NULL,
          brand_id TEXT NOT NULL,
          PRIMARY KEY (publisher, subscriber, brand_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX opening_brand ON opening (publisher, brand_id);
        -- Publishers whose private parts have to be looked through, and up to which id that is done.
        CREATE TABLE grant_walk (
          publisher TEXT PRIMARY KEY,
          after_id TEXT NOT NULL
        ) STRICT`);
      db.prepare('INSERT INTO store (id, store_id, grants_at) VALUES (1, ?, 0)').run(
        randomBytes(8).toString('hex'),
      );
    },
  },
  {
    id: 'webhooks-1',
    up: `
      CREATE TABLE webhook (
        webhook_id TEXT PRIMARY KEY,
        tenant TEXT NOT NULL,
        url TEXT NOT NULL,
        event_types TEXT NOT NULL,
        description TEXT NOT NULL,
        enabled INTEGER NOT NULL,
        disabled_reason TEXT NOT NULL,
        secrets TEXT NOT NULL,
        position INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        failing_since INTEGER,
        not_before INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX webhook_tenant ON webhook (tenant, webhook_id);
      CREATE TABLE delivery (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        delivery_id TEXT NOT NULL UNIQUE,
        webhook_id TEXT NOT NULL REFERENCES webhook (webhook_id) ON DELETE CASCADE,
        event_type TEXT NOT NULL,
        payload TEXT NOT NULL,
        state INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        tries INTEGER NOT NULL,
        next_attempt_at INTEGER NOT NULL,
        created_at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX delivery_webhook ON delivery (webhook_id, state);
      CREATE INDEX delivery_due ON delivery (webhook_id, next_attempt_at) WHERE state = 1;
      CREATE TABLE attempt (
        delivery_number INTEGER NOT NULL REFERENCES delivery (number) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        at INTEGER NOT NULL,
        duration_ms INTEGER NOT NULL,
        status INTEGER NOT NULL,
        error TEXT NOT NULL,
        response TEXT NOT NULL,
        PRIMARY KEY (delivery_number, number)
      ) STRICT, WITHOUT ROWID`,
  },
  {
    id: 'feed-2',
    // Who begins anew passes over all that is gone, and who follows finds what is gone among what isn't.
    up: `
      DROP INDEX change_audience;
      CREATE INDEX change_there ON change (audience, type) WHERE gone = 0;
      CREATE INDEX change_gone ON change (audience, type) WHERE gone = 1`,
  },
];
