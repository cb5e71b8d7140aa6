import { createHash } from 'node:crypto';

/** Conditions that a vehicle must meet beside its model and year; empty and 0 mean any. */
export interface VehicleConditions {
  /** Litres, as in the vehicle table, such as `2.5`. */
  displacementL: string;
  cylinders: number;
  fuel: string;
  body: string;
}

/** One application: a part goes on these vehicles, there, so many times, on those conditions. */
export interface Fitment extends VehicleConditions {
  modelId: string;
  yearFrom: number;
  yearTo: number;
  position: string;
  /** Pieces a vehicle. */
  quantity: number;
  /** What the vehicle table can't tell and a person must look at (`with turbo`). */
  qualifiers: string[];
  note: string;
  /** Import job and row, `<job>#<row>`. */
  source: string;
  /** 0 to 1. */
  confidence: number;
}

/** Two rows with the same identity tell of the same application; the later one replaces the earlier. */
export function fitmentIdentity(fitment: Fitment): string {
  return [
    fitment.modelId,
    fitment.yearFrom,
    fitment.yearTo,
    fitment.displacementL,
    fitment.cylinders,
    fitment.fuel,
    fitment.body,
    fitment.position,
    ...fitment.qualifiers,
  ].join('|');
}

/** Durable: made of the part and the identity, so that the same row of another import keeps its id. */
export function fitmentId(partId: string, fitment: Fitment): string {
  return `fit_${createHash('sha256')
    .update(`${partId}|${fitmentIdentity(fitment)}`)
    .digest('hex')
    .slice(0, 24)}`;
}

/** Whether they say the same, whatever file they came from. */
export function sameFitment(a: Fitment, b: Fitment): boolean {
  return (
    a.quantity === b.quantity &&
    a.note === b.note &&
    a.confidence === b.confidence &&
    fitmentIdentity(a) === fitmentIdentity(b)
  );
}
