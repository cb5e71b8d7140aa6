import type { InventoryStore, Scope } from '../domain/inventory-store.ts';
import { type PriceBreak, pricesVersion } from '../domain/offer.ts';
import { changeStock, type StockChange } from './change-stock.ts';
import { type Assert, inventoryUser, type OpenInventory, scopeOf } from './inventory-store.contract.ts';
import { listStock } from './list-stock.ts';
import { setPrices } from './set-prices.ts';

/** What somebody does by hand. */
export function stockEditor(store: InventoryStore, scope: Scope, actor = 'key_1') {
  const change = (partId: string, warehouseId: string, wanted: StockChange, key: string) =>
    changeStock({ partId, warehouseId, key, change: wanted, actor }, scope, { store });
  return {
    adjust: (partId: string, warehouseId: string, delta: number, key: string, reason = 'correction') =>
      change(partId, warehouseId, { delta, reason }, key),
    count: (
      partId: string,
      warehouseId: string,
      counted: { onHand: number; expectedOnHand: number },
      key: string,
    ) => change(partId, warehouseId, counted, key),
    async prices(partId: string): Promise<{ prices: readonly PriceBreak[]; version: string }> {
      const [part] = await store.stock(scope.tenant, [partId]);
      const prices = part?.prices ?? [];
      return { prices, version: pricesVersion(prices) };
    },
    setPrices: (partId: string, prices: readonly PriceBreak[], expectedVersion: string) =>
      setPrices({ partId, prices, expectedVersion, actor }, scope, { store }),
  };
}

const cny = (minQuantity: number, amount: number): PriceBreak => ({
  minQuantity,
  price: { amount, currency: 'CNY' },
});

type Holds = (open: OpenInventory, assert: Assert) => Promise<void>;

/** What every adapter promises of edits by hand. */
export const INVENTORY_EDITS_CONTRACT: Record<string, Holds> = {
  async 'books an edit once under its key, however often and by how many it is sent'(open, assert) {
    const storage = 'edit-once';
    {
      await using one = await open(storage);
      await using other = await open(storage);
      const user = inventoryUser(one, scopeOf('acme'));
      await user.setStock('p1', 'north', 10);
      const editors = [one, other].map(({ store }) => stockEditor(store, scopeOf('acme')));
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, i) => editors[i % 2]?.adjust('p1', 'north', -3, 'key 1', 'damaged')),
      );
      assert.equal(answers.filter((each) => each?.replayed === false).length, 1);
      assert.deepEqual(await user.stock('p1'), [['north', 7, 0]]);
      await editors[0]?.adjust('p1', 'north', -3, 'key/2', 'damaged');
      assert.deepEqual(await user.stock('p1'), [['north', 4, 0]]);
    }
    // Also when all were gone in between.
    await using opened = await open(storage);
    const editor = stockEditor(opened.store, scopeOf('acme'));
    const again = await editor.adjust('p1', 'north', -3, 'key 1', 'damaged');
    assert.deepEqual(
      [again.replayed, again.part.levels],
      [true, [{ warehouseId: 'north', onHand: 4, reserved: 0 }]],
    );
    for (const other of [
      () => editor.adjust('p1', 'north', -4, 'key 1', 'damaged'),
      () => editor.adjust('p1', 'north', -3, 'key 1', 'lost'),
      () => editor.count('p1', 'north', { onHand: 1, expectedOnHand: 4 }, 'key 1'),
    ])
      await assert.rejects(other(), { kind: 'conflict', code: 'idempotency-key-used' });
    // In the order of their instants, which these have in common.
    const lines = (await opened.ledger()).filter(({ reason }) => reason !== 'import');
    assert.deepEqual(lines.map(({ delta, reason, reference }) => [delta, reason, reference]).sort(), [
      [-3, 'damaged', 'edit/key 1'],
      [-3, 'damaged', 'edit/key/2'],
    ]);
    assert.deepEqual(
      (await opened.events()).map(({ offer }) => [offer.version, offer.totalAvailable]),
      [
        [1, 10],
        [2, 7],
        [3, 4],
      ],
    );
  },

  async 'takes a count from who has seen what was there, and from nobody else'(open, assert) {
    await using opened = await open('edit-count');
    const user = inventoryUser(opened, scopeOf('acme'));
    const editor = stockEditor(opened.store, scopeOf('acme'));
    await user.setStock('p1', 'north', 10);
    const told = await editor
      .count('p1', 'north', { onHand: 12, expectedOnHand: 10 }, 'a')
      .then((done) => done.part);
    assert.deepEqual(told.levels, [{ warehouseId: 'north', onHand: 12, reserved: 0 }]);
    await assert.rejects(editor.count('p1', 'north', { onHand: 15, expectedOnHand: 10 }, 'b'), {
      code: 'stock-changed',
      details: { current: { warehouseId: 'north', onHand: 12, reserved: 0, available: 12 } },
    });
    // What is so already is nobody's change; and the same key once more is no second count.
    assert.equal(
      (await editor.count('p1', 'north', { onHand: 12, expectedOnHand: 10 }, 'c')).replayed,
      false,
    );
    await editor.adjust('p1', 'north', -2, 'd');
    assert.equal((await editor.count('p1', 'north', { onHand: 12, expectedOnHand: 10 }, 'a')).replayed, true);
    assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
    // A part that nobody has heard of, in a warehouse that somebody has.
    await editor.count('p2', 'north', { onHand: 3, expectedOnHand: 0 }, 'a');
    assert.deepEqual(await user.stock('p2'), [['north', 3, 0]]);
    await assert.rejects(editor.adjust('p2', 'nroth', 3, 'e'), { code: 'warehouse-not-found' });
    await assert.rejects(editor.adjust('p2', '$where', 3, 'e'), { code: 'warehouse-not-found' });
  },

  async 'does a count once under its key, also one that found what was known'(open, assert) {
    const storage = 'edit-count-once';
    {
      await using opened = await open(storage);
      const user = inventoryUser(opened, scopeOf('acme'));
      const editor = stockEditor(opened.store, scopeOf('acme'), 'user_wang');
      await user.setStock('p1', 'north', 12);
      const [counted, key] = [{ onHand: 12, expectedOnHand: 10 }, 'B'];
      assert.equal((await editor.count('p1', 'north', counted, key)).replayed, false);
      await editor.adjust('p1', 'north', -2, 'sold', 'lost');
      // Its answer was lost: two have gone since, and stay gone.
      assert.equal((await editor.count('p1', 'north', counted, key)).replayed, true);
      assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
      await editor.count('p1', 'north', { onHand: 11, expectedOnHand: 10 }, 'K');
    }
    await using opened = await open(storage);
    const user = inventoryUser(opened, scopeOf('acme'));
    const editor = stockEditor(opened.store, scopeOf('acme'));
    // Of the same difference, and yet another count; one of a level that nothing was of; one that would be so by now.
    for (const other of [
      () => editor.count('p1', 'north', { onHand: 21, expectedOnHand: 20 }, 'K'),
      () => editor.count('p1', 'north', { onHand: 11, expectedOnHand: 11 }, 'K'),
      () => editor.count('p1', 'north', { onHand: 12, expectedOnHand: 12 }, 'B'),
      () => editor.adjust('p1', 'north', 1, 'K', 'found'),
    ])
      await assert.rejects(other(), { kind: 'conflict', code: 'idempotency-key-used' });
    assert.deepEqual(await user.stock('p1'), [['north', 11, 0]]);
    const lines = (await opened.ledger()).filter(({ reason }) => reason !== 'import');
    assert.deepEqual(lines.map(({ delta, reference, actor }) => `${reference} ${delta} ${actor}`).sort(), [
      'edit/B 0 user_wang',
      'edit/K 1 user_wang',
      'edit/sold -2 user_wang',
    ]);
    assert.deepEqual(
      (await opened.events()).map(({ offer }) => offer.totalAvailable),
      [12, 10, 11],
    );
  },

  async 'leaves what orders hold, and sells nothing twice whoever adjusts meanwhile'(open, assert) {
    await using one = await open('edit-oversell');
    await using other = await open('edit-oversell');
    const users = [one, other].map((opened) => inventoryUser(opened, scopeOf('acme')));
    const editors = [one, other].map(({ store }) => stockEditor(store, scopeOf('acme')));
    await users[0]?.setStock('p1', 'north', 20);
    const taken = await Promise.allSettled([
      ...Array.from({ length: 12 }, (_, i) =>
        users[i % 2]?.reserve(`ord_${i}`, [{ partId: 'p1', quantity: 2 }]),
      ),
      ...Array.from({ length: 12 }, (_, i) => editors[i % 2]?.adjust('p1', 'north', -1, `key ${i}`, 'lost')),
    ]);
    for (const each of taken)
      if (each.status === 'rejected') assert.equal(each.reason.code, 'stock-reserved');
    const [[, onHand, reserved] = []] = (await users[0]?.stock('p1')) ?? [];
    const adjusted = taken.slice(12).filter(({ status }) => status === 'fulfilled').length;
    const held = taken
      .slice(0, 12)
      .filter(
        (each) => each.status === 'fulfilled' && each.value !== undefined && 'reservation' in each.value,
      );
    assert.deepEqual([onHand, reserved], [20 - adjusted, 2 * held.length]);
    assert.equal(Number(onHand) >= Number(reserved), true);
    await assert.rejects(
      editors[0]?.count('p1', 'north', { onHand: 0, expectedOnHand: Number(onHand) }, 'none') ??
        Promise.resolve(),
      { code: 'stock-reserved' },
    );
  },

  async 'lets one of two who have seen the same prices change them'(open, assert) {
    await using one = await open('edit-prices');
    await using other = await open('edit-prices');
    const user = inventoryUser(one, scopeOf('acme'));
    const [first, second] = [one, other].map(({ store }) => stockEditor(store, scopeOf('acme')));
    if (first === undefined || second === undefined) throw new Error('there are two');
    await user.setPrice('p1', 1, '10');
    await user.setPrice('p1', 5, '9');
    const { version } = await first.prices('p1');
    const both = await Promise.allSettled([
      first.setPrices('p1', [cny(1, 1_100), cny(10, 850)], version),
      second.setPrices('p1', [cny(1, 1_200)], version),
    ]);
    const [won, lost] = both.toSorted(
      (a, b) => Number(a.status === 'rejected') - Number(b.status === 'rejected'),
    );
    assert.equal(won?.status, 'fulfilled');
    assert.equal(lost?.status === 'rejected' && lost.reason.code, 'prices-changed');
    const after = await second.prices('p1');
    if (lost?.status === 'rejected')
      assert.deepEqual(lost.reason.details, {
        current: { prices: after.prices, pricesVersion: after.version },
      });
    // Whoever asks for what is so already has it; whatever they had seen.
    await second.setPrices('p1', after.prices, version);
    await second.setPrices('p1', [], after.version);
    assert.deepEqual((await first.prices('p1')).prices, []);
    // Of a part that nobody has heard of.
    const none = await first.prices('p9');
    await first.setPrices('p9', [cny(2, 100)], none.version);
    assert.deepEqual((await second.prices('p9')).prices, [cny(2, 100)]);
    const last = (await one.events()).filter(({ key }) => key === 'acme/p1').at(-1);
    assert.equal(last?.offer.bestPrice, undefined);
  },

  async 'pages through what there is, in the order of the ids, each tenant its own'(open, assert) {
    await using opened = await open('edit-pages');
    const { store } = opened;
    for (const tenant of ['a', 'a/b', 'a0']) {
      const user = inventoryUser(opened, scopeOf(tenant));
      for (let i = 0; i < 7; i += 1) {
        await user.setStock(`p${i}`, i % 2 === 0 ? 'north' : 'south', i === 4 ? 0 : i);
      }
    }
    await inventoryUser(opened, scopeOf('a')).setPrice('q', 1, '3');
    const ids = async (tenant: string, filter: Partial<Parameters<typeof listStock>[1]> = {}) => {
      const found: string[][] = [];
      let pageToken = '';
      do {
        const asked = { pageSize: 3, warehouseId: '', availableBelow: 0, ...filter, pageToken };
        const page = await listStock(tenant, asked, { store });
        found.push(page.parts.map(({ partId }) => partId));
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      return found;
    };
    assert.deepEqual(await ids('a'), [
      ['p0', 'p1', 'p2'],
      ['p3', 'p4', 'p5'],
      ['p6', 'q'],
    ]);
    assert.deepEqual(await ids('a/b'), [['p0', 'p1', 'p2'], ['p3', 'p4', 'p5'], ['p6']]);
    assert.deepEqual(await ids('a', { warehouseId: 'north' }), [['p0', 'p2', 'p4'], ['p6']]);
    assert.deepEqual(await ids('a', { availableBelow: 1 }), [['p0', 'p4', 'q']]);
    assert.deepEqual(await ids('a', { availableBelow: 3, warehouseId: 'north' }), [['p0', 'p2', 'p4']]);
    assert.deepEqual(await ids('nobody'), [[]]);
  },
};
