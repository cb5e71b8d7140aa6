import type { ApiKey } from './api-key.ts';

/** Keeps keys; every adapter's writes are durable when the promise resolves. */
export interface ApiKeyRepository {
  add(key: ApiKey): Promise<void>;
  findBySecretHash(secretHash: string): Promise<ApiKey | undefined>;
  find(keyId: string): Promise<ApiKey | undefined>;
  /** Of one tenant, or of all; oldest first. */
  list(tenant?: string): Promise<ApiKey[]>;
  /** Sets the time of revocation where there is none yet. */
  revoke(keyId: string, at: Date): Promise<void>;
}
