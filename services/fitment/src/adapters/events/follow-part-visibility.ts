import { readEnvelope, TOPICS } from '@qipei/contracts';
import { Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import type { EventLog, Subscription } from '@qipei/event-log';
import type { Logger } from '@qipei/service-kit';
import type { PartVisibilityWriter } from '../../domain/part-fitments-repository.ts';
import type { PartReference } from '../../domain/part-resolver.ts';

export const PART_VISIBILITY_GROUP = 'fitment-part-visibility';

/**
 * A part that its publisher makes public or private takes its fitments along, and one that comes, or comes again, may be
 * waited for. Told twice or late, it changes nothing.
 */
export async function followPartVisibility(dependencies: {
  fitments: PartVisibilityWriter;
  /** Told of all that is saved. */
  onSaved: (publisher: string, parts: readonly PartReference[]) => Promise<void>;
  log: EventLog;
  logger: Logger;
}): Promise<Subscription> {
  const { fitments, onSaved, log, logger } = dependencies;
  return log.subscribe({
    topics: [TOPICS.catalogPart],
    group: PART_VISIBILITY_GROUP,
    handler: async (records) => {
      const parts = records
        .filter((record) => record.type === 'qipei.catalog.v1.PartSaved')
        .map((record) => PartSaved.decode(readEnvelope(record.value).payload).part)
        .filter((part) => part !== undefined);
      await fitments.setVisibility(
        parts.map(({ publisher, partId, visibility, version }) => ({
          ...{ publisher, partId, public: visibility === Visibility.PUBLIC, partVersion: version },
        })),
      );
      for (const [publisher, saved] of Map.groupBy(parts, (part) => part.publisher))
        await onSaved(publisher, saved);
    },
    onFailure: ({ record, error, parked }) =>
      logger.error(
        { err: error, topic: record.topic, offset: record.offset, parked },
        'a part’s visibility could not be followed',
      ),
  });
}
