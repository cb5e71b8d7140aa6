import type { Database } from '@qipei/sqlite';
import type { AttemptStore } from '../../domain/attempt-store.ts';

interface AttemptRow {
  key: string;
  clear_at: number;
  known_at: number | null;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteAttemptStore(db: Database): AttemptStore {
  const byKey = db.prepare<[string], AttemptRow>('SELECT * FROM attempt WHERE key = ?');
  const insert = db.prepare('INSERT INTO attempt VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING');
  const update = db.prepare(
    'UPDATE attempt SET clear_at = ?, known_at = ? WHERE key = ? AND clear_at = ? AND known_at IS ?',
  );
  const forget = db.prepare(
    'DELETE FROM attempt WHERE clear_at <= ? AND (known_at IS NULL OR known_at <= ?)',
  );
  const msOf = (at: Date | undefined) => at?.getTime() ?? null;
  return {
    async find(keys) {
      const rows = keys.flatMap((key) => byKey.get(key) ?? []);
      return new Map(
        rows.map(({ key, clear_at, known_at }) => [
          key,
          { clearAt: new Date(clear_at), knownAt: known_at === null ? undefined : new Date(known_at) },
        ]),
      );
    },
    async replace(key, before, { clearAt, knownAt }) {
      const after = [clearAt.getTime(), msOf(knownAt)] as const;
      const { changes } =
        before === undefined
          ? insert.run(key, ...after)
          : update.run(...after, key, before.clearAt.getTime(), msOf(before.knownAt));
      return changes === 1;
    },
    async forget({ clearAt, knownAt }) {
      forget.run(clearAt.getTime(), knownAt.getTime());
    },
  };
}
