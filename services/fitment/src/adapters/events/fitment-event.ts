import { TOPICS, toRecord } from '@qipei/contracts';
import { newEventId } from '@qipei/kernel';
import type { PartFitments } from '../../domain/part-fitments.ts';
import type { FitmentEvent } from '../../domain/part-fitments-repository.ts';

/** As it goes into an outbox. */
export function fitmentRecord(
  { saved, event }: { saved: Pick<PartFitments, 'publisher' | 'partId'>; event: FitmentEvent },
  occurredAt: Date,
) {
  const { publisher: tenant, partId: aggregateId } = saved;
  return {
    topic: TOPICS.fitmentPart,
    ...toRecord({ ...event, id: newEventId(), tenant, aggregateId, occurredAt }),
  };
}
