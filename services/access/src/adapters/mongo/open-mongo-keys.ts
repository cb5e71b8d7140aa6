import { databaseName, migrateMongo, openMongo } from '@qipei/mongo';
import type { SignInStores } from '../../application/sign-in-stores.ts';
import type { ApiKeyRepository } from '../../domain/api-key-repository.ts';
import type { StorefrontRepository } from '../../domain/storefront-repository.ts';
import { API_KEY_MIGRATIONS } from './api-key-schema.ts';
import { mongoApiKeyRepository } from './mongo-api-key-repository.ts';
import { mongoSignInStores } from './mongo-sign-in-stores.ts';
import { mongoStorefrontRepository } from './mongo-storefront-repository.ts';
import { SIGN_IN_MIGRATIONS } from './sign-in-schemas.ts';
import { STOREFRONT_MIGRATIONS } from './storefront-schema.ts';

/** Connects, brings the database up to date and gives what it holds. */
export async function openMongoKeys(
  url: string,
): Promise<AsyncDisposable & SignInStores & { keys: ApiKeyRepository; storefronts: StorefrontRepository }> {
  await using opened = new AsyncDisposableStack();
  const connection = await openMongo({ url, database: databaseName(url, 'access') });
  opened.defer(() => connection.close());
  await migrateMongo(connection, [...API_KEY_MIGRATIONS, ...STOREFRONT_MIGRATIONS, ...SIGN_IN_MIGRATIONS]);
  const resources = opened.move();
  return {
    keys: mongoApiKeyRepository(connection),
    storefronts: mongoStorefrontRepository(connection),
    ...mongoSignInStores(connection),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
