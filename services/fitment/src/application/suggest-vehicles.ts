import { modelNameZh } from '@qipei/vin';
import { LRUCache } from 'lru-cache';
import type { PlatformTable } from '../domain/platform-table.ts';
import type { VehicleEntry } from '../domain/vehicle-entry.ts';
import { isOwnId } from '../domain/vehicle-entry.ts';
import type { VehicleReader } from '../domain/vehicle-repository.ts';
import { type AskedWords, askedWords, type NamedText, namedText, standsIn } from './suggest-words.ts';

export interface VehicleSuggestion {
  kind: 'make' | 'model' | 'generation';
  makeId: string;
  make: string;
  makeZh: string;
  modelId: string;
  model: string;
  modelZh: string;
  generationId: string;
  generation: string;
  generationZh: string;
  chassisCode: string;
  /** 0 where they aren't known. */
  yearFrom: number;
  yearTo: number;
  /** That the query names; 0 for none. */
  year: number;
  own: boolean;
}

/** A row of what is looked through: its words, and those of what it belongs to. */
interface Listed {
  suggestion: VehicleSuggestion;
  own: NamedText;
  whole: NamedText;
  /** Among equally good ones the larger comes first. */
  weight: number;
}

/** Lists of tenants that have vehicles of their own; forgotten when they change. */
const MAX_TENANTS = 20;
const MAX_LISTED_OF_TENANTS = 500_000;
const MAX_LIMIT = 50;

const NOBODY = {
  ...{ modelId: '', model: '', modelZh: '', generationId: '', generation: '', generationZh: '' },
  ...{ chassisCode: '', yearFrom: 0, yearTo: 0, year: 0, own: false },
};

/**
 * What the words may be the beginning of: makes and models of the platform and of the tenant, and the tenant's generations.
 * All words must stand in it, and one of them in its own name. The lists are gone through from end to end: it is a millisecond
 * or two for the platform's 40,000 names.
 */
export function vehicleSuggestions({
  platform,
  reader,
}: {
  platform: () => PlatformTable;
  reader: VehicleReader;
}) {
  const ofPlatform = new WeakMap<PlatformTable, readonly Listed[]>();
  const ofTenants = new LRUCache<string, { key: string; table: PlatformTable; listed: readonly Listed[] }>({
    max: MAX_TENANTS,
    maxSize: MAX_LISTED_OF_TENANTS,
    sizeCalculation: ({ listed }) => listed.length + 1,
  });

  function platformList(table: PlatformTable): readonly Listed[] {
    let listed = ofPlatform.get(table);
    if (listed === undefined) {
      listed = listPlatform(table);
      ofPlatform.set(table, listed);
    }
    return listed;
  }

  async function tenantList(tenant: string, table: PlatformTable): Promise<readonly Listed[]> {
    const revision = await reader.revision(tenant);
    if (revision === 0) return [];
    const known = ofTenants.get(tenant);
    if (known !== undefined && known.key === String(revision) && known.table === table) return known.listed;
    const listed = listTenant(await reader.namedAbove(tenant), table);
    ofTenants.set(tenant, { key: String(revision), table, listed });
    return listed;
  }

  return async (tenant: string, query: string, limit: number): Promise<VehicleSuggestion[]> => {
    const asked = askedWords(query);
    if (asked.latin.length + asked.han.length === 0) return [];
    const table = platform();
    const found = new Map<string, { listed: Listed; rank: number }>();
    // The tenant's own words for what is the platform's come first, and stand for it.
    for (const list of [await tenantList(tenant, table), platformList(table)]) {
      for (const listed of list) {
        const rank = rankOf(listed, asked);
        const { generationId, modelId, makeId } = listed.suggestion;
        const id = generationId || modelId || makeId;
        if (rank > 0 && !found.has(id)) found.set(id, { listed, rank });
      }
    }
    return [...found.values()]
      .sort((a, b) => b.rank - a.rank || b.listed.weight - a.listed.weight || byName(a.listed, b.listed))
      .slice(0, Math.min(Math.max(limit, 1), MAX_LIMIT))
      .map(({ listed: { suggestion } }) => ({
        ...suggestion,
        year: suggestion.kind === 'make' ? 0 : asked.year,
      }));
  };
}

function rankOf({ suggestion, own, whole }: Listed, asked: AskedWords): number {
  const { yearFrom, yearTo, kind } = suggestion;
  if (asked.year !== 0 && yearFrom !== 0 && (asked.year < yearFrom || asked.year > yearTo)) return 0;
  const place = standsIn(own, whole, asked);
  if (place === 'not') return 0;
  // A whole name before a beginning; a make before its models.
  return (place === 'whole-name' ? 10 : 1) + (kind === 'make' ? 5 : 0);
}

function byName(a: Listed, b: Listed): number {
  const nameOf = ({ suggestion: { make, model, generation } }: Listed) => `${make} ${model} ${generation}`;
  const [one, other] = [nameOf(a), nameOf(b)];
  return one < other ? -1 : Number(one > other);
}

function listPlatform(table: PlatformTable): Listed[] {
  const listed: Listed[] = [];
  for (const { makeId, name: make, nameZh: makeZh, modelCount } of table.makes()) {
    const ofMake = namedText([make, makeZh]);
    listed.push({
      suggestion: { ...NOBODY, kind: 'make', makeId, make, makeZh },
      ...{ own: ofMake, whole: ofMake, weight: modelCount },
    });
    for (const { modelId, name: model, yearFrom, yearTo } of table.models(makeId)) {
      const modelZh = makeZh === '' ? '' : modelNameZh(make, model);
      listed.push({
        suggestion: {
          ...{ ...NOBODY, kind: 'model', makeId, make, makeZh },
          ...{ modelId, model, modelZh, yearFrom, yearTo },
        },
        own: namedText([model, modelZh]),
        whole: namedText([make, makeZh, model, modelZh], `${makeZh}${modelZh || model}`),
        weight: yearTo - yearFrom + modelCount / 100,
      });
    }
  }
  return listed;
}

/** What the tenant has of its own, and what of the platform's it has other names for. */
function listTenant(entries: readonly VehicleEntry[], table: PlatformTable): Listed[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const namesOf = (id: string) => {
    const entry = byId.get(id);
    const zh = entry?.nameZh || table.make(id)?.nameZh || '';
    return { name: table.find(id)?.name || entry?.name || '', zh };
  };
  return entries.flatMap(({ id, kind, makeId: above, modelId: of, name, nameZh, chassisCode, span }) => {
    const own = isOwnId(id);
    const makeId = kind === 'make' ? id : above;
    const make = namesOf(makeId);
    const base = { ...NOBODY, makeId, make: make.name, makeZh: make.zh, own };
    if (kind === 'make') {
      const text = namedText([make.name, make.zh, name]);
      return [{ suggestion: { ...base, kind }, own: text, whole: text, weight: own ? 10_000 : 20_000 }];
    }
    const modelId = kind === 'model' ? id : of;
    const model = namesOf(modelId);
    const { yearFrom = 0, yearTo = 0 } = table.model(modelId) ?? {};
    const ofModel = { ...base, modelId, model: model.name, modelZh: model.zh, yearFrom, yearTo };
    const words = [make.name, make.zh, model.name, model.zh];
    if (kind === 'model') {
      const text = namedText([model.name, model.zh, name]);
      const whole = namedText([...words, name], `${make.zh}${model.zh}`);
      return [{ suggestion: { ...ofModel, kind }, own: text, whole, weight: 10_000 }];
    }
    if (kind !== 'generation') return [];
    const [from, to] = [Number(span.from.slice(0, 4)), Number(span.to.slice(0, 4))];
    const suggestion: VehicleSuggestion = {
      ...{ ...ofModel, kind, generationId: id, generation: name, generationZh: nameZh, chassisCode },
      ...{ yearFrom: from || yearFrom, yearTo: to || yearTo },
    };
    const text = namedText([name, nameZh, chassisCode]);
    const whole = namedText([...words, name, nameZh, chassisCode], `${make.zh}${model.zh}${nameZh}`);
    return [{ suggestion, own: text, whole, weight: 5_000 }];
  });
}
