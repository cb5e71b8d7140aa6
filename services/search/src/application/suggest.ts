import { InvalidInput } from '@qipei/kernel';
import type { SearchEngine, SearchQuery } from '@qipei/search-engine';
import { isVinLike } from '@qipei/vin';
import { type Suggestion, suggestion } from '../domain/suggestion.ts';
import { markedIn, matchName, readTyped, type Typed } from '../domain/typed-name.ts';
import type { LookupContext, VehicleLookup } from '../domain/vehicle-lookup.ts';
import type { SuggestedVehicle, VehicleSuggestions } from '../domain/vehicle-suggestions.ts';
import { suggestNumbers } from './suggest-numbers.ts';
import { partTypeNames, suggestPartTypes } from './suggest-part-types.ts';
import type { Sight, TenantSights } from './tenant-sight.ts';

export interface AskForSuggestions {
  query: string;
  /** Empty for none. */
  vehicleId: string;
  limit: number;
}

export interface SuggestDependencies extends Pick<TenantSights, 'sightOf'> {
  engine: SearchEngine;
  vehicles: VehicleLookup;
  vehicleNames: VehicleSuggestions;
}

const MAX_QUERY = 128;
const MAX_LIMIT = 20;
/** Of one kind, as long as there are others to be shown. */
const SHARE = { numbers: 5, types: 4, brands: 3, vehicles: 4 };
/** WMI and VDS of a VIN: fewer characters tell no maker and model. */
const MIN_PARTIAL_VIN = 8;
const VIN_LENGTH = 17;
const PARTIAL_VIN = /^[A-HJ-NPR-Z0-9]+$/;

/** What the words may mean, the best first; of each kind no more than its share, as long as others have something. */
export async function suggest(
  { query, vehicleId, limit }: AskForSuggestions,
  context: LookupContext,
  dependencies: SuggestDependencies,
): Promise<Suggestion[]> {
  if (query.length > MAX_QUERY)
    throw new InvalidInput('q', 'too-long', `At most ${MAX_QUERY} characters, these are ${query.length}.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new InvalidInput('limit', 'out-of-range', `1 to ${MAX_LIMIT} suggestions.`);
  const text = query.normalize('NFKC').trim();
  if (text === '') return [];
  const { engine, vehicleNames, sightOf } = dependencies;
  const [ofVin, vehicle] = await Promise.all([
    suggestVin(text, context, dependencies.vehicles),
    filtersOf(vehicleId, context, dependencies.vehicles),
  ]);
  // A VIN is nothing else.
  if (ofVin?.kind === 'vin') return [ofVin];
  const base = { tenant: context.tenant, ...vehicle };
  const [names, numbers, sight, fitting, vehicles] = await Promise.all([
    partTypeNames(),
    suggestNumbers(text, base, engine),
    sightOf(context.tenant),
    partsOfTypes(base, engine),
    // A vehicle is already chosen: what is typed is no other one.
    vehicleId === '' ? vehicleNames.suggest(text, SHARE.vehicles * 2, context) : [],
  ]);
  const whole = readTyped(text);
  const parts = fitting ?? sight.partsOfType;
  const named = [...suggestPartTypes(names, whole, parts, ''), ...suggestBrands(whole, sight, '')];
  if (named.length + vehicles.length + numbers.length === 0) {
    for (const { before, last } of lastWords(text)) {
      const typed = readTyped(last);
      named.push(...suggestPartTypes(names, typed, parts, before), ...suggestBrands(typed, sight, before));
      if (named.length > 0) break;
    }
  }
  named.sort((a, b) => b.rank - a.rank);
  const ofKind = (kind: Suggestion['kind']) =>
    named.filter(({ suggestion: each }) => each.kind === kind).map(({ suggestion: each }) => each);
  return shared(
    [
      // Makers' codes are short: what begins a number of somebody's parts is that, unless the rest tells a vehicle, too.
      { all: ofVin === undefined || (numbers.length > 0 && ofVin.nameEn === '') ? [] : [ofVin], share: 1 },
      { all: numbers, share: SHARE.numbers },
      ...(named[0]?.suggestion.kind === 'brand'
        ? [
            { all: ofKind('brand'), share: SHARE.brands },
            { all: ofKind('part-type'), share: SHARE.types },
          ]
        : [
            { all: ofKind('part-type'), share: SHARE.types },
            { all: ofKind('brand'), share: SHARE.brands },
          ]),
      { all: vehicles.map((each) => vehicleSuggestion(each, whole)), share: SHARE.vehicles },
    ],
    limit,
  );
}

/** A whole VIN, or the beginning of one whose maker is known. */
async function suggestVin(
  text: string,
  context: LookupContext,
  lookup: VehicleLookup,
): Promise<Suggestion | undefined> {
  const vin = text.toUpperCase().replaceAll(/[\s-]/g, '');
  const whole = isVinLike(text);
  const partial =
    text.length >= MIN_PARTIAL_VIN && text.length < VIN_LENGTH && PARTIAL_VIN.test(text.toUpperCase());
  if (!whole && !partial) return undefined;
  const decoded = await lookup.decode(vin, context);
  if (!decoded.known && !whole) return undefined;
  const [vehicle] = decoded.vehicles;
  const shown = { text: decoded.vin || vin, matched: [{ start: 0, end: (decoded.vin || vin).length }] };
  return suggestion(whole ? 'vin' : 'partial-vin', shown.text, {
    ...{ zh: shown, en: shown, missing: whole ? 0 : VIN_LENGTH - vin.length },
    // Candidates may differ in engine and body; make and model are those of the first where all agree.
    ...(vehicle !== undefined &&
      decoded.vehicles.every(({ model, make }) => model === vehicle.model && make === vehicle.make) && {
        nameEn: `${vehicle.make} ${vehicle.model}`,
        year: decoded.vehicles.every(({ year }) => year === vehicle.year) ? vehicle.year : 0,
      }),
  });
}

/** @throws NotFound for a vehicle that there isn't */
async function filtersOf(
  vehicleId: string,
  context: LookupContext,
  lookup: VehicleLookup,
): Promise<Pick<SearchQuery, 'filters'>> {
  if (vehicleId === '') return {};
  const vehicle = await lookup.vehicle(vehicleId, context);
  const ids = [...new Set([vehicle.baseVehicleId, vehicle.vehicleId])].filter((id) => id !== '');
  return { filters: [{ field: 'vehicle', anyOf: ids }] };
}

/** Of the parts that fit a vehicle; undefined without one. */
async function partsOfTypes(
  base: Pick<SearchQuery, 'tenant' | 'filters'>,
  engine: SearchEngine,
): Promise<ReadonlyMap<string, number> | undefined> {
  if (base.filters === undefined) return undefined;
  const { facets } = await engine.search({ ...base, offset: 0, limit: 0, facets: ['partTypeId'] });
  return new Map((facets.partTypeId ?? []).map(({ value, count }) => [value, count]));
}

function suggestBrands(typed: Typed, { brands }: Sight, before: string) {
  return brands
    .flatMap(({ brandId, name, parts }) => {
      const match = matchName(name, typed);
      if (match === undefined) return [];
      const text = { text: name.text, matched: match.matched };
      const found = suggestion('brand', brandId, { zh: text, en: text, partCount: parts, before });
      return [{ rank: match.rank, suggestion: found }];
    })
    .sort((a, b) => b.rank - a.rank || b.suggestion.partCount - a.suggestion.partCount);
}

function vehicleSuggestion(vehicle: SuggestedVehicle, typed: Typed): Suggestion {
  const { kind, makeId, modelId, generationId, yearFrom, yearTo, year } = vehicle;
  const { make, makeZh, model, modelZh, generation, generationZh, chassisCode } = vehicle;
  const shown = (...names: string[]) => {
    const text = [...new Set(names.filter((name) => name !== ''))].join(' ');
    return { text, matched: markedIn(text, typed) };
  };
  return suggestion(kind, generationId || modelId || makeId, {
    zh: shown(makeZh || make, modelZh || model, generationZh || generation, chassisCode),
    en: shown(make, model, generation, chassisCode),
    ...{ makeId, modelId, yearFrom, yearTo, year },
  });
}

/** More words than so many name no kind of part. */
const MAX_LAST = 4;

/** `accord oil filter` is words before, and a kind of part or the beginning of one: the longest that is any comes first. */
function lastWords(text: string): { before: string; last: string }[] {
  const starts = [...text.matchAll(/(?<=\S)\s+(?=\S)/g)].slice(-MAX_LAST);
  return starts.map(({ index }) => ({ before: text.slice(0, index), last: text.slice(index).trim() }));
}

/** Each kind's share in turn, then what is left of the first kinds, up to the limit. */
function shared(
  kinds: readonly { all: readonly Suggestion[]; share: number }[],
  limit: number,
): Suggestion[] {
  const counts = kinds.map(({ all, share }) => Math.min(all.length, share));
  let free = limit - counts.reduce((sum, count) => sum + count, 0);
  for (const [at, { all }] of kinds.entries()) {
    const more = Math.max(0, Math.min(free, all.length - (counts[at] ?? 0)));
    counts[at] = (counts[at] ?? 0) + more;
    free -= more;
  }
  // Too many: the largest shares give way.
  for (; free < 0; free += 1) {
    const largest = counts.indexOf(Math.max(...counts));
    counts[largest] = (counts[largest] ?? 1) - 1;
  }
  return kinds.flatMap(({ all }, at) => all.slice(0, counts[at]));
}
