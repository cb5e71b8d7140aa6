import { type Clock, NotFound } from '@qipei/kernel';
import type { ApiKey } from '../domain/api-key.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';

/** Ends a key; again is harmless. @throws NotFound */
export async function revokeKey(
  keyId: string,
  { keys, clock }: { keys: ApiKeyRepository; clock: Clock },
): Promise<ApiKey> {
  await keys.revoke(keyId, clock.now());
  const key = await keys.find(keyId);
  if (key === undefined) throw new NotFound('key', keyId);
  return key;
}
