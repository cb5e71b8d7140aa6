import { completionsOf, withYearCodes, yearsOf } from './completions.ts';
import { countryOfVin, type Region, regionOfVin } from './data/iso-3780.ts';
import { KEY_OFFSET, liveKeys } from './live-keys.ts';
import { namesModel, type OpenYear, possibleModels, settledValues } from './possible-values.ts';
import { at } from './table-format.ts';
import { type Told, tellingPositions } from './telling-positions.ts';
import type { VinAttribute, VinDecode } from './vin-decode.ts';
import { CLASS_STRIDE, type VinTable } from './vin-table.ts';
import { makerOf, schemas, type WmiCandidate, withWmi, wmiCandidates } from './wmi-candidates.ts';
import { yearCode } from './year-code.ts';

export interface PossibleModel {
  /** `md` and vPIC's id. */
  modelId: string;
  make: string;
  model: string;
  /** Model years in which patterns allow it, sorted. */
  years: number[];
}

/** What is known of a VIN of which characters are missing. */
export interface PartialVin {
  /** Positions that aren't known, from 1. */
  unknown: number[];
  /** Of the first character (ISO 3780); absent where it isn't known. */
  region?: Region;
  /** Of the first two characters (ISO 3780). */
  country?: string;
  /** How many WMIs that anybody is known for begin a VIN like this, and the first 20 of them. */
  makerCount: number;
  makers: { wmi: string; manufacturer: string }[];
  /** Model years that remain, sorted; none where the makers are too many to say. */
  years: number[];
  /** How many models remain, and the first 50 by make and name; none where the makers are too many to say. */
  modelCount: number;
  models: PossibleModel[];
  /** Unknown positions that would tell most, the best first; none that would tell nothing. */
  tells: Told[];
}

/** Bounds of the work for one VIN. */
const MOST_COMPLETIONS = 400;
const MOST_WMIS = { yearKnown: 40, yearUnknown: 8 };
const MOST_MAKERS = 20;
const MOST_MODELS = 50;

/** Notes on what one completion would show, which say nothing of all. */
const OF_ONE = new Set(['no-pattern', 'maker-only', 'model-unknown', 'make-ambiguous', 'year-ambiguous']);

/**
 * Puts in place of a partial VIN's attributes those that hold for every completion that patterns allow, and adds what
 * remains open. A completion is allowed where some pattern of its WMI and year knows each character that patterns look
 * at and, if any completion has a model, it has one; makers of whom no pattern is known stay. `decodeWhole` decodes a VIN of 17 characters.
 */
export function tellPartial(
  table: VinTable,
  decode: VinDecode,
  now: Date,
  decodeWhole: (vin: string) => VinDecode,
): void {
  if (!/^[A-HJ-NPR-Z0-9*]{1,17}$/.test(decode.vin)) return;
  const vin = decode.vin.padEnd(17, '*');
  const wmis = wmiCandidates(table, vin);
  const region = regionOfVin(vin);
  const country = countryOfVin(vin)?.name;
  const partial: PartialVin = {
    unknown: [...vin].flatMap((character, index) => (character === '*' ? [index + 1] : [])),
    ...(region !== undefined && { region }),
    ...(country !== undefined && { country }),
    makerCount: wmis.length,
    makers: wmis
      .slice(0, MOST_MAKERS)
      .map((candidate) => ({ wmi: candidate.wmi, manufacturer: makerOf(table, candidate) })),
    years: [],
    modelCount: 0,
    models: [],
    tells: [],
  };
  decode.partial = partial;
  if (wmis.length === 0) return;
  if (wmis.length > MOST_WMIS[vin[9] === '*' ? 'yearUnknown' : 'yearKnown']) {
    tellOfMany(table, decode, partial, wmis, vin, now);
    return;
  }
  const completed = allCompletions(table, wmis, vin, now);
  if (completed === undefined) tellFromKeys(table, decode, partial, wmis, vin, now, decodeWhole);
  else if (completed.length > 0) {
    const unpatterned = new Set(wmis.filter((wmi) => schemas(table, wmi.row) === 0).map(({ wmi }) => wmi));
    tellFromCompletions(unpatterned, decode, partial, completed.map(decodeWhole));
  }
  // It has stars of its own for what isn't known, and is whole only where these positions are.
  if (/\*/.test(vin.slice(0, 8) + vin.slice(9, vin[2] === '9' ? 14 : 11))) {
    delete decode.attributes.vehicleDescriptor;
  }
  renote(decode, partial, vin);
}

/** Of more makers than can be looked at: which years position 10 leaves, and what would tell them apart. */
function tellOfMany(
  table: VinTable,
  decode: VinDecode,
  partial: PartialVin,
  wmis: readonly WmiCandidate[],
  vin: string,
  now: Date,
): void {
  decode.attributes = {};
  settleIds(decode, []);
  decode.notes = decode.notes.filter(({ code }) => code !== 'unknown-wmi');
  if (vin[9] !== '*') partial.years = sortedYears(yearsOf(table, -1, `*****${vin.slice(5)}`, now));
  // Positions 12 to 14 name a maker only behind a 9.
  const last = vin[2] === '9' ? 14 : 3;
  partial.tells = tellingPositions(wmis.map(({ wmi }) => ({ vin: withWmi(vin, wmi), outcome: wmi }))).filter(
    ({ position }) => position <= last,
  );
}

function renote(decode: VinDecode, partial: PartialVin, vin: string): void {
  if (partial.modelCount > 0) decode.notes = decode.notes.filter(({ code }) => !OF_ONE.has(code));
  const wmiKnown = !vin.slice(0, 3).includes('*');
  decode.notes = decode.notes.filter(
    ({ code }) =>
      (code !== 'unknown-wmi' || wmiKnown) &&
      (code !== 'year-not-determinable' || partial.years.length !== 1) &&
      code !== 'year-ambiguous',
  );
  if (partial.years.length > 1 && vin[9] !== '*') {
    const message = `Position 10 is ${vin[9]}, which stands for ${partial.years.join(' or ')}.`;
    decode.notes.push({ code: 'year-ambiguous', message });
  }
}

function allCompletions(
  table: VinTable,
  wmis: readonly WmiCandidate[],
  vin: string,
  now: Date,
): string[] | undefined {
  const all: string[] = [];
  for (const { wmi, row } of wmis) {
    const some = completionsOf(table, row, withWmi(vin, wmi), now, MOST_COMPLETIONS - all.length);
    if (some === undefined) return undefined;
    all.push(...some);
  }
  return all;
}

/** Keeps only what all decodes say; a source that differs is the first one's. */
function shared(decodes: readonly VinDecode[]): Record<string, VinAttribute> {
  const [first, ...rest] = decodes;
  const attributes: Record<string, VinAttribute> = {};
  for (const [name, { value, source }] of Object.entries(first?.attributes ?? {})) {
    const others = rest.map((other) => other.attributes[name]);
    if (others.some((other) => other?.value !== value)) continue;
    const alike = others.every((other) => other?.source === source);
    attributes[name] = {
      value,
      source: alike
        ? source
        : `rule: all ${decodes.length} completions that patterns allow, one by ${source}`,
    };
  }
  return attributes;
}

function tellFromCompletions(
  unpatterned: ReadonlySet<string>,
  decode: VinDecode,
  partial: PartialVin,
  completions: readonly VinDecode[],
): void {
  const named = completions.some(({ modelId }) => modelId !== undefined);
  const allowed = completions.filter(
    ({ wmi, modelId }) => !named || modelId !== undefined || unpatterned.has(wmi),
  );
  decode.attributes = shared(allowed);
  partial.years = sortedYears(allowed.flatMap(({ year }) => (year === undefined ? [] : [year])));
  const models = new Map<string, PossibleModel>();
  for (const { modelId, year, attributes } of allowed) {
    if (modelId === undefined) continue;
    const known = models.get(modelId);
    const years = [...(known?.years ?? []), ...(year === undefined ? [] : [year])];
    models.set(modelId, {
      modelId,
      make: attributes.make?.value ?? '',
      model: attributes.model?.value ?? '',
      years: sortedYears(years),
    });
  }
  giveModels(decode, partial, [...models.values()]);
  settleIds(decode, allowed);
  partial.tells = tellingPositions(
    allowed.map(({ vin, attributes }) => ({
      vin,
      outcome: Object.entries(attributes)
        .map(([name, { value }]) => `${name}=${value}`)
        .sort()
        .join('|'),
    })),
  ).filter(({ position }) => decode.vin[position - 1] === '*' || position > decode.vin.length);
}

/** Ids that all share. */
function settleIds(decode: VinDecode, allowed: readonly VinDecode[]): void {
  delete decode.modelId;
  delete decode.makeId;
  delete decode.year;
  const [first, ...rest] = allowed;
  if (first === undefined) return;
  if (first.modelId !== undefined && rest.every(({ modelId }) => modelId === first.modelId)) {
    decode.modelId = first.modelId;
  }
  if (first.makeId !== undefined && rest.every(({ makeId }) => makeId === first.makeId)) {
    decode.makeId = first.makeId;
  }
  if (first.year !== undefined && rest.every(({ year }) => year === first.year)) decode.year = first.year;
}

function sortedYears(years: readonly number[]): number[] {
  return [...new Set(years)].sort((a, b) => a - b);
}

function giveModels(decode: VinDecode, partial: PartialVin, models: PossibleModel[]): void {
  models.sort((a, b) => (`${a.make} ${a.model}` < `${b.make} ${b.model}` ? -1 : 1));
  partial.modelCount = models.length;
  partial.models = models.slice(0, MOST_MODELS);
  if (models.length > 1) delete decode.modelId;
}

/** Where completions are too many to be decoded: what the keys that are still possible have in common. */
function tellFromKeys(
  table: VinTable,
  decode: VinDecode,
  partial: PartialVin,
  wmis: readonly WmiCandidate[],
  vin: string,
  now: Date,
  decodeWhole: (vin: string) => VinDecode,
): void {
  const every = openYears(table, wmis, vin, now);
  const withModels = every.filter(({ keys }) => keys.some((key) => namesModel(table, key)));
  const open = withModels.length > 0 ? withModels : every;
  const still = wmis.filter(
    ({ wmi, row }) => schemas(table, row) === 0 || open.some((year) => year.wmi === wmi),
  );
  // Without a single pattern character: what the WMI tells by itself.
  const bare = (still.length > 0 ? still : wmis).map(({ wmi }) => decodeWhole(withWmi('*'.repeat(17), wmi)));
  const onlyPatterned = still.every(({ row }) => schemas(table, row) > 0);
  decode.attributes = { ...shared(bare), ...(onlyPatterned && settledValues(table, open, vin)) };
  settleIds(decode, bare);
  partial.years = sortedYears(open.map(({ year }) => year));
  const [year] = partial.years;
  if (year !== undefined && partial.years.length === 1) {
    decode.year = year;
    decode.attributes.modelYear = {
      value: String(year),
      source: `rule: the only year that patterns and position 10 leave`,
    };
  }
  giveOpenModels(table, decode, partial, open, vin);
}

function openYears(table: VinTable, wmis: readonly WmiCandidate[], vin: string, now: Date): OpenYear[] {
  const open = new Map<string, OpenYear>();
  for (const { wmi, row } of wmis) {
    if (row < 0) continue;
    for (const dated of withYearCodes(withWmi(vin, wmi))) {
      for (const year of yearsOf(table, row, dated, now)) {
        const keys = liveKeys(table, row, year, dated);
        if (keys.length > 0) open.set(`${wmi} ${year}`, { wmi, year, keys });
      }
    }
  }
  return [...open.values()];
}

function giveOpenModels(
  table: VinTable,
  decode: VinDecode,
  partial: PartialVin,
  open: readonly OpenYear[],
  vin: string,
): void {
  const { modelIds, modelNames, modelMakes, makeNames, makeIds } = table.sections;
  const models = new Map<number, PossibleModel>();
  const outcomes = new Map<string, Set<string>>();
  for (const { wmi, year, keys } of open) {
    for (const [model, naming] of possibleModels(table, keys)) {
      const known = models.get(model);
      const make = at(modelMakes, model);
      models.set(model, {
        modelId: `md${at(modelIds, model)}`,
        make: table.text(at(makeNames, make)),
        model: table.text(at(modelNames, model)),
        years: sortedYears([...(known?.years ?? []), year]),
      });
      for (const { places, classes } of naming) {
        places.forEach((place, test) => {
          const name = `${place + KEY_OFFSET} ${classes[test]}`;
          outcomes.set(name, (outcomes.get(name) ?? new Set()).add(`${wmi} ${model}`));
        });
      }
    }
  }
  giveModels(decode, partial, [...models.values()]);
  const makes = new Set([...models.keys()].map((model) => at(modelMakes, model)));
  const [make] = makes;
  if (
    make !== undefined &&
    makes.size === 1 &&
    open.every(({ keys }) => keys.some((key) => namesModel(table, key)))
  ) {
    decode.makeId = `mk${at(makeIds, make)}`;
    decode.attributes.make = {
      value: table.text(at(makeNames, make)),
      source: `rule: the make of all ${models.size} models that patterns leave`,
    };
  } else if (models.size > 0) {
    delete decode.makeId;
    delete decode.attributes.make;
  }
  const [only] = models.values();
  if (only !== undefined && models.size === 1) {
    decode.modelId = only.modelId;
    decode.attributes.model ??= { value: only.model, source: 'rule: the only model that patterns leave' };
  } else delete decode.attributes.model;
  partial.tells = tellingPlaces(table, vin, outcomes, models.size);
  if (vin[9] === '*' && models.size > 0) {
    const byCode = new Map<string, Set<number>>();
    for (const { year, keys } of open) {
      const code = yearCode(year);
      const known = byCode.get(code) ?? new Set<number>();
      byCode.set(code, known);
      for (const model of possibleModels(table, keys).keys()) known.add(model);
    }
    partial.tells = sorted([...partial.tells, ...told(9, [...byCode.values()], models.size)]);
  }
}

/** By how many models would remain on average with each character that names one. */
function tellingPlaces(
  table: VinTable,
  vin: string,
  outcomes: ReadonlyMap<string, ReadonlySet<string>>,
  models: number,
): Told[] {
  const byPosition = new Map<number, Map<string, Set<string>>>();
  for (const [name, of] of outcomes) {
    const [index = 0, klass = 0] = name.split(' ').map(Number);
    if (vin[index] !== '*') continue;
    const byCharacter = byPosition.get(index) ?? new Map<string, Set<string>>();
    byPosition.set(index, byCharacter);
    for (let code = 0; code < 36; code += 1) {
      if (at(table.classMembers, klass * CLASS_STRIDE + code) === 0) continue;
      const known = byCharacter.get(String(code)) ?? new Set<string>();
      byCharacter.set(String(code), known);
      for (const model of of) known.add(model);
    }
  }
  return sorted(
    [...byPosition].flatMap(([index, byCharacter]) => told(index, [...byCharacter.values()], models)),
  );
}

function told(index: number, remaining: readonly ReadonlySet<unknown>[], models: number): Told[] {
  const mean = remaining.reduce((sum, { size }) => sum + Math.log2(size), 0) / remaining.length;
  const bits = Math.round((Math.log2(models) - mean) * 100) / 100;
  return bits > 0 ? [{ position: index + 1, bits }] : [];
}

function sorted(tells: Told[]): Told[] {
  return tells.sort((a, b) => b.bits - a.bits || a.position - b.position);
}
