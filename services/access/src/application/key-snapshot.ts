import type { Snapshot } from '@qipei/kernel';
import type { ApiKey } from '../domain/api-key.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';
import type { StorefrontRepository } from '../domain/storefront-repository.ts';
import { type AccountRecord, hasAccounts, readAccounts, writeAccount } from './account-snapshot.ts';
import type { SignInStores } from './sign-in-stores.ts';
import { readStorefronts, type StorefrontRecord, writeStorefront } from './storefront-snapshot.ts';

export type KeyRecord = { kind: 'key' } & ApiKey;

/** Every tenant's keys, storefronts and people; closing it closes the repositories. */
export function keySnapshot(
  opened: AsyncDisposable & SignInStores & { keys: ApiKeyRepository; storefronts: StorefrontRepository },
): Snapshot<KeyRecord | StorefrontRecord | AccountRecord> {
  const { keys, storefronts } = opened;
  return {
    isEmpty: async () =>
      (await keys.list()).length === 0 &&
      (await storefronts.tenants()).length === 0 &&
      !(await hasAccounts(opened)),
    async *read() {
      for (const key of await keys.list()) yield { kind: 'key', ...key };
      yield* readStorefronts(storefronts);
      yield* readAccounts(opened);
    },
    async write(records) {
      for await (const record of records) {
        if (record.kind === 'storefront') {
          await writeStorefront(record, storefronts);
          continue;
        }
        if (record.kind !== 'key') {
          await writeAccount(record, opened);
          continue;
        }
        const { kind: _, ...key } = record;
        if ((await keys.find(key.keyId)) === undefined) await keys.add({ ...key, revokedAt: undefined });
        if (key.revokedAt !== undefined) await keys.revoke(key.keyId, key.revokedAt);
      }
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
