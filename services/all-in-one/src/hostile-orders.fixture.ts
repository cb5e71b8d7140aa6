type Body = string | Uint8Array;

/** An order of one line. What stands between exclamation marks goes out as it is, not as text. */
export function orderLine(partId: string, change: object = {}): string {
  return JSON.stringify({ lines: [{ partId, quantity: 1, ...change }] })
    .replaceAll('"!', '')
    .replaceAll('!"', '');
}

function orderLines(count: number, of: (at: number) => object): string {
  return JSON.stringify({ lines: Array.from({ length: count }, (_, at) => of(at)) });
}

/** Orders that nobody should send: what is wrong, the body for a part that there is, and the code of the refusal. */
export const HOSTILE_ORDERS: readonly [string, (partId: string) => Body, string][] = [
  ['a negative quantity', (partId) => orderLine(partId, { quantity: -1 }), 'too-small'],
  ['none', (partId) => orderLine(partId, { quantity: 0 }), 'too-small'],
  ['a fraction', (partId) => orderLine(partId, { quantity: 1.5 }), 'not-whole'],
  ['a quantity beyond every stock', (partId) => orderLine(partId, { quantity: 1_000_001 }), 'too-large'],
  ['an infinite one', (partId) => orderLine(partId, { quantity: '!1e400!' }), 'type-invalid'],
  ['a quantity as text', (partId) => orderLine(partId, { quantity: '1' }), 'type-invalid'],
  ['none at all', (partId) => orderLine(partId, { quantity: undefined }), 'required'],
  ['a price of its own', (partId) => orderLine(partId, { price: 1 }), 'unknown-member'],
  [
    'a quantity twice',
    (partId) => `{"lines":[{"partId":"${partId}","quantity":1,"quantity":9}]}`,
    'member-repeated',
  ],
  [
    'lines twice',
    (partId) => `{"lines":[],"lines":[{"partId":"${partId}","quantity":1}]}`,
    'member-repeated',
  ],
  ['a prototype', (partId) => `{"__proto__":{"polluted":1},${orderLine(partId).slice(1)}`, 'unknown-member'],
  [
    'a constructor',
    (partId) => `{"constructor":{"prototype":{"a":1}},${orderLine(partId).slice(1)}`,
    'unknown-member',
  ],
  ['10,000 lines', (partId) => orderLines(10_000, () => ({ partId, quantity: 1 })), 'too-long'],
  ['1,000 broken lines', () => orderLines(1_000, () => ({ partId: '', quantity: -1 })), 'request-invalid'],
  [
    'unknown parts',
    () => orderLines(1_000, (at) => ({ partId: `part_${String(at).padStart(26, '0')}`, quantity: 1 })),
    'part-not-found',
  ],
  ['long ids', () => orderLines(1_000, () => ({ partId: '汽'.repeat(200), quantity: 1 })), 'part-id-invalid'],
  [
    'a warehouse that can’t be',
    (partId) => orderLine(partId, { warehouseId: '../仓库' }),
    'warehouse-id-invalid',
  ],
  [
    'a reference with a line break',
    (partId) => `{"customerReference":"a\\nb",${orderLine(partId).slice(1)}`,
    'customer-reference-invalid',
  ],
  [
    'half a surrogate pair',
    (partId) => `{"customerReference":"\\ud800",${orderLine(partId).slice(1)}`,
    'text-invalid',
  ],
  ['arrays without end', () => '['.repeat(500_000), 'json-invalid'],
  ['objects without end', () => '{"a":'.repeat(100_000), 'json-invalid'],
  [
    'deep and sound',
    (partId) => `{"x":${'['.repeat(300_000)}${']'.repeat(300_000)},${orderLine(partId).slice(1)}`,
    'unknown-member',
  ],
  [
    '60,000 members',
    () => `{${Array.from({ length: 60_000 }, (_, at) => `"k${at}":1`).join()}}`,
    'request-invalid',
  ],
  ['UTF-16', (partId) => Buffer.from(orderLine(partId), 'utf16le'), 'json-invalid'],
  ['over 1 MB', () => `"${'a'.repeat(1 << 20)}"`, 'body-too-large'],
  ['nothing', () => '', 'body-empty'],
];
