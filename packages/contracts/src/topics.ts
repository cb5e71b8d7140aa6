/** The topics of the event log: one for each kind of aggregate, keyed by the aggregate's id. */
export const TOPICS = {
  catalogPart: 'qipei.catalog.part.v1',
  fitmentPart: 'qipei.fitment.part.v1',
  inventoryOffer: 'qipei.inventory.offer.v1',
  order: 'qipei.order.order.v1',
} as const;
