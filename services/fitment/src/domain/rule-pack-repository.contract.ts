import type { Assert } from './part-fitments-repository.contract.ts';
import type { RulePackArchive, RulePackRepository, StoredRulePack } from './rule-pack-repository.ts';

/** Opens the same storage each time it is called with the same name. */
export type OpenRulePacks = (
  storage: string,
) => Promise<{ packs: RulePackRepository; archive: RulePackArchive } & AsyncDisposable>;

type Holds = (open: OpenRulePacks, assert: Assert) => Promise<void>;

const LIMITS = { packs: 3, rules: 100 };

export function storedPack(name: string, over: Partial<StoredRulePack> = {}): StoredRulePack {
  return {
    name,
    title: '示例',
    priority: -3,
    ruleCount: 10,
    digest: `digest of ${name}`,
    updatedAt: new Date('2026-11-22T03:04:05.678Z'),
    json: `{"id":"${name}","title":"示例 \u{1F697}"}`,
    ...over,
  };
}

/** What every adapter promises. */
export const RULE_PACK_CONTRACT: Record<string, Holds> = {
  'keeps a pack as it was given, beyond a reopening': async (open, assert) => {
    const pack = storedPack('haval');
    {
      await using store = await open('keep');
      assert.equal(await store.packs.put('acme', pack, LIMITS), 'created');
    }
    await using store = await open('keep');
    assert.deepEqual(await store.packs.find('acme', 'haval'), pack);
    const { json: _, ...head } = pack;
    assert.deepEqual(await store.packs.list('acme'), [head]);
  },
  'replaces a pack whole': async (open, assert) => {
    await using store = await open('replace');
    await store.packs.put('acme', storedPack('haval'), LIMITS);
    const other = storedPack('haval', { title: '', priority: 7, ruleCount: 1, json: '{}', digest: 'x' });
    assert.equal(await store.packs.put('acme', other, LIMITS), 'replaced');
    assert.deepEqual(await store.packs.find('acme', 'haval'), other);
    assert.equal((await store.packs.list('acme')).length, 1);
  },
  'is a tenant’s own': async (open, assert) => {
    await using store = await open('tenants');
    await store.packs.put('acme', storedPack('haval'), LIMITS);
    await store.packs.put('acme-2', storedPack('haval', { title: 'other' }), LIMITS);
    assert.equal((await store.packs.find('acme-2', 'haval'))?.title, 'other');
    assert.equal(await store.packs.find('other', 'haval'), undefined);
    assert.deepEqual(await store.packs.list('other'), []);
    assert.equal(await store.packs.remove('other', 'haval'), false);
    assert.equal(await store.packs.remove('acme', 'haval'), true);
    assert.equal(await store.packs.remove('acme', 'haval'), false);
    assert.equal(await store.packs.find('acme', 'haval'), undefined);
    assert.equal((await store.packs.list('acme-2')).length, 1);
  },
  'holds the limits of packs and of rules, a replaced pack’s own rules not counted': async (open, assert) => {
    await using store = await open('limits');
    for (const name of ['c', 'a', 'b']) {
      assert.equal(await store.packs.put('acme', storedPack(name), LIMITS), 'created');
    }
    assert.deepEqual(
      (await store.packs.list('acme')).map(({ name }) => name),
      ['a', 'b', 'c'],
    );
    assert.equal(await store.packs.put('acme', storedPack('d'), LIMITS), 'too-many-packs');
    assert.equal(await store.packs.find('acme', 'd'), undefined);
    const large = (ruleCount: number) => storedPack('a', { ruleCount });
    assert.equal(await store.packs.put('acme', large(81), LIMITS), 'too-many-rules');
    assert.equal((await store.packs.find('acme', 'a'))?.ruleCount, 10);
    assert.equal(await store.packs.put('acme', large(80), LIMITS), 'replaced');
    assert.equal(await store.packs.put('acme', large(80), LIMITS), 'replaced');
    assert.equal(await store.packs.put('elsewhere', large(100), LIMITS), 'created');
  },
  'has one of two editions that are put at once': async (open, assert) => {
    await using first = await open('race');
    await using second = await open('race');
    const editions = Array.from({ length: 8 }, (_, index) =>
      storedPack('haval', { json: `{"edition":${index}}`, digest: `${index}` }),
    );
    const outcomes = await Promise.all(
      editions.map((edition, index) => (index % 2 ? first : second).packs.put('acme', edition, LIMITS)),
    );
    assert.deepEqual([...outcomes].sort().slice(0, 2), ['created', 'replaced']);
    const kept = await first.packs.find('acme', 'haval');
    assert.equal(kept?.json, `{"edition":${kept?.digest}}`);
    assert.deepEqual(await second.packs.find('acme', 'haval'), kept);
  },
  'moves elsewhere as it is, and once only': async (open, assert) => {
    await using from = await open('from');
    await using to = await open('to');
    assert.equal(await from.archive.isEmpty(), true);
    for (const tenant of ['b', 'a', 'a-b']) {
      await from.packs.put(tenant, storedPack('haval', { title: tenant }), LIMITS);
    }
    await from.packs.put('a', storedPack('zotye'), LIMITS);
    assert.equal(await from.archive.isEmpty(), false);
    const records = await Array.fromAsync(from.archive.read());
    assert.deepEqual(
      records.map(({ tenant, name }) => `${tenant}/${name}`),
      ['a-b/haval', 'a/haval', 'a/zotye', 'b/haval'],
    );
    await to.archive.adopt(records);
    await to.packs.put('a', storedPack('zotye', { title: 'newer' }), LIMITS);
    await to.archive.adopt(records);
    await to.archive.adopt([]);
    assert.equal((await to.packs.find('a', 'zotye'))?.title, 'newer');
    assert.deepEqual((await Array.fromAsync(to.archive.read())).slice(0, 2), records.slice(0, 2));
  },
  'keeps a pack of three megabytes': async (open, assert) => {
    await using store = await open('large');
    const json = JSON.stringify({ text: '汉'.repeat(999_900) });
    await store.packs.put('acme', storedPack('large', { json }), LIMITS);
    assert.equal((await store.packs.find('acme', 'large'))?.json === json, true);
  },
};
