import { randomBytes } from 'node:crypto';
import { type Database, immediateTransaction, openDatabase } from '@qipei/sqlite';
import { EXCHANGE_MIGRATIONS } from './exchange-schema.ts';

/**
 * Each time that the file is opened a generation begins. A file that was put back lacks the generations since, or has them end
 * before what they had told: so cursors that know more than the file are found out, also after it has grown again.
 */
export function openExchangeStore(file: string): Database {
  const db = openDatabase({ file, migrations: EXCHANGE_MIGRATIONS, cacheMb: 4 });
  try {
    immediateTransaction(db, () => {
      db.prepare(
        `INSERT INTO generation (id, from_sequence)
         VALUES (?, coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0))`,
      ).run(randomBytes(8).toString('hex'));
    });
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}
