export const DELIVERY_STATES = ['pending', 'delivered', 'failed'] as const;

/** In the order of the guide. Those of orders are for who may read orders. */
export const WEBHOOK_EVENTS = [
  'part.saved',
  'part.deleted',
  'fitments.saved',
  'fitments.deleted',
  'release.published',
  'release.rolled-back',
  'import.ended',
  'order.placed',
  'order.confirmed',
  'order.rejected',
  'order.cancelled',
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

export function eventsFor(scopes: readonly string[]): readonly WebhookEvent[] {
  return WEBHOOK_EVENTS.filter((each) => !each.startsWith('order.') || scopes.includes('orders:read'));
}
