/** A row of an import that names a vehicle which the vehicle table doesn't know (yet). */
export interface UnresolvedFitment {
  publisher: string;
  partId: string;
  /** Of the part and the cells that name vehicle and place: the same row of another import has the same. */
  key: string;
  /** `make-unknown`, `model-unknown` or `vehicle-unknown`. */
  code: string;
  column: string;
  message: string;
  /** Import job and row. */
  source: string;
  since: Date;
  /** The row's cells, as JSON of an object. */
  cells: string;
}

export type UnresolvedKey = Pick<UnresolvedFitment, 'partId' | 'key'>;

/** Rows that wait for their vehicles; nothing that a publisher said is dropped. */
export interface UnresolvedFitments {
  /**
   * Keeps rows, and forgets those that have been resolved or deleted. Done again, it changes nothing. `resolved` is asked
   * only where the publisher has any. Over a storage with transactions all is done, within the caller's own, when it
   * returns.
   */
  settle(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly UnresolvedKey[],
  ): void | Promise<void>;
  /** By part and key, after that one; at most `limit`. */
  list(publisher: string, after: UnresolvedKey | undefined, limit: number): Promise<UnresolvedFitment[]>;
  count(publisher: string): Promise<number>;
  /** Publishers that have any. */
  publishers(): Promise<string[]>;
}
