import { savedList } from './saved-list.ts';

/** What the customer calls the order that is in the cart: one at most. It outlives a session that ends before it is sent. */
export const cartReference = savedList<string>(
  'cart-reference',
  (value): value is string => typeof value === 'string' && value.length <= 200,
);

export function setCartReference(text: string, owner?: string): void {
  cartReference.write(text === '' ? [] : [text], owner);
}
