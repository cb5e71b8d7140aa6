import type { IndexSchema, SharedFields } from '../search-engine.ts';
import type { Dictionary } from './dictionary.ts';

/** What is kept of a shared group beside the full-text rows. */
export interface GroupState {
  version: number;
  present: boolean;
  /** By position in `schema.keywords`; numbers of `keyword_value`, ascending. */
  keywords?: number[][];
  /** Digests of the full-text rows, so that what a newer version didn't change isn't written again. No row: none. */
  words?: string;
  links?: string;
  /** The rest is the main group's alone. */
  readers?: number;
  rank?: number;
  sortKey?: string;
}

export type GroupStates = Record<string, GroupState>;

export function groupState(
  schema: IndexSchema,
  dictionary: Dictionary,
  version: number,
  fields: SharedFields | null,
): GroupState {
  if (fields === null) return { version, present: false };
  const state: GroupState = { version, present: true };
  if (fields.keywords !== undefined) {
    const given = fields.keywords;
    state.keywords = schema.keywords.map((name) =>
      distinct((given[name] ?? []).map((value) => dictionary.keyword(name, value))),
    );
  }
  if (fields.readers !== undefined) state.readers = dictionary.readerSet(fields.readers);
  if (fields.rank !== undefined) state.rank = fields.rank;
  if (fields.sortKey !== undefined) state.sortKey = fields.sortKey;
  return state;
}

function distinct(numbers: number[]): number[] {
  return numbers.length < 2 ? numbers : [...new Set(numbers)].sort((a, b) => a - b);
}

/** A keyword cell: 0 for no value, the number of the only value, or the numbers of several. */
export type KeywordCell = number | number[];

/** What a reader holds in memory of a document: `[no, id, reader set or 0, rank, sort key, ...a cell per keyword]`. */
export type DocumentCard = [
  no: number,
  id: string,
  readers: number,
  rank: number,
  sortKey: string,
  ...KeywordCell[],
];

/** As JSON. Reader set 0: the main group is not there, so that nobody finds the document. */
export function documentCard(schema: IndexSchema, no: number, id: string, groups: GroupStates): string {
  const main = groups[schema.mainGroup];
  const states = Object.values(groups);
  const cells = schema.keywords.map((_, index): KeywordCell => {
    const numbers = distinct(states.flatMap((state) => state.keywords?.[index] ?? []));
    return numbers.length < 2 ? (numbers[0] ?? 0) : numbers;
  });
  const card: DocumentCard = [no, id, main?.readers ?? 0, main?.rank ?? 0, main?.sortKey ?? '', ...cells];
  return JSON.stringify(card);
}

/** By group: `[version, a number or null per field]`, without numbers once the group is removed. */
export type NumberStates = Record<string, [version: number, numbers: (number | null)[] | null]>;

/** `[no, ...a number or null per tenant number]`. */
export type NumberCard = [no: number, ...(number | null)[]];

/** Where two groups give the same number, the group whose name sorts last decides, whatever came first. */
export function numberCard(schema: IndexSchema, no: number, groups: NumberStates): string {
  const names = Object.keys(groups).sort();
  const numbers = schema.tenantNumbers.map((_, index) => {
    let number: number | null = null;
    for (const name of names) number = groups[name]?.[1]?.[index] ?? number;
    return number;
  });
  const card: NumberCard = [no, ...numbers];
  return JSON.stringify(card);
}
