import type { Clock } from '@qipei/kernel';
import { type Database, patientTransaction } from '@qipei/sqlite';
import { TooManyWebhooks } from '../../domain/errors.ts';
import { MOST_WEBHOOKS, type Webhook } from '../../domain/webhook.ts';
import type { LoggedDelivery, WebhookStore } from '../../domain/webhook-store.ts';
import { deliveryTable } from './sqlite-delivery-table.ts';
import { webhookTable } from './sqlite-webhook-table.ts';
import { type AttemptRow, attemptOf, type DeliveryRow, deliveryOf, STATE_NUMBER } from './webhook-rows.ts';

const LOGGED_ATTEMPTS = 10;

/** What callers see; beside who delivers, on a connection of its own. */
export function sqliteWebhookStore(db: Database, { clock }: { clock: Clock }): WebhookStore {
  const webhooks = webhookTable(db);
  const queue = deliveryTable(db);
  const head = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'change'").pluck();
  const atOrBehind = db.prepare<[number], { sequence: number; at: number }>(
    'SELECT sequence, at FROM change WHERE sequence >= ? ORDER BY sequence LIMIT 1',
  );
  const page = db.prepare<{ webhook: string; state: number; from: number; limit: number }, DeliveryRow>(
    `SELECT * FROM delivery WHERE webhook_id = :webhook AND number <= :from AND state = :state
     ORDER BY number DESC LIMIT :limit`,
  );
  const pageOfAll = db.prepare<{ webhook: string; from: number; limit: number }, DeliveryRow>(
    `SELECT * FROM delivery WHERE webhook_id = :webhook AND number <= :from ORDER BY number DESC LIMIT :limit`,
  );
  const one = db.prepare<[string, string], DeliveryRow>(
    'SELECT * FROM delivery WHERE webhook_id = ? AND delivery_id = ?',
  );
  const attempts = db.prepare<[number], AttemptRow>(
    `SELECT number, at, duration_ms, status, error, response FROM attempt
     WHERE delivery_number = ? ORDER BY number DESC LIMIT ${LOGGED_ATTEMPTS}`,
  );

  const logged = (row: DeliveryRow): LoggedDelivery => ({
    ...deliveryOf(row),
    log: attempts.all(row.number).map(attemptOf),
  });
  const write = <T>(work: () => T) => patientTransaction(db, work);

  /** The last change that is older: times grow along the feed, so that a few looks find it. */
  function sequenceBefore(since: Date): number {
    let low = 0;
    let high = head.get() ?? 0;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const found = atOrBehind.get(middle);
      if (found !== undefined && found.at < since.getTime()) low = Math.min(found.sequence, high);
      else high = middle - 1;
    }
    return low;
  }

  return {
    add: (webhook) =>
      write(() => {
        if (webhooks.list(webhook.tenant).length >= MOST_WEBHOOKS) throw new TooManyWebhooks(MOST_WEBHOOKS);
        const added: Webhook = { ...webhook, position: head.get() ?? 0 };
        webhooks.save(added);
        return added;
      }),
    find: async (tenant, webhookId) => webhooks.find(tenant, webhookId),
    list: async (tenant) => webhooks.list(tenant),
    change: (tenant, webhookId, change) =>
      write(() => {
        const webhook = webhooks.find(tenant, webhookId);
        if (webhook === undefined) return undefined;
        const changed = change(webhook);
        webhooks.save(changed);
        return changed;
      }),
    remove: (tenant, webhookId) => write(() => webhooks.remove(tenant, webhookId)),
    async deliveries(webhookId, { state, from = Number.MAX_SAFE_INTEGER, limit }) {
      const asked = { webhook: webhookId, from, limit: limit + 1 };
      const rows =
        state === undefined ? pageOfAll.all(asked) : page.all({ ...asked, state: STATE_NUMBER[state] });
      const next = rows.length > limit ? rows.pop()?.number : undefined;
      return { deliveries: rows.map(logged), next };
    },
    async findDelivery(webhookId, deliveryId) {
      const row = one.get(webhookId, deliveryId);
      return row === undefined ? undefined : logged(row);
    },
    queue: (webhookId, delivery) => write(() => queue.add(webhookId, delivery, clock.now())),
    queueAgain: (webhookId, deliveryId) =>
      write(() => {
        const row = one.get(webhookId, deliveryId);
        if (row === undefined) return false;
        const { event_type: eventType, payload } = row;
        queue.add(webhookId, { deliveryId, eventType, payload }, clock.now());
        return true;
      }),
    rewind: (tenant, webhookId, since) =>
      write(() => {
        const webhook = webhooks.find(tenant, webhookId);
        if (webhook === undefined) return undefined;
        const rewound = { ...webhook, position: Math.min(webhook.position, sequenceBefore(since)) };
        webhooks.save(rewound);
        return rewound;
      }),
  };
}
