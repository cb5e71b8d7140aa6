import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DomainError } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';

/**
 * Makes the data folder and holds it for this process: two platforms over one folder would deliver events twice.
 * The lock goes with the process, however it ends.
 * @throws DomainError `data-folder-in-use`
 */
export function holdDataFolder(dataDir: string): Disposable {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    const db = openDatabase({ file: join(dataDir, 'lock.sqlite'), migrations: [] });
    db.pragma('busy_timeout = 200');
    db.exec('BEGIN IMMEDIATE');
    return { [Symbol.dispose]: () => db.close() };
  } catch (error) {
    throw new DomainError({
      kind: 'conflict',
      code: 'data-folder-in-use',
      message: `Another process uses the data folder ${dataDir}.`,
      cause: error,
    });
  }
}
