import { describe, expect, it } from 'vitest';
import { decimalOf } from './money.ts';
import type { OrderAnswer } from './order.ts';
import { ORDER_COLUMNS, orderRows } from './order-table.ts';
import { tableFile } from './table-file.ts';

const at = new Date('2026-01-02T03:04:05Z');

const order: OrderAnswer = {
  ...{ orderId: 'order_1', customerId: null, customerReference: '=HYPERLINK("http://evil.example")' },
  state: 'confirmed',
  lines: [
    {
      ...{ line: 1, partId: 'part_1', brand: '+evil', partNumber: '-1+1', quantity: 2, warehouseId: null },
      name: { zh: '机油滤清器,"大"', en: '@SUM(A1)\r\nx' },
      allocations: [
        { warehouseId: 'SH', quantity: 1 },
        { warehouseId: 'GZ', quantity: 1 },
      ],
      unitPrice: { amount: 1_250, currency: 'CNY' },
      amount: { amount: 2_500, currency: 'CNY' },
    },
    {
      ...{ line: 2, partId: 'part_2', brand: 'B', partNumber: '00123', quantity: 1, warehouseId: 'SH' },
      ...{ name: { zh: null, en: null }, allocations: [], unitPrice: null, amount: null },
    },
  ],
  totals: [{ amount: 2_500, currency: 'CNY' }],
  shortages: [],
  ...{ createdAt: '2026-01-02T03:04:05.000Z', updatedAt: null, version: 1 },
};

/** One has a name beside its code. */
const nameOf = (warehouseId: string) => (warehouseId === 'SH' ? '=上海 "Nord", 1' : warehouseId);

async function contentOf(format: 'csv' | 'xlsx' | undefined): Promise<Buffer> {
  const { content } = tableFile(orderRows(order, nameOf), {
    format,
    columns: ORDER_COLUMNS,
    name: 'order',
    at,
  });
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

describe('an order as a table', () => {
  it('has a row a line, in which no spreadsheet computes anything', async () => {
    const text = (await contentOf(undefined)).toString();
    expect(text.startsWith('\uFEFForderId,customerReference,')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    for (const cell of [`'+evil`, `'-1+1`, `"'@SUM(A1)\r\nx"`, '"机油滤清器,""大"""'])
      expect(text).toContain(cell);
    expect(text).toContain(`,SH × 1; GZ × 1,12.50,25.00,CNY,"'=上海 ""Nord"", 1; GZ"\r\n`);
    // Before a line is allocated it is the name of the warehouse that was asked for.
    expect(text).toContain(`,1,SH,,,,,"'=上海 ""Nord"", 1"\r\n`);
    // Leading zeros count.
    expect(text).toContain(',2,B,00123,');
  });

  it('doesn’t name warehouses to who may not read the stock', () => {
    expect(orderRows(order, undefined).map((row) => row.warehouseName)).toEqual([null, null]);
  });

  it('is a workbook of texts, too', async () => {
    const bytes = await contentOf('xlsx');
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.length).toBeGreaterThan(1_000);
  });

  it.each([
    ['order/../../x', 'order_.._.._x.csv'],
    ['a"\r\nSet-Cookie: x', 'a___Set-Cookie__x.csv'],
    ['订单', '__.csv'],
  ])('named %j is saved as %s', (name, file) => {
    const { headers } = tableFile([], { format: undefined, columns: ['a'], name, at });
    expect(headers?.['Content-Disposition']).toBe(`attachment; filename="${file}"`);
  });
});

it.each([
  [{ amount: 1_250, currency: 'CNY' }, '12.50'],
  [{ amount: 5, currency: 'CNY' }, '0.05'],
  [{ amount: 0, currency: 'EUR' }, '0.00'],
  [{ amount: -5, currency: 'EUR' }, '-0.05'],
  [{ amount: 1_234, currency: 'JPY' }, '1234'],
  [{ amount: 1_234, currency: 'KWD' }, '1.234'],
  [null, null],
])('%j is %j as a decimal', (money, text) => {
  expect(decimalOf(money)).toBe(text);
});
