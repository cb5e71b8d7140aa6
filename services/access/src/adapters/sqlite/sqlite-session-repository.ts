import type { Database } from '@qipei/sqlite';
import type { SessionRepository } from '../../domain/session-repository.ts';

interface SessionRow {
  session_id: string;
  user_id: string;
  tenant: string;
  token_hash: string;
  created_at: number;
  used_at: number;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteSessionRepository(db: Database): SessionRepository {
  const insert = db.prepare('INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)');
  const byHash = db.prepare<[string], SessionRow>('SELECT * FROM session WHERE token_hash = ?');
  const renew = db.prepare('UPDATE session SET used_at = max(used_at, ?) WHERE session_id = ?');
  const replace = db.prepare(
    'UPDATE session SET token_hash = ?, tenant = ?, used_at = max(used_at, ?) WHERE token_hash = ?',
  );
  const remove = db.prepare('DELETE FROM session WHERE token_hash = ?');
  const removeOfUser = db.prepare('DELETE FROM session WHERE user_id = ?');
  const removeOfMember = db.prepare('DELETE FROM session WHERE user_id = ? AND tenant = ?');
  const removeOver = db.prepare('DELETE FROM session WHERE created_at <= ? OR used_at <= ?');
  return {
    async add({ sessionId, userId, tenant, tokenHash, createdAt, usedAt }) {
      insert.run(sessionId, userId, tenant, tokenHash, createdAt.getTime(), usedAt.getTime());
    },
    async findByTokenHash(tokenHash) {
      const row = byHash.get(tokenHash);
      if (row === undefined) return undefined;
      return {
        sessionId: row.session_id,
        userId: row.user_id,
        tenant: row.tenant,
        tokenHash: row.token_hash,
        createdAt: new Date(row.created_at),
        usedAt: new Date(row.used_at),
      };
    },
    async renew(sessionId, usedAt) {
      renew.run(usedAt.getTime(), sessionId);
    },
    async replaceToken(before, { tokenHash, tenant, usedAt }) {
      return replace.run(tokenHash, tenant, usedAt.getTime(), before).changes === 1;
    },
    async removeByTokenHash(tokenHash) {
      remove.run(tokenHash);
    },
    async removeOfUser(userId) {
      removeOfUser.run(userId);
    },
    async removeOfMember(tenant, userId) {
      removeOfMember.run(userId, tenant);
    },
    async removeOver({ createdAt, usedAt }) {
      removeOver.run(createdAt.getTime(), usedAt.getTime());
    },
  };
}
