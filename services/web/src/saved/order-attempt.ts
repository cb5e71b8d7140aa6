import { ApiProblem } from '@qipei/api-client';
import { isNotSent } from '../api/not-sent.ts';
import { knownOwner } from '../session/known-session.ts';
import { type CartLine, isCartLine, takeFromCart } from './cart.ts';
import { setCartReference } from './cart-reference.ts';
import { savedList } from './saved-list.ts';

/** An order that was sent and of which it isn't known yet what became of it. */
export interface OrderAttempt {
  /** Under which the platform places it once, however often it is sent. */
  key: string;
  lines: readonly CartLine[];
  reference: string;
  /** How often it was sent. */
  tries: number;
}

/** One at most. It outlives the page: who comes back after a lost answer sends the same order under the same key. */
export const orderAttempt = savedList<OrderAttempt>('order-attempt', (value): value is OrderAttempt => {
  const attempt = value as OrderAttempt | null;
  return (
    typeof attempt === 'object' &&
    attempt !== null &&
    typeof attempt.key === 'string' &&
    /^[\x20-\x7e]{1,200}$/.test(attempt.key) &&
    Array.isArray(attempt.lines) &&
    attempt.lines.length > 0 &&
    attempt.lines.every(isCartLine) &&
    typeof attempt.reference === 'string' &&
    Number.isSafeInteger(attempt.tries) &&
    attempt.tries >= 1
  );
});

/** Whose the orders are that this page has sent, by key: by the time that one fails somebody else may be signed in. */
const senders = new Map<string, string | undefined>();

/** What is to be sent now: an order that is under way again, as it was, before any other. To be called ahead of the sending. */
export function beginTry(lines: readonly CartLine[], reference: string): OrderAttempt {
  const last = orderAttempt.read()[0];
  const next =
    last === undefined
      ? { key: orderKey(), lines, reference: reference.trim(), tries: 1 }
      : { ...last, tries: last.tries + 1 };
  orderAttempt.write([next]);
  senders.set(next.key, knownOwner());
  return next;
}

/** It was placed: what it holds isn't in the cart any more. Another tab may have heard of it before. */
export function placedAttempt(key: string): void {
  const attempt = attemptOf(key);
  if (attempt === undefined) return;
  orderAttempt.write([]);
  takeFromCart(attempt.lines);
}

/**
 * It failed: where that proves that nothing was placed, another order gets another key, and the cart has its reference again.
 * @returns whether it does; otherwise the attempt stays
 */
export function refusedAttempt(key: string, error: unknown): boolean {
  const sender = senders.get(key);
  const attempt = attemptOf(key, sender);
  if (attempt === undefined || !provesNothingPlaced(error, attempt.tries)) return false;
  orderAttempt.write([], sender);
  setCartReference(attempt.reference, sender);
  return true;
}

/** Answers of the platform to the order itself, and not to whoever sends it just now. */
const OF_THE_ORDER: readonly number[] = [400, 409, 413, 415, 422];

/** A first sending that was refused placed nothing. Of one that is repeated, this must be the answer to the order's content or key. */
export function provesNothingPlaced(error: unknown, tries: number): boolean {
  if (isNotSent(error)) return tries === 1;
  if (!(error instanceof ApiProblem) || error.status < 400 || error.status > 499) return false;
  if (tries === 1) return true;
  // What stands between may answer anything: that says nothing of the order.
  return OF_THE_ORDER.includes(error.status) && error.code !== `http-${error.status}`;
}

function attemptOf(key: string, owner?: string): OrderAttempt | undefined {
  return orderAttempt.read(owner).find((each) => each.key === key);
}

function orderKey(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `web-${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
