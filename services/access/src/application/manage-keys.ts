import { NotFound } from '@qipei/kernel';
import { type ApiKey, requireScopes } from '../domain/api-key.ts';
import { createKey } from './create-key.ts';
import { requireMayGive } from './giver.ts';
import { revokeKey } from './revoke-key.ts';
import type { Asker, SignInParts } from './sign-in-stores.ts';

type KeyParts = Pick<SignInParts, 'keys' | 'accounts' | 'clock'>;

/** A key of the asker's tenant. @throws InvalidInput, GrantBeyondOwn */
export async function createTenantKey(
  asker: Asker,
  command: { name: string; scopes: readonly string[]; customerId: string },
  parts: KeyParts,
): Promise<{ key: ApiKey; secret: string }> {
  const scopes = requireScopes(command.scopes);
  await requireMayGive(asker, { scopes, customerId: command.customerId }, parts);
  const customerId = command.customerId === '' ? undefined : command.customerId;
  return createKey({ tenant: asker.tenant, name: command.name, scopes, customerId }, parts);
}

/** @throws NotFound, the same for a key of another tenant and for none; GrantBeyondOwn */
export async function revokeTenantKey(asker: Asker, keyId: string, parts: KeyParts): Promise<ApiKey> {
  const key = await parts.keys.find(keyId);
  if (key === undefined || key.tenant !== asker.tenant) throw new NotFound('key', keyId);
  await requireMayGive(asker, key, parts);
  return revokeKey(keyId, parts);
}
