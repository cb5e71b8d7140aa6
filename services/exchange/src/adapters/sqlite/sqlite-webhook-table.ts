import type { Database } from '@qipei/sqlite';
import { TEST_EVENT, type Webhook } from '../../domain/webhook.ts';
import { type WebhookRow, webhookOf, webhookRow } from './webhook-rows.ts';

export interface WebhookTable {
  save(webhook: Webhook): void;
  find(tenant: string, webhookId: string): Webhook | undefined;
  /** Of whatever tenant. */
  get(webhookId: string): Webhook | undefined;
  /** Oldest first. */
  list(tenant: string): Webhook[];
  remove(tenant: string, webhookId: string): boolean;
  /** Those that are enabled, and those that have a test to send. */
  active(): Webhook[];
}

export function webhookTable(db: Database): WebhookTable {
  const save = db.prepare<WebhookRow>(
    `INSERT INTO webhook (webhook_id, tenant, url, event_types, description, enabled, disabled_reason, secrets,
       position, failures, failing_since, not_before, created_at, updated_at)
     VALUES (:webhook_id, :tenant, :url, :event_types, :description, :enabled, :disabled_reason, :secrets,
       :position, :failures, :failing_since, :not_before, :created_at, :updated_at)
     ON CONFLICT (webhook_id) DO UPDATE SET url = excluded.url, event_types = excluded.event_types,
       description = excluded.description, enabled = excluded.enabled, disabled_reason = excluded.disabled_reason,
       secrets = excluded.secrets, position = excluded.position, failures = excluded.failures,
       failing_since = excluded.failing_since, not_before = excluded.not_before, updated_at = excluded.updated_at`,
  );
  const find = db.prepare<[string, string], WebhookRow>(
    'SELECT * FROM webhook WHERE tenant = ? AND webhook_id = ?',
  );
  const get = db.prepare<[string], WebhookRow>('SELECT * FROM webhook WHERE webhook_id = ?');
  const list = db.prepare<[string], WebhookRow>('SELECT * FROM webhook WHERE tenant = ? ORDER BY webhook_id');
  const remove = db.prepare('DELETE FROM webhook WHERE tenant = ? AND webhook_id = ?');
  const active = db.prepare<[], WebhookRow>(
    `SELECT * FROM webhook WHERE enabled = 1 OR EXISTS (
       SELECT 1 FROM delivery WHERE delivery.webhook_id = webhook.webhook_id AND state = 1
         AND event_type = '${TEST_EVENT}')
     ORDER BY webhook_id`,
  );
  const given = (row: WebhookRow | undefined) => (row === undefined ? undefined : webhookOf(row));
  return {
    save: (webhook) => void save.run(webhookRow(webhook)),
    find: (tenant, webhookId) => given(find.get(tenant, webhookId)),
    get: (webhookId) => given(get.get(webhookId)),
    list: (tenant) => list.all(tenant).map(webhookOf),
    remove: (tenant, webhookId) => remove.run(tenant, webhookId).changes === 1,
    active: () => active.all().map(webhookOf),
  };
}
