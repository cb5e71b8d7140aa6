import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { API_KEY_MIGRATIONS, sqliteApiKeyRepository } from './adapters/sqlite/sqlite-api-key-repository.ts';
import type { AccessConfig } from './config.ts';
import type { ApiKeyRepository } from './domain/api-key-repository.ts';

export interface AccessParts extends Disposable {
  keys: ApiKeyRepository;
}

/** The embedded adapters, over a folder. */
export function composeAccess(config: Pick<AccessConfig, 'dataDir'>): AccessParts {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const db = openDatabase({
    file: join(config.dataDir, 'access.sqlite'),
    migrations: API_KEY_MIGRATIONS,
    cacheMb: 1,
  });
  return { keys: sqliteApiKeyRepository(db), [Symbol.dispose]: () => db.close() };
}

/** Picks the adapters that the configuration names. */
export async function openAccess({
  storage,
}: Pick<AccessConfig, 'storage'>): Promise<AsyncDisposable & { keys: ApiKeyRepository }> {
  if (storage.engine === 'mongodb') {
    // What only a cluster needs isn't loaded by an embedded start.
    const { openMongoKeys } = await import('./adapters/mongo/open-mongo-keys.ts');
    return await openMongoKeys(storage.url);
  }
  const parts = composeAccess(storage);
  return { keys: parts.keys, [Symbol.asyncDispose]: async () => parts[Symbol.dispose]() };
}
