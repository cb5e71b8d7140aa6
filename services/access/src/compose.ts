import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import { API_KEY_MIGRATIONS, sqliteApiKeyRepository } from './adapters/sqlite/sqlite-api-key-repository.ts';
import { type KeyRecord, keySnapshot } from './application/key-snapshot.ts';
import type { AccessConfig } from './config.ts';
import type { ApiKeyRepository } from './domain/api-key-repository.ts';

/** Picks the adapters that the configuration names. */
export async function openAccess({
  storage,
}: Pick<AccessConfig, 'storage'>): Promise<AsyncDisposable & { keys: ApiKeyRepository }> {
  if (storage.engine === 'mongodb') {
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoKeys } = await import('./adapters/mongo/open-mongo-keys.ts');
    return await openMongoKeys(storage.url);
  }
  mkdirSync(storage.dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase({
    file: join(storage.dataDir, 'access.sqlite'),
    migrations: API_KEY_MIGRATIONS,
    cacheMb: 1,
  });
  return { keys: sqliteApiKeyRepository(db), [Symbol.asyncDispose]: async () => void db.close() };
}

/** Every tenant's keys, to be copied; beside a service that doesn't run. */
export async function openKeySnapshot(config: Pick<AccessConfig, 'storage'>): Promise<Snapshot<KeyRecord>> {
  return keySnapshot(await openAccess(config));
}
