import type { PartFitments } from './part-fitments.ts';

/** What is told to others when a part's fitments change. */
export interface FitmentEvent {
  type: string;
  payload: Uint8Array;
  /** W3C trace context of the change. */
  traceparent: string;
}

/** Reads what `tenant` may see: what it publishes itself and what is public. */
export interface PartFitmentsReader {
  find(tenant: string, partId: string): PartFitments | undefined;
}

/** Every publisher's, for telling of them once more. */
export interface PartFitmentsLister {
  /** By part id, after `partId`; at most `limit`. */
  list(partId: string, limit: number): PartFitments[];
}

/** Writes inside a transaction that the caller holds; a save and its event are one step. */
export interface PartFitmentsWriter {
  /** The publisher's own, for a change. */
  load(publisher: string, partId: string): PartFitments | undefined;
  save(fitments: PartFitments, event: FitmentEvent): void;
  /** Tells of what is saved already. */
  tell(fitments: PartFitments, event: FitmentEvent): void;
  /** Follows the part's visibility. */
  setPublic(publisher: string, partId: string, isPublic: boolean): void;
}
