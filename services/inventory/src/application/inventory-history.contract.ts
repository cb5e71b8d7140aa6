import { setImmediate } from 'node:timers/promises';
import { importOfferRow } from './import-offer-row.ts';
import { importStockRow } from './import-stock-row.ts';
import { stockEditor } from './inventory-edits.contract.ts';
import {
  type Assert,
  inventoryUser,
  jobId,
  type OpenInventory,
  scopeOf,
} from './inventory-store.contract.ts';
import { type ListEntries, listPriceChanges, listStockEntries } from './list-entries.ts';

type Holds = (open: OpenInventory, assert: Assert) => Promise<void>;
type Opened = Awaited<ReturnType<OpenInventory>>;

const START = Date.UTC(2027, 0, 1);
const scopeAt = (second: number) => scopeOf('acme', new Date(START + second * 1_000));

/** What every adapter promises of what is read back of ledger and prices. */
export const INVENTORY_HISTORY_CONTRACT: Record<string, Holds> = {
  async 'tells who booked what, and what there was then, the newest first'(open, assert) {
    const storage = 'history-stock';
    {
      await using opened = await open(storage);
      await inventoryUser(opened, scopeAt(0)).setStock('p1', 'north', 10);
      await inventoryUser(opened, scopeAt(1)).setStock('p1', 'south', 5);
      const user = inventoryUser(opened, scopeAt(2));
      await user.reserve('ord_1', [{ partId: 'p1', warehouseId: 'north', quantity: 4 }]);
      await inventoryUser(opened, scopeAt(3)).confirm('ord_1');
      await stockEditor(opened.store, scopeAt(4), 'user_li').adjust('p1', 'south', -2, 'k', 'damaged');
      const counted = { onHand: 3, expectedOnHand: 3 };
      await stockEditor(opened.store, scopeAt(5), 'user_li').count('p1', 'south', counted, 'c');
      await inventoryUser(opened, scopeAt(6)).release('ord_1');
      // Of others nothing is told.
      await inventoryUser(opened, scopeAt(7)).setStock('p2', 'north', 1);
      await inventoryUser(opened, scopeOf('bolt')).setStock('p1', 'north', 77);
    }
    await using opened = await open(storage);
    const told = await all(opened, stockOf('p1'));
    assert.deepEqual(
      told.map(({ warehouseId, delta, onHand, reason, actor }) => [
        warehouseId,
        delta,
        onHand,
        reason,
        actor,
      ]),
      [
        ['north', 4, 10, 'cancel', ''],
        ['south', 0, 3, 'counted', 'user_li'],
        ['south', -2, 3, 'damaged', 'user_li'],
        ['north', -4, 6, 'order', ''],
        ['south', 5, 5, 'import', ''],
        ['north', 10, 10, 'import', ''],
      ],
    );
    assert.deepEqual(
      told.slice(0, 4).map(({ reference, at }) => [reference, at.getTime() - START]),
      [
        ['ord_1', 6_000],
        ['edit/c', 5_000],
        ['edit/k', 4_000],
        ['ord_1', 3_000],
      ],
    );
    assert.deepEqual(
      (await all(opened, stockOf('p1', 'south'))).map(({ delta, onHand }) => [delta, onHand]),
      [
        [0, 3],
        [-2, 3],
        [5, 5],
      ],
    );
    assert.deepEqual(await all(opened, stockOf('nothing')), []);
    assert.deepEqual(await all(opened, stockOf('p1', 'nowhere')), []);
  },

  async 'pages over entries of one moment, whatever is booked meanwhile'(open, assert) {
    await using opened = await open('history-pages');
    const editor = stockEditor(opened.store, scopeAt(0));
    await inventoryUser(opened, scopeAt(0)).setStock('p1', 'north', 100);
    for (let i = 0; i < 12; i += 1) await editor.adjust('p1', 'north', -1 - (i % 3), `key ${i}`, 'lost');
    const { store } = opened;
    const first = await listStockEntries(
      'acme',
      { partId: 'p1', warehouseId: '', pageSize: 5, pageToken: '' },
      { store },
    );
    await stockEditor(store, scopeAt(9)).adjust('p1', 'north', 50, 'later', 'found');
    const entries = [...first.entries];
    for (let pageToken = first.nextPageToken; pageToken !== ''; ) {
      const asked = { partId: 'p1', warehouseId: '', pageSize: 5, pageToken };
      const page = await listStockEntries('acme', asked, { store });
      entries.push(...page.entries);
      pageToken = page.nextPageToken;
    }
    assert.equal(entries.length, 13);
    assert.equal(new Set(entries.map(({ entryId }) => entryId)).size, 13);
    // Each one ends where the next newer one began.
    for (const [at, { onHand, delta }] of entries.entries()) {
      const older = entries[at + 1]?.onHand ?? 0;
      assert.equal(onHand - delta, older);
    }
    assert.equal(entries[0]?.onHand, 76);
  },

  async 'tells of every price what it was before, by whom it was set, and from when on'(open, assert) {
    const storage = 'history-prices';
    {
      await using opened = await open(storage);
      await inventoryUser(opened, scopeAt(0)).setPrice('p1', 1, '12.50');
      await inventoryUser(opened, scopeAt(1)).setPrice('p1', 1, '12.5');
      await inventoryUser(opened, scopeAt(2)).setPrice('p1', 10, '11');
      await inventoryUser(opened, scopeAt(3)).setPrice('p1', 1, '12');
      const editor = stockEditor(opened.store, scopeAt(4), 'user_li');
      const seen = await editor.prices('p1');
      const cny = (minQuantity: number, amount: number) => ({
        ...{ minQuantity, price: { amount, currency: 'CNY' } },
      });
      // One taken away, one as it was, one new.
      await editor.setPrices('p1', [cny(1, 1_200), cny(50, 900)], seen.version);
      await inventoryUser(opened, scopeAt(5)).removePrice('p1', 50);
      await inventoryUser(opened, scopeAt(6)).removePrice('p1', 50);
      await inventoryUser(opened, scopeOf('bolt')).setPrice('p1', 1, '1');
    }
    await using opened = await open(storage);
    const told = await all(opened, pricesOf('p1'));
    assert.deepEqual(
      told.map(({ minQuantity, before, price, reason, actor, at }) => [
        (at.getTime() - START) / 1_000,
        minQuantity,
        before?.amount,
        price?.amount,
        reason,
        actor,
      ]),
      [
        [5, 50, 900, undefined, 'import', ''],
        [4, 50, undefined, 900, 'edited', 'user_li'],
        [4, 10, 1_100, undefined, 'edited', 'user_li'],
        [3, 1, 1_250, 1_200, 'import', ''],
        [2, 10, undefined, 1_100, 'import', ''],
        [0, 1, undefined, 1_250, 'import', ''],
      ],
    );
    assert.equal(
      told.every(({ reason, reference }) => reference.startsWith('stock_') === (reason === 'import')),
      true,
    );
    assert.deepEqual(await all(opened, pricesOf('p2')), []);
  },

  async 'tells of rows of one part in one batch in the order of their numbers'(open, assert) {
    await using opened = await open('history-rows');
    const reference = { brand: 'MANN', partNumber: 'W 712/95' };
    const { partId, ...job } = { partId: 'p1', jobId: jobId(), rowsBefore: 0 };
    const stock = [2, 9, 10, 100].map((row) => ({
      row,
      step: importStockRow(
        { ...reference, partId, warehouseId: 'north', quantity: 1_000 - row, warehouseName: undefined },
        job.jobId,
      ),
    }));
    await opened.take(stock, { ...scopeAt(0), ...job });
    assert.deepEqual(
      (await all(opened, stockOf('p1'))).map(({ delta, onHand }) => [delta, onHand]),
      [
        [-90, 900],
        [-1, 990],
        [-7, 991],
        [998, 998],
      ],
    );
    const prices = { ...job, jobId: jobId() };
    const offers = [2, 9, 10, 100].map((row) => ({
      row,
      step: importOfferRow(
        { ...reference, partId, minQuantity: 1, price: `${row}`, currency: 'CNY', action: 'set' },
        prices.jobId,
      ),
    }));
    await opened.take(offers, { ...scopeAt(0), ...prices });
    assert.deepEqual(
      (await all(opened, pricesOf('p1'))).map(({ before, price }) => [before?.amount, price?.amount]),
      [
        [1_000, 10_000],
        [900, 1_000],
        [200, 900],
        [undefined, 200],
      ],
    );
  },

  async 'carries balances from page to page, for the listing that they are of'(open, assert) {
    await using opened = await open('history-balances');
    const { store } = opened;
    for (let i = 0; i < 6; i += 1)
      await inventoryUser(opened, scopeAt(i)).setStock('p1', i % 2 === 0 ? 'north' : 'south', 10 + i);
    await inventoryUser(opened, scopeAt(9)).setStock('p2', 'north', 500);
    const asked: (boolean | undefined)[] = [];
    const watched: Pick<typeof store, 'stockEntries'> = {
      stockEntries(tenant, query) {
        asked.push(query.balances !== undefined);
        return store.stockEntries(tenant, query);
      },
    };
    const page = (partId: string, warehouseId: string, pageToken: string) =>
      listStockEntries('acme', { partId, warehouseId, pageSize: 2, pageToken }, { store: watched });
    const first = await page('p1', '', '');
    const told = async (partId: string, warehouseId: string, token: string) =>
      (await page(partId, warehouseId, token)).entries.map(({ onHand }) => onHand);
    assert.deepEqual(await told('p1', '', first.nextPageToken), [13, 12]);
    // A token of another listing is a place and nothing more.
    assert.deepEqual(await told('p1', 'south', first.nextPageToken), [13, 11]);
    assert.deepEqual(asked, [false, true, false]);
    // As one of an earlier release is.
    const [at, entryId] = JSON.parse(Buffer.from(first.nextPageToken, 'base64url').toString());
    const older = Buffer.from(JSON.stringify([at, entryId])).toString('base64url');
    assert.deepEqual(await told('p1', '', older), [13, 12]);
    assert.deepEqual(asked, [false, true, false, false]);
  },

  async 'tells of a part that is being written to what adds up from nothing'(open, assert) {
    const storage = 'history-meanwhile';
    await using opened = await open(storage);
    await using other = await open(storage);
    await inventoryUser(opened, scopeAt(0)).setStock('p1', 'north', 500);
    const editor = async () => {
      for (let i = 0; i < 8; i += 1)
        await stockEditor(opened.store, scopeAt(1 + i)).adjust(
          'p1',
          'north',
          i % 2 === 0 ? 3 : -1,
          `key ${i}`,
        );
    };
    const buyer = async () => {
      for (let i = 0; i < 8; i += 1) {
        const user = inventoryUser(other, scopeAt(1 + i));
        await user.reserve(`ord_${i}`, [{ partId: 'p1', warehouseId: 'north', quantity: 2 }]);
        await user.confirm(`ord_${i}`);
      }
    };
    let writing = true;
    const written = Promise.all([editor(), buyer()]).finally(() => {
      writing = false;
    });
    let read = 0;
    for (let last = false; !last; await setImmediate()) {
      last = !writing;
      const asked = { partId: 'p1', warehouseId: '', pageSize: 200, pageToken: '' };
      const { entries } = await listStockEntries('acme', asked, { store: opened.store });
      // The oldest one began with nothing.
      assert.equal(entries.at(-1)?.onHand, entries.at(-1)?.delta);
      read = entries.length;
    }
    await written;
    assert.equal(read, 1 + 8 + 8);
  },

  async 'goes on with more warehouses than a token has room for'(open, assert) {
    await using opened = await open('history-warehouses');
    for (let i = 0; i < 40; i += 1) {
      const warehouseId = `${i}`.padStart(60, 'w');
      await inventoryUser(opened, scopeAt(i)).setStock('p1', warehouseId, 100 + i);
    }
    const told = await all(opened, stockOf('p1'));
    assert.deepEqual(
      told.map(({ onHand }) => onHand),
      Array.from({ length: 40 }, (_, i) => 139 - i),
    );
  },

  async 'refuses a place that it never told'(open, assert) {
    await using opened = await open('history-tokens');
    const { store } = opened;
    await inventoryUser(opened, scopeAt(0)).setStock('p1', 'north', 10);
    const given = ['x', 'bnVsbA', '[]', 'WyJhIiwiYiJd', `${'A'.repeat(5_000)}`, 'WzFlOTk5LCJhIl0'];
    for (const pageToken of given) {
      const asked = { partId: 'p1', pageSize: 0, pageToken };
      const refusal = { kind: 'invalid', code: 'page-token-invalid' };
      await assert.rejects(listStockEntries('acme', { ...asked, warehouseId: '' }, { store }), refusal);
      await assert.rejects(listPriceChanges('acme', asked, { store }), refusal);
    }
    const forged = [[['north']], [['north', 1.5]], [['north', '1']], [[1, 1]], 'north', { north: 1 }, null];
    for (const balances of forged) {
      const list = [START + 1, 'x', 'p1', '', balances];
      const pageToken = Buffer.from(JSON.stringify(list)).toString('base64url');
      const asked = { partId: 'p1', warehouseId: '', pageSize: 0, pageToken };
      const refusal = { kind: 'invalid', code: 'page-token-invalid' };
      await assert.rejects(listStockEntries('acme', asked, { store }), refusal);
    }
    // As of another engine, or of another part: never an error, and nothing of anybody else's.
    const foreign = Buffer.from(JSON.stringify([START + 1, "x' OR 1=1 --"])).toString('base64url');
    const asked = { partId: 'p1', warehouseId: '', pageSize: 0, pageToken: foreign };
    assert.equal((await listStockEntries('acme', asked, { store })).entries.length, 1);
  },
};

function stockOf(partId: string, warehouseId = '') {
  return (page: Omit<ListEntries, 'partId'>, opened: Opened) =>
    listStockEntries('acme', { partId, warehouseId, ...page }, opened);
}

function pricesOf(partId: string) {
  return (page: Omit<ListEntries, 'partId'>, opened: Opened) =>
    listPriceChanges('acme', { partId, ...page }, opened);
}

/** In pages of two. */
async function all<T>(
  opened: Opened,
  list: (
    page: Omit<ListEntries, 'partId'>,
    opened: Opened,
  ) => Promise<{ entries: T[]; nextPageToken: string }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let pageToken = ''; ; ) {
    const page = await list({ pageSize: 2, pageToken }, opened);
    found.push(...page.entries);
    if (page.nextPageToken === '') return found;
    pageToken = page.nextPageToken;
  }
}
