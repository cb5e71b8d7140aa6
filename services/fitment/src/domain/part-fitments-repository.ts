import type { Fitment } from './fitment.ts';
import type { ArrivingRows, ChangeResult, PartFitments, ReplacedFitments } from './part-fitments.ts';

/** What is told to others when a part's fitments change. */
export interface FitmentEvent {
  type: string;
  payload: Uint8Array;
  /** W3C trace context of the change. */
  traceparent: string;
}

/** What a part has of some models. */
export interface FitmentsOfModels {
  /** How many it has of all models. */
  total: number;
  fitments: Fitment[];
}

/** Reads what `tenant` may see: what it publishes itself, what is public, and what others share with it. */
export interface PartFitmentsReader {
  /** By part id; without those that there are none of, or that the tenant may not see. */
  find(tenant: string, partIds: readonly string[]): Promise<ReadonlyMap<string, PartFitments>>;
  /**
   * By part id, only what each has of the models that are asked of it: for checks of thousands. Without those that there are
   * none of, or that the tenant may not see.
   */
  findOfModels(
    tenant: string,
    modelIds: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<ReadonlyMap<string, FitmentsOfModels>>;
}

export interface TellingOf {
  saved: PartFitments;
  event: FitmentEvent;
}

/** Every publisher's, for telling of them once more. */
export interface PartFitmentsArchive {
  /** By part id, after `partId`; at most `limit`. */
  list(partId: string, limit: number): Promise<PartFitments[]>;
  /** Tells of what is saved already. Where it was saved anew since it was listed, that has an event of its own. */
  tell(events: readonly TellingOf[]): Promise<void>;
  /** Adds, as they are and without an event, those of which there is nothing yet. */
  adopt(fitments: readonly PartFitments[]): Promise<void>;
}

/** The batch of an import. */
export interface ImportedBatch {
  publisher: string;
  jobId: string;
  /** Rows of the job that never come again. */
  rowsBefore: number;
}

export interface FitmentsChange extends TellingOf {
  /** The rows that made the difference, in the order of the file. */
  rows: readonly (readonly [row: number, result: ChangeResult])[];
  /** What rows that come late stand in the place of from now on; missing where that stays as it is. */
  replaced?: ReplacedFitments;
  /** Rows that are put; missing for none. */
  arriving?: ArrivingRows;
}

/** A part as who changes it finds it. */
export interface StoredPart extends PartFitments {
  /** What was recorded with it, by the source of the row that stands in its place. */
  replaced?: ReadonlyMap<string, Fitment>;
  arriving?: ArrivingRows;
}

/**
 * What becomes of a part's fitments, undefined where nothing does. `known` tells what a row did in an earlier turn of the
 * same batch, which was saved and not recorded; such a row isn't applied again.
 */
export type DecideChange = (
  partId: string,
  current: StoredPart | undefined,
  known: (row: number) => ChangeResult | undefined,
) => FitmentsChange | undefined;

export interface PartFitmentsWriter {
  /**
   * Changes the publisher's own parts, one after the other or many together. Every adapter promises that a part's fitments
   * and the event that tells of them are saved in one step, that nobody's change is lost, and that a row which is given
   * again changes nothing twice. `decide` may be asked several times of a part: the last time counts. Over a storage
   * with transactions all is done, within the caller's own, when it returns; otherwise when its promise resolves.
   * @throws where a part's fitments are another publisher's
   */
  change(batch: ImportedBatch, partIds: readonly string[], decide: DecideChange): void | Promise<void>;
}

/** As the catalogue tells of a part. */
export interface PartVisibility {
  publisher: string;
  partId: string;
  public: boolean;
  /** The catalogue's, of the part. */
  partVersion: number;
}

export interface PartVisibilityWriter {
  /** Follows the parts of which there are fitments. What is older than what is known already changes nothing. */
  setVisibility(parts: readonly PartVisibility[]): Promise<void>;
}
