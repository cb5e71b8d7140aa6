import type { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import type { PriceChange } from '../domain/entries.ts';
import { bestPrice, type PriceBreak } from '../domain/offer.ts';
import type { Reservation } from '../domain/reservation.ts';
import { totalAvailable } from '../domain/stock.ts';
import { expireReservations } from './expire-reservations.ts';
import { stockEditor } from './inventory-edits.contract.ts';
import {
  type Assert,
  inventoryUser,
  type OpenedInventory,
  type OpenInventory,
  scopeOf,
} from './inventory-store.contract.ts';

const TENANTS = ['acme', 'bolt'];
const PARTS = ['part_a', 'part_b', 'part_c'];
const WAREHOUSES = ['north', 'south', 'east'];
/** The same ids for both tenants: they must not meet. */
const RESERVATIONS = Array.from({ length: 25 }, (_, i) => `ord_${i}`);
/** Several edits come under one key, of which one counts. */
const KEYS = Array.from({ length: 40 }, (_, i) => `key ${i}`);
const REFUSALS = [
  ...['reservation-released', 'reservation-expired', 'reservation-not-found'],
  ...['stock-changed', 'stock-reserved', 'idempotency-key-used', 'prices-changed', 'warehouse-not-found'],
];

export interface LedgerRun {
  open: OpenInventory;
  assert: Assert;
  seed: number;
  rounds: number;
}

/** Whatever is done at once, in any order: ledger = levels, reserved = what is held, events = what there is. */
export async function keepsLedgerInStep({ open, assert, seed, rounds }: LedgerRun): Promise<void> {
  await using opened = await open(`ledger-${seed}`);
  const random = generator(seed);
  const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
  let now = 1_000_000;
  const user = () => inventoryUser(opened, scopeOf(pick(TENANTS), new Date(now)));
  const edits = (tenant: string) => stockEditor(opened.store, scopeOf(tenant, new Date(now)));
  const operations: (() => Promise<unknown>)[] = [
    () =>
      user().reserve(
        pick(RESERVATIONS),
        Array.from({ length: 1 + random(4) }, () => ({
          partId: pick([...PARTS, 'part_unknown']),
          warehouseId: pick(['', '', ...WAREHOUSES]),
          quantity: 1 + random(6),
        })),
      ),
    () => user().confirm(pick(RESERVATIONS)),
    () => user().release(pick(RESERVATIONS)),
    async () => {
      now += random(400_000);
      const { traceparent } = scopeOf('acme');
      await expireReservations({ store: opened.store, now: new Date(now), traceparent });
    },
    () => user().setStock(pick(PARTS), pick(WAREHOUSES), random(30)),
    () => user().setPrice(pick(PARTS), pick([1, 1, 5]), `${1 + random(20)}.50`),
    () => user().removePrice(pick(PARTS), pick([1, 1, 5])),
    () => {
      const { tenant } = scopeOf(pick(TENANTS));
      return edits(tenant).adjust(pick(PARTS), pick(WAREHOUSES), pick([-3, -1, 1, 4]), pick(KEYS));
    },
    async () => {
      const tenant = pick(TENANTS);
      const [partId, warehouseId] = [pick(PARTS), pick(WAREHOUSES)];
      const [part] = await opened.store.stock(tenant, [partId]);
      const level = part?.levels.find((each) => each.warehouseId === warehouseId);
      const change = { onHand: random(30), expectedOnHand: level?.onHand ?? 0 };
      await edits(tenant).count(partId, warehouseId, change, pick(KEYS));
    },
    async () => {
      const tenant = pick(TENANTS);
      const partId = pick(PARTS);
      const seen = await edits(tenant).prices(partId);
      const price = { amount: 1 + random(2_000), currency: 'CNY' };
      await edits(tenant).setPrices(partId, random(4) === 0 ? [] : [{ minQuantity: 1, price }], seen.version);
    },
  ];
  for (let round = 0; round < rounds; round += 1) {
    // Several at once; refusals are part of the game.
    const batch = Array.from({ length: 1 + random(8) }, () => pick(operations)());
    for (const settled of await Promise.allSettled(batch)) {
      if (settled.status === 'rejected' && !REFUSALS.includes(settled.reason?.code)) throw settled.reason;
    }
    if (round % 10 === 9) assert.deepEqual(await inventoryFaults(opened, FACTS), []);
  }
  assert.deepEqual(await inventoryFaults(opened, FACTS), []);
}

const FACTS: InventoryFacts = { tenants: TENANTS, partIds: PARTS, reservationIds: RESERVATIONS };

export interface InventoryFacts {
  tenants: readonly string[];
  partIds: readonly string[];
  reservationIds: readonly string[];
}

/** What doesn't add up; nothing, as it should be. Asks while nothing is under way. */
export async function inventoryFaults(
  { store, ledger, events }: Pick<OpenedInventory, 'store' | 'ledger' | 'events'>,
  { tenants, partIds, reservationIds }: InventoryFacts,
): Promise<string[]> {
  const found: string[] = [];
  const onHand = new Map<string, number>();
  const add = (sums: Map<string, number>, key: string, by: number) =>
    sums.set(key, (sums.get(key) ?? 0) + by);
  for (const { tenant, partId, warehouseId, delta } of await ledger())
    add(onHand, `${tenant}/${partId}/${warehouseId}`, delta);
  const told = new Map<string, OfferChanged>();
  for (const { key, offer } of await events()) {
    const before = told.get(key);
    if (offer.version !== (before?.version ?? 0) + 1)
      found.push(`told out of order: ${key} ${before?.version} then ${offer.version}`);
    if (before !== undefined && same({ ...before, version: 0 }, { ...offer, version: 0 }))
      found.push(`told twice: ${key} ${offer.version}`);
    told.set(key, offer);
  }
  for (const tenant of tenants) {
    const reserved = new Map<string, number>();
    for (const reservationId of reservationIds) {
      const reservation: Reservation | undefined = await store.reservation(tenant, reservationId);
      if (reservation?.state !== 'held') continue;
      for (const { partId, warehouseId, quantity } of reservation.allocations)
        add(reserved, `${partId}/${warehouseId}`, quantity);
    }
    for (const { partId, levels, prices } of await store.stock(tenant, partIds)) {
      for (const { warehouseId, ...level } of levels) {
        const booked = onHand.get(`${tenant}/${partId}/${warehouseId}`) ?? 0;
        const held = reserved.get(`${partId}/${warehouseId}`) ?? 0;
        const where = `${tenant} ${partId} ${warehouseId}`;
        if (level.onHand !== booked) found.push(`ledger: ${where} has ${level.onHand}, booked are ${booked}`);
        if (level.reserved !== held) found.push(`reserved: ${where} has ${level.reserved}, held are ${held}`);
      }
      const last = told.get(`${tenant}/${partId}`);
      if ((last?.totalAvailable ?? 0) !== totalAvailable(levels))
        found.push(`told wrong: ${tenant} ${partId} ${last?.totalAvailable} of ${totalAvailable(levels)}`);
      if (!same(last?.bestPrice, bestPrice(prices)))
        found.push(`told wrong: the price of ${tenant} ${partId}`);
      const changes = await allPriceChanges(store, tenant, partId);
      for (const fault of brokenChains(changes, prices)) found.push(`history: ${tenant} ${partId} ${fault}`);
    }
  }
  return found;
}

/** All of it, page by page. */
async function allPriceChanges(store: OpenedInventory['store'], tenant: string, partId: string) {
  const changes: PriceChange[] = [];
  for (let before: PriceChange | undefined; ; before = changes.at(-1)) {
    const page = await store.priceChanges(tenant, { partId, before, limit: 50 });
    changes.push(...page);
    if (page.length < 50) return changes;
  }
}

/** Each price became what it is by changes of which each begins where another ended, whatever their order. */
function brokenChains(changes: readonly PriceChange[], prices: readonly PriceBreak[]): string[] {
  const ends = new Map<string, number>();
  const add = (minQuantity: number, price: PriceChange['price'], by: number) => {
    if (price === undefined) return;
    const key = `${minQuantity}: ${price.amount} ${price.currency}`;
    ends.set(key, (ends.get(key) ?? 0) + by);
  };
  for (const { minQuantity, before, price } of changes) {
    add(minQuantity, before, -1);
    add(minQuantity, price, 1);
  }
  for (const { minQuantity, price } of prices) add(minQuantity, price, -1);
  return [...ends].flatMap(([key, by]) => (by === 0 ? [] : [`${key} is off by ${by}`]));
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whole numbers below n, drawn from the seed. */
export function generator(seed: number): (n: number) => number {
  let state = seed * 7_919;
  return (n) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % n;
  };
}
