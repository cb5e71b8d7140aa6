import type { Database, Migration } from '@qipei/sqlite';
import { type ApiKey, requireScopes } from '../../domain/api-key.ts';
import type { ApiKeyRepository } from '../../domain/api-key-repository.ts';

export const API_KEY_MIGRATIONS: readonly Migration[] = [
  {
    id: '001-api-key',
    up: `CREATE TABLE api_key (
      key_id TEXT PRIMARY KEY,
      tenant TEXT NOT NULL,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      customer_id TEXT NOT NULL,
      secret_hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT`,
  },
];

interface KeyRow {
  key_id: string;
  tenant: string;
  name: string;
  scopes: string;
  customer_id: string;
  secret_hash: string;
  created_at: number;
  revoked_at: number | null;
}

export function sqliteApiKeyRepository(db: Database): ApiKeyRepository {
  const insert = db.prepare('INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, ?, NULL)');
  const byHash = db.prepare<[string], KeyRow>('SELECT * FROM api_key WHERE secret_hash = ?');
  const byId = db.prepare<[string], KeyRow>('SELECT * FROM api_key WHERE key_id = ?');
  const all = db.prepare<[], KeyRow>('SELECT * FROM api_key ORDER BY created_at, key_id');
  const ofTenant = db.prepare<[string], KeyRow>(
    'SELECT * FROM api_key WHERE tenant = ? ORDER BY created_at, key_id',
  );
  const revoke = db.prepare('UPDATE api_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL');
  return {
    async add(key) {
      insert.run(
        key.keyId,
        key.tenant,
        key.name,
        key.scopes.join(' '),
        key.customerId,
        key.secretHash,
        key.createdAt.getTime(),
      );
    },
    async findBySecretHash(secretHash) {
      return toKey(byHash.get(secretHash));
    },
    async find(keyId) {
      return toKey(byId.get(keyId));
    },
    async list(tenant) {
      const rows = tenant === undefined ? all.all() : ofTenant.all(tenant);
      return rows.map((row) => toKey(row)).filter((key) => key !== undefined);
    },
    async revoke(keyId, at) {
      revoke.run(at.getTime(), keyId);
    },
  };
}

function toKey(row: KeyRow | undefined): ApiKey | undefined {
  if (row === undefined) return undefined;
  return {
    keyId: row.key_id,
    tenant: row.tenant,
    name: row.name,
    scopes: requireScopes(row.scopes.split(' ')),
    customerId: row.customer_id,
    secretHash: row.secret_hash,
    createdAt: new Date(row.created_at),
    revokedAt: row.revoked_at === null ? undefined : new Date(row.revoked_at),
  };
}
