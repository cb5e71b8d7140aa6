import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  openSqliteFixture,
  type SqliteInventoryFixture,
} from './adapters/sqlite/sqlite-inventory.fixture.ts';
import { importOfferRow, type OfferRow } from './application/import-offer-row.ts';
import { importStockRow, type StockRow } from './application/import-stock-row.ts';
import { jobId, scopeOf } from './application/inventory-store.contract.ts';
import type { RowStep } from './application/row-step.ts';

let parts: SqliteInventoryFixture;
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-inventory-'));
  parts = openSqliteFixture(join(dataDir, 'inventory.sqlite'));
});
afterAll(async () => {
  await parts[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true, force: true });
});

async function outcomeOf(step: RowStep) {
  const context = { ...scopeOf('acme'), jobId: jobId(), rowsBefore: 0 };
  return (await parts.take([{ row: 1, step }], context))[0];
}

describe('a row of offers', () => {
  const row: OfferRow = {
    brand: 'MANN',
    partNumber: 'W 712',
    partId: 'p1',
    minQuantity: 1,
    action: 'set',
    price: '12.5',
    currency: 'CNY',
  };
  const take = (change: Partial<OfferRow>) => outcomeOf(importOfferRow({ ...row, ...change }, 'offers_1'));

  it('is new, known, changed or gone', async () => {
    expect(await take({})).toBe('created');
    expect(await take({ price: '12.50', currency: 'cny' })).toBe('unchanged');
    expect(await take({ price: '13' })).toBe('updated');
    expect(await take({ currency: 'USD' })).toBe('updated');
    expect(await take({ minQuantity: 10 })).toBe('created');
    const gone = { action: 'delete', price: undefined, currency: undefined } as const;
    expect(await take(gone)).toBe('deleted');
    expect(await take(gone)).toBe('unchanged');
    expect((await parts.store.stock('acme', ['p1']))[0]?.prices).toEqual([
      { minQuantity: 10, price: { amount: 1250, currency: 'CNY' } },
    ]);
  });

  it.each([
    [{ partId: undefined }, 'partNumber', 'part-unknown'],
    [{ partId: undefined, action: 'delete' as const }, 'partNumber', 'part-unknown'],
    [{ price: '0.00' }, 'price', 'price-zero'],
    [{ price: '-1' }, 'price', 'price-invalid'],
    [{ price: '1.005' }, 'price', 'price-precision'],
    [{ price: '12.5', currency: 'JPY' }, 'price', 'price-precision'],
    [{ price: '1e3' }, 'price', 'price-invalid'],
    [{ price: '9'.repeat(13) }, 'price', 'price-invalid'],
    [{ price: undefined }, 'price', 'required'],
    [{ currency: undefined }, 'currency', 'required'],
    [{ currency: '¥' }, 'currency', 'currency-invalid'],
  ])('is refused for %j', async (change, column, code) => {
    expect(await take(change)).toMatchObject({ column, code });
  });
});

describe('a row of stock', () => {
  const row: StockRow = {
    brand: 'MANN',
    partNumber: 'W 712',
    partId: 's1',
    warehouseId: 'north',
    warehouseName: undefined,
    quantity: 5,
  };
  const take = (change: Partial<StockRow>) => outcomeOf(importStockRow({ ...row, ...change }, 'stock_1'));

  it('is new, known or changed, and makes and names its warehouse', async () => {
    expect(await take({ quantity: 0 })).toBe('created');
    expect(await take({ quantity: 0 })).toBe('unchanged');
    expect(await take({})).toBe('updated');
    expect(await parts.store.warehouses('acme')).toEqual([{ warehouseId: 'north', name: 'north' }]);
    expect(await take({ warehouseName: '北京仓' })).toBe('updated');
    expect(await take({ warehouseName: '北京仓' })).toBe('unchanged');
    expect(await take({})).toBe('unchanged');
    expect(await parts.store.warehouses('acme')).toEqual([{ warehouseId: 'north', name: '北京仓' }]);
  });

  it.each([
    [{ partId: undefined }, 'partNumber', 'part-unknown'],
    [{ warehouseId: 'north pole' }, 'warehouse', 'warehouse-id-invalid'],
    [{ warehouseId: 'w'.repeat(65) }, 'warehouse', 'warehouse-id-invalid'],
    [{ warehouseId: '北' }, 'warehouse', 'warehouse-id-invalid'],
  ])('is refused for %j', async (change, column, code) => {
    expect(await take(change)).toMatchObject({ column, code });
    expect(await parts.store.warehouses('acme')).toHaveLength(1);
  });
});
