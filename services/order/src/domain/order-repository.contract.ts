import { newId } from '@qipei/kernel';
import {
  beginCancelling,
  confirmOrder,
  finishCancelling,
  type Order,
  placeOrder,
  rejectOrder,
} from './order.ts';
import type { KeyScope, OrderQuery, OrderRepository } from './order-repository.ts';

export interface OpenedOrders extends AsyncDisposable {
  orders: OrderRepository;
  /** The events that wait to be relayed: the oldest first within an order. */
  events(): Promise<{ key: string; type: string; tenant: string }[]>;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
export interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
}

/** Opens the repository over a storage; the same name is the same storage, a new one is empty. */
export type OpenOrders = (storage: string) => Promise<OpenedOrders>;

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const now = new Date('2027-01-01T00:00:00.123Z');
const after = (ms: number) => new Date(now.getTime() + ms);
const part = { partId: 'part_1', brand: 'MANN', partNumber: 'W 712', nameZh: '滤清器', nameEn: '' };

let minted = 0;
function order(tenant = 'acme', customerId = '', at = now): Order {
  // One after the other: the order of the ids is the order of the list.
  minted += 1;
  const facts = {
    orderId: newId('ord', now.getTime() + minted),
    tenant,
    customerId,
    customerReference: '№ $1',
  };
  return placeOrder({ ...facts, now: at }, [
    { ...part, quantity: 2, warehouseId: '' },
    { ...part, partId: 'part_2', quantity: 3_000_000_000, warehouseId: 'shanghai' },
  ]);
}

const keyOf = ({ tenant, customerId }: Order, key: string): KeyScope => ({ tenant, customerId, key });
const everything: OrderQuery = {
  tenant: 'acme',
  customerId: undefined,
  state: undefined,
  before: undefined,
  limit: 99,
};
const reserved = {
  allocations: [
    { line: 1, partId: 'part_1', warehouseId: 'a', quantity: 1 },
    { line: 1, partId: 'part_1', warehouseId: 'b', quantity: 1 },
  ],
  prices: [
    { line: 1, unitPrice: { amount: 5_000_000_000_001, currency: 'CNY' } },
    { line: 2, unitPrice: undefined },
  ],
};
const confirm = (placed: Order, at = 1) => confirmOrder(placed, reserved, after(at));
const names = (events: { type: string }[]) => events.map(({ type }) => type.replace('qipei.order.v1.', ''));

/** What every adapter promises, by name; each case takes an empty storage. */
export const ORDER_REPOSITORY_CONTRACT: Record<string, (open: OpenOrders, assert: Assert) => Promise<void>> =
  {
    async 'gives a key to one of many that come at once, and the others what it stands for'(open, assert) {
      const storage = newId('ord');
      await using store = await open(storage);
      await using beside = await open(storage);
      const candidates = Array.from({ length: 20 }, () => order());
      const answers = await Promise.all(
        candidates.map((each, i) =>
          (i % 2 === 0 ? store : beside).orders.add(each, keyOf(each, 'k'), `digest-${i}`, trace),
        ),
      );
      const at = answers.indexOf(undefined);
      const winner = candidates[at];
      assert.equal(answers.filter((each) => each === undefined).length, 1);
      for (const each of answers.filter((answer) => answer !== undefined))
        assert.deepEqual({ ...each }, { orderId: winner?.orderId, digest: `digest-${at}` });
      assert.deepEqual(await store.orders.list(everything), [winner]);
      assert.deepEqual(names(await store.events()), ['OrderPlaced']);
    },

    async 'keeps keys of customers and tenants apart, whatever they are made of'(open, assert) {
      await using store = await open(newId('ord'));
      const keys = ['k', 'K', 'k ', '$gt', 'a.b', '键', 'k'.repeat(255)];
      for (const key of keys) {
        for (const each of [order('acme'), order('acme', 'garage-1'), order('bolt')]) {
          assert.equal(await store.orders.findKey(keyOf(each, key)), undefined);
          assert.equal(await store.orders.add(each, keyOf(each, key), `${key}!`, trace), undefined);
          assert.deepEqual(
            { ...(await store.orders.findKey(keyOf(each, key))) },
            { orderId: each.orderId, digest: `${key}!` },
          );
        }
      }
    },

    async 'gives back in every state what was saved, also after reopening'(open, assert) {
      const storage = newId('ord');
      const [placed, refused, short] = [order(), order('acme', 'garage-1'), order('bolt')];
      const shortage = { line: 1, partId: 'part_1', warehouseId: '', requested: 2, available: 0 };
      const steps = [
        placed,
        refused,
        short,
        confirm(placed),
        rejectOrder(refused, { refusal: { code: 'amount-too-large', message: '太大' } }, after(1)),
        rejectOrder(short, { shortages: [shortage] }, after(1)),
      ];
      {
        await using store = await open(storage);
        for (const each of steps) {
          if (each.version === 1) await store.orders.add(each, keyOf(each, each.orderId), 'd', trace);
          else assert.equal(await store.orders.save(each, trace), true);
          assert.deepEqual(await store.orders.find(each.tenant, each.orderId), each);
        }
      }
      await using again = await open(storage);
      for (const each of steps.slice(3)) {
        assert.deepEqual(await again.orders.find(each.tenant, each.orderId), each);
        assert.equal(await again.orders.find('nobody', each.orderId), undefined);
        assert.deepEqual(
          { ...(await again.orders.findKey(keyOf(each, each.orderId))) },
          { orderId: each.orderId, digest: 'd' },
        );
      }
      assert.equal(await again.orders.find('bolt', placed.orderId), undefined);
      assert.equal(await again.orders.find('acme', ''), undefined);
    },

    async 'tells of each state once, in order, together with the write'(open, assert) {
      const storage = newId('ord');
      await using store = await open(storage);
      const placed = order();
      const confirmed = confirm(placed);
      const cancelling = beginCancelling(confirmed, after(2));
      const cancelled = finishCancelling(cancelling, after(3));
      await store.orders.add(placed, keyOf(placed, 'k'), 'd', trace);
      await store.orders.add(order(), keyOf(placed, 'k'), 'd', trace);
      for (const each of [confirmed, confirmed, cancelling, cancelled, cancelled])
        await store.orders.save(each, trace);
      await using again = await open(storage);
      const events = await again.events();
      assert.deepEqual(names(events), ['OrderPlaced', 'OrderConfirmed', 'OrderCancelled']);
      for (const { key, tenant } of events) assert.deepEqual([key, tenant], [placed.orderId, 'acme']);
    },

    async 'saves no version twice, none out of turn, and none of another tenant’s'(open, assert) {
      const storage = newId('ord');
      await using store = await open(storage);
      await using beside = await open(storage);
      const placed = order();
      await store.orders.add(placed, keyOf(placed, 'k'), 'd', trace);
      const rivals = Array.from({ length: 10 }, (_, i) => confirm(placed, i));
      const taken = await Promise.all(
        rivals.map((each, i) => (i % 2 === 0 ? store : beside).orders.save(each, trace)),
      );
      assert.equal(taken.filter(Boolean).length, 1);
      const winner = rivals[taken.indexOf(true)];
      assert.deepEqual(await beside.orders.find('acme', placed.orderId), winner);
      const cancelling = beginCancelling(confirm(placed), after(20));
      assert.equal(await store.orders.save({ ...cancelling, version: 5 }, trace), false);
      assert.equal(await store.orders.save({ ...cancelling, tenant: 'bolt' }, trace), false);
      assert.equal(await store.orders.save(order(), trace), false);
      assert.deepEqual(await store.orders.find('acme', placed.orderId), winner);
      assert.deepEqual(names(await store.events()), ['OrderPlaced', 'OrderConfirmed']);
    },

    async 'lists newest first by tenant, customer and state, page by page'(open, assert) {
      await using store = await open(newId('ord'));
      const { orders } = store;
      const made: Order[] = [];
      for (let i = 0; i < 30; i += 1) {
        const each = order(i % 10 === 9 ? 'bolt' : 'acme', i % 2 === 0 ? 'garage-1' : '');
        await orders.add(each, keyOf(each, `k${i}`), 'd', trace);
        const confirmed = i % 3 === 0 ? confirm(each) : undefined;
        if (confirmed !== undefined) await orders.save(confirmed, trace);
        made.unshift(confirmed ?? each);
      }
      for (const customerId of [undefined, '', 'garage-1', 'nobody'] as const) {
        for (const state of [undefined, 'placed', 'confirmed', 'cancelled'] as const) {
          const seen: Order[] = [];
          for (let before: string | undefined; ; before = seen.at(-1)?.orderId) {
            const page = await orders.list({ tenant: 'acme', customerId, state, before, limit: 4 });
            seen.push(...page);
            if (page.length < 4) break;
          }
          const expected = made.filter(
            (each) =>
              each.tenant === 'acme' &&
              (customerId === undefined || each.customerId === customerId) &&
              (state === undefined || each.state === state),
          );
          assert.deepEqual(seen, expected);
        }
      }
    },

    async 'finds what isn’t settled, oldest write first'(open, assert) {
      await using store = await open(newId('ord'));
      const { orders } = store;
      const [late, early, settled, begun] = [
        order('acme', '', after(5)),
        order('bolt', '', after(1)),
        order(),
        order(),
      ];
      for (const each of [late, early, settled, begun])
        await orders.add(each, keyOf(each, each.orderId), 'd', trace);
      await orders.save(confirm(settled), trace);
      await orders.save(confirm(begun), trace);
      await orders.save(beginCancelling(confirm(begun), after(3)), trace);
      const ids = [early, begun, late].map(({ tenant, orderId }) => ({ tenant, orderId }));
      const found = async (at: number, limit: number) =>
        (await orders.unsettled(after(at), limit)).map((each) => ({ ...each }));
      assert.deepEqual(await found(6, 10), ids);
      assert.deepEqual(await found(5, 10), ids.slice(0, 2));
      assert.deepEqual(await found(6, 1), ids.slice(0, 1));
      assert.deepEqual(await found(1, 10), []);
    },
  };
