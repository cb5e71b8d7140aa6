import { simplified } from '@qipei/han';
import { CHASSIS_CODES, MODEL_SERIES, type ModelSeries, makeKey, makeNameZh, NAMED_MODELS } from '@qipei/vin';
import type { PlatformTable } from '../domain/platform-table.ts';
import type { VehicleEntry } from '../domain/vehicle-entry.ts';
import { isOwnId } from '../domain/vehicle-entry.ts';

/** What a word may mean. */
export interface VehicleMeaning {
  kind: 'make' | 'model' | 'series' | 'chassis';
  /** Empty where the table has no such make. */
  makeId: string;
  /** Of a make none; of anything else none where the table lacks it. */
  modelIds: readonly string[];
  /** Of a chassis or a generation; otherwise 0. */
  yearFrom: number;
  yearTo: number;
  zh: string;
  en: string;
  /** Means this beside the make alone: `3`, `206`, `CC`. */
  besideMake: boolean;
  /** A word that says other things as well: `Fit`, `Focus`. */
  commonWord: boolean;
}

export type VehicleDictionary = ReadonlyMap<string, readonly VehicleMeaning[]>;

/** A word as it is looked up: small letters, digits and simplified characters. */
export function vehicleKey(text: string): string {
  return makeKey(simplified(text.normalize('NFKC')));
}

/** Makes of joint ventures are called by both: 一汽大众, 东风本田. */
const PARTNERS = [
  '一汽',
  '上汽',
  '上海',
  '广汽',
  '广州',
  '东风',
  '长安',
  '北京',
  '华晨',
  '郑州',
  '上汽通用',
  '上海通用',
  '东风悦达',
  '进口',
];

/** Also said of other things, in English or in Chinese. */
const COMMON_WORDS = new Set(
  [
    'fit focus spark city pilot element edge escape fusion compass patriot march leaf quest soul rio bravo charger journey escort legacy',
    'passport insight inspire life polo golf terra kicks rogue frontier trooper rodeo sprinter matrix crown transit ranger mustang beetle',
    'atlas rapid explorer discovery defender continental aviator navigator commander challenger cruze accent kona stinger prelude swift splash',
    'cooper hardtop mini smart ram genesis saturn mercury lotus lucid karma mack international 阳光 风景 纬度 探索 生活 旗云 远景 金刚 熊猫 海豚 海豹',
    '凯旋 富康 序曲 红杉 超霸 极光 发现3 发现4 征服者 风度 自由舰 初恋 大狗 现代 水星 土星 精灵 国际',
  ]
    .join(' ')
    .split(' '),
);

const NOTHING = { makeId: '', modelIds: [], yearFrom: 0, yearTo: 0, besideMake: false, commonWord: false };

/** Names of the platform's makes, and of the models that the trade knows by a name alone. */
export function platformDictionary(table: PlatformTable): VehicleDictionary {
  const words = new Map<string, VehicleMeaning[]>();
  const add = (name: string, meaning: VehicleMeaning) => addWord(words, name, meaning);
  const models = modelsOfMakes(table);
  for (const { makeId, name, nameZh } of table.makes()) {
    // Every maker of trailers has a make: those that are on the road have a Chinese name.
    if (nameZh === '') continue;
    const meaning: VehicleMeaning = { ...NOTHING, kind: 'make', makeId, zh: nameZh, en: name };
    add(name, meaning);
    add(nameZh, meaning);
    for (const partner of PARTNERS) add(partner + nameZh, meaning);
  }
  for (const make of new Set(NAMED_MODELS.map((each) => each.make))) {
    const zh = makeNameZh(make);
    if (table.findMake(make) === undefined)
      for (const name of [make, zh ?? '']) add(name, { ...NOTHING, kind: 'make', zh: zh ?? make, en: make });
  }
  for (const { make, model, nameZh, names } of NAMED_MODELS) {
    const makeId = table.findMake(make)?.makeId ?? '';
    const modelIds = [...new Set(names.flatMap((name) => models(makeId).get(vehicleKey(name)) ?? []))];
    const meaning: VehicleMeaning = {
      ...NOTHING,
      kind: 'model',
      makeId,
      modelIds,
      zh: nameZh || model,
      en: model,
    };
    for (const name of names) add(name, meaning);
  }
  for (const { make, code, model, yearFrom, yearTo } of CHASSIS_CODES) {
    const makeId = table.findMake(make)?.makeId ?? '';
    const series = MODEL_SERIES.find((each) => each.make === make && each.zh === model);
    const modelIds = (series && modelsOfSeries(series, table)) ?? models(makeId).get(vehicleKey(model)) ?? [];
    add(code, {
      ...{ ...NOTHING, kind: 'chassis', makeId, modelIds, yearFrom, yearTo },
      ...{ zh: `${series?.zh ?? model} ${code}`, en: `${series?.en ?? model} ${code}` },
    });
  }
  return words;
}

const ofSeries = new WeakMap<PlatformTable, Map<ModelSeries, readonly string[]>>();

function modelsOfSeries(series: ModelSeries, table: PlatformTable): readonly string[] {
  const known = ofSeries.get(table) ?? new Map<ModelSeries, readonly string[]>();
  ofSeries.set(table, known);
  const made = known.get(series);
  if (made !== undefined) return made;
  const makeId = table.findMake(series.make)?.makeId ?? '';
  const models = table
    .models(makeId)
    .flatMap(({ modelId, name }) => (series.models.test(name) ? [modelId] : []));
  known.set(series, models);
  return models;
}

/** What words of a pattern mean: `3系`, and `320i`, which is one of them where the table has it. */
export function seriesOf(word: string, table: PlatformTable): VehicleMeaning[] {
  return MODEL_SERIES.filter((each) => each.word.test(word)).map((series) => {
    const { make, zh, en } = series;
    const makeId = table.findMake(make)?.makeId ?? '';
    const exact = modelsOfMakes(table)(makeId).get(word);
    if (exact === undefined)
      return { ...NOTHING, kind: 'series', makeId, modelIds: modelsOfSeries(series, table), zh, en };
    const name = table.model(exact[0] ?? '')?.name ?? word;
    return { ...NOTHING, kind: 'model', makeId, modelIds: exact, zh: name, en: name };
  });
}

const ofTables = new WeakMap<PlatformTable, Map<string, ReadonlyMap<string, string[]>>>();

/** The models of a make, by name. */
export function modelsOfMakes(
  table: PlatformTable,
): (makeId: string) => ReadonlyMap<string, readonly string[]> {
  const known = ofTables.get(table) ?? new Map<string, ReadonlyMap<string, string[]>>();
  ofTables.set(table, known);
  return (makeId) => {
    const made = known.get(makeId);
    if (made !== undefined) return made;
    const models = new Map<string, string[]>();
    for (const { modelId, name } of makeId === '' ? [] : table.models(makeId)) {
      const key = vehicleKey(name);
      models.set(key, [...(models.get(key) ?? []), modelId]);
    }
    known.set(makeId, models);
    return models;
  };
}

/** Names of a tenant's own makes, models and generations, and what it calls the platform's. */
export function tenantDictionary(entries: readonly VehicleEntry[], table: PlatformTable): VehicleDictionary {
  const words = new Map<string, VehicleMeaning[]>();
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const nameOf = (id: string) => table.find(id)?.name || byId.get(id)?.name || '';
  for (const { id, kind, makeId: above, modelId: of, name, nameZh, chassisCode, span } of entries) {
    const makeId = kind === 'make' ? id : above;
    const names = [name, nameZh].filter((each) => each !== '');
    if (kind === 'make') {
      for (const each of names)
        addWord(words, each, { ...NOTHING, kind, makeId, zh: nameZh || nameOf(id), en: nameOf(id) });
    } else if (kind === 'model') {
      const meaning: VehicleMeaning = {
        ...{ ...NOTHING, kind, makeId, modelIds: [id], zh: nameZh || nameOf(id), en: nameOf(id) },
      };
      for (const each of names) addWord(words, each, meaning);
    } else if (kind === 'generation') {
      const model = nameOf(of);
      const modelZh = byId.get(of)?.nameZh || model;
      const [yearFrom, yearTo] = [Number(span.from.slice(0, 4)), Number(span.to.slice(0, 4))];
      const meaning: VehicleMeaning = {
        ...{
          ...NOTHING,
          kind: 'chassis',
          makeId,
          modelIds: [of],
          yearFrom,
          yearTo: yearTo || (yearFrom && 9999),
        },
        ...{ zh: `${modelZh} ${nameZh || name}`, en: `${model} ${name}`, besideMake: !isOwnId(id) },
      };
      for (const each of [...names, chassisCode]) addWord(words, each, meaning);
    }
  }
  return words;
}

function addWord(words: Map<string, VehicleMeaning[]>, name: string, meaning: VehicleMeaning): void {
  const key = vehicleKey(name);
  if (key === '') return;
  const known = words.get(key) ?? [];
  const same = known.find(
    ({ kind, makeId, en }) => kind === meaning.kind && makeId === meaning.makeId && en === meaning.en,
  );
  if (same !== undefined) return;
  const short = meaning.kind !== 'make' && (/^\d+$/.test(key) || key.length < 2 || /^[a-z]{1,2}$/.test(key));
  words.set(key, [
    ...known,
    { ...meaning, besideMake: meaning.besideMake || short, commonWord: COMMON_WORDS.has(key) },
  ]);
}
