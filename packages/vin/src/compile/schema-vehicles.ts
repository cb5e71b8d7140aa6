import type { PatternKey } from './pattern-key.ts';

/** Positions 4 to 8 and 10; the plant and the serial number say too little about body and engine. */
const DIMENSIONS = [0, 1, 2, 3, 4, 6];
const ALL_LOW = 0xffffffff;
const ALL_HIGH = 0xf;
const YEAR_DIMENSION = 5;

/** A value that a pattern gives, and where it gives it. */
export interface Option {
  value: number;
  /** The higher wins over another of its element in one schema. */
  rank: number;
  dimensions: Int32Array;
  masks: Uint32Array;
  /** Whether the key tests other positions too, so that it may not match where the masks do. */
  partial: boolean;
}

/** A body and an engine that one schema allows together, as string numbers. */
export interface Combination {
  model: number;
  body: number;
  displacement: number;
  cylinders: number;
  fuel: number;
  engine: number;
  /** Characters of position 10 on which it is allowed. */
  yearLow: number;
  yearHigh: number;
}

export interface SchemaOptions {
  models: Option[];
  bodies: Option[];
  displacements: Option[];
  /** Used where no displacement in litres is given. */
  cubicCentimetres: Option[];
  cylinders: Option[];
  fuels: Option[];
  engines: Option[];
}

/** The tests of a key as masks over `DIMENSIONS`. */
export function keyMasks({ tests }: PatternKey): Pick<Option, 'dimensions' | 'masks' | 'partial'> {
  const relevant = tests.filter(({ position }) => DIMENSIONS.includes(position));
  return {
    dimensions: Int32Array.from(relevant, ({ position }) => DIMENSIONS.indexOf(position)),
    masks: Uint32Array.from(relevant.flatMap(({ low, high }) => [low, high])),
    partial: relevant.length < tests.length,
  };
}

function narrow(from: Uint32Array, option: Option, into: Uint32Array): boolean {
  const { dimensions, masks } = option;
  for (let index = 0; index < dimensions.length; index += 1) {
    const at = (dimensions[index] as number) * 2;
    const low = (from[at] as number) & (masks[index * 2] as number);
    const high = (from[at + 1] as number) & (masks[index * 2 + 1] as number);
    if (low === 0 && high === 0) return false;
  }
  into.set(from);
  for (let index = 0; index < dimensions.length; index += 1) {
    const at = (dimensions[index] as number) * 2;
    into[at] = (into[at] as number) & (masks[index * 2] as number);
    into[at + 1] = (into[at + 1] as number) & (masks[index * 2 + 1] as number);
  }
  return true;
}

/** Whether `option` matches wherever `state` does. */
function covers(option: Option, state: Uint32Array): boolean {
  const { dimensions, masks, partial } = option;
  if (partial) return false;
  for (let index = 0; index < dimensions.length; index += 1) {
    const at = (dimensions[index] as number) * 2;
    if (((state[at] as number) & ~(masks[index * 2] as number)) !== 0) return false;
    if (((state[at + 1] as number) & ~(masks[index * 2 + 1] as number)) !== 0) return false;
  }
  return true;
}

const BUDGET = 2000;
const MODEL = 0;
const BODY = 1;
const LITRES = 2;
const CUBIC = 3;
const CYLINDERS = 4;
const FUEL = 5;
const ENGINE = 6;

/**
 * Every combination of model, body and engine for which there is a VIN that matches all of its patterns. A value that
 * another one beats wherever it would apply is left out. Where one model alone gives more than 2,000 combinations the
 * engine model is dropped, then the body.
 */
export function combineSchema(options: SchemaOptions): Combination[] {
  const levels: Option[][] = [
    options.models,
    options.bodies,
    options.displacements,
    options.cubicCentimetres,
    options.cylinders,
    options.fuels,
    options.engines,
  ];
  for (const level of levels) level.sort((a, b) => b.rank - a.rank);
  const states = Array.from({ length: levels.length + 1 }, () => new Uint32Array(12));
  for (let at = 0; at < 12; at += 2) (states[0] as Uint32Array).set([ALL_LOW, ALL_HIGH], at);
  const chosen = new Uint32Array(levels.length);
  const pick = (level: number): number => chosen[level] as number;
  let skipped: readonly number[] = [];
  let combinations: Combination[] = [];

  const descend = (level: number): void => {
    if (combinations.length > BUDGET) return;
    const state = states[level] as Uint32Array;
    if (level === levels.length) {
      combinations.push({
        model: pick(MODEL),
        body: pick(BODY),
        displacement: pick(LITRES) || pick(CUBIC),
        cylinders: pick(CYLINDERS),
        fuel: pick(FUEL),
        engine: pick(ENGINE),
        yearLow: state[YEAR_DIMENSION * 2] as number,
        yearHigh: state[YEAR_DIMENSION * 2 + 1] as number,
      });
      return;
    }
    const next = states[level + 1] as Uint32Array;
    const better: Option[] = [];
    let always = false;
    if (!skipped.includes(level) && !(level === CUBIC && pick(LITRES) !== 0)) {
      for (const option of levels[level] as Option[]) {
        if (!narrow(state, option, next) || better.some((other) => covers(other, next))) continue;
        better.push(option);
        always ||= covers(option, state);
        chosen[level] = option.value;
        descend(level + 1);
      }
    }
    // Where no displacement is given the engine is described elsewhere, and what there is concerns some engines only.
    const elsewhere = level > CUBIC && pick(LITRES) === 0 && pick(CUBIC) === 0;
    if (better.length === 0 || (elsewhere && !always)) {
      next.set(state);
      chosen[level] = 0;
      descend(level + 1);
    }
  };

  const all: Combination[] = [];
  const seen: Option[] = [];
  for (const model of options.models) {
    const next = states[1] as Uint32Array;
    if (!narrow(states[0] as Uint32Array, model, next) || seen.some((other) => covers(other, next))) continue;
    seen.push(model);
    chosen[MODEL] = model.value;
    for (const skip of [[], [ENGINE], [ENGINE, BODY]]) {
      skipped = skip;
      combinations = [];
      narrow(states[0] as Uint32Array, model, next);
      descend(BODY);
      if (combinations.length <= BUDGET) break;
    }
    for (const combination of combinations) all.push(combination);
  }
  return all;
}
