import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import type { AuditEntry } from '../../domain/audit.ts';
import type { AuditRepository } from '../../domain/audit-repository.ts';
import { type AuditDocument, auditSchema } from './sign-in-schemas.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoAuditRepository(connection: Connection): AuditRepository {
  const entries = connection.model('Audit', auditSchema);
  return withDatabaseErrors<AuditRepository>({
    async add(entry) {
      const { _id, ...rest } = fromEntry(entry);
      await entries.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true });
    },
    async count(entry) {
      const { _id, count, ...rest } = fromEntry(entry);
      await entries.updateOne({ _id }, { $setOnInsert: rest, $inc: { count } }, { upsert: true });
    },
    async page(tenant, before, limit) {
      const filter = { tenant, ...(before === undefined ? {} : { _id: { $lt: before } }) };
      const found = await entries.find(filter).sort({ _id: -1 }).limit(limit).lean<AuditDocument[]>();
      return found.map(toEntry);
    },
    async all(after, limit) {
      const found = await entries
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<AuditDocument[]>();
      return found.map(toEntry);
    },
  });
}

function fromEntry({ entryId, subjects, ...rest }: AuditEntry): AuditDocument {
  return { _id: entryId, ...rest, subjects: JSON.stringify(subjects) };
}

function toEntry({ _id, subjects, ...rest }: AuditDocument): AuditEntry {
  return { entryId: _id, ...rest, subjects: JSON.parse(subjects) as Record<string, string> };
}
