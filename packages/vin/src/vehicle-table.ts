import { type Candidate, rankCandidates } from './candidates.ts';
import { MAKE_ALIASES, MAKE_NAMES_ZH, makeKey } from './data/make-names.ts';
import { at, type TableSections } from './table-format.ts';
import { baseVehicleIdOf, hashText, idNumber, parseVehicleId, vehicleIdOf } from './vehicle-id.ts';
import type { VinDecode } from './vin-decode.ts';
import { FIRST_YEAR, LAST_YEAR } from './year-code.ts';

export type VehicleType = 'passenger-car' | 'multipurpose' | 'truck';

export interface VehicleMake {
  /** `mk` and vPIC's id. */
  makeId: string;
  name: string;
  /** Empty where none is known. */
  nameZh: string;
  modelCount: number;
}

export interface VehicleModel {
  /** `md` and vPIC's id. */
  modelId: string;
  makeId: string;
  make: string;
  name: string;
  yearFrom: number;
  yearTo: number;
}

/** A model in one year, whatever its body and engine. */
export interface BaseVehicle {
  baseVehicleId: string;
  makeId: string;
  make: string;
  modelId: string;
  model: string;
  year: number;
}

/** A model in one year with one body and engine; what isn't known is empty, or 0. */
export interface Vehicle extends BaseVehicle {
  vehicleId: string;
  body: string;
  /** With one decimal, such as `2.5`. */
  displacementL: string;
  cylinders: number;
  fuel: string;
  engineModel: string;
  vehicleType: VehicleType;
}

const TYPES: Record<number, VehicleType> = { 2: 'passenger-car', 3: 'truck', 7: 'multipurpose' };
const OPEN = 128;

/** Makes, models, model years and vehicles, by durable ids. Nothing is held beyond the table's own arrays. */
export class VehicleTable {
  readonly #sections: TableSections;
  readonly #text: (string: number) => string;
  /** Range of a model, by the model's number; -1 for one without vehicles. */
  readonly #ranges: Int32Array;
  #makes: { all: VehicleMake[]; ranges: Map<string, number[]>; byName: Map<string, VehicleMake> } | undefined;

  constructor(sections: TableSections, text: (string: number) => string) {
    this.#sections = sections;
    this.#text = text;
    this.#ranges = new Int32Array(sections.modelIds.length).fill(-1);
    sections.rangeModels.forEach((model, range) => {
      this.#ranges[model] = range;
    });
  }

  /** Makes that have vehicles, by name. */
  makes(): VehicleMake[] {
    return this.#index().all.map((make) => ({ ...make }));
  }

  /** Models of a make, by name; none for an unknown make. */
  models(makeId: string): VehicleModel[] {
    return (this.#index().ranges.get(makeId) ?? []).map((range) => this.#model(range));
  }

  /** All models with the first and the last year of each, by make and name. */
  *allModels(): IterableIterator<VehicleModel> {
    for (let range = 0; range < this.#sections.rangeModels.length; range += 1) yield this.#model(range);
  }

  model(modelId: string): VehicleModel | undefined {
    const range = this.#rangeOf(idNumber('md', modelId));
    return range < 0 ? undefined : this.#model(range);
  }

  /** Model years, the earliest first. */
  years(modelId: string): number[] {
    const range = this.#rangeOf(idNumber('md', modelId));
    return range < 0 ? [] : this.#years(range);
  }

  /** The vehicles of a model year: at least one where the model was made in that year, else none. */
  vehicles(modelId: string, year: number): Vehicle[] {
    const range = this.#rangeOf(idNumber('md', modelId));
    return range < 0
      ? []
      : this.#configurations(range, year).map((index) => this.#vehicle(range, index, year));
  }

  baseVehicle(id: string): BaseVehicle | undefined {
    const parts = parseVehicleId(id);
    if (parts === null || parts.hash !== '') return undefined;
    const range = this.#rangeOf(parts.model);
    if (range < 0 || this.#configurations(range, parts.year).length === 0) return undefined;
    return this.#base(range, parts.year);
  }

  vehicle(id: string): Vehicle | undefined {
    const parts = parseVehicleId(id);
    if (parts === null || parts.hash === '') return undefined;
    const range = this.#rangeOf(parts.model);
    if (range < 0) return undefined;
    const index = this.#configurations(range, parts.year).find(
      (configuration) => hashText(at(this.#sections.configHashes, configuration)) === parts.hash,
    );
    return index === undefined ? undefined : this.#vehicle(range, index, parts.year);
  }

  /** By vPIC's name, the Chinese name or a common short form; case, blanks and punctuation don't count. */
  findMake(name: string): VehicleMake | undefined {
    const { byName } = this.#index();
    const key = makeKey(name.slice(0, 80));
    const make = byName.get(key) ?? byName.get(makeKey(MAKE_ALIASES.get(key) ?? ''));
    return make === undefined ? undefined : { ...make };
  }

  /** A model by its name; case, blanks and punctuation don't count. Of several the one with most years. */
  findModel(makeId: string, name: string): VehicleModel | undefined {
    const key = makeKey(name.slice(0, 80));
    if (key === '') return undefined;
    let found: VehicleModel | undefined;
    for (const model of this.models(makeId)) {
      if (makeKey(model.name) !== key) continue;
      if (found === undefined || model.yearTo - model.yearFrom > found.yearTo - found.yearFrom) found = model;
    }
    return found;
  }

  /**
   * The vehicles that a decoded VIN can be, the likeliest first, at most 20; those that contradict it in something come
   * last. Empty where the VIN leaves make, model or year open.
   */
  candidates(decode: VinDecode): Candidate[] {
    if (decode.modelId === undefined || decode.year === undefined) return [];
    return rankCandidates(this.vehicles(decode.modelId, decode.year), decode);
  }

  #index() {
    if (this.#makes !== undefined) return this.#makes;
    const { rangeModels, modelMakes, makeIds, makeNames } = this.#sections;
    const all: VehicleMake[] = [];
    const ranges = new Map<string, number[]>();
    rangeModels.forEach((model, range) => {
      const make = at(modelMakes, model);
      const makeId = `mk${at(makeIds, make)}`;
      const known = ranges.get(makeId);
      if (known !== undefined) {
        known.push(range);
        return;
      }
      ranges.set(makeId, [range]);
      const name = this.#text(at(makeNames, make));
      all.push({ makeId, name, nameZh: MAKE_NAMES_ZH.get(makeKey(name)) ?? '', modelCount: 0 });
    });
    const byName = new Map<string, VehicleMake>();
    for (const make of all) {
      make.modelCount = ranges.get(make.makeId)?.length ?? 0;
      if (make.nameZh !== '') byName.set(makeKey(make.nameZh), make);
    }
    for (const make of all) byName.set(makeKey(make.name), make);
    this.#makes = { all, ranges, byName };
    return this.#makes;
  }

  #rangeOf(modelId: number): number {
    const { modelIds } = this.#sections;
    let low = 0;
    let high = modelIds.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const id = at(modelIds, middle);
      if (id === modelId) return at(this.#ranges, middle);
      if (id < modelId) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #years(range: number): number[] {
    const { rangeStarts, configYears } = this.#sections;
    let low = 0;
    let high = 0;
    for (let index = at(rangeStarts, range); index < at(rangeStarts, range + 1); index += 1) {
      low |= at(configYears, index * 2);
      high |= at(configYears, index * 2 + 1);
    }
    const years: number[] = [];
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year += 1) {
      const bit = year - FIRST_YEAR;
      if ((((bit < 32 ? low : high) >>> (bit & 31)) & 1) === 1) years.push(year);
    }
    return years;
  }

  /** Beyond the years that were listed at compile time, what was still built then counts as going on. */
  #configurations(range: number, year: number): number[] {
    if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) return [];
    const { rangeStarts, configYears, configTypes } = this.#sections;
    const bit = year - FIRST_YEAR;
    const listed: number[] = [];
    const open: number[] = [];
    for (let index = at(rangeStarts, range); index < at(rangeStarts, range + 1); index += 1) {
      if (((at(configYears, index * 2 + (bit < 32 ? 0 : 1)) >>> (bit & 31)) & 1) === 1) listed.push(index);
      else if (at(configTypes, index) >= OPEN) open.push(index);
    }
    if (listed.length > 0 || open.length === 0) return listed;
    return year > (this.#years(range).at(-1) ?? LAST_YEAR) ? open : listed;
  }

  #model(range: number): VehicleModel {
    const model = at(this.#sections.rangeModels, range);
    const years = this.#years(range);
    return {
      ...this.#named(model),
      name: this.#text(at(this.#sections.modelNames, model)),
      yearFrom: years[0] ?? 0,
      yearTo: years.at(-1) ?? 0,
    };
  }

  #named(model: number): { makeId: string; make: string; modelId: string } {
    const { modelMakes, makeIds, makeNames, modelIds } = this.#sections;
    const make = at(modelMakes, model);
    return {
      modelId: `md${at(modelIds, model)}`,
      makeId: `mk${at(makeIds, make)}`,
      make: this.#text(at(makeNames, make)),
    };
  }

  #base(range: number, year: number): BaseVehicle {
    const model = at(this.#sections.rangeModels, range);
    return {
      baseVehicleId: baseVehicleIdOf(at(this.#sections.modelIds, model), year),
      ...this.#named(model),
      model: this.#text(at(this.#sections.modelNames, model)),
      year,
    };
  }

  #vehicle(range: number, index: number, year: number): Vehicle {
    const sections = this.#sections;
    const model = at(sections.modelIds, at(sections.rangeModels, range));
    return {
      vehicleId: vehicleIdOf(model, year, at(sections.configHashes, index)),
      ...this.#base(range, year),
      body: this.#text(at(sections.configBodies, index)),
      displacementL: this.#text(at(sections.configDisplacements, index)),
      cylinders: at(sections.configCylinders, index),
      fuel: this.#text(at(sections.configFuels, index)),
      engineModel: this.#text(at(sections.configEngines, index)),
      vehicleType: TYPES[at(sections.configTypes, index) & (OPEN - 1)] ?? 'truck',
    };
  }
}
