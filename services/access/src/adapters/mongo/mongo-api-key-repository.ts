import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import { type ApiKey, requireScopes } from '../../domain/api-key.ts';
import type { ApiKeyRepository } from '../../domain/api-key-repository.ts';
import { type ApiKeyDocument, apiKeySchema } from './api-key-schema.ts';

/** The repository over a database that has `API_KEY_MIGRATIONS`. */
export function mongoApiKeyRepository(connection: Connection): ApiKeyRepository {
  const keys = connection.model('ApiKey', apiKeySchema);
  return withDatabaseErrors<ApiKeyRepository>({
    async add(key) {
      await keys.insertMany([fromKey(key)]);
    },
    async findBySecretHash(secretHash) {
      return toKey(await keys.findOne({ secretHash }).lean<ApiKeyDocument>());
    },
    async find(keyId) {
      return toKey(await keys.findOne({ _id: keyId }).lean<ApiKeyDocument>());
    },
    async list(tenant) {
      const found = await keys
        .find(tenant === undefined ? {} : { tenant })
        .sort({ createdAt: 1, _id: 1 })
        .lean<ApiKeyDocument[]>();
      return found.map((each) => toKey(each)).filter((key) => key !== undefined);
    },
    async revoke(keyId, at) {
      await keys.updateOne({ _id: keyId, revokedAt: { $exists: false } }, { $set: { revokedAt: at } });
    },
  });
}

function fromKey({ keyId, scopes, revokedAt, ...rest }: ApiKey): ApiKeyDocument {
  return { _id: keyId, ...rest, scopes: [...scopes], ...(revokedAt === undefined ? {} : { revokedAt }) };
}

function toKey(document: ApiKeyDocument | null): ApiKey | undefined {
  if (document === null) return undefined;
  const { _id, tenant, name, scopes, customerId, secretHash, createdAt, revokedAt } = document;
  return {
    keyId: _id,
    tenant,
    name,
    scopes: requireScopes(scopes),
    customerId,
    secretHash,
    createdAt,
    revokedAt,
  };
}
