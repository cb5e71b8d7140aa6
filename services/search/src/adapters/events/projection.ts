import type { EventLog, LogRecord, Subscription } from '@qipei/event-log';
import type { DocumentPatch, SearchEngine } from '@qipei/search-engine';
import type { Logger } from '@qipei/service-kit';
import type { BrandNames } from '../../domain/brand-names.ts';
import { PROJECTED_TOPICS, patchOf } from './part-patches.ts';

export const SEARCH_PROJECTION_GROUP = 'search-part-index';

/**
 * Follows the events of parts, fitments and offers into the index. Patches carry the version of what they tell of, so
 * that an event that comes twice or late changes nothing.
 */
export async function startProjection(dependencies: {
  log: EventLog;
  engine: SearchEngine;
  brands: BrandNames;
  logger: Logger;
}): Promise<Subscription> {
  const { log, engine, brands, logger } = dependencies;
  const handler = async (records: readonly LogRecord[]) => {
    const changes = records.map((record) => patchOf(record)).filter((change) => change !== undefined);
    brands.remember(changes.map((change) => change.brand).filter((brand) => brand !== undefined));
    const patches: DocumentPatch[] = changes.map((change) => change.patch);
    if (patches.length > 0) await engine.apply(patches);
  };
  return log.subscribe({
    topics: PROJECTED_TOPICS,
    group: SEARCH_PROJECTION_GROUP,
    maxBatch: 2_000,
    handler,
    onFailure: ({ record, error, parked }) =>
      logger.error(
        { err: error, topic: record.topic, offset: record.offset, eventId: record.id, parked },
        'an event could not be indexed',
      ),
  });
}
