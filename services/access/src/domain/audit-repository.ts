import type { AuditEntry } from './audit.ts';

/** Keeps who did what; every adapter's writes are durable when the promise resolves. Nothing changes an entry but its count. */
export interface AuditRepository {
  /** Adding it again changes nothing. */
  add(entry: AuditEntry): Promise<void>;
  /** Adds it, or one to the count of the entry that has its id. */
  count(entry: AuditEntry): Promise<void>;
  /** Newest first, older than the entry with the id `before` where one is given. */
  page(tenant: string, before: string | undefined, limit: number): Promise<AuditEntry[]>;
  /** Of all tenants, by id, after the one given; for a copy. */
  all(after: string, limit: number): Promise<AuditEntry[]>;
}
