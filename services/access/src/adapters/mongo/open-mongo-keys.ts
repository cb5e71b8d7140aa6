import { databaseName, migrateMongo, openMongo } from '@qipei/mongo';
import type { ApiKeyRepository } from '../../domain/api-key-repository.ts';
import { API_KEY_MIGRATIONS } from './api-key-schema.ts';
import { mongoApiKeyRepository } from './mongo-api-key-repository.ts';

/** Connects, brings the database up to date and gives its keys. */
export async function openMongoKeys(url: string): Promise<AsyncDisposable & { keys: ApiKeyRepository }> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'access') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, API_KEY_MIGRATIONS);
  const resources = opened.move();
  return {
    keys: mongoApiKeyRepository(connection),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
