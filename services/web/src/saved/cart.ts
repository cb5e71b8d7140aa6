import type { LocalName } from '../page-data.ts';
import { savedList } from './saved-list.ts';

export interface CartLine {
  partId: string;
  brand: string;
  partNumber: string;
  name: LocalName;
  quantity: number;
  /** Null: from wherever it is. */
  warehouseId: string | null;
}

export const MAX_QUANTITY = 1_000_000;

/** What is to be ordered. Prices and stock are asked for when it is shown. */
export const cart = savedList<CartLine>('cart', isCartLine);

export function isCartLine(value: unknown): value is CartLine {
  const line = value as CartLine | null;
  return (
    typeof line === 'object' &&
    line !== null &&
    typeof line.partId === 'string' &&
    typeof line.brand === 'string' &&
    typeof line.partNumber === 'string' &&
    typeof line.name === 'object' &&
    isQuantity(line.quantity) &&
    (line.warehouseId === null || typeof line.warehouseId === 'string')
  );
}

export function isQuantity(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_QUANTITY;
}

export function cartCount(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Adds to the line of the same part from the same warehouse, if there is one. */
export function addToCart(lines: readonly CartLine[]): void {
  const next = [...cart.read()];
  for (const line of lines) {
    const place = next.findIndex(
      (each) => each.partId === line.partId && each.warehouseId === line.warehouseId,
    );
    const there = next[place];
    if (there === undefined) next.push(line);
    else next[place] = { ...there, quantity: Math.min(there.quantity + line.quantity, MAX_QUANTITY) };
  }
  cart.write(next);
}

export function setCartQuantity(place: number, quantity: number): void {
  cart.write(cart.read().map((line, index) => (index === place ? { ...line, quantity } : line)));
}

export function removeFromCart(place: number): void {
  cart.write(cart.read().filter((_, index) => index !== place));
}

/** What is left when these have been ordered: more may have been added to the same line meanwhile. */
export function takeFromCart(ordered: readonly CartLine[]): void {
  const left = cart.read().map((line) => {
    const taken = ordered
      .filter((each) => each.partId === line.partId && each.warehouseId === line.warehouseId)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return { ...line, quantity: line.quantity - taken };
  });
  cart.write(left.filter(({ quantity }) => quantity > 0));
}
