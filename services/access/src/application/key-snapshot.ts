import type { Snapshot } from '@qipei/kernel';
import type { ApiKey } from '../domain/api-key.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';

export type KeyRecord = { kind: 'key' } & ApiKey;

/** Every tenant's keys; closing it closes the repository. */
export function keySnapshot(opened: AsyncDisposable & { keys: ApiKeyRepository }): Snapshot<KeyRecord> {
  const { keys } = opened;
  return {
    isEmpty: async () => (await keys.list()).length === 0,
    async *read() {
      for (const key of await keys.list()) yield { kind: 'key', ...key };
    },
    async write(records) {
      for await (const { kind: _, ...key } of records) {
        if ((await keys.find(key.keyId)) === undefined) await keys.add({ ...key, revokedAt: undefined });
        if (key.revokedAt !== undefined) await keys.revoke(key.keyId, key.revokedAt);
      }
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
