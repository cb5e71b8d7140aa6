import { toRecord } from '@qipei/contracts';
import { OfferChanged } from '@qipei/contracts/inventory/v1/inventory_events';
import { type Money, newEventId } from '@qipei/kernel';
import type { Scope } from '../../domain/inventory-store.ts';

/** The event that says what a tenant has of a part and for how much. */
export function offerChanged(
  scope: Scope,
  offer: { partId: string; version: number; totalAvailable: number; bestPrice: Money | undefined },
): ReturnType<typeof toRecord> {
  return toRecord({
    id: newEventId(),
    type: 'qipei.inventory.v1.OfferChanged',
    tenant: scope.tenant,
    aggregateId: `${scope.tenant}/${offer.partId}`,
    occurredAt: scope.now,
    traceparent: scope.traceparent,
    payload: OfferChanged.encode({ ...offer }).finish(),
  });
}
