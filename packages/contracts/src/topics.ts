/** The topics of the event log: one for each kind of aggregate, keyed by the aggregate's id. */
export const TOPICS = {
  catalogPart: 'qipei.catalog.part.v1',
  catalogRelease: 'qipei.catalog.release.v1',
  catalogGrant: 'qipei.catalog.grant.v1',
  catalogImport: 'qipei.catalog.import.v1',
  fitmentPart: 'qipei.fitment.part.v1',
  fitmentRelease: 'qipei.fitment.release.v1',
  fitmentImport: 'qipei.fitment.import.v1',
  inventoryOffer: 'qipei.inventory.offer.v1',
  inventoryImport: 'qipei.inventory.import.v1',
  order: 'qipei.order.order.v1',
} as const;

/**
 * How the topics are kept where a broker has to be told. Events of state carry the whole of it: the newest of each key is
 * enough, and is kept for good, so that a consumer that comes later learns all there is.
 */
export const TOPIC_SPECS = [
  { topic: TOPICS.catalogPart, partitions: 6, compacted: true, retentionDays: 'forever' },
  { topic: TOPICS.fitmentPart, partitions: 6, compacted: true, retentionDays: 'forever' },
  { topic: TOPICS.catalogGrant, partitions: 6, compacted: true, retentionDays: 'forever' },
  { topic: TOPICS.inventoryOffer, partitions: 6, compacted: true, retentionDays: 'forever' },
  { topic: TOPICS.order, partitions: 6, retentionDays: 365 },
  { topic: TOPICS.catalogRelease, partitions: 6, retentionDays: 365 },
  { topic: TOPICS.fitmentRelease, partitions: 6, retentionDays: 365 },
  { topic: TOPICS.catalogImport, partitions: 6, retentionDays: 90 },
  { topic: TOPICS.fitmentImport, partitions: 6, retentionDays: 90 },
  { topic: TOPICS.inventoryImport, partitions: 6, retentionDays: 90 },
] as const;
