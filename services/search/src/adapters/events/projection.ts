import { TOPICS } from '@qipei/contracts';
import type { EventLog, LogRecord, Subscription } from '@qipei/event-log';
import type { DocumentPatch, SearchEngine } from '@qipei/search-engine';
import { inSpan, type Logger } from '@qipei/service-kit';
import type { BrandNames } from '../../domain/brand-names.ts';
import type { HeldGrants } from '../../domain/held-grants.ts';
import { heldGrantOf } from './held-grant.ts';
import { PROJECTED_TOPICS, patchOf } from './part-patches.ts';
import { untilAvailable } from './until-available.ts';

export const SEARCH_PROJECTION_GROUP = 'search-part-index';

/**
 * Follows the events of parts, fitments and offers into the index, and of grants beside it. Patches carry the version of what they tell of, so
 * that an event that comes twice or late changes nothing. While the index or the database is away they wait.
 */
export async function startProjection(dependencies: {
  log: EventLog;
  engine: SearchEngine;
  brands: BrandNames;
  grants: HeldGrants;
  logger: Logger;
}): Promise<Subscription> {
  const { log, engine, brands, grants, logger } = dependencies;
  const stopping = new AbortController();
  const onWait = (error: Error, waitMs: number) =>
    logger.warn({ err: error, waitMs }, 'the index waits for a server');
  const project = async (records: readonly LogRecord[]) => {
    await grants.remember(records.map(heldGrantOf).filter((grant) => grant !== undefined));
    const changes = records.map((record) => patchOf(record)).filter((change) => change !== undefined);
    await brands.remember(changes.map((change) => change.brand).filter((brand) => brand !== undefined));
    const patches: DocumentPatch[] = changes.map((change) => change.patch);
    if (patches.length === 0) return;
    const attributes = {
      'db.operation.name': 'apply',
      'db.collection.name': 'parts',
      'db.operation.batch.size': patches.length,
    };
    await inSpan('apply parts', attributes, () => engine.apply(patches));
  };
  const subscription = await log.subscribe({
    topics: [...PROJECTED_TOPICS, TOPICS.catalogGrant],
    group: SEARCH_PROJECTION_GROUP,
    maxBatch: 2_000,
    handler: (records) => untilAvailable(() => project(records), { signal: stopping.signal, onWait }),
    onFailure: ({ record, error, parked }) =>
      logger.error(
        { err: error, topic: record.topic, offset: record.offset, eventId: record.id, parked },
        'an event could not be indexed',
      ),
  });
  return {
    caughtUp: () => subscription.caughtUp(),
    ended: subscription.ended,
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await subscription[Symbol.asyncDispose]();
    },
  };
}
