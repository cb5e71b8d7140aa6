import type { Fitment } from './fitment.ts';
import { type FitVehicle, type KnownOfVehicle, type Mismatch, mismatches } from './vehicle-match.ts';

/** Why a part doesn't fit, by the application that comes nearest. */
export interface WhyNot {
  /** `no-applications`: nothing is known of where the part fits. */
  code: 'no-applications' | 'other-model' | 'other-years' | 'other-conditions';
  /** What the nearest application asks for instead, in few words: `2.4 only`, `from 2006 on`, `other model`. */
  message: string;
  /** Absent where none is of the model. */
  nearest?: Fitment;
  mismatches: Mismatch[];
}

export const NO_APPLICATIONS: WhyNot = {
  code: 'no-applications',
  message: 'no application of the part is known',
  mismatches: [],
};

/** Of a part of which no application matches any of the candidates. */
export function nearestApplication(
  fitments: readonly Fitment[],
  candidates: readonly FitVehicle[],
  known: KnownOfVehicle,
): WhyNot {
  let best: { fitment: Fitment; distance: number; vehicle: FitVehicle } | undefined;
  for (const vehicle of candidates) {
    for (const fitment of fitments) {
      const { selector } = fitment;
      if (selector.modelId !== vehicle.modelId) continue;
      const distance =
        vehicle.year < selector.yearFrom
          ? selector.yearFrom - vehicle.year
          : Math.max(0, vehicle.year - selector.yearTo);
      if (best === undefined || distance < best.distance) best = { fitment, distance, vehicle };
    }
  }
  if (best === undefined) return { code: 'other-model', message: 'other model', mismatches: [] };
  if (best.distance > 0) {
    const { selector } = best.fitment;
    const later = best.vehicle.year < selector.yearFrom;
    const message = later ? `from ${selector.yearFrom} on` : `up to ${selector.yearTo}`;
    return { code: 'other-years', message, nearest: best.fitment, mismatches: [] };
  }
  return nearestByConditions(fitments, candidates, known);
}

function nearestByConditions(
  fitments: readonly Fitment[],
  candidates: readonly FitVehicle[],
  known: KnownOfVehicle,
): WhyNot {
  let best: { fitment: Fitment; found: Mismatch[] } | undefined;
  for (const vehicle of candidates) {
    for (const fitment of fitments) {
      const { selector } = fitment;
      if (selector.modelId !== vehicle.modelId) continue;
      if (vehicle.year < selector.yearFrom || vehicle.year > selector.yearTo) continue;
      const found = [...mismatches(selector, vehicle, known), ...refusedQualifiers(fitment, known)];
      if (best === undefined || found.length < best.found.length) best = { fitment, found };
    }
  }
  const found = best?.found ?? [];
  return {
    code: 'other-conditions',
    message: found.map(messageOf).join(', '),
    ...(best !== undefined && { nearest: best.fitment }),
    mismatches: found,
  };
}

function refusedQualifiers({ qualifiers }: Fitment, known: KnownOfVehicle): Mismatch[] {
  return qualifiers
    .filter((qualifier) => known.qualifiers.get(qualifier) === false)
    .map((wanted) => ({ name: 'qualifier', wanted, given: 'no' }));
}

function messageOf({ name, wanted }: Mismatch): string {
  if (name === 'productionDate') return `built ${wanted} only`;
  return name === 'cylinders' ? `${wanted} cylinders only` : `${wanted} only`;
}
