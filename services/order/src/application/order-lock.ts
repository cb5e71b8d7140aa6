/** Lets one at a time work on an order, in the order in which they came. */
export interface OrderLock {
  exclusive<T>(orderId: string, work: () => Promise<T>): Promise<T>;
  isTaken(orderId: string): boolean;
  /** Resolves when nobody works on anything. */
  idle(): Promise<void>;
}

export function orderLock(): OrderLock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    exclusive(orderId, work) {
      const result = (tails.get(orderId) ?? Promise.resolve()).then(work);
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(orderId) === tail) tails.delete(orderId);
        });
      tails.set(orderId, tail);
      return result;
    },
    isTaken: (orderId) => tails.has(orderId),
    async idle() {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
}
