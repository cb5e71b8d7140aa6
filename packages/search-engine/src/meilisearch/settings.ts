import { isDeepStrictEqual } from 'node:util';
import type { Settings } from 'meilisearch';
import { MAX_FACET_VALUES } from '../checks.ts';
import { ATTRIBUTES } from './attributes.ts';

const EQUALITY = { facetSearch: false, filter: { equality: true, comparison: false } };
const COMPARISON = { facetSearch: false, filter: { equality: false, comparison: true } };
const LOOKUP = { facetSearch: true, filter: { equality: true, comparison: false } };

/**
 * What an index of Qipei asks of Meilisearch; the fields of a schema don't show in it, they are told by the patterns.
 * Words are matched as filters, so nothing is searchable in Meilisearch's own sense: see docs/decisions/0009.
 */
export const SETTINGS = {
  searchableAttributes: [] as string[],
  displayedAttributes: ['*'],
  filterableAttributes: [
    {
      attributePatterns: ['w_*', 'c_*', 'k_*', 'l_*', ATTRIBUTES.whole, ATTRIBUTES.readers, ATTRIBUTES.main],
      features: EQUALITY,
    },
    { attributePatterns: [ATTRIBUTES.spelling], features: LOOKUP },
    { attributePatterns: ['n.*', ATTRIBUTES.order], features: COMPARISON },
  ],
  // `n` stands for the numbers of every tenant. In the order in which the server gives them back.
  sortableAttributes: ['n', ATTRIBUTES.order, ...ATTRIBUTES.sortKeys],
  rankingRules: ['sort', `${ATTRIBUTES.rank}:desc`, `${ATTRIBUTES.order}:asc`],
  // Only the look-up of misspelt words knows of it. The rest of the rule for how many letters may differ is the adapter's.
  typoTolerance: { enabled: true, minWordSizeForTypos: { oneTypo: 4, twoTypos: 8 } },
  proximityPrecision: 'byAttribute',
  prefixSearch: 'disabled',
  facetSearch: true,
  faceting: { maxValuesPerFacet: MAX_FACET_VALUES, sortFacetValuesBy: { '*': 'count' } },
  // Totals are exact only below it.
  pagination: { maxTotalHits: 1_000_000_000 },
  // What takes longer would be answered in part, and look whole.
  searchCutoffMs: 60_000,
} satisfies Settings;

/** Those settings that aren't as they should be; null where all are. */
export function settingsDifference(held: Settings): Partial<typeof SETTINGS> | null {
  const different = Object.entries(SETTINGS).filter(
    ([name, wanted]) => !holds(held[name as keyof Settings], wanted),
  );
  return different.length === 0 ? null : Object.fromEntries(different);
}

/** What the server gives back has the defaults of what wasn't given. */
function holds(held: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    return isDeepStrictEqual(held, wanted);
  if (typeof held !== 'object' || held === null) return false;
  const values: Record<string, unknown> = { ...held };
  return Object.entries(wanted).every(([name, value]) => holds(values[name], value));
}
