import { Fitment as FitmentMessage, Verdict as VerdictMessage } from '@qipei/contracts/fitment/v1/fitment';
import type { VehicleTable } from '@qipei/vin';
import { type Fitment, fitmentId } from '../../domain/fitment.ts';
import type { Verdict } from '../../domain/verdict.ts';

export const VERDICT: Record<Verdict['kind'], VerdictMessage> = {
  fits: VerdictMessage.FITS,
  'does-not-fit': VerdictMessage.DOES_NOT_FIT,
  'cannot-tell': VerdictMessage.CANNOT_TELL,
};

export function toFitmentMessage(partId: string, fitment: Fitment, vehicles: VehicleTable): FitmentMessage {
  const { selector, ...rest } = fitment;
  const model = vehicles.model(selector.modelId);
  return FitmentMessage.fromPartial({
    ...selector,
    ...rest,
    qualifiers: [...rest.qualifiers],
    fitmentId: fitmentId(partId, fitment),
    partId,
    makeId: model?.makeId ?? '',
    make: model?.make ?? '',
    model: model?.name ?? '',
  });
}
