/** What a file's cell holds. */
export type UnresolvedCell = string | number | readonly string[] | Readonly<Record<string, string>>;

/** A row of an import that names a vehicle which the vehicle table, or a part which the catalogue doesn't know (yet). */
export interface UnresolvedFitment {
  publisher: string;
  /** Of a part that isn't known: see `unknownPartId`. */
  partId: string;
  /** Of the data set and the cells that name vehicle and place: the same row of another import has the same. */
  key: string;
  /** `part-unknown`, `make-unknown`, `model-unknown` or `vehicle-unknown`. */
  code: string;
  column: string;
  message: string;
  /** Import job and row. */
  source: string;
  /** The publisher's data set; empty for its main one. */
  dataSet: string;
  since: Date;
  /** The row, by column. */
  cells: Readonly<Record<string, UnresolvedCell>>;
}

/** What is kept of one part, or of one asset, packed: whoever reads it has all of it in memory. */
export const MOST_CHARACTERS = 16 * 1024 * 1024;

export type UnresolvedKey = Pick<UnresolvedFitment, 'partId' | 'key'>;

export interface PageSize {
  limit: number;
  characters: number;
}

/** About as many as the row's cells have as JSON. */
export function charactersOf({ cells }: UnresolvedFitment): number {
  let characters = 0;
  for (const name in cells) {
    const cell = cells[name];
    characters += name.length + 6;
    if (typeof cell === 'string') characters += cell.length;
    else if (typeof cell === 'object') characters += JSON.stringify(cell).length;
  }
  return characters;
}

/** Whether a page of that size ends behind the last of its rows. */
export function isFull(rows: readonly UnresolvedFitment[], { limit, characters }: PageSize): boolean {
  return rows.length >= limit || rows.reduce((so, row) => so + charactersOf(row), 0) >= characters;
}

/** Rows that wait for their parts and vehicles, and among them what is said of assets; nothing that a publisher said is dropped. */
export interface UnresolvedFitments {
  /**
   * Keeps rows, and forgets those that have been resolved or deleted. Done again, it changes nothing. `resolved` is asked
   * only where the publisher has any. Over a storage with transactions all is done, within the caller's own, when it
   * returns.
   * @throws where more is said of a part than can be kept of one
   */
  settle(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly UnresolvedKey[],
  ): void | Promise<void>;
  /** The same, but for rows of a part of which as much as can be kept waits already: those are left out, and returned. */
  settleWhatFits(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly UnresolvedKey[],
  ): readonly UnresolvedFitment[] | Promise<readonly UnresolvedFitment[]>;
  /** Those that wait, by part and key, after that one; at most `limit`. */
  list(publisher: string, after: UnresolvedKey | undefined, limit: number): Promise<UnresolvedFitment[]>;
  /**
   * What is said of assets, in the same way; see `assetPartId`. A page ends with the row that brings it to so many `characters`, as
   * `charactersOf` counts them, be there more or not.
   */
  listAssets(
    publisher: string,
    after: UnresolvedKey | undefined,
    { limit, characters }: PageSize,
  ): Promise<UnresolvedFitment[]>;
  /** All that waits of these parts, by part and key. */
  ofParts(publisher: string, partIds: readonly string[]): Promise<UnresolvedFitment[]>;
  /** One row of each part that isn't known, by part, after that one; at most `limit`. */
  unknownParts(publisher: string, after: string, limit: number): Promise<UnresolvedFitment[]>;
  /** Of those that wait. */
  count(publisher: string): Promise<number>;
  /** Publishers that have any, be they of assets. */
  publishers(): Promise<string[]>;
}
