import { type Connection, isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import type { AttemptStore } from '../../domain/attempt-store.ts';
import { type AttemptDocument, attemptSchema } from './sign-in-schemas.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoAttemptStore(connection: Connection): AttemptStore {
  const attempts = connection.model('Attempt', attemptSchema);
  return withDatabaseErrors<AttemptStore>({
    async find(keys) {
      const found = await attempts.find({ _id: { $in: [...keys] } }).lean<AttemptDocument[]>();
      return new Map(found.map(({ _id, clearAt, knownAt }) => [_id, { clearAt, knownAt }]));
    },
    async replace(_id, before, { clearAt, knownAt }) {
      const set = { clearAt, ...(knownAt !== undefined && { knownAt }) };
      if (before === undefined) {
        try {
          await attempts.create({ _id, ...set });
          return true;
        } catch (error) {
          if (isDuplicateKey(error)) return false;
          throw error;
        }
      }
      const asRead = { _id, clearAt: before.clearAt, knownAt: before.knownAt ?? { $exists: false } };
      const { matchedCount } = await attempts.updateOne(asRead, {
        $set: set,
        ...(knownAt === undefined && { $unset: { knownAt: 1 } }),
      });
      return matchedCount === 1;
    },
    async forget({ clearAt, knownAt }) {
      await attempts.deleteMany({ clearAt: { $lte: clearAt }, knownAt: { $exists: false } });
      await attempts.deleteMany({ clearAt: { $lte: clearAt }, knownAt: { $lte: knownAt } });
    },
  });
}
