import { messageEncoder } from '@qipei/contracts';
import { PartFitmentsSaved } from '@qipei/contracts/fitment/v1/fitment_events';
import type { ExpandedFitments } from '../domain/expand-fitments.ts';
import type { PartFitments } from '../domain/part-fitments.ts';
import type { FitmentEvent } from '../domain/part-fitments-repository.ts';

export const FITMENTS_SAVED = 'qipei.fitment.v1.PartFitmentsSaved';

const encode = messageEncoder(PartFitmentsSaved);

/** The event that carries every vehicle a part fits. */
export function savedEvent(
  saved: PartFitments,
  expanded: ExpandedFitments,
  traceparent: string,
): FitmentEvent {
  const positions = [...new Set(saved.fitments.map(({ position }) => position))].filter(
    (position) => position !== '',
  );
  const payload = encode({
    partId: saved.partId,
    version: saved.version,
    ...expanded,
    positions,
    fitmentCount: saved.fitments.length,
  });
  return { type: FITMENTS_SAVED, payload, traceparent };
}
