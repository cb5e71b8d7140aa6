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

/** A row that waits no longer; one that has come from another `source` since isn't meant, where that is said. */
export interface SettledKey extends UnresolvedKey {
  source?: string;
}

/** A row that has waited and is put elsewhere, as it was listed. */
export interface RowMove extends UnresolvedKey {
  source: string;
  /** The part that it is of by now. */
  to: string;
  /** Where it only waits for something else, at the same place: what is kept instead. */
  stays?: UnresolvedFitment;
  /** Who moves it; missing over a storage with transactions. */
  mover?: string;
  /** Another moves it by now, or has: what is taken back of it is only what this one put. */
  overtaken?: true;
}

export interface MoveSteps {
  /** Whose rows they are, where it can be rolled back: it is kept where they go. Empty for none. */
  release: string;
  /** Writes rows to where they are put. */
  put(moves: readonly RowMove[]): void | Promise<void>;
  /** Takes away what was put of rows that have been taken back meanwhile. Done again, it changes nothing. */
  takeBack(moves: readonly RowMove[]): void | Promise<void>;
}

export interface PageSize {
  limit: number;
  characters: number;
}

/** To which other parts rows go, each once. */
export function otherParts(moves: readonly RowMove[]): string[] {
  return [...new Set(moves.filter(({ partId, to }) => partId !== to).map(({ to }) => to))];
}

/** Ids of jobs sort by the time at which they were made. */
export function jobOf(source: string): string {
  return source.slice(0, source.lastIndexOf('#'));
}

/** Of rows that come late those that say nothing which a later import has said since. */
export function notOvertaken(
  before: readonly UnresolvedFitment[],
  late: readonly UnresolvedFitment[],
): UnresolvedFitment[] {
  const known = new Map(before.map(({ key, source }) => [key, jobOf(source)]));
  return late.filter(({ key, source }) => (known.get(key) ?? '') <= jobOf(source));
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
    resolved: () => readonly SettledKey[],
  ): void | Promise<void>;
  /**
   * The same, but for rows of a part of which as much as can be kept waits already: those are left out, and returned. Rows of the sources
   * `standing`, which were put elsewhere already, are said there again as they are: whoever moves one doesn't take it back.
   */
  settleWhatFits(
    publisher: string,
    kept: readonly UnresolvedFitment[],
    resolved: () => readonly SettledKey[],
    standing?: ReadonlySet<string>,
  ): readonly UnresolvedFitment[] | Promise<readonly UnresolvedFitment[]>;
  /** Keeps rows that come late, but for those of which a later import says something that waits. */
  keepLate(publisher: string, kept: readonly UnresolvedFitment[]): void | Promise<void>;
  /**
   * Puts rows elsewhere that still wait as they were listed, and that nobody else moves; of others nothing is written. At any moment a row is at its place, where it
   * is put, or at both; where it is taken back meanwhile, it is at neither in the end. Over a storage with transactions all is done when
   * it returns, and nothing is ever to be taken back.
   */
  move(publisher: string, moves: readonly RowMove[], steps: MoveSteps): void | Promise<void>;
  /** Who has rows that a process moved which has ended since. */
  publishersOfLeft(): Promise<string[]>;
  /** Parts of which such rows wait still: nobody else has moved them. */
  partsOfLeft(publisher: string): Promise<string[]>;
  /** What has been taken back while a process moved it that has ended since: it is to be taken away from where it may have been put. */
  leftMoves(publisher: string): Promise<RowMove[]>;
  /** Those have been taken away. */
  forgetMoves(publisher: string, left: readonly RowMove[]): Promise<void>;
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
