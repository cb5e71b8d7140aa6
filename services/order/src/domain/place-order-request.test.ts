import { newId } from '@qipei/kernel';
import { expect, it } from 'vitest';
import { contentDigest, type PlaceOrderRequest, requirePlaceable } from './place-order-request.ts';

const partId = newId('part');
const good: PlaceOrderRequest = {
  idempotencyKey: 'k',
  customerReference: '订单 7',
  lines: [{ partId, quantity: 1, warehouseId: '' }],
};
const line = (change: object) => ({ lines: [good.lines[0], { ...good.lines[0], ...change }] });

it('takes what is within the bounds', () => {
  expect(requirePlaceable(good)).toBe(good);
  requirePlaceable({
    idempotencyKey: '~'.repeat(200),
    customerReference: '长'.repeat(200),
    lines: Array.from({ length: 1_000 }, () => ({ partId, quantity: 1_000_000, warehouseId: 'A.b_c-9' })),
  });
});

it.each([
  [{ idempotencyKey: '' }, 'idempotencyKey'],
  [{ idempotencyKey: 'x'.repeat(201) }, 'idempotencyKey'],
  [{ idempotencyKey: 'a\n' }, 'idempotencyKey'],
  [{ idempotencyKey: '键' }, 'idempotencyKey'],
  [{ customerReference: 'x'.repeat(201) }, 'customerReference'],
  [{ customerReference: 'a\u0000b' }, 'customerReference'],
  [{ customerReference: 'a\u2028b' }, 'customerReference'],
  [{ customerReference: '\ud800' }, 'customerReference'],
  [{ lines: [] }, 'lines'],
  [{ lines: Array.from({ length: 1_001 }, () => good.lines[0]) }, 'lines'],
  [line({ partId: '' }), 'lines[1].partId'],
  [line({ partId: "part_1' OR 1=1 --" }), 'lines[1].partId'],
  [line({ partId: newId('ord') }), 'lines[1].partId'],
  [line({ quantity: 0 }), 'lines[1].quantity'],
  [line({ quantity: -1 }), 'lines[1].quantity'],
  [line({ quantity: 1.5 }), 'lines[1].quantity'],
  [line({ quantity: Number.NaN }), 'lines[1].quantity'],
  [line({ quantity: 1_000_001 }), 'lines[1].quantity'],
  [line({ warehouseId: '../x' }), 'lines[1].warehouseId'],
])('names the field at fault (%#)', (change, field) => {
  const request = { ...good, ...change } as PlaceOrderRequest;
  expect(() => requirePlaceable(request)).toThrow(
    expect.objectContaining({ kind: 'invalid', fields: [expect.objectContaining({ field })] }),
  );
});

it('tells contents apart and nothing else', () => {
  const digest = contentDigest(good);
  expect(contentDigest({ ...good, idempotencyKey: 'other' })).toBe(digest);
  const swapped = { warehouseId: '', quantity: 1, partId };
  expect(contentDigest({ ...good, lines: [swapped] })).toBe(digest);
  const others = [
    { ...good, customerReference: '订单 8' },
    { ...good, lines: [...good.lines, ...good.lines] },
    { ...good, lines: [{ partId, quantity: 2, warehouseId: '' }] },
    { ...good, lines: [{ partId, quantity: 1, warehouseId: 'a' }] },
  ];
  expect(new Set([digest, ...others.map(contentDigest)]).size).toBe(5);
});
