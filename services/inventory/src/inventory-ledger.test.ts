import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelope } from '@qipei/contracts';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import { newTraceparent } from '@qipei/service-kit';
import { openDatabase, sqliteOutbox } from '@qipei/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { INVENTORY_MIGRATIONS } from './adapters/sqlite/inventory-schema.ts';
import { sqliteInventoryStore } from './adapters/sqlite/sqlite-inventory-store.ts';
import { confirmReservation } from './application/confirm-reservation.ts';
import { expireReservations } from './application/expire-reservations.ts';
import { getAvailability } from './application/get-availability.ts';
import { importOfferRow } from './application/import-offer-row.ts';
import { importStockRow } from './application/import-stock-row.ts';
import { releaseReservation } from './application/release-reservation.ts';
import { reserve } from './application/reserve.ts';
import type { Scope } from './domain/inventory-store.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const HOLD_MS = 1_000;
const TENANTS = ['acme', 'bolt'];
const PARTS = ['part_a', 'part_b', 'part_c'];
const WAREHOUSES = ['north', 'south', 'east'];

it.each([1, 2, 3])(
  'keeps ledger, levels, reservations and events in step over random operations (seed %i)',
  async (start) => {
    const db = openDatabase({ file: join(dataDir, 'inventory.sqlite'), migrations: INVENTORY_MIGRATIONS });
    const store = sqliteInventoryStore(db, () => {});
    let seed = start * 7_919;
    const random = (n: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return (seed >>> 8) % n;
    };
    const pick = <T>(from: readonly T[]): T => from[random(from.length)] as T;
    let now = 1_000_000;
    const scope = (): Scope => ({
      tenant: pick(TENANTS),
      now: new Date(now),
      traceparent: newTraceparent(),
    });
    // The same ids for both tenants: they must not meet.
    const id = () => `ord_${random(25)}`;
    const operations = [
      async () => {
        const lines = Array.from({ length: 1 + random(4) }, (_, i) => ({
          line: i + 1,
          partId: pick([...PARTS, 'part_unknown']),
          warehouseId: pick(['', '', ...WAREHOUSES]),
          quantity: 1 + random(6),
        }));
        await reserve({ reservationId: id(), lines }, scope(), { store, holdMs: HOLD_MS });
      },
      () => confirmReservation(id(), scope(), { store }),
      () => releaseReservation(id(), scope(), { store }),
      async () => {
        now += random(400);
        await expireReservations({ store, now: new Date(now), traceparent: newTraceparent() });
      },
      () =>
        store.transact(scope(), (unit) =>
          importStockRow(
            unit,
            {
              brand: 'B',
              partNumber: 'N',
              partId: pick(PARTS),
              warehouseId: pick(WAREHOUSES),
              warehouseName: undefined,
              quantity: random(30),
            },
            'stock_1',
          ),
        ),
      () =>
        store.transact(scope(), (unit) =>
          importOfferRow(unit, {
            brand: 'B',
            partNumber: 'N',
            partId: pick(PARTS),
            minQuantity: pick([1, 1, 5]),
            action: pick(['set', 'set', 'delete']),
            price: `${1 + random(20)}.50`,
            currency: 'CNY',
          }),
        ),
    ];
    for (let round = 0; round < 150; round += 1) {
      // Several at once, so that they share a transaction; refusals are part of the game.
      const batch = Array.from({ length: 1 + random(8) }, () => pick(operations)());
      for (const settled of await Promise.allSettled(batch)) {
        if (settled.status === 'rejected')
          expect(settled.reason).toMatchObject({
            code: expect.stringMatching(/^reservation-(released|expired|not-found)$/),
          });
      }
      const wrong = db
        .prepare(
          `SELECT tenant, part_id, warehouse_id, on_hand, reserved FROM stock JOIN item USING (item_id)
           WHERE on_hand <> (SELECT coalesce(sum(delta), 0) FROM ledger_entry AS l
             WHERE l.item_id = stock.item_id AND l.warehouse_id = stock.warehouse_id)
           OR reserved <> (SELECT coalesce(sum(quantity), 0) FROM allocation AS a JOIN reservation AS r USING (reservation_no)
             WHERE r.state = 'held' AND r.tenant = item.tenant AND a.part_id = item.part_id
             AND a.warehouse_id = stock.warehouse_id)`,
        )
        .all();
      expect(wrong).toEqual([]);
    }
    const told = new Map<string, OfferChanged>();
    for (const { value, key } of sqliteOutbox(db).read(1_000_000)) {
      const event = OfferChanged.decode(readEnvelope(value).payload);
      expect(event.version).toBe((told.get(key)?.version ?? 0) + 1);
      const { version: _, ...state } = event;
      const { version: __, ...before } = told.get(key) ?? { version: 0 };
      expect(state).not.toEqual(before);
      told.set(key, event);
    }
    for (const tenant of TENANTS) {
      for (const part of await getAvailability(tenant, PARTS, { store })) {
        const event = told.get(`${tenant}/${part.partId}`);
        expect(event?.totalAvailable ?? 0).toBe(part.totalAvailable);
        expect(event?.bestPrice).toEqual(part.bestPrice);
      }
    }
    expect(() => db.prepare('DELETE FROM ledger_entry').run()).toThrow('append-only');
    expect(() => db.prepare('UPDATE ledger_entry SET delta = 0').run()).toThrow('append-only');
    db.close();
  },
  60_000,
);
