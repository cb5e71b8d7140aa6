import {
  IntentKind as ProtoIntent,
  VehicleWordsUse as ProtoUse,
  type SearchRequest,
  SearchResponse,
  type SearchServiceService,
  Sort,
} from '@qipei/contracts/search/v1/search';
import { InvalidInput } from '@qipei/kernel';
import { partType, positions } from '@qipei/part-type';
import type { SearchHit } from '@qipei/search-engine';
import type { GrpcHandlers } from '@qipei/service-kit';
import type { StoredPart } from '../../application/part-index.ts';
import {
  type IntentKind,
  type PartSearchAnswer,
  type SearchDependencies,
  type SearchIntent,
  searchParts,
} from '../../application/search-parts.ts';
import type { BrandNames } from '../../domain/brand-names.ts';
import type { PartSearch, SortOrder, VehicleWordsUse } from '../../domain/search-request.ts';

const SORT_ORDER: Record<Sort, SortOrder> = {
  [Sort.UNSPECIFIED]: 'relevance',
  [Sort.RELEVANCE]: 'relevance',
  [Sort.PRICE_ASC]: 'price-asc',
  [Sort.PRICE_DESC]: 'price-desc',
  [Sort.STOCK_DESC]: 'stock-desc',
  [Sort.NUMBER_ASC]: 'number-asc',
};

const USE: Record<ProtoUse, VehicleWordsUse> = {
  [ProtoUse.UNSPECIFIED]: 'limit',
  [ProtoUse.LIMIT]: 'limit',
  [ProtoUse.SHOW]: 'show',
  [ProtoUse.WORDS]: 'words',
};

const INTENT: Record<IntentKind, ProtoIntent> = {
  browse: ProtoIntent.BROWSE,
  vin: ProtoIntent.VIN,
  number: ProtoIntent.NUMBER,
  words: ProtoIntent.WORDS,
};

/** What a matching field of the index is called in an answer. */
const REASON: Record<string, string> = {
  ownNumber: 'own-number',
  oeNumber: 'oe-number',
  crossNumber: 'cross-reference',
  comparableNumber: 'comparable',
};

const POSITIONS = new Map(positions().map((position) => [position.id, position]));

export function searchHandlers(
  dependencies: SearchDependencies & { brands: BrandNames },
): GrpcHandlers<typeof SearchServiceService> {
  return {
    async search(request, context) {
      const answer = await searchParts(toSearch(request), context, dependencies);
      return SearchResponse.fromPartial({
        intent: {
          ...answer.intent,
          kind: INTENT[answer.intent.kind],
          corrections: Object.fromEntries(answer.intent.corrections.map(({ from, to }) => [from, to])),
        },
        total: answer.total,
        hits: answer.hits.map((hit) => toHit(hit, answer.intent)),
        facets: await toFacets(answer, dependencies.brands),
      });
    },
  };
}

function toSearch(request: SearchRequest): PartSearch {
  const sort = SORT_ORDER[request.sort];
  if (sort === undefined) throw new InvalidInput('sort', 'not-allowed', 'There is no such order.');
  const vehicleWords = USE[request.vehicleWords];
  if (vehicleWords === undefined)
    throw new InvalidInput('vehicleWords', 'not-allowed', 'There is no such use of them.');
  return {
    ...request,
    sort,
    vehicleWords,
    page: request.page === 0 ? 1 : request.page,
    pageSize: request.pageSize === 0 ? 20 : request.pageSize,
  };
}

/** More than a person reads. */
const MAX_REASONS = 3;

function toHit(hit: SearchHit, intent: SearchIntent) {
  const { numbers, ...part } = hit.stored as unknown as StoredPart;
  const words = intent.words.toLowerCase();
  const reasons = hit.matched.map(({ field, value }) =>
    REASON[field] === undefined
      ? { kind: field, value }
      : { kind: REASON[field], value: numbers[value] ?? value },
  );
  // What has the words as they were typed says more than what has them somewhere.
  const literal = (reason: { value: string }) =>
    words !== '' && reason.value.toLowerCase().includes(words) ? 0 : 1;
  const shown = reasons.toSorted((a, b) => literal(a) - literal(b)).slice(0, MAX_REASONS);
  const [vehicle] = intent.vehicles;
  if (vehicle !== undefined)
    shown.push({ kind: 'vehicle', value: `${vehicle.make} ${vehicle.model} ${vehicle.year}` });
  return { ...part, partId: hit.id, reasons: shown, totalAvailable: hit.numbers.stock ?? 0 };
}

async function toFacets(answer: PartSearchAnswer, brands: BrandNames) {
  const names = await brands.names((answer.facets.brandId ?? []).map(({ value }) => value));
  const labels: Record<string, (value: string) => { label: string; labelZh: string }> = {
    brandId: (value) => ({ label: names.get(value) ?? '', labelZh: '' }),
    partTypeId: (value) => ({ label: partType(value)?.nameEn ?? '', labelZh: partType(value)?.nameZh ?? '' }),
    position: (value) => ({
      label: POSITIONS.get(value)?.nameEn ?? '',
      labelZh: POSITIONS.get(value)?.nameZh ?? '',
    }),
  };
  const counted = Object.entries(answer.facets).map(([name, values]) => ({
    name,
    values: values.map(({ value, count }) => ({ value, count, ...labels[name]?.(value) })),
  }));
  return [
    ...counted,
    {
      name: 'inStock',
      values: [{ value: 'true', label: 'In stock', labelZh: '有货', count: answer.inStockTotal }],
    },
  ];
}
