import {
  type DecidingQuestion as DecidingQuestionMessage,
  type FitmentExtras as ExtrasMessage,
  type Fitment as FitmentMessage,
  type KnownOfVehicle as KnownMessage,
  Verdict as VerdictMessage,
  type WhyNot as WhyNotMessage,
} from '@qipei/contracts/fitment/v1/fitment';
import { readAssetText } from '@qipei/interchange/aces';
import type { CallersKnowledge } from '../../application/asked-vehicle.ts';
import { VEHICLE_ATTRIBUTES, type VehicleAttribute } from '../../domain/compare-attribute.ts';
import { type Fitment, type FitmentExtras, fitmentId } from '../../domain/fitment.ts';
import type { DecidingQuestion, Verdict } from '../../domain/verdict.ts';

export const VERDICT: Record<Verdict['kind'], VerdictMessage> = {
  fits: VerdictMessage.FITS,
  'does-not-fit': VerdictMessage.DOES_NOT_FIT,
  'cannot-tell': VerdictMessage.CANNOT_TELL,
};

/** What of the vehicle table names a fitment's model. */
export interface ModelNames {
  model(modelId: string): { makeId: string; make: string; name: string } | undefined;
}

/** Names of models as a tenant has them: the platform's table of today, and its own vehicles. */
export type NamesOfModels = (tenant: string, modelIds: readonly string[]) => Promise<ModelNames>;

/** The models that applications name, each once. */
export function modelIdsOf(fitments: Iterable<readonly Fitment[]>): string[] {
  const ids = new Set<string>();
  for (const each of fitments) for (const { selector } of each) ids.add(selector.modelId);
  return [...ids];
}

/** A model that the table of today doesn't have keeps its id, and has no names. */
export function toFitmentMessage(
  partId: string,
  fitment: Fitment,
  models: ModelNames,
  id = fitmentId(partId, fitment),
): FitmentMessage {
  const { selector, extras, ...rest } = fitment;
  const model = models.model(selector.modelId);
  return {
    ...selector,
    ...rest,
    qualifiers: [...rest.qualifiers],
    fitmentId: id,
    partId,
    makeId: model?.makeId ?? '',
    make: model?.make ?? '',
    model: model?.name ?? '',
    extras: extras === undefined ? undefined : toExtrasMessage(extras),
  };
}

function toExtrasMessage({ labels, assets, ...rest }: FitmentExtras): ExtrasMessage {
  return { ...rest, labels: [...labels], assets: assets.map(readAssetText) };
}

export function toDecidingMessage({
  attribute,
  qualifier,
  options,
}: DecidingQuestion): DecidingQuestionMessage {
  return { attribute, qualifier, options };
}

/** `fitmentId` is the nearest application's. */
export function toWhyNotMessage({ whyNot }: Verdict, fitmentId: string): WhyNotMessage | undefined {
  if (whyNot === undefined) return undefined;
  return {
    code: whyNot.code,
    message: whyNot.message,
    fitmentId,
    mismatches: whyNot.mismatches.map(({ name, wanted, given }) => ({ attribute: name, wanted, given })),
  };
}

export function fromKnownMessage(known: KnownMessage | undefined): CallersKnowledge {
  if (known === undefined) return { attributes: {}, qualifiers: new Map() };
  const attributes: Partial<Record<VehicleAttribute, string>> = {};
  for (const name of VEHICLE_ATTRIBUTES) {
    const value = known[name];
    if (value !== '' && value !== 0) attributes[name] = String(value);
  }
  return { attributes, qualifiers: new Map(Object.entries(known.qualifiers)) };
}
