import { type ApiKey, hashSecret, KeyRefused, looksLikeSecret } from '../domain/api-key.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';

/** @throws KeyRefused, the same for a key that never was and for one that has been revoked. */
export async function verifyKey(secret: string, { keys }: { keys: ApiKeyRepository }): Promise<ApiKey> {
  const key = looksLikeSecret(secret) ? await keys.findBySecretHash(hashSecret(secret)) : undefined;
  if (key === undefined || key.revokedAt !== undefined) throw new KeyRefused();
  return key;
}
