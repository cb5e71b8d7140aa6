import type { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import type { InventoryStore, Scope } from '../domain/inventory-store.ts';
import { confirmReservation } from './confirm-reservation.ts';
import { expireReservations } from './expire-reservations.ts';
import { importOfferRow, type OfferRow } from './import-offer-row.ts';
import { importStockRow } from './import-stock-row.ts';
import { releaseReservation } from './release-reservation.ts';
import { reserve } from './reserve.ts';
import type { NumberedRow, RowContext, RowOutcome } from './row-step.ts';

export interface LedgerLine {
  tenant: string;
  partId: string;
  warehouseId: string;
  delta: number;
  reason: string;
  reference: string;
  /** Empty where nobody edited by hand. */
  actor: string;
}

export interface OpenedInventory extends AsyncDisposable {
  store: InventoryStore;
  /** Takes rows of an import in; durable when it resolves. */
  take(rows: readonly NumberedRow[], context: RowContext): Promise<RowOutcome[]>;
  /** The events that wait to be relayed: oldest first within a key. */
  events(): Promise<{ key: string; offer: OfferChanged }[]>;
  ledger(): Promise<LedgerLine[]>;
}

/** Opens the stock over a storage; the same name is the same storage, a new one is empty. */
export type OpenInventory = (storage: string) => Promise<OpenedInventory>;

/** What is asked of `node:assert/strict`. */
export interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
  rejects(promise: Promise<unknown>, expected: object): Promise<void>;
}

const HOLD_MS = 900_000;
const START = new Date('2027-01-01T00:00:00.123Z');
const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** An import of one row; each is a job of its own, later than all before. */
let jobs = 0;
export function jobId(): string {
  jobs += 1;
  return `stock_${String(jobs).padStart(26, '0')}`;
}

export function scopeOf(tenant: string, now = START): Scope {
  return { tenant, now, traceparent: TRACE };
}

/** How tests bring stock and prices about, and callers' use of it. */
export function inventoryUser(opened: Pick<OpenedInventory, 'store' | 'take'>, scope: Scope) {
  const { store } = opened;
  const reference = { brand: 'MANN', partNumber: 'W 712/95' };
  async function takeOne(step: NumberedRow['step'], id = jobId()): Promise<RowOutcome | undefined> {
    const [outcome] = await opened.take([{ row: 1, step }], { ...scope, jobId: id, rowsBefore: 0 });
    return outcome;
  }
  function offerRow(row: Omit<OfferRow, 'brand' | 'partNumber'>) {
    const id = jobId();
    return takeOne(importOfferRow({ ...reference, ...row }, id), id);
  }
  return {
    setStock(partId: string, warehouseId: string, quantity: number, warehouseName?: string) {
      const id = jobId();
      return takeOne(importStockRow({ ...reference, partId, warehouseId, quantity, warehouseName }, id), id);
    },
    setPrice: (partId: string, minQuantity: number, price: string) =>
      offerRow({ partId, minQuantity, price, currency: 'CNY', action: 'set' }),
    removePrice: (partId: string, minQuantity: number) =>
      offerRow({ partId, minQuantity, action: 'delete', price: undefined, currency: undefined }),
    reserve: (
      reservationId: string,
      lines: readonly { partId: string; quantity: number; warehouseId?: string }[],
      now = scope.now,
    ) =>
      reserve(
        {
          reservationId,
          lines: lines.map((line, i) => ({ warehouseId: '', ...line, line: i + 1 })),
        },
        { ...scope, now },
        { store, holdMs: HOLD_MS },
      ),
    confirm: (reservationId: string) => confirmReservation(reservationId, scope, { store }),
    release: (reservationId: string) => releaseReservation(reservationId, scope, { store }),
    async stock(partId: string) {
      const [part] = await store.stock(scope.tenant, [partId]);
      return (part?.levels ?? []).map(({ warehouseId, onHand, reserved }) => [warehouseId, onHand, reserved]);
    },
  };
}

type Holds = (open: OpenInventory, assert: Assert) => Promise<void>;

/** What every adapter promises. */
export const INVENTORY_STORE_CONTRACT: Record<string, Holds> = {
  async 'holds, takes out and gives back, in levels, ledger and events'(open, assert) {
    const storage = 'cycle';
    {
      await using opened = await open(storage);
      const user = inventoryUser(opened, scopeOf('acme'));
      assert.equal(await user.setStock('p1', 'north', 10), 'created');
      assert.equal(await user.setPrice('p1', 1, '12.50'), 'created');
      const held = await user.reserve('ord_1', [{ partId: 'p1', quantity: 4 }]);
      const expected = {
        reservationId: 'ord_1',
        state: 'held',
        allocations: [{ line: 1, partId: 'p1', warehouseId: 'north', quantity: 4 }],
        prices: [{ line: 1, unitPrice: { amount: 1250, currency: 'CNY' } }],
        expiresAt: new Date(START.getTime() + HOLD_MS),
      };
      assert.deepEqual(held, { reservation: expected });
      assert.deepEqual(await opened.store.reservation('acme', 'ord_1'), expected);
      assert.deepEqual(await user.stock('p1'), [['north', 10, 4]]);
    }
    await using opened = await open(storage);
    const user = inventoryUser(opened, scopeOf('acme'));
    const later = (ms: number) => inventoryUser(opened, scopeOf('acme', new Date(START.getTime() + ms)));
    assert.equal((await later(1).confirm('ord_1')).state, 'confirmed');
    assert.deepEqual(await user.stock('p1'), [['north', 6, 0]]);
    assert.equal((await later(2).release('ord_1'))?.state, 'released');
    assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
    const lines = (await opened.ledger()).map(({ delta, reason, reference }) => [delta, reason, reference]);
    assert.deepEqual(
      lines.map(([delta, reason]) => [delta, reason]),
      [
        [10, 'import'],
        [-4, 'order'],
        [4, 'cancel'],
      ],
    );
    assert.equal(lines[1]?.[2], 'ord_1');
    const told = (await opened.events()).map(({ key, offer }) => [key, offer.version, offer.totalAvailable]);
    assert.deepEqual(told, [
      ['acme/p1', 1, 10],
      ['acme/p1', 2, 10],
      ['acme/p1', 3, 6],
      ['acme/p1', 4, 10],
    ]);
  },

  async 'takes no step by halves: what it throws undoes it'(open, assert) {
    await using opened = await open('undone');
    const user = inventoryUser(opened, scopeOf('acme'));
    await user.setStock('p1', 'north', 10);
    await user.setStock('p2', 'north', 10);
    const before = (await opened.events()).length;
    const about = { reservationId: 'r', partIds: ['p1', 'p2'] };
    const failing = opened.store.transact(scopeOf('acme'), about, (unit) => {
      for (const partId of about.partIds)
        unit.move({ partId, warehouseId: 'north', onHand: -1, reserved: 1, reason: 'order', reference: 'r' });
      unit.putReservation({
        ...{ reservationId: 'r', state: 'held', expiresAt: START, prices: [] },
        allocations: [{ line: 1, partId: 'p1', warehouseId: 'north', quantity: 1 }],
      });
      assert.equal(unit.level('p2', 'north')?.reserved, 1);
      assert.equal(unit.reservation()?.state, 'held');
      throw new RangeError('no');
    });
    await assert.rejects(failing, { name: 'RangeError', message: 'no' });
    assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
    assert.equal(await opened.store.reservation('acme', 'r'), undefined);
    assert.equal((await opened.events()).length, before);
    assert.equal((await opened.ledger()).length, 2);
    // Nothing is left in the way of the next.
    assert.equal('reservation' in (await user.reserve('r', [{ partId: 'p1', quantity: 10 }])), true);
  },

  async 'refuses to touch a part that the step is not about'(open, assert) {
    await using opened = await open('undeclared');
    const user = inventoryUser(opened, scopeOf('acme'));
    await user.setStock('p1', 'north', 10);
    const about = { reservationId: 'r', partIds: ['p2'] };
    const move = { warehouseId: 'north', onHand: 0, reserved: 1, reason: 'order', reference: 'r' } as const;
    for (const step of [
      (unit: Parameters<Parameters<InventoryStore['transact']>[2]>[0]) => void unit.levels('p1'),
      (unit: Parameters<Parameters<InventoryStore['transact']>[2]>[0]) =>
        unit.move({ ...move, partId: 'p1' }),
    ])
      await assert.rejects(opened.store.transact(scopeOf('acme'), about, step), { name: 'TypeError' });
    assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
  },

  async 'one key by many at once is one reservation'(open, assert) {
    await using one = await open('one-key');
    await using other = await open('one-key');
    const users = [one, other].map((opened) => inventoryUser(opened, scopeOf('acme')));
    await users[0]?.setStock('p1', 'north', 5);
    await users[0]?.setStock('p2', 'north', 5);
    const lines = ['p1', 'p2'].map((partId) => ({ partId, quantity: 5 }));
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) => users[i % 2]?.reserve('ord_1', lines)),
    );
    for (const answer of answers) assert.deepEqual(answer, answers[0]);
    assert.equal(answers[0] !== undefined && 'reservation' in answers[0], true);
    assert.deepEqual(await users[1]?.stock('p2'), [['north', 5, 5]]);
    await Promise.all(Array.from({ length: 6 }, (_, i) => users[i % 2]?.confirm('ord_1')));
    assert.deepEqual(await users[0]?.stock('p1'), [['north', 0, 0]]);
    assert.equal((await one.ledger()).length, 4);
    await Promise.all(Array.from({ length: 6 }, (_, i) => users[i % 2]?.release('ord_1')));
    assert.deepEqual(await users[0]?.stock('p1'), [['north', 5, 0]]);
  },

  async 'sells nothing twice, also to lines that share one part, and keeps no caller waiting for another in a circle'(
    open,
    assert,
  ) {
    await using one = await open('oversell');
    await using other = await open('oversell');
    const users = [one, other].map((opened) => inventoryUser(opened, scopeOf('acme')));
    for (const partId of ['p1', 'p2', 'p3']) await users[0]?.setStock(partId, 'north', 30);
    const orders = [
      ['p1', 'p2', 'p1'],
      ['p2', 'p3', 'p1'],
      ['p3', 'p1', 'p2'],
    ];
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) =>
        users[i % 2]?.reserve(
          `ord_${i}`,
          (orders[i % 3] ?? []).map((partId) => ({ partId, quantity: 2 })),
        ),
      ),
    );
    const held = answers.flatMap((each) =>
      each !== undefined && 'reservation' in each ? [each.reservation] : [],
    );
    for (const partId of ['p1', 'p2', 'p3']) {
      const quantity = held
        .flatMap(({ allocations }) => allocations)
        .reduce((sum, each) => sum + (each.partId === partId ? each.quantity : 0), 0);
      assert.equal(quantity <= 30, true);
      assert.deepEqual(await users[0]?.stock(partId), [['north', 30, quantity]]);
    }
    assert.equal(held.length >= 10, true);
  },

  async 'a count that comes in undoes no reservation'(open, assert) {
    await using one = await open('count');
    await using other = await open('count');
    const users = [one, other].map((opened) => inventoryUser(opened, scopeOf('acme')));
    await users[0]?.setStock('p1', 'north', 100);
    // A tenant's imports follow each other; reservations take no notice.
    async function imports(): Promise<void> {
      for (let i = 1; i <= 8; i += 1) await users[i % 2]?.setPrice('p1', i, '3');
      await users[1]?.setStock('p1', 'south', 7);
    }
    const reserving = Array.from({ length: 16 }, (_, i) =>
      users[i % 2]?.reserve(`ord_${i}`, [{ partId: 'p1', quantity: 1, warehouseId: 'north' }]),
    );
    await Promise.all([imports(), ...reserving]);
    assert.deepEqual(await users[0]?.stock('p1'), [
      ['north', 100, 16],
      ['south', 7, 0],
    ]);
    const [part] = await one.store.stock('acme', ['p1']);
    assert.equal(part?.prices.length, 8);
  },

  async 'keeps tenants apart whatever they are called'(open, assert) {
    await using opened = await open('tenants');
    const a = inventoryUser(opened, scopeOf('a'));
    const b = inventoryUser(opened, scopeOf('a/b'));
    await a.setStock('b/c', 'north', 5);
    assert.deepEqual(await b.stock('c'), []);
    await b.setStock('c', 'south', 7, '南');
    await a.reserve('r', [{ partId: 'b/c', quantity: 5 }]);
    assert.equal(await opened.store.reservation('a/b', 'r'), undefined);
    assert.deepEqual(await a.stock('b/c'), [['north', 5, 5]]);
    assert.deepEqual(await opened.store.warehouses('a'), [{ warehouseId: 'north', name: 'north' }]);
    assert.deepEqual(await opened.store.warehouses('a/b'), [{ warehouseId: 'south', name: '南' }]);
  },

  async 'finds what is overdue, oldest first, and gives it back once'(open, assert) {
    await using one = await open('overdue');
    await using other = await open('overdue');
    const user = inventoryUser(one, scopeOf('acme'));
    await user.setStock('p1', 'north', 10);
    const at = (ms: number) => new Date(START.getTime() + ms);
    for (const ms of [3, 1, 2]) await user.reserve(`ord_${ms}`, [{ partId: 'p1', quantity: 1 }], at(ms));
    const ids = async (now: Date, limit: number) =>
      (await one.store.overdue(now, limit)).map(({ tenant, reservationId }) => [tenant, reservationId]);
    assert.deepEqual(await ids(at(HOLD_MS + 2), 9), [
      ['acme', 'ord_1'],
      ['acme', 'ord_2'],
    ]);
    assert.deepEqual(await ids(at(HOLD_MS + 9), 1), [['acme', 'ord_1']]);
    const expired = await Promise.all(
      [one, other, one, other].map(({ store }) =>
        expireReservations({ store, now: at(HOLD_MS + 9), traceparent: TRACE }),
      ),
    );
    assert.equal(
      expired.reduce((sum, each) => sum + each, 0),
      3,
    );
    assert.deepEqual(await user.stock('p1'), [['north', 10, 0]]);
  },

  async 'tells of a part only when its total or its price for one is another'(open, assert) {
    await using opened = await open('events');
    const user = inventoryUser(opened, scopeOf('acme'));
    await user.setStock('p1', 'north', 0);
    await user.setPrice('p1', 5, '3');
    assert.deepEqual(await opened.events(), []);
    await user.setPrice('p1', 1, '4');
    await user.setPrice('p1', 1, '4.00');
    await user.setStock('p1', 'north', 2);
    await user.reserve('r', [{ partId: 'p1', quantity: 2 }]);
    await user.confirm('r');
    await user.removePrice('p1', 1);
    assert.deepEqual(
      (await opened.events()).map(({ key, offer }) => [
        key,
        offer.version,
        offer.totalAvailable,
        offer.bestPrice,
      ]),
      [
        ['acme/p1', 1, 0, { amount: 400, currency: 'CNY' }],
        ['acme/p1', 2, 2, { amount: 400, currency: 'CNY' }],
        ['acme/p1', 3, 0, { amount: 400, currency: 'CNY' }],
        ['acme/p1', 4, 0, undefined],
      ],
    );
  },

  async 'refuses a reserve after its own release, and answers for parts that nobody has heard of'(
    open,
    assert,
  ) {
    await using opened = await open('tombstone');
    const user = inventoryUser(opened, scopeOf('acme'));
    assert.equal(await user.release('r'), undefined);
    await assert.rejects(user.reserve('r', [{ partId: 'p1', quantity: 1 }]), {
      code: 'reservation-released',
    });
    await assert.rejects(user.confirm('never'), { code: 'reservation-not-found' });
    assert.deepEqual(await user.reserve('s', [{ partId: '$where', quantity: 1 }]), {
      shortages: [{ line: 1, partId: '$where', warehouseId: '', requested: 1, available: 0 }],
    });
    assert.deepEqual(await opened.store.stock('acme', ['p9', '__proto__', 'p9']), [
      { partId: 'p9', levels: [], prices: [] },
      { partId: '__proto__', levels: [], prices: [] },
      { partId: 'p9', levels: [], prices: [] },
    ]);
  },
};
