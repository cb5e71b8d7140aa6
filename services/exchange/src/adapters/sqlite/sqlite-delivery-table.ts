import type { Database } from '@qipei/sqlite';
import type { NewDelivery } from '../../domain/webhook-store.ts';

export interface DeliveryTable {
  /** Queued, or queued again where it is there: at once, with all tries before it. */
  add(webhookId: string, delivery: NewDelivery, now: Date): void;
}

/** What writes is called inside a transaction. */
export function deliveryTable(db: Database): DeliveryTable {
  const add = db.prepare(
    `INSERT INTO delivery (delivery_id, webhook_id, event_type, payload, state, attempts, tries, next_attempt_at,
       created_at)
     VALUES (?, ?, ?, ?, 1, 0, 0, ?, ?)
     ON CONFLICT (delivery_id) DO UPDATE SET state = 1, tries = 0, next_attempt_at = excluded.next_attempt_at`,
  );
  return {
    add(webhookId, { deliveryId, eventType, payload }, now) {
      add.run(deliveryId, webhookId, eventType, payload, now.getTime(), now.getTime());
    },
  };
}
