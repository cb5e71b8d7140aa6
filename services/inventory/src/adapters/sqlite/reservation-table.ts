import type { Database } from '@qipei/sqlite';
import type { Allocation } from '../../domain/allocate.ts';
import type { LinePrice, Reservation, ReservationState } from '../../domain/reservation.ts';

export interface ReservationTable {
  find(tenant: string, reservationId: string): Reservation | undefined;
  put(tenant: string, reservation: Reservation): void;
  setState(tenant: string, reservationId: string, state: ReservationState): void;
  overdue(now: Date, limit: number): { tenant: string; reservationId: string }[];
}

interface ReservationRow {
  reservation_no: number;
  state: ReservationState;
  prices: string;
  expires_at: number;
}

type PriceEntry = [line: number, amount?: number, currency?: string];

export function reservationTable(db: Database): ReservationTable {
  const select = db.prepare<[string, string], ReservationRow>(
    'SELECT reservation_no, state, prices, expires_at FROM reservation WHERE tenant = ? AND reservation_id = ?',
  );
  const selectAllocations = db.prepare<[number], Allocation>(
    'SELECT line, part_id AS partId, warehouse_id AS warehouseId, quantity FROM allocation WHERE reservation_no = ? ORDER BY line, warehouse_id',
  );
  const upsert = db.prepare<[string, string, string, string, number], number>(
    `INSERT INTO reservation VALUES (NULL, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, prices = excluded.prices, expires_at = excluded.expires_at
     RETURNING reservation_no`,
  );
  upsert.pluck();
  const removeAllocations = db.prepare('DELETE FROM allocation WHERE reservation_no = ?');
  const insertAllocation = db.prepare('INSERT INTO allocation VALUES (?, ?, ?, ?, ?)');
  const setState = db.prepare('UPDATE reservation SET state = ? WHERE tenant = ? AND reservation_id = ?');
  const overdue = db.prepare<[number, number], { tenant: string; reservationId: string }>(
    `SELECT tenant, reservation_id AS reservationId FROM reservation
     WHERE state = 'held' AND expires_at <= ? ORDER BY expires_at LIMIT ?`,
  );
  return {
    find(tenant, reservationId) {
      const row = select.get(tenant, reservationId);
      if (row === undefined) return undefined;
      return {
        reservationId,
        state: row.state,
        allocations: selectAllocations.all(row.reservation_no),
        prices: (JSON.parse(row.prices) as PriceEntry[]).map(readPrice),
        expiresAt: new Date(row.expires_at),
      };
    },
    put(tenant, { reservationId, state, allocations, prices, expiresAt }) {
      const entries = JSON.stringify(prices.map(priceEntry));
      const number = upsert.get(tenant, reservationId, state, entries, expiresAt.getTime());
      if (number === undefined) throw new Error('a reservation was not written');
      removeAllocations.run(number);
      for (const { line, warehouseId, partId, quantity } of allocations)
        insertAllocation.run(number, line, warehouseId, partId, quantity);
    },
    setState(tenant, reservationId, state) {
      setState.run(state, tenant, reservationId);
    },
    overdue: (now, limit) => overdue.all(now.getTime(), limit),
  };
}

function priceEntry({ line, unitPrice }: LinePrice): PriceEntry {
  return unitPrice === undefined ? [line] : [line, unitPrice.amount, unitPrice.currency];
}

function readPrice([line, amount, currency]: PriceEntry): LinePrice {
  return {
    line,
    unitPrice: amount === undefined || currency === undefined ? undefined : { amount, currency },
  };
}
