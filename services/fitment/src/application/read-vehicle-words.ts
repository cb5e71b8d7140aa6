import { LRUCache } from 'lru-cache';
import type { PlatformTable } from '../domain/platform-table.ts';
import type { VehicleCatalogue } from '../domain/vehicle-catalogue.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import { reachOfNamed } from './named-vehicles.ts';
import {
  modelsOfMakes,
  platformDictionary,
  seriesOf,
  tenantDictionary,
  type VehicleDictionary,
  type VehicleMeaning,
  vehicleKey,
} from './vehicle-dictionary.ts';
import { displacementsIn, type Unit, unitsOf, yearsIn } from './vehicle-spans.ts';

interface VehicleWord {
  kind: VehicleMeaning['kind'] | 'year' | 'displacement';
  /** Code units of UTF-16; `end` isn't among them. */
  start: number;
  end: number;
  zh: string;
  en: string;
  makeId: string;
  modelId: string;
  /** The table has none of it, or too many cars to tell by it: it narrows nothing. */
  unknown: boolean;
  commonWord: boolean;
}

export interface NamedVehicles {
  modelIds: string[];
  /** 0 where any will do. */
  yearFrom: number;
  yearTo: number;
  /** Litres; empty for any. */
  displacementL: string;
}

export interface ReadVehicleWords {
  words: VehicleWord[];
  named: NamedVehicles | undefined;
  baseVehicleIds: string[];
  vehicleIds: string[];
}

const MAX_TEXT = 256;
/** Units of a name: 一汽丰田陆地巡洋舰 is read as two. */
const MAX_UNITS = 8;
const MAX_MODELS = 1_000;
const MAX_TENANTS = 20;
const MAX_WORDS_OF_TENANTS = 500_000;
const NONE: ReadVehicleWords = { words: [], named: undefined, baseVehicleIds: [], vehicleIds: [] };

interface NamedSpan extends Unit {
  key: string;
  meanings: readonly VehicleMeaning[];
}

/** Makes, models and what else tells cars apart, as people name them beside a part; of the platform and of the tenant. */
export function vehicleWordsReader({
  platform,
  reader,
  catalogue,
}: {
  platform: () => PlatformTable;
  reader: Pick<VehicleReader, 'revision' | 'namedAbove'>;
  catalogue: VehicleCatalogue;
}) {
  const ofPlatform = new WeakMap<PlatformTable, VehicleDictionary>();
  const ofTenants = new LRUCache<
    string,
    { revision: number; table: PlatformTable; words: Promise<VehicleDictionary>; size: number }
  >({
    max: MAX_TENANTS,
    maxSize: MAX_WORDS_OF_TENANTS,
    sizeCalculation: ({ size }) => size + 1,
  });

  function platformWords(table: PlatformTable): VehicleDictionary {
    const known = ofPlatform.get(table) ?? platformDictionary(table);
    ofPlatform.set(table, known);
    return known;
  }

  async function tenantWords(tenant: string, table: PlatformTable): Promise<VehicleDictionary | undefined> {
    const revision = await reader.revision(tenant);
    if (revision === 0) return undefined;
    const known = ofTenants.get(tenant);
    if (known?.revision === revision && known.table === table) return known.words;
    // Who searches meanwhile waits for the same one.
    const words = reader.namedAbove(tenant).then((named) => tenantDictionary(named, table));
    const made = { revision, table, words, size: 0 };
    ofTenants.set(tenant, made);
    try {
      const { size } = await words;
      if (ofTenants.peek(tenant) === made) ofTenants.set(tenant, { ...made, size });
    } catch (error) {
      if (ofTenants.peek(tenant) === made) ofTenants.delete(tenant);
      throw error;
    }
    return words;
  }

  return async (tenant: string, given: string): Promise<ReadVehicleWords> => {
    const text = given.slice(0, MAX_TEXT);
    const table = platform();
    const own = await tenantWords(tenant, table);
    const shared = platformWords(table);
    const lookUp = (key: string, isOneWord: boolean): readonly VehicleMeaning[] => {
      const found = [...(own?.get(key) ?? []), ...(shared.get(key) ?? [])];
      if (found.length > 0) return found;
      const alias = aliasedMake(key, table);
      if (alias !== undefined) return [alias];
      return isOneWord || /\p{Script=Han}/u.test(key) ? seriesOf(key, table) : [];
    };
    const spans = chosen(withModelsOfMake(spansOf(text, lookUp), text, table), text);
    if (spans.length === 0) return NONE;
    const isYear = ({ start, end }: Unit) => !spans.some((span) => start < span.end && end > span.start);
    const [years] = yearsIn(text).filter(isYear);
    const [size] = displacementsIn(text).filter(isYear);
    const words = spans.map(wordOf);
    const all = modelsOf(spans, table);
    const asked = { modelIds: all.modelIds.slice(0, MAX_MODELS), displacementL: size?.litres ?? '' };
    const [yearFrom, yearTo] = years === undefined ? [all.yearFrom, all.yearTo] : [years.from, years.to];
    const reach =
      asked.modelIds.length === 0
        ? undefined
        : reachOfNamed(
            { ...asked, yearFrom, yearTo },
            await catalogue.view(tenant, { modelIds: asked.modelIds }),
            { hasOwn: own !== undefined },
          );
    const plain = { makeId: '', modelId: '', commonWord: false };
    if (years !== undefined) {
      const shown = years.from === years.to ? String(years.from) : `${years.from}–${years.to}`;
      const unknown = reach?.named.yearFrom === 0;
      words.push({
        ...plain,
        kind: 'year',
        start: years.start,
        end: years.end,
        zh: shown,
        en: shown,
        unknown,
      });
    }
    if (size !== undefined) {
      const shown = `${size.litres} L`;
      const unknown = reach?.named.displacementL === '';
      words.push({
        ...plain,
        kind: 'displacement',
        start: size.start,
        end: size.end,
        zh: shown,
        en: shown,
        unknown,
      });
    }
    return {
      words: words.sort((a, b) => a.start - b.start),
      named: reach?.named,
      baseVehicleIds: reach?.baseVehicleIds ?? [],
      vehicleIds: reach?.vehicleIds ?? [],
    };
  };
}

/** `vw`, 奔驰: other words for makes that are on the road. */
function aliasedMake(key: string, table: PlatformTable): VehicleMeaning | undefined {
  const named = key.length < 2 ? undefined : table.findMake(key);
  const make = named && table.make(named.makeId);
  if (make === undefined || make.nameZh === '') return undefined;
  return {
    ...{ kind: 'make', makeId: make.makeId, modelIds: [], yearFrom: 0, yearTo: 0 },
    ...{ zh: make.nameZh, en: make.name, besideMake: false, commonWord: false },
  };
}

/** Every name in the text, the longest first, none within another. */
function spansOf(
  text: string,
  lookUp: (key: string, isOneWord: boolean) => readonly VehicleMeaning[],
): NamedSpan[] {
  const units = unitsOf(text);
  const found: NamedSpan[] = [];
  for (const [at, { start }] of units.entries()) {
    for (let last = at; last < Math.min(units.length, at + MAX_UNITS); last += 1) {
      const end = units[last]?.end ?? start;
      if (last > at && !goesOn(text, units[last - 1], units[last])) break;
      const key = vehicleKey(text.slice(start, end));
      const meanings = lookUp(key, last === at);
      if (meanings.length > 0) found.push({ start, end, key, meanings });
    }
  }
  return apart(found);
}

/** A name goes on over one blank in Latin letters alone, and from them into Chinese: `3 系`; 宝马 3 has no 马3 in it. */
function goesOn(text: string, before: Unit | undefined, next: Unit | undefined): boolean {
  if (before === undefined || next === undefined) return false;
  const gap = next.start - before.end;
  return gap === 0 || (gap === 1 && !/\p{Script=Han}/u.test(text.slice(before.start, before.end)));
}

function apart(found: NamedSpan[]): NamedSpan[] {
  found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const kept: NamedSpan[] = [];
  for (const span of found)
    if (kept.every((other) => span.end <= other.start || span.start >= other.end)) kept.push(span);
  return kept.sort((a, b) => a.start - b.start);
}

const ofKind = (spans: readonly NamedSpan[], kind: VehicleMeaning['kind']): NamedSpan[] =>
  spans.flatMap((span) => {
    const meanings = span.meanings.filter((meaning) => meaning.kind === kind);
    return meanings.length === 0 ? [] : [{ ...span, meanings }];
  });

/** Beside a make its models are known by vPIC's own names, too: `BMW 528i`, `Fiat 500`. */
function withModelsOfMake(spans: NamedSpan[], text: string, table: PlatformTable): NamedSpan[] {
  const makes = ofKind(spans, 'make').flatMap(({ meanings }) => meanings);
  const models = modelsOfMakes(table);
  if (makes.length === 0) return spans;
  const lookUp = (key: string): VehicleMeaning[] =>
    makes.flatMap((make) => {
      const modelIds = models(make.makeId).get(key) ?? [];
      const [first] = modelIds;
      if (first === undefined) return [];
      const name = table.model(first)?.name ?? '';
      return [{ ...make, kind: 'model' as const, modelIds, zh: name, en: name, besideMake: true }];
    });
  const free = spansOf(text, lookUp).filter(
    (span) => !spans.some(({ start, end }) => span.start < end && span.end > start),
  );
  return apart([...spans, ...free]);
}

/** What follows says that the word is none: `fit for Accord`. */
const GOES_ON = /^\s*(?:for|on|to|of|with)\b/i;

/** Without what only means something beside another word that isn't there. */
function chosen(spans: readonly NamedSpan[], text: string): NamedSpan[] {
  const makeIds = new Set(
    ofKind(spans, 'make').flatMap(({ meanings }) => meanings.map(({ makeId }) => makeId)),
  );
  const agreed = spans.flatMap((span): NamedSpan[] => {
    const ofMake = span.meanings.filter(
      ({ kind, makeId }) => kind !== 'make' && makeIds.has(makeId) && makeId !== '',
    );
    if (ofMake.length > 0) return [{ ...span, meanings: ofMake }];
    const isPhrase = GOES_ON.test(text.slice(span.end));
    const free = span.meanings.filter(
      ({ besideMake, commonWord }) => !besideMake && !(commonWord && isPhrase),
    );
    return free.length === 0 ? [] : [{ ...span, meanings: free }];
  });
  const sure = agreed.filter(({ meanings }) =>
    meanings.some(({ commonWord, kind }) => !commonWord && kind !== 'make'),
  );
  // A word of the language names a car only where nothing else does.
  const kept = agreed.filter(
    ({ meanings }) =>
      sure.length === 0 ||
      meanings.some(({ commonWord, makeId }) => !commonWord || (makeIds.has(makeId) && makeId !== '')),
  );
  const models = kept.filter(({ meanings }) => meanings.some(({ kind }) => kind !== 'make'));
  // `Peugeot 307 2008` has a year behind the model.
  const isOtherYear = ({ key }: NamedSpan) =>
    /^(?:19|20)\d\d$/.test(key) && models.some((other) => other.key !== key);
  return kept.filter((span) => !isOtherYear(span));
}

function wordOf({ start, end, meanings }: NamedSpan): VehicleWord {
  const first = meanings.find(({ modelIds }) => modelIds.length > 0) ?? meanings[0];
  if (first === undefined) throw new RangeError('a span has a meaning');
  const { kind, zh, en, makeId, commonWord } = first;
  const unknown = kind === 'make' ? makeId === '' : first.modelIds.length === 0;
  return { kind, start, end, zh, en, makeId, modelId: first.modelIds[0] ?? '', unknown, commonWord };
}

/** A chassis says more than a series, and a model more than its make; several models are all meant. */
function modelsOf(spans: readonly NamedSpan[], table: PlatformTable) {
  const named = spans.flatMap(({ meanings }) => meanings);
  const chassis = named.filter(({ kind, modelIds }) => kind === 'chassis' && modelIds.length > 0);
  const models = named.filter(({ kind }) => kind === 'model' || kind === 'series');
  const above = new Set(models.flatMap(({ modelIds }) => modelIds));
  const ofChassis = new Set(chassis.flatMap(({ modelIds }) => modelIds));
  if (chassis.length > 0) {
    const both = [...ofChassis].filter((id) => above.has(id));
    return {
      modelIds: both.length > 0 ? both : [...ofChassis],
      yearFrom: Math.min(...chassis.map(({ yearFrom }) => yearFrom)),
      yearTo: Math.max(...chassis.map(({ yearTo }) => yearTo)),
    };
  }
  const any = { yearFrom: 0, yearTo: 0 };
  if (models.length > 0 || named.some(({ kind }) => kind === 'chassis'))
    return { ...any, modelIds: [...above] };
  const makes = new Set(named.flatMap(({ makeId }) => (makeId === '' ? [] : [makeId])));
  return { ...any, modelIds: [...makes].flatMap((id) => table.models(id).map(({ modelId }) => modelId)) };
}
