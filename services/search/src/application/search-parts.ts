import { matchPartTypes, positionsWithin } from '@qipei/part-type';
import type { SearchEngine, SearchHit, SearchQuery, SearchResult, SearchSort } from '@qipei/search-engine';
import { type ReadWords, readQuery } from '../domain/read-query.ts';
import {
  type PartSearch,
  requireSearch,
  type SortOrder,
  type VehicleWordsUse,
} from '../domain/search-request.ts';
import { type Understood, understood } from '../domain/understood.ts';
import type { DecodedVehicle, KnownVehicle, LookupContext, VehicleLookup } from '../domain/vehicle-lookup.ts';
import type { NamedVehicles } from '../domain/vehicle-words.ts';
import { askByPinyin } from './ask-by-pinyin.ts';
import { type AskedForVehicles, askForVehicles } from './ask-for-vehicles.ts';
import { type Asked, askIndex } from './ask-index.ts';
import { maySpell, pinyinReading } from './pinyin-reading.ts';
import type { TenantSights } from './tenant-sight.ts';
import { type UnderstandingDependencies, understandQuery } from './understand-query.ts';

export type IntentKind = 'browse' | 'vin' | 'number' | 'words';

export interface SearchIntent {
  kind: IntentKind;
  words: string;
  numberKey: string;
  vin: string;
  /** Where the query holds more than one: no vehicle is taken for the one that is meant. */
  severalVins: string[];
  /** The answer is limited to these; several where a VIN leaves them open. */
  vehicles: KnownVehicle[];
  partTypeIds: string[];
  corrections: { from: string; to: string }[];
  notes: { code: string; message: string }[];
  /** What the query was taken for, in its order. */
  pieces: Understood[];
  /** What words name, where the vehicle table has it, and no vehicle was asked for otherwise. */
  named: NamedVehicles | undefined;
  /** All hits fit some of those. */
  limitedToNamed: boolean;
}

export interface PartSearchAnswer {
  intent: SearchIntent;
  total: number;
  inStockTotal: number;
  hits: SearchHit[];
  facets: SearchResult['facets'];
}

export interface SearchDependencies extends UnderstandingDependencies {
  engine: SearchEngine;
  vehicles: VehicleLookup;
  /** An index of an earlier version has no models: it can't be limited to cars that are named. */
  isIndexOutdated: () => Promise<boolean>;
  sightOf: TenantSights['sightOf'];
  /** Told why it isn't known what letters spell. */
  onUnreadable: (error: unknown) => void;
}

const FACETS = ['brandId', 'partTypeId', 'position'];

const SORTING: Record<SortOrder, SearchSort> = {
  relevance: { by: 'relevance' },
  'price-asc': { by: 'number', field: 'price', order: 'asc' },
  'price-desc': { by: 'number', field: 'price', order: 'desc' },
  'stock-desc': { by: 'number', field: 'stock', order: 'desc' },
  'number-asc': { by: 'key', order: 'asc' },
};

/** Understands the query, limits it to the vehicle where one is named, and asks the index. */
export async function searchParts(
  search: PartSearch,
  context: LookupContext,
  dependencies: SearchDependencies,
): Promise<PartSearchAnswer> {
  requireSearch(search);
  const vins = await decodeVins(readQuery(search.query).vins, context, dependencies.vehicles);
  const beside = readQuery(search.query, (vin) => vins.has(vin));
  const vehicle = await findVehicles(search, vins, context, dependencies.vehicles);
  const { words } = beside;
  const intent: SearchIntent = {
    kind: intentKind(vehicle.vin, words),
    words,
    numberKey: '',
    vin: vehicle.vin,
    severalVins: vehicle.severalVins,
    vehicles: vehicle.vehicles,
    partTypeIds: matchPartTypes(words).map((type) => type.id),
    corrections: [],
    notes: vehicle.notes,
    pieces: [],
    named: undefined,
    limitedToNamed: false,
  };
  // A VIN that leads to no vehicle must not show parts as if they fitted.
  if (vehicle.asked && vehicle.vehicles.length === 0)
    return { intent, total: 0, inStockTotal: 0, hits: [], facets: {} };
  const base: SearchQuery = {
    tenant: context.tenant,
    filters: filtersOf(search, vehicle.vehicles),
    sort: SORTING[search.sort],
    offset: (search.page - 1) * search.pageSize,
    limit: search.pageSize,
    facets: FACETS,
  };
  const asked: SearchQuery = search.inStock ? { ...base, tenantFilters: IN_STOCK } : base;
  const isNumber = beside.numberKeys.length > 0;
  const plain = vehicle.asked || isNumber || search.vehicleWords === 'words';
  const { pieces, vehicles: named } = await understandQuery(words, context, dependencies, {
    plain,
    brandless: isNumber,
  });
  const found: AskedForVehicles & { further?: SearchQuery } =
    named === undefined
      ? { ...(await askWords(asked, beside, context, dependencies)), limited: false, apart: false }
      : await askForVehicles(
          dependencies.engine,
          asked,
          beside,
          named,
          await usable(search.vehicleWords, dependencies),
        );
  const { result, query, byNumber, numberKey, notes, limited, apart } = found;
  // A VIN in the query isn't one of its words, and stays.
  const vinsKept = [...vins.keys()].map((vin) => `${vin} `).join('');
  intent.pieces = understood(words, pieces).map((piece) => ({
    ...piece,
    without: `${vinsKept}${piece.without}`.trim(),
  }));
  intent.limitedToNamed = limited;
  if (apart) {
    intent.named = named?.named;
    intent.words = named?.rest ?? words;
  }
  if (byNumber) {
    intent.kind = 'number';
    intent.numberKey = numberKey ?? beside.numberKeys[0] ?? '';
    intent.words = beside.besideNumber;
    intent.pieces = numbersOf(intent.pieces);
  }
  intent.corrections = result.corrections;
  intent.notes = [...intent.notes, ...notes];
  const queries = found.further === undefined ? [query] : [query, found.further];
  const inStockTotal = search.inStock
    ? result.total
    : await countInStock(dependencies.engine, queries, result.total);
  return { intent, total: result.total, inStockTotal, hits: result.hits, facets: result.facets };
}

async function usable(
  use: VehicleWordsUse,
  { isIndexOutdated }: Pick<SearchDependencies, 'isIndexOutdated'>,
): Promise<VehicleWordsUse> {
  return use === 'limit' && (await isIndexOutdated()) ? 'show' : use;
}

/** What is left as words, and has a digit, is the number that was found. */
function numbersOf(pieces: readonly Understood[]): Understood[] {
  return pieces.map((piece) =>
    piece.kind === 'words' && /\d/.test(piece.text) ? { ...piece, kind: 'number' } : piece,
  );
}

const IN_STOCK = [{ field: 'stock', min: 1 }];

function intentKind(vin: string, words: string): IntentKind {
  if (words.trim() !== '') return 'words';
  return vin === '' ? 'browse' : 'vin';
}

async function countInStock(
  engine: SearchEngine,
  queries: readonly SearchQuery[],
  total: number,
): Promise<number> {
  if (total === 0) return 0;
  const counted = await Promise.all(
    queries.map((query) =>
      engine.search({ ...query, tenantFilters: IN_STOCK, offset: 0, limit: 0, facets: [] }),
    ),
  );
  return counted.reduce((sum, { total: inStock }) => sum + inStock, 0);
}

/** Words, or a number; and what Latin letters spell in Chinese. */
async function askWords(
  asked: SearchQuery,
  read: ReadWords,
  context: LookupContext,
  dependencies: SearchDependencies,
): Promise<Asked & { further?: SearchQuery }> {
  const found = await askIndex(dependencies.engine, asked, read);
  if (found.byNumber || !maySpell(read.words)) return found;
  const reading = await optionalReading(read.words, context, dependencies);
  return reading === undefined ? found : await askByPinyin(dependencies.engine, asked, read, found, reading);
}

/** What was found as it was typed is an answer also where nobody can tell what it spells. */
async function optionalReading(
  words: string,
  { tenant }: LookupContext,
  { sightOf, onUnreadable }: SearchDependencies,
): Promise<string | undefined> {
  try {
    const { partsOfType } = await sightOf(tenant);
    return await pinyinReading(words, (typeId) => partsOfType.get(typeId) ?? 0);
  } catch (error) {
    onUnreadable(error);
    return undefined;
  }
}

function filtersOf(
  search: PartSearch,
  vehicles: readonly KnownVehicle[],
): { field: string; anyOf: string[] }[] {
  const filters: { field: string; anyOf: string[] }[] = [];
  if (search.brandId !== '') filters.push({ field: 'brandId', anyOf: [search.brandId] });
  if (search.partTypeId !== '') filters.push({ field: 'partTypeId', anyOf: [search.partTypeId] });
  if (search.position !== '') {
    const within = positionsWithin(search.position);
    filters.push({ field: 'position', anyOf: within.length === 0 ? [search.position] : within });
  }
  if (vehicles.length > 0) {
    const ids = new Set(vehicles.flatMap((vehicle) => [vehicle.baseVehicleId, vehicle.vehicleId]));
    filters.push({ field: 'vehicle', anyOf: [...ids] });
  }
  return filters;
}

interface FoundVehicles {
  /** A vehicle was asked for, found or not. */
  asked: boolean;
  vin: string;
  severalVins: string[];
  vehicles: KnownVehicle[];
  notes: { code: string; message: string }[];
}

const NO_VEHICLE: FoundVehicles = {
  ...{ asked: false, vin: '', severalVins: [], vehicles: [], notes: [] },
};
const SEVERAL_VINS = [{ code: 'several-vins', message: 'There is more than one VIN: choose one.' }];

/** Those whose maker is known, by their spelling; what else looks like a VIN is rather a number. */
async function decodeVins(
  vins: readonly string[],
  context: LookupContext,
  lookup: VehicleLookup,
): Promise<Map<string, DecodedVehicle>> {
  const decoded = await Promise.all(
    vins.map(async (vin) => [vin, await lookup.decode(vin, context)] as const),
  );
  return new Map(decoded.filter(([, { known }]) => known));
}

async function findVehicles(
  search: PartSearch,
  vinsInQuery: ReadonlyMap<string, DecodedVehicle>,
  context: LookupContext,
  lookup: VehicleLookup,
): Promise<FoundVehicles> {
  if (search.vehicleId !== '') {
    const vehicle = await lookup.vehicle(search.vehicleId, context);
    return { ...NO_VEHICLE, asked: true, vehicles: [vehicle] };
  }
  if (search.vin === '' && vinsInQuery.size > 1)
    return { ...NO_VEHICLE, asked: true, severalVins: [...vinsInQuery.keys()], notes: SEVERAL_VINS };
  const [inQuery] = vinsInQuery.values();
  const decoded = search.vin !== '' ? await lookup.decode(search.vin, context) : inQuery;
  if (decoded === undefined) return NO_VEHICLE;
  const { vin, vehicles, notes } = decoded;
  return { ...NO_VEHICLE, asked: true, vin, vehicles, notes };
}
