/**
 * One line of a fitment feed as the checks see it, whatever the format was. Ids are in the platform's typed form
 * (`vcdb.baseVehicle:2771`, `pcdb.partTerminology:1896`) or the words of a file without ids; `''` is "not given".
 */
export interface CheckedApp {
  /** The sender's id of the record; the row's number in a file without ids. */
  record: string;
  /** Line of the file, from 1. */
  line: number;
  /** `delete` takes an app back: it is counted and checked for itself, and compared with no other. */
  action: 'add' | 'delete';
  vehicle: CheckedVehicle | undefined;
  partType: string;
  positions: readonly string[];
  attributes: readonly CheckedAttribute[];
  qualifiers: readonly CheckedQualifier[];
  notes: readonly string[];
  part: CheckedPart;
  /** As given: `1`, `2.5`. */
  quantity: string;
  mfrLabel: string;
  /** Name and place of the picture that goes with the app. */
  asset: string;
  /** The names alone, where the format sets how long they may be. */
  assetNames?: readonly string[] | undefined;
  /** False where the sender asks not to have the vehicle checked (`validate="no"`). */
  validate: boolean;
  /** What the reader noticed of this app and a record can't hold, one sentence each: a base vehicle beside years, for instance. */
  contradictions?: readonly string[] | undefined;
}

export interface CheckedVehicle {
  kind: 'base-vehicle' | 'model' | 'equipment';
  /** What says which vehicle it is, but for the years: the base vehicle's id, or make and model (and region and the like). */
  key: string;
  make: string;
  model: string;
  /** Both ends included. Undefined where a base vehicle says the year. */
  years: { from: number; to: number } | undefined;
}

/** An attribute of the vehicle: `{name: 'SubModel', value: '13'}`. */
export interface CheckedAttribute {
  name: string;
  value: string;
}

export interface CheckedQualifier {
  /** Of the Qdb, as a bare number; `''` where the feed has words only. */
  id: string;
  params: readonly { value: string; uom: string }[];
  text: string;
}

export interface CheckedPart {
  /** With the sub-brand where there is one. */
  brand: string;
  number: string;
}
