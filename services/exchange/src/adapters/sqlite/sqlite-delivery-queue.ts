import type { Clock } from '@qipei/kernel';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import { afterAttempt, LONGEST_WAIT_MS } from '../../domain/delivery.ts';
import { TEST_EVENT } from '../../domain/webhook.ts';
import type { AttemptResult, DeliveryQueue } from '../../domain/webhook-store.ts';
import { deliveryTable } from './sqlite-delivery-table.ts';
import { webhookTable } from './sqlite-webhook-table.ts';
import { type DeliveryRow, deliveryOf, STATE_NUMBER } from './webhook-rows.ts';

interface DueQuestion {
  webhook: string;
  limit: number;
  now: number;
  beyond: number;
}

/** `chance` gives numbers from 0 to 1. */
export function sqliteDeliveryQueue(
  db: Database,
  { clock, chance }: { clock: Clock; chance: () => number },
): DeliveryQueue {
  const webhooks = webhookTable(db);
  const deliveries = deliveryTable(db);
  const countPending = db
    .prepare<[string], number>('SELECT count(*) FROM delivery WHERE webhook_id = ? AND state = 1')
    .pluck();
  const countWaiting = db
    .prepare<[], number>(
      `SELECT count(*) FROM webhook JOIN delivery USING (webhook_id) WHERE enabled = 1 AND state = 1`,
    )
    .pluck();
  const countFailing = db
    .prepare<[], number>(
      `SELECT count(*) FROM webhook JOIN delivery USING (webhook_id)
       WHERE enabled = 1 AND state = 1 AND tries > 0`,
    )
    .pluck();
  const countFailingWebhooks = db
    .prepare<[], number>(
      `SELECT count(*) FROM webhook
       WHERE (enabled = 1 AND failing_since IS NOT NULL) OR (enabled = 0 AND disabled_reason <> '')`,
    )
    .pluck();
  const advance = db.prepare('UPDATE webhook SET position = ? WHERE webhook_id = ? AND position = ?');
  const isDue = '(tries = 0 OR next_attempt_at <= :now OR next_attempt_at > :beyond)';
  const due = db.prepare<[DueQuestion], DeliveryRow>(
    `SELECT * FROM delivery WHERE webhook_id = :webhook AND state = 1 AND ${isDue}
     ORDER BY next_attempt_at, number LIMIT :limit`,
  );
  const dueTests = db.prepare<[DueQuestion], DeliveryRow>(
    `SELECT * FROM delivery WHERE webhook_id = :webhook AND state = 1 AND event_type = '${TEST_EVENT}'
       AND ${isDue} ORDER BY next_attempt_at, number LIMIT :limit`,
  );
  const find = db.prepare<[string], DeliveryRow>('SELECT * FROM delivery WHERE delivery_id = ?');
  const log = db.prepare(
    `INSERT INTO attempt (delivery_number, number, at, duration_ms, status, error, response)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const move = db.prepare(
    'UPDATE delivery SET state = ?, attempts = ?, tries = ?, next_attempt_at = ? WHERE number = ?',
  );
  const forgetOld = db.prepare('DELETE FROM delivery WHERE state <> 1 AND created_at < ?');
  const webhookIds = db.prepare<[], string>('SELECT webhook_id FROM webhook').pluck();
  const forgetMany = db.prepare(
    `DELETE FROM delivery WHERE webhook_id = :webhook AND state <> 1 AND number <= (
       SELECT number FROM delivery WHERE webhook_id = :webhook AND state <> 1
       ORDER BY number DESC LIMIT 1 OFFSET :most)`,
  );

  const countAttempt = db.prepare('UPDATE delivery SET attempts = ? WHERE number = ?');

  function recordOne({ webhookId, deliveryId, url, at, outcome }: AttemptResult): void {
    const row = find.get(deliveryId);
    const webhook = webhooks.get(webhookId);
    if (row === undefined || webhook === undefined) return;
    const { durationMs, status, error, response } = outcome;
    if (webhook.url !== url) {
      const attempts = row.attempts + 1;
      countAttempt.run(attempts, row.number);
      log.run(row.number, attempts, at.getTime(), durationMs, status, error, response);
      return;
    }
    const after = afterAttempt({ webhook, delivery: deliveryOf(row), outcome }, clock.now(), chance());
    const { state, attempts, tries, nextAttemptAt } = after.delivery;
    move.run(STATE_NUMBER[state], attempts, tries, nextAttemptAt.getTime(), row.number);
    log.run(row.number, attempts, at.getTime(), durationMs, status, error, response);
    // A test says nothing of how the address has been doing, unless it is not to be asked any more.
    if (row.event_type === TEST_EVENT && after.webhook.disabledReason !== 'gone') return;
    webhooks.save({ ...webhook, ...after.webhook });
  }

  return {
    active: async () => webhooks.active(),
    countPending: async (webhookId) => countPending.get(webhookId) ?? 0,
    countWaiting: async () => countWaiting.get() ?? 0,
    countFailing: async () => countFailing.get() ?? 0,
    countFailingWebhooks: async () => countFailingWebhooks.get() ?? 0,
    advance: async (webhookId, { from, to }, added) =>
      immediateTransaction(db, () => {
        if (advance.run(to, webhookId, from).changes === 0) return false;
        for (const delivery of added) deliveries.add(webhookId, delivery, clock.now());
        return true;
      }),
    async due(webhook, limit, { testsOnly }) {
      const now = clock.now().getTime();
      const asked = { webhook, limit, now, beyond: now + LONGEST_WAIT_MS };
      return (testsOnly ? dueTests : due).all(asked).map(deliveryOf);
    },
    async record(results) {
      immediateTransaction(db, () => {
        for (const result of results) recordOne(result);
      });
    },
    async forget(before, most) {
      immediateTransaction(db, () => {
        forgetOld.run(before.getTime());
        for (const webhook of webhookIds.all()) forgetMany.run({ webhook, most });
      });
    },
  };
}
