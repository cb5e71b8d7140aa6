import { type Clock, newId } from '@qipei/kernel';
import { type ApiKey, hashSecret, newSecret, requireName, requireScopes } from '../domain/api-key.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';

export interface CreateKey {
  tenant: string;
  name: string;
  scopes: readonly string[];
  customerId?: string | undefined;
}

/** Makes a key. The secret is in this answer and nowhere else. */
export async function createKey(
  command: CreateKey,
  { keys, clock }: { keys: ApiKeyRepository; clock: Clock },
): Promise<{ key: ApiKey; secret: string }> {
  const secret = newSecret();
  const key: ApiKey = {
    keyId: newId('key'),
    tenant: requireName('tenant', command.tenant),
    name: command.name.slice(0, 200),
    scopes: requireScopes(command.scopes),
    customerId: command.customerId === undefined ? '' : requireName('customer', command.customerId),
    secretHash: hashSecret(secret),
    createdAt: clock.now(),
    revokedAt: undefined,
  };
  await keys.add(key);
  return { key, secret };
}
