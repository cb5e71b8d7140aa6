import type { TextRange } from './typed-name.ts';

export interface SuggestedText {
  text: string;
  matched: TextRange[];
}

const NO_TEXT: SuggestedText = { text: '', matched: [] };

export type SuggestionKind =
  | 'vin'
  | 'partial-vin'
  | 'number'
  | 'part-type'
  | 'brand'
  | 'make'
  | 'model'
  | 'generation';

export interface Suggestion {
  kind: SuggestionKind;
  /** The VIN, the number's key, or the id of what it is. */
  id: string;
  /** Empty where there is none in that language; what has no language is in both. */
  zh: SuggestedText;
  en: SuggestedText;
  /** The other name that was meant; empty where it is one of the two. */
  alias: SuggestedText;
  brand: string;
  partId: string;
  nameZh: string;
  nameEn: string;
  /** Parts that the tenant sees behind it; 0 where they weren't counted. */
  partCount: number;
  makeId: string;
  modelId: string;
  yearFrom: number;
  yearTo: number;
  year: number;
  missing: number;
  /** Words of the query before those that were meant. */
  before: string;
}

export function suggestion(kind: SuggestionKind, id: string, over: Partial<Suggestion>): Suggestion {
  return {
    ...{ kind, id, zh: NO_TEXT, en: NO_TEXT, alias: NO_TEXT },
    ...{ brand: '', partId: '', nameZh: '', nameEn: '', partCount: 0, makeId: '', modelId: '' },
    ...{ yearFrom: 0, yearTo: 0, year: 0, missing: 0, before: '' },
    ...over,
  };
}
