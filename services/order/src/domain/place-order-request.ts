import { createHash } from 'node:crypto';
import { InvalidInput, isId } from '@qipei/kernel';
import type { RequestedLine } from './order.ts';

export interface PlaceOrderRequest {
  /** Chosen by the caller; the same key again means the same order. */
  idempotencyKey: string;
  /** The caller's own order number or note. */
  customerReference: string;
  lines: readonly RequestedLine[];
}

export const MAX_LINES = 1_000;
export const MAX_QUANTITY = 1_000_000;
const KEY = /^[\x20-\x7e]{1,200}$/;
const MAX_REFERENCE = 200;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const WAREHOUSE_ID = /^[A-Za-z0-9._-]{1,64}$/;

/** @throws InvalidInput that names the field as the caller wrote it. */
export function requirePlaceable(request: PlaceOrderRequest): PlaceOrderRequest {
  const { idempotencyKey, customerReference, lines } = request;
  if (!KEY.test(idempotencyKey)) {
    throw new InvalidInput(
      'idempotencyKey',
      'idempotency-key-invalid',
      'An idempotency key is 1 to 200 printable ASCII characters.',
    );
  }
  const readable = customerReference.isWellFormed() && !CONTROL.test(customerReference);
  if (!readable || customerReference.length > MAX_REFERENCE) {
    throw new InvalidInput(
      'customerReference',
      'customer-reference-invalid',
      `A reference has at most ${MAX_REFERENCE} characters and no control characters.`,
    );
  }
  if (lines.length === 0 || lines.length > MAX_LINES)
    throw new InvalidInput('lines', 'lines-invalid', `An order has 1 to ${MAX_LINES} lines.`);
  for (const [i, line] of lines.entries()) requireLine(`lines[${i}]`, line);
  return request;
}

function requireLine(field: string, { partId, quantity, warehouseId }: RequestedLine): void {
  if (!isId('part', partId))
    throw new InvalidInput(`${field}.partId`, 'part-id-invalid', `'${partId.slice(0, 80)}' is no part id.`);
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) {
    throw new InvalidInput(
      `${field}.quantity`,
      'quantity-invalid',
      `A quantity is a whole number from 1 to ${MAX_QUANTITY}.`,
    );
  }
  if (warehouseId !== '' && !WAREHOUSE_ID.test(warehouseId)) {
    throw new InvalidInput(
      `${field}.warehouseId`,
      'warehouse-id-invalid',
      "A warehouse id is 1 to 64 letters, digits, '.', '_' or '-'.",
    );
  }
}

/** SHA-256, in hex, of what the order asks for: equal for equal content however it was written down. */
export function contentDigest({ customerReference, lines }: PlaceOrderRequest): string {
  const content = [
    customerReference,
    lines.map(({ partId, quantity, warehouseId }) => [partId, quantity, warehouseId]),
  ];
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
