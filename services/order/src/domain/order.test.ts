import { describe, expect, it } from 'vitest';
import { IdempotencyKeyReused, OutOfStock, PartsNotFound } from './errors.ts';
import {
  beginCancelling,
  confirmOrder,
  finishCancelling,
  isSettled,
  type Order,
  placeOrder,
  rejectOrder,
} from './order.ts';

const now = new Date('2027-01-01T00:00:00Z');
const later = new Date('2027-01-01T00:00:05Z');
const part = (partId: string) => ({
  partId,
  brand: 'MANN',
  partNumber: partId,
  nameZh: '机油滤清器',
  nameEn: 'Oil filter',
});

function placed(quantities: number[] = [2, 3]): Order {
  return placeOrder(
    { orderId: 'ord_1', tenant: 'acme', customerId: '', customerReference: 'PO 7', now },
    quantities.map((quantity, i) => ({ ...part(`p${i + 1}`), quantity, warehouseId: '' })),
  );
}

describe('an order', () => {
  it('numbers its lines from 1 and keeps what the catalogue said', () => {
    expect(placed().lines.map(({ line, nameZh, quantity }) => [line, nameZh, quantity])).toEqual([
      [1, '机油滤清器', 2],
      [2, '机油滤清器', 3],
    ]);
  });

  it('takes allocations and prices to its lines, and adds up by currency', () => {
    const allocations = [
      { line: 1, partId: 'p1', warehouseId: 'a', quantity: 2 },
      { line: 2, partId: 'p2', warehouseId: 'a', quantity: 1 },
      { line: 2, partId: 'p2', warehouseId: 'b', quantity: 2 },
      { line: 3, partId: 'p3', warehouseId: 'b', quantity: 4 },
    ];
    const order = confirmOrder(
      placed([2, 3, 4]),
      {
        allocations,
        prices: [
          { line: 1, unitPrice: { amount: 150, currency: 'CNY' } },
          { line: 2, unitPrice: { amount: 700, currency: 'USD' } },
          { line: 3, unitPrice: undefined },
        ],
      },
      later,
    );
    expect(order).toMatchObject({
      state: 'confirmed',
      version: 2,
      createdAt: now,
      updatedAt: later,
      totals: [
        { amount: 300, currency: 'CNY' },
        { amount: 2100, currency: 'USD' },
      ],
    });
    expect(order.lines[1]?.allocations).toEqual(allocations.slice(1, 3));
    expect(order.lines[2]).toMatchObject({ unitPrice: undefined, amount: undefined });
  });

  it.each([
    ['a line', [1_000_000], [99_999_999_999]],
    ['the total', [90_000, 90_000], [99_999_999_999, 99_999_999_999]],
  ])('refuses an amount of %s that can’t be held exactly', (_what, quantities, prices) => {
    const reserved = {
      allocations: [],
      prices: prices.map((amount, i) => ({ line: i + 1, unitPrice: { amount, currency: 'CNY' } })),
    };
    expect(() => confirmOrder(placed(quantities), reserved, later)).toThrow(
      expect.objectContaining({ code: 'amount-too-large' }),
    );
  });

  it('goes only the ways there are', () => {
    const confirmed = confirmOrder(placed(), { allocations: [], prices: [] }, later);
    const rejected = rejectOrder(placed(), { shortages: [] }, later);
    const cancelling = beginCancelling(confirmed, later);
    const cancelled = finishCancelling(cancelling, later);
    expect(cancelled.version).toBe(4);
    expect([placed(), confirmed, rejected, cancelling, cancelled].map(isSettled)).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
    expect(() => beginCancelling(rejected, later)).toThrow('rejected to cancelling');
    expect(() => beginCancelling(placed(), later)).toThrow('placed to cancelling');
    expect(() => finishCancelling(confirmed, later)).toThrow('confirmed to cancelled');
    expect(() => rejectOrder(cancelled, { shortages: [] }, later)).toThrow('cancelled to rejected');
  });
});

describe('what the caller is told', () => {
  it('names what lacks in which line', () => {
    const error = new OutOfStock({
      orderId: 'ord_1',
      shortages: [
        { line: 1, partId: 'p1', warehouseId: '', requested: 6, available: 2 },
        { line: 3, partId: 'p3', warehouseId: 'north', requested: 1, available: 0 },
      ],
    });
    expect(error.message).toBe(
      "Not enough stock: line 1 lacks 4 of 6; line 3 lacks 1 of 1 in warehouse 'north'. Nothing was ordered.",
    );
    expect(error.details).toMatchObject({ orderId: 'ord_1', moreShortages: 0 });
  });

  it('fits what gRPC metadata can carry, however much lacks', () => {
    const shortages = Array.from({ length: 1_000 }, (_, i) => ({
      line: i + 1,
      partId: `part_${'z'.repeat(26)}`,
      warehouseId: 'w'.repeat(64),
      requested: 1_000_000,
      available: 999_999,
    }));
    const { kind, code, message, details, fields } = new OutOfStock({ orderId: 'ord_1', shortages });
    const listed = details.shortages as unknown[];
    expect(Buffer.byteLength(JSON.stringify({ kind, code, message, details, fields }))).toBeLessThanOrEqual(
      6_000,
    );
    expect(listed.length).toBeGreaterThan(15);
    expect(details.moreShortages).toBe(1_000 - listed.length);
    expect(message).toContain('and 995 more lines');
  });

  it('stays small for parts that don’t exist and for a long key, too', () => {
    const missing = Array.from({ length: 1_000 }, (_, index) => ({
      index,
      partId: `part_${'0'.repeat(26)}`,
    }));
    const { fields, message } = new PartsNotFound(missing);
    expect(Buffer.byteLength(JSON.stringify({ fields, message }))).toBeLessThan(4_000);
    expect(fields[0]?.field).toBe('lines[0].partId');
    expect(new IdempotencyKeyReused('k'.repeat(200)).message.length).toBeLessThan(400);
  });
});
