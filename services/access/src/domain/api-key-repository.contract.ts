import { newId } from '@qipei/kernel';
import { type ApiKey, hashSecret, newSecret } from './api-key.ts';
import type { ApiKeyRepository } from './api-key-repository.ts';

export interface OpenedKeys extends AsyncDisposable {
  keys: ApiKeyRepository;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
export interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
  rejects(promise: Promise<unknown>): Promise<void>;
}

/** Opens the repository over a storage; the same name is the same storage, a new one is empty. */
export type OpenKeys = (storage: string) => Promise<OpenedKeys>;

const created = new Date('2027-01-01T00:00:00.123Z');
const revoked = new Date('2027-02-01T00:00:00.456Z');

function key(over: Partial<ApiKey> = {}): ApiKey {
  return {
    keyId: newId('key'),
    tenant: 'acme',
    name: '柜台 "1" $where',
    scopes: ['catalog:read', 'orders:write'],
    customerId: '',
    secretHash: hashSecret(newSecret()),
    createdAt: created,
    revokedAt: undefined,
    ...over,
  };
}

/** What every adapter promises, by name; each case takes an empty storage. */
export const API_KEY_REPOSITORY_CONTRACT: Record<string, (open: OpenKeys, assert: Assert) => Promise<void>> =
  {
    async 'gives back what was added, by id and by digest, and nothing else'(open, assert) {
      await using store = await open(newId('key'));
      const { keys } = store;
      const added = [key(), key({ customerId: 'garage-7', name: '' })];
      for (const each of added) await keys.add(each);
      for (const each of added) {
        assert.deepEqual(await keys.find(each.keyId), each);
        assert.deepEqual(await keys.findBySecretHash(each.secretHash), each);
      }
      for (const unknown of ['', 'key_none', '$ne']) {
        assert.equal(await keys.find(unknown), undefined);
        assert.equal(await keys.findBySecretHash(unknown), undefined);
      }
    },

    async 'refuses an id or a digest that there is, and keeps the first'(open, assert) {
      await using store = await open(newId('key'));
      const { keys } = store;
      const first = key();
      await keys.add(first);
      await assert.rejects(keys.add(key({ keyId: first.keyId })));
      await assert.rejects(keys.add(key({ secretHash: first.secretHash, tenant: 'bolt' })));
      assert.deepEqual(await keys.list(), [first]);
    },

    async 'lists of one tenant or of all, oldest first, by id where the time is the same'(open, assert) {
      await using store = await open(newId('key'));
      const { keys } = store;
      const late = key({ createdAt: new Date(created.getTime() + 1) });
      const early = key({ createdAt: new Date(created.getTime() - 1), tenant: 'bolt' });
      const same = [key(), key(), key()].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
      for (const each of [late, ...same.toReversed(), early]) await keys.add(each);
      assert.deepEqual(await keys.list(), [early, ...same, late]);
      assert.deepEqual(await keys.list('acme'), [...same, late]);
      assert.deepEqual(await keys.list('bolt'), [early]);
      assert.deepEqual(await keys.list('nobody'), []);
    },

    async 'revokes once: the first time stays'(open, assert) {
      await using store = await open(newId('key'));
      const { keys } = store;
      const [one, other] = [key(), key()];
      for (const each of [one, other]) await keys.add(each);
      await keys.revoke(one.keyId, revoked);
      await keys.revoke(one.keyId, new Date(revoked.getTime() + 1_000));
      await keys.revoke('key_none', revoked);
      assert.deepEqual(await keys.find(one.keyId), { ...one, revokedAt: revoked });
      assert.deepEqual(await keys.find(other.keyId), other);
    },

    async 'gives one of many that add the same digest at once its place'(open, assert) {
      const storage = newId('key');
      await using store = await open(storage);
      await using beside = await open(storage);
      const { secretHash } = key();
      const candidates = Array.from({ length: 12 }, () => key({ secretHash }));
      const results = await Promise.allSettled(
        candidates.map((each, i) => (i % 2 === 0 ? store : beside).keys.add(each)),
      );
      assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
      const winner = candidates[results.findIndex(({ status }) => status === 'fulfilled')];
      assert.deepEqual(await beside.keys.list(), [winner]);
    },

    async 'shows another what was written, at once and after reopening'(open, assert) {
      const storage = newId('key');
      const one = key();
      {
        await using store = await open(storage);
        await using beside = await open(storage);
        await store.keys.add(one);
        assert.deepEqual(await beside.keys.findBySecretHash(one.secretHash), one);
        await beside.keys.revoke(one.keyId, revoked);
        assert.deepEqual((await store.keys.find(one.keyId))?.revokedAt, revoked);
      }
      await using again = await open(storage);
      assert.deepEqual(await again.keys.list('acme'), [{ ...one, revokedAt: revoked }]);
    },
  };
