import type { PartFitments } from './part-fitments.ts';
import type { UnresolvedFitment } from './unresolved-fitments.ts';

/** A publisher's fitments in one state, for as long as it takes to go through them. */
export interface OwnFitments {
  /** By part id, of those parts that have any. */
  ofParts(publisher: string, partIds: readonly string[]): Promise<ReadonlyMap<string, PartFitments>>;
  /** Rows of these parts that wait for their vehicles. */
  waiting(publisher: string, partIds: readonly string[]): Promise<ReadonlyMap<string, UnresolvedFitment[]>>;
  /** Rows that wait for their parts, some hundreds at once. */
  ofUnknownParts(publisher: string): AsyncIterable<UnresolvedFitment[]>;
  /** What is said of assets, all that is said of one together and in the order in which it came; very much in several pieces. */
  ofAssets(publisher: string): AsyncIterable<UnresolvedFitment[]>;
}

/** A part as the catalogue tells of it to who goes through all of them. */
export interface OwnPart {
  partId: string;
  brand: string;
  partNumber: string;
  /** As its file has it; empty where it has none. */
  partTypeRef: string;
  /** Auto Care's code of the brand, where it is known. */
  brandCode: string;
}
