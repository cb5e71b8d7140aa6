import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import type { SessionRepository } from '../../domain/session-repository.ts';
import { type SessionDocument, sessionSchema } from './sign-in-schemas.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoSessionRepository(connection: Connection): SessionRepository {
  const sessions = connection.model('Session', sessionSchema);
  return withDatabaseErrors<SessionRepository>({
    async add({ sessionId, ...rest }) {
      await sessions.insertMany([{ _id: sessionId, ...rest }]);
    },
    async findByTokenHash(tokenHash) {
      const found = await sessions.findOne({ tokenHash }).lean<SessionDocument>();
      if (found === null) return undefined;
      const { _id, ...rest } = found;
      return { sessionId: _id, ...rest };
    },
    async renew(sessionId, usedAt) {
      await sessions.updateOne({ _id: sessionId }, { $max: { usedAt } });
    },
    async replaceToken(before, { tokenHash, tenant, usedAt }) {
      const changed = await sessions.updateOne(
        { tokenHash: before },
        { $set: { tokenHash, tenant }, $max: { usedAt } },
      );
      return changed.matchedCount === 1;
    },
    async removeByTokenHash(tokenHash) {
      await sessions.deleteOne({ tokenHash });
    },
    async removeOfUser(userId) {
      await sessions.deleteMany({ userId });
    },
    async removeOfMember(tenant, userId) {
      await sessions.deleteMany({ userId, tenant });
    },
    async removeOver({ createdAt, usedAt }) {
      await sessions.deleteMany({ createdAt: { $lte: createdAt } });
      await sessions.deleteMany({ usedAt: { $lte: usedAt } });
    },
  });
}
