import { newId } from '@qipei/kernel';
import type { Storefront, StorefrontSettings } from './storefront.ts';
import type { StorefrontRepository } from './storefront-repository.ts';

export interface OpenedStorefronts extends AsyncDisposable {
  storefronts: StorefrontRepository;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
  rejects(promise: Promise<unknown>, error: object): Promise<void>;
}

/** Opens the repository over a storage; the same name is the same storage, a new one is empty. */
type OpenStorefronts = (storage: string) => Promise<OpenedStorefronts>;

export function storefrontSettings(over: Partial<StorefrontSettings> = {}): StorefrontSettings {
  return {
    slug: 'acme',
    hosts: [],
    name: { zh: '示例 "汽配" $where', en: '' },
    tagline: { zh: '', en: 'Parts {$gt: 1}' },
    colors: { primary: '#1456b8', onPrimary: '', header: '#000000', onHeader: '' },
    radius: 6,
    languages: ['zh-CN', 'en'],
    defaultLanguage: 'zh-CN',
    currency: 'CNY',
    brands: ['b1', 'b.2', '$b3'],
    partTypes: [],
    access: 'open',
    contact: { phone: '', email: '', wechat: '', website: '', address: { zh: '', en: '' } },
    ...over,
  };
}

const content = new Uint8Array([0, 1, 2, 255]);

function storefront(
  tenant: string,
  version: number,
  settings: Partial<StorefrontSettings> = {},
  logo?: Storefront['logo'],
): Storefront {
  const updatedAt = new Date(Date.UTC(2027, 0, 1, 0, 0, version, 123));
  return { tenant, settings: storefrontSettings({ slug: tenant, ...settings }), logo, version, updatedAt };
}

function logo(digest: string): Storefront['logo'] {
  return { digest, mediaType: 'image/png', width: 64, height: 32, bytes: 4 };
}

/** What every adapter promises, by name; each case takes an empty storage. */
export const STOREFRONT_REPOSITORY_CONTRACT: Record<
  string,
  (open: OpenStorefronts, assert: Assert) => Promise<void>
> = {
  async 'gives back what was saved, by tenant, slug and host, and nothing else'(open, assert) {
    const storage = newId('storefront');
    const acme = storefront('acme', 1, { hosts: ['parts.acme.example', 'xn--fsq.example'] });
    const bolt = storefront('bolt', 1, { slug: 'bolts' });
    {
      await using store = await open(storage);
      for (const each of [acme, bolt]) assert.equal(await store.storefronts.save({ storefront: each }), true);
    }
    await using store = await open(storage);
    const { storefronts } = store;
    assert.deepEqual(await storefronts.find('acme'), acme);
    assert.deepEqual(await storefronts.findBySlug('bolts'), bolt);
    assert.deepEqual(await storefronts.findByHost('xn--fsq.example'), acme);
    assert.deepEqual(await storefronts.tenants(), ['acme', 'bolt']);
    for (const unknown of ['', 'bolt.example', '$ne', 'ACME', 'parts.acme.example.']) {
      assert.equal(await storefronts.find(unknown), undefined);
      assert.equal(await storefronts.findBySlug(unknown), undefined);
      assert.equal(await storefronts.findByHost(unknown), undefined);
    }
  },

  async 'counts on from the version that is there, and saves nothing otherwise'(open, assert) {
    await using store = await open(newId('storefront'));
    const { storefronts } = store;
    assert.equal(await storefronts.save({ storefront: storefront('acme', 2) }), false);
    assert.equal(await storefronts.find('acme'), undefined);
    const first = storefront('acme', 1, { hosts: ['one.example'] });
    const second = storefront('acme', 2, { slug: 'renamed', hosts: ['two.example'] });
    for (const each of [first, second]) assert.equal(await storefronts.save({ storefront: each }), true);
    for (const version of [1, 2, 4])
      assert.equal(await storefronts.save({ storefront: storefront('acme', version) }), false);
    assert.deepEqual(await storefronts.findBySlug('renamed'), second);
    assert.equal(await storefronts.findBySlug('acme'), undefined);
    assert.equal(await storefronts.findByHost('one.example'), undefined);
    assert.deepEqual(await storefronts.findByHost('two.example'), second);
  },

  async 'gives a slug and a host to one tenant only, until it lets go of them'(open, assert) {
    await using store = await open(newId('storefront'));
    const { storefronts } = store;
    const hosts = ['a.example', 'b.example'];
    await storefronts.save({ storefront: storefront('acme', 1, { hosts }) });
    const slugTaken = storefront('bolt', 1, { slug: 'acme' });
    const hostTaken = storefront('bolt', 1, { hosts: ['c.example', 'b.example'] });
    await assert.rejects(storefronts.save({ storefront: slugTaken }), {
      code: 'slug-taken',
      fields: [{ field: 'slug', code: 'slug-taken', message: "'acme' is taken; choose another one." }],
    });
    await assert.rejects(storefronts.save({ storefront: hostTaken }), { code: 'host-taken' });
    assert.equal(await storefronts.find('bolt'), undefined);
    assert.equal(await storefronts.findByHost('c.example'), undefined);
    await storefronts.save({ storefront: storefront('acme', 2, { slug: 'other', hosts: ['a.example'] }) });
    assert.equal(await storefronts.save({ storefront: hostTaken }), true);
    assert.equal((await storefronts.findByHost('b.example'))?.tenant, 'bolt');
    const back = storefront('acme', 3, { slug: 'bolt' });
    await assert.rejects(storefronts.save({ storefront: back }), { code: 'slug-taken' });
    assert.equal((await storefronts.find('acme'))?.version, 2);
  },

  async 'keeps the bytes of a logo through changes, and drops them with it'(open, assert) {
    await using store = await open(newId('storefront'));
    const { storefronts } = store;
    assert.equal(await storefronts.logo('acme'), undefined);
    await storefronts.save({ storefront: storefront('acme', 1) });
    assert.equal(await storefronts.logo('acme'), undefined);
    const put = storefront('acme', 2, {}, logo('d1'));
    await storefronts.save({ storefront: put, logoContent: content });
    await storefronts.save({ storefront: storefront('acme', 3, { radius: 0 }, logo('d1')) });
    assert.deepEqual(await storefronts.logo('acme'), { logo: logo('d1'), content });
    assert.deepEqual((await storefronts.find('acme'))?.logo, logo('d1'));
    const next = new Uint8Array(512 * 1024).fill(7);
    const replaced = storefront('acme', 4, {}, logo('d2'));
    assert.equal(
      await storefronts.save({ storefront: { ...replaced, version: 3 }, logoContent: next }),
      false,
    );
    assert.deepEqual(await storefronts.logo('acme'), { logo: logo('d1'), content });
    await storefronts.save({ storefront: replaced, logoContent: next });
    assert.deepEqual(await storefronts.logo('acme'), { logo: logo('d2'), content: next });
    await storefronts.save({ storefront: storefront('acme', 5) });
    assert.equal(await storefronts.logo('acme'), undefined);
    assert.equal((await storefronts.find('acme'))?.logo, undefined);
  },

  async 'lets one of many that save at once win, each version and each address'(open, assert) {
    const storage = newId('storefront');
    await using store = await open(storage);
    await using beside = await open(storage);
    const at = (i: number) => (i % 2 === 0 ? store : beside).storefronts;
    const saves = Array.from({ length: 8 }, (_, i) =>
      at(i).save({ storefront: storefront('acme', 1, { radius: i }, logo(`d${i}`)), logoContent: content }),
    );
    assert.equal((await Promise.all(saves)).filter((won) => won).length, 1);
    const winner = await store.storefronts.find('acme');
    assert.equal((await beside.storefronts.logo('acme'))?.logo.digest, `d${winner?.settings.radius}`);
    const claims = Array.from({ length: 8 }, (_, i) =>
      at(i).save({ storefront: storefront(`t${i}`, 1, { hosts: ['wanted.example'] }) }),
    );
    const results = await Promise.allSettled(claims);
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    const index = results.findIndex(({ status }) => status === 'fulfilled');
    assert.equal((await beside.storefronts.findByHost('wanted.example'))?.tenant, `t${index}`);
    assert.deepEqual(await store.storefronts.tenants(), ['acme', `t${index}`]);
  },
};
