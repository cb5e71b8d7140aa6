import type { Snapshot } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { ChangeRecord, EntityRecord, ExchangeRecord } from '../../domain/exchange-snapshot.ts';
import type { LogType } from '../../domain/feed-change.ts';
import { TYPE_NUMBER } from './exchange-schema.ts';
import { type GrantRow, grantOf } from './sqlite-grant-table.ts';
import { webhookTable } from './sqlite-webhook-table.ts';
import {
  type AttemptRow,
  attemptOf,
  type DeliveryRow,
  deliveryOf,
  STATE_NUMBER,
  type WebhookRow,
  webhookOf,
} from './webhook-rows.ts';

const PAGE = 500;
const LOGGED_ATTEMPTS = 10;
const TYPE_NAMES = new Map<number, LogType>(
  Object.entries(TYPE_NUMBER).map(([name, number]) => [number, name as LogType]),
);

type EntityRow = Omit<
  EntityRecord,
  'kind' | 'type' | 'brandId' | 'isPublic' | 'gone' | 'eventType' | 'data'
> & {
  type: number;
  brand_id: string;
  is_public: number;
  gone: number;
  event_type: string;
  data: Buffer | null;
};
type ChangeRow = Omit<ChangeRecord, 'kind' | 'type' | 'gone' | 'at'> & {
  type: number;
  gone: number;
  at: number;
};

/** Of a file that has `EXCHANGE_MIGRATIONS`. */
export function sqliteExchangeSnapshot(db: Database): Omit<Snapshot<ExchangeRecord>, keyof AsyncDisposable> {
  const anything = db
    .prepare<[], number>(
      'SELECT 1 FROM entity UNION ALL SELECT 1 FROM webhook UNION ALL SELECT 1 FROM granted',
    )
    .pluck();
  const store = db.prepare<[], { store_id: string; grants_at: number }>(
    'SELECT store_id, grants_at FROM store',
  );
  const head = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'change'").pluck();
  const generations = db.prepare<[], { id: string; from: number }>(
    'SELECT id, from_sequence AS "from" FROM generation ORDER BY number',
  );
  const entities = db.prepare<[number, string], EntityRow>(
    `SELECT type, id, publisher, brand_id, is_public, gone, version, event_type, data FROM entity
     WHERE (type, id) > (?, ?) ORDER BY type, id LIMIT ${PAGE}`,
  );
  const changes = db.prepare<[number], ChangeRow>(
    `SELECT sequence, audience, type, id, publisher, version, gone, at FROM change
     WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE}`,
  );
  const grants = db.prepare<[], GrantRow>('SELECT * FROM granted ORDER BY grant_id');
  const openings = db.prepare<[], { publisher: string; subscriber: string; brandId: string }>(
    'SELECT publisher, subscriber, brand_id AS brandId FROM opening ORDER BY publisher, subscriber, brand_id',
  );
  const walks = db.prepare<[], { publisher: string; afterId: string }>(
    'SELECT publisher, after_id AS afterId FROM grant_walk ORDER BY rowid',
  );
  const webhooks = db.prepare<[], WebhookRow>('SELECT * FROM webhook ORDER BY webhook_id');
  const deliveries = db.prepare<[string, number], DeliveryRow>(
    `SELECT * FROM delivery WHERE (webhook_id, number) > (?, ?) ORDER BY webhook_id, number LIMIT ${PAGE}`,
  );
  const attempts = db.prepare<[number], AttemptRow>(
    `SELECT number, at, duration_ms, status, error, response FROM attempt
     WHERE delivery_number = ? ORDER BY number DESC LIMIT ${LOGGED_ATTEMPTS}`,
  );

  async function* readFeed(): AsyncGenerator<ExchangeRecord> {
    const { store_id: storeId = '', grants_at = 0 } = store.get() ?? {};
    yield { kind: 'feed', storeId, sequence: head.get() ?? 0, grantsAt: new Date(grants_at) };
    for (const generation of generations.all()) yield { kind: 'generation', ...generation };
    for (let last: EntityRow | undefined; ; ) {
      const rows: EntityRow[] = entities.all(last?.type ?? 0, last?.id ?? '');
      for (const row of rows) yield entityOf(row);
      last = rows.at(-1);
      if (last === undefined) break;
    }
    for (let after = 0; ; ) {
      const rows: ChangeRow[] = changes.all(after);
      for (const { type, gone, at, ...row } of rows)
        yield { kind: 'change', ...row, type: nameOf(type), gone: gone === 1, at: new Date(at) };
      const last = rows.at(-1);
      if (last === undefined) break;
      after = last.sequence;
    }
  }

  const insertGeneration = db.prepare('INSERT INTO generation (id, from_sequence) VALUES (?, ?)');
  const insertEntity = db.prepare(
    `INSERT OR IGNORE INTO entity (type, id, publisher, brand_id, is_public, gone, version, event_type, data)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertChange = db.prepare(
    `INSERT OR IGNORE INTO change (sequence, audience, type, id, publisher, version, gone, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertGrant = db.prepare(
    `INSERT OR IGNORE INTO granted (grant_id, publisher, subscriber, brands, from_at, until_at, revoked, version)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertOpening = db.prepare(
    'INSERT OR IGNORE INTO opening (publisher, subscriber, brand_id) VALUES (?, ?, ?)',
  );
  const insertWalk = db.prepare('INSERT OR IGNORE INTO grant_walk (publisher, after_id) VALUES (?, ?)');
  const known = db.prepare<[string], number>('SELECT 1 FROM delivery WHERE delivery_id = ?').pluck();
  const insertDelivery = db.prepare(
    `INSERT INTO delivery (delivery_id, webhook_id, event_type, payload, state, attempts, tries, next_attempt_at,
       created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertAttempt = db.prepare(
    `INSERT INTO attempt (delivery_number, number, at, duration_ms, status, error, response)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const webhooksOf = webhookTable(db);
  const flag = (value: boolean) => (value ? 1 : 0);

  function takeFeed({ storeId, sequence, grantsAt }: Extract<ExchangeRecord, { kind: 'feed' }>): void {
    db.prepare('UPDATE store SET store_id = ?, grants_at = ?').run(storeId, grantsAt.getTime());
    // Those that the target began by itself had nothing to tell.
    db.prepare('DELETE FROM generation').run();
    db.prepare("DELETE FROM sqlite_sequence WHERE name = 'change'").run();
    db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('change', ?)").run(sequence);
  }

  function takeDelivery({ delivery }: Extract<ExchangeRecord, { kind: 'delivery' }>): void {
    const { deliveryId, webhookId, eventType, payload, state, tries, nextAttemptAt, createdAt, log } =
      delivery;
    if (known.get(deliveryId) !== undefined) return;
    const times = [nextAttemptAt.getTime(), createdAt.getTime()];
    const counts = [STATE_NUMBER[state], delivery.attempts, tries];
    const { lastInsertRowid } = insertDelivery.run(
      deliveryId,
      webhookId,
      eventType,
      payload,
      ...counts,
      ...times,
    );
    for (const { number, at, durationMs, status, error, response } of log)
      insertAttempt.run(lastInsertRowid, number, at.getTime(), durationMs, status, error, response);
  }

  function take(record: ExchangeRecord): void {
    switch (record.kind) {
      case 'feed':
        takeFeed(record);
        return;
      case 'generation':
        insertGeneration.run(record.id, record.from);
        return;
      case 'entity': {
        const { type, id, publisher, brandId, isPublic, gone, version, eventType, data } = record;
        const flags = [flag(isPublic), flag(gone)];
        insertEntity.run(
          TYPE_NUMBER[type],
          id,
          publisher,
          brandId,
          ...flags,
          version,
          eventType,
          data ?? null,
        );
        return;
      }
      case 'change': {
        const { sequence, audience, type, id, publisher, version, gone, at } = record;
        insertChange.run(
          sequence,
          audience,
          TYPE_NUMBER[type],
          id,
          publisher,
          version,
          flag(gone),
          at.getTime(),
        );
        return;
      }
      case 'grant': {
        const { grantId, publisher, subscriber, brands, from, until, revoked, version } = record.grant;
        const ids = JSON.stringify(brands === 'all' ? null : brands);
        const times = [from?.getTime() ?? null, until?.getTime() ?? null];
        insertGrant.run(grantId, publisher, subscriber, ids, ...times, flag(revoked), version);
        return;
      }
      case 'opening':
        insertOpening.run(record.publisher, record.subscriber, record.brandId);
        return;
      case 'walk':
        insertWalk.run(record.publisher, record.afterId);
        return;
      case 'webhook':
        webhooksOf.save(record.webhook);
        return;
      case 'delivery':
        takeDelivery(record);
    }
  }

  return {
    isEmpty: async () => anything.get() === undefined,
    async *read() {
      yield* readFeed();
      for (const row of grants.all()) yield { kind: 'grant', grant: grantOf(row) };
      for (const opening of openings.all()) yield { kind: 'opening', ...opening };
      for (const walk of walks.all()) yield { kind: 'walk', ...walk };
      for (const row of webhooks.all()) yield { kind: 'webhook', webhook: webhookOf(row) };
      for (let last: DeliveryRow | undefined; ; ) {
        const rows: DeliveryRow[] = deliveries.all(last?.webhook_id ?? '', last?.number ?? 0);
        for (const row of rows) {
          const log = attempts.all(row.number).map(attemptOf);
          yield { kind: 'delivery', delivery: { ...deliveryOf(row), log } };
        }
        last = rows.at(-1);
        if (last === undefined) return;
      }
    },
    async write(records) {
      let waiting: ExchangeRecord[] = [];
      const flush = () => {
        immediateTransaction(db, () => waiting.forEach(take));
        waiting = [];
      };
      for await (const record of records) if (waiting.push(record) === PAGE) flush();
      flush();
    },
  };
}

function entityOf({ type, is_public, gone, data, ...row }: EntityRow): EntityRecord {
  const { id, publisher, brand_id: brandId, version, event_type: eventType } = row;
  return {
    ...{ kind: 'entity', type: nameOf(type), id, publisher, brandId, version, eventType },
    ...{ isPublic: is_public === 1, gone: gone === 1, data: data ?? undefined },
  };
}

function nameOf(type: number): LogType {
  const name = TYPE_NAMES.get(type);
  if (name === undefined) throw new Error(`There is no type ${type} in the feed.`);
  return name;
}
