import type { Order } from './order.ts';

/** An order with the key that it was placed under, or an event that has yet to be published. */
export type OrderRecord =
  | { kind: 'order'; order: Order; key: string; digest: string }
  | { kind: 'event'; topic: string; key: string; id: string; type: string; value: Uint8Array };
