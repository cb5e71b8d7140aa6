import type { Database } from '@qipei/sqlite';
import type { ActorKind, AuditEntry } from '../../domain/audit.ts';
import type { AuditRepository } from '../../domain/audit-repository.ts';

interface AuditRow {
  entry_id: string;
  tenant: string;
  at: number;
  action: string;
  actor_kind: ActorKind;
  actor_id: string;
  actor_name: string;
  subjects: string;
  count: number;
}

/** Sorts behind every id. */
const LAST = '￿';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteAuditRepository(db: Database): AuditRepository {
  const insert = db.prepare('INSERT OR IGNORE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const upsert = db.prepare(
    'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + 1',
  );
  const page = db.prepare<[string, string, number], AuditRow>(
    'SELECT * FROM audit WHERE tenant = ? AND entry_id < ? ORDER BY entry_id DESC LIMIT ?',
  );
  const all = db.prepare<[string, number], AuditRow>(
    'SELECT * FROM audit WHERE entry_id > ? ORDER BY entry_id LIMIT ?',
  );
  return {
    async add(entry) {
      insert.run(...valuesOf(entry));
    },
    async count(entry) {
      upsert.run(...valuesOf(entry));
    },
    async page(tenant, before, limit) {
      return page.all(tenant, before ?? LAST, limit).map(toEntry);
    },
    async all(after, limit) {
      return all.all(after, limit).map(toEntry);
    },
  };
}

function valuesOf(entry: AuditEntry) {
  return [
    entry.entryId,
    entry.tenant,
    entry.at.getTime(),
    entry.action,
    entry.actorKind,
    entry.actorId,
    entry.actorName,
    JSON.stringify(entry.subjects),
    entry.count,
  ] as const;
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    entryId: row.entry_id,
    tenant: row.tenant,
    at: new Date(row.at),
    action: row.action,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    subjects: JSON.parse(row.subjects) as Record<string, string>,
    count: row.count,
  };
}
