/** Names the fields of an index. Given at open and fixed for the life of the index. */
export interface IndexSchema {
  /** The group without which a document is not findable. It alone carries text, codes, readers, stored, rank, sortKey. */
  mainGroup: string;
  /**
   * Searched by words, Chinese and English; a word found in a heavier field ranks higher. Traditional characters are the
   * simplified ones, in texts and in questions.
   */
  text: Readonly<Record<string, { weight: number }>>;
  /** Exact and prefix look-up of normalised keys, many values a document. A field named earlier ranks higher. */
  codes: readonly string[];
  /** Exact filter and facet, many values a document; the values of all groups together. */
  keywords: readonly string[];
  /** Exact filter only, hundreds of values a document; the values of all groups together. */
  links: readonly string[];
  /** One number per tenant and document; filter and sort. */
  tenantNumbers: readonly string[];
  /**
   * Counted up where the sources' same states give other documents than before. An index keeps the number that it was made
   * with, whatever it is opened with later: `contents` tells it. Default 0.
   */
  contents?: number;
}

/** The content of a document's group that every reader shares. What is not given is empty. */
export interface SharedFields {
  text?: Readonly<Record<string, string | readonly string[]>>;
  codes?: Readonly<Record<string, readonly string[]>>;
  keywords?: Readonly<Record<string, readonly string[]>>;
  links?: Readonly<Record<string, readonly string[]>>;
  /** The tenants that may see the document, or `*` for all, or any names for `readsAs`. Required in the main group; empty: nobody. */
  readers?: readonly string[];
  /** A JSON object given back with each hit; at most 64 KB. */
  stored?: Readonly<Record<string, unknown>>;
  /** Higher comes first among equally relevant documents. Default 0. */
  rank?: number;
  /** What `sort: { by: 'key' }` compares, by UTF-16 code units. Default empty. */
  sortKey?: string;
}

/** The content of a document's group that is private to one tenant. */
export interface TenantFields {
  numbers: Readonly<Record<string, number>>;
}

interface PatchIdentity {
  /** 1-128 characters of `A-Z a-z 0-9 _ -`. */
  id: string;
  /** A part of the document that has a source and versions of its own. */
  group: string;
  /** A whole number; a patch that isn't newer than what the index holds for (id, group, tenant) is ignored. */
  version: number;
}

/** Replaces a group as a whole; `fields: null` removes it. */
export type DocumentPatch =
  | (PatchIdentity & { tenant?: undefined; fields: SharedFields | null })
  | (PatchIdentity & { tenant: string; fields: TenantFields | null });

export type SearchSort =
  /**
   * Score, then rank descending, then id. What was asked for `first` comes first. Texts that are the words and no more come first; then words of a heavier field before
   * those of a lighter, and whole words before beginnings in the same field. How finely a score tells beyond that is the adapter's.
   */
  | { by: 'relevance' }
  /** Rank descending, then id. */
  | { by: 'rank' }
  | { by: 'key'; order: 'asc' | 'desc' }
  /** A tenant number; documents without one come last whatever the order. */
  | { by: 'number'; field: string; order: 'asc' | 'desc' };

/** Whole keys, never beginnings, of some code fields. */
export interface WholeCodes {
  /** At most 100. */
  codes: readonly string[];
  /** The one that the schema names first ranks highest. */
  fields: readonly string[];
  /** What else a document must have, all of it; the last word may be a beginning. */
  words?: string;
}

export interface SearchQuery {
  /** Who asks: only documents that it may read take part in anything. */
  tenant: string;
  /**
   * Other readers as whom it may read, too: at most 20,000. An adapter keeps what it makes of them as long as it is given the same
   * array.
   */
  readsAs?: readonly string[];
  /**
   * All words must occur; the last one may be a beginning (of 2 characters or more). Cut after 256 characters or 16
   * words. Without a letter or a digit it is as if it weren't given.
   */
  words?: string;
  /** Any of these keys, as a whole or, from 4 characters on, as a beginning. With `words`: both must match. At most 100. */
  codes?: readonly string[];
  /**
   * Only beside `words`, and not with `codes`. Documents with one of the keys as a whole, and with all of the words beside it, are
   * found whatever `words` say, and by relevance before all others; where one of them is seen, `words` are neither corrected
   * nor given up. At most 20.
   */
  first?: readonly WholeCodes[];
  /** Every filter must hold, by any of its values. On a keyword or a link field; at most 1,000 values. */
  filters?: readonly { field: string; anyOf: readonly string[] }[];
  /** Inclusive bounds of the tenant's own numbers; a document without the number doesn't pass. */
  tenantFilters?: readonly { field: string; min?: number; max?: number }[];
  sort?: SearchSort;
  /** `offset + limit` at most 100,000. */
  offset: number;
  /** 0 to 1,000. */
  limit: number;
  /** Keyword fields whose values are to be counted. */
  facets?: readonly string[];
}

export interface SearchHit {
  id: string;
  stored: Record<string, unknown>;
  /** What of the document matched: a text as it was given, or a key. */
  matched: { field: string; value: string }[];
  /** Larger is better; comparable within one answer only. */
  score: number;
  /** The asking tenant's numbers. */
  numbers: Record<string, number>;
}

export interface FacetCount {
  value: string;
  count: number;
}

export interface SearchResult {
  /** Exact. */
  total: number;
  hits: SearchHit[];
  /**
   * Exact counts over the whole result, taken without the filters on that same field; the most frequent first, then by
   * value. Of more than 10,000 values the most frequent.
   */
  facets: Record<string, FacetCount[]>;
  /** Words that no visible document has, and what was searched instead. */
  corrections: { from: string; to: string }[];
  /**
   * Set where no visible document has all the words: the hits have `matched` of `of` words, as many as any document has. Of more
   * than six an adapter may try only the rarest six.
   */
  relaxed: { matched: number; of: number } | null;
}

export interface GroupVersion {
  group: string;
  tenant?: string;
  version: number;
  /** False when the group was removed at that version. */
  present: boolean;
}

export interface DocumentVersions {
  id: string;
  /** By group, then tenant. */
  groups: GroupVersion[];
}

/**
 * An index of documents that are assembled from groups, each with a source of its own.
 *
 * Every adapter promises: patches may come twice and in any order, the index is the same; what `apply` has resolved is
 * durable and seen by every later search of every connection; a call's patches of one document take effect together; nothing of a
 * document influences an answer to a tenant that may not read it; equal questions to an equal index give equal pages.
 *
 * A call of `apply` that rejects as unavailable may have taken effect, for some documents or all: it is safe to repeat. While
 * the index is written to, an answer may be put together from its states before and after.
 */
export interface SearchEngine extends AsyncDisposable {
  /**
   * At most 10,000 patches. Resolves when they are in the index.
   * @throws InvalidInput and nothing is applied; what is of kind `unavailable` where the engine is away or full.
   */
  apply(patches: readonly DocumentPatch[]): Promise<{ applied: number; ignored: number }>;
  /** @throws InvalidInput for a field that the schema doesn't name and for what is out of bounds. */
  search(query: SearchQuery): Promise<SearchResult>;
  /** How many documents have their main group, whoever may read them. For operators: not limited to a tenant. */
  count(): Promise<number>;
  /**
   * What the index holds, by id, for a comparison with the sources; removed and not yet findable documents too. `limit` at
   * most 10,000. For operators: not limited to a tenant.
   */
  versions(page: { afterId?: string; limit: number }): Promise<DocumentVersions[]>;
  /** `contents` of the schema that the index was made with: lower than the schema's, its documents may lack what is new. */
  contents(): Promise<number>;
}
