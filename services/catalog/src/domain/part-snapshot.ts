/** A part as it is kept; one that was withdrawn keeps its id and its count of versions. */
export interface PartRecord {
  kind: 'part';
  partId: string;
  publisher: string;
  brandKey: string;
  partNumberKey: string;
  version: number;
  /** The data set that last said it; empty for the main one. */
  feed: string;
  /** Undefined where the part was withdrawn. */
  content:
    | {
        hash: Uint8Array;
        /** An encoded qipei.catalog.v1.Part. */
        body: Uint8Array;
      }
    | undefined;
}
