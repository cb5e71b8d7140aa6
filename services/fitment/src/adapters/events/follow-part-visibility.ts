import { readEnvelope, TOPICS } from '@qipei/contracts';
import { Visibility } from '@qipei/contracts/catalog/v1/catalog';
import { PartSaved } from '@qipei/contracts/catalog/v1/catalog_events';
import type { EventLog, Subscription } from '@qipei/event-log';
import type { Logger } from '@qipei/service-kit';
import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { PartFitmentsWriter } from '../../domain/part-fitments-repository.ts';

export const PART_VISIBILITY_GROUP = 'fitment-part-visibility';

/** A part that its publisher makes public or private takes its fitments along. Setting it twice is harmless. */
export async function followPartVisibility(dependencies: {
  db: Database;
  fitments: PartFitmentsWriter;
  log: EventLog;
  logger: Logger;
}): Promise<Subscription> {
  const { db, fitments, log, logger } = dependencies;
  return log.subscribe({
    topics: [TOPICS.catalogPart],
    group: PART_VISIBILITY_GROUP,
    handler: (records) => {
      const parts = records
        .filter((record) => record.type === 'qipei.catalog.v1.PartSaved')
        .map((record) => PartSaved.decode(readEnvelope(record.value).payload).part)
        .filter((part) => part !== undefined);
      immediateTransaction(db, () => {
        for (const part of parts)
          fitments.setPublic(part.publisher, part.partId, part.visibility === Visibility.PUBLIC);
      });
    },
    onFailure: ({ record, error, parked }) =>
      logger.error(
        { err: error, topic: record.topic, offset: record.offset, parked },
        'a part’s visibility could not be followed',
      ),
  });
}
