import type { Drive, PartType } from '@qipei/part-type';
import type { Engine, Generation } from './generations.ts';
import { type Chance, draw, drawIndex, type Weighted, weighted } from './random.ts';

/** Which generations a part type can be for. */
type Need = 'any' | 'engine' | 'spark' | 'diesel' | 'electrified';

function needOf(applies: readonly Drive[]): Need {
  if (applies.includes('battery-electric')) return applies.includes('gasoline') ? 'any' : 'electrified';
  if (!applies.includes('gasoline')) return 'diesel';
  return applies.includes('diesel') ? 'engine' : 'spark';
}

function has(generation: Generation, need: Need): boolean {
  switch (need) {
    case 'any':
      return true;
    case 'engine':
      return generation.spark || generation.diesel;
    case 'spark':
      return generation.spark;
    case 'diesel':
      return generation.diesel;
    case 'electrified':
      return generation.electric || generation.hybrid;
  }
}

/** Whether a vehicle with this engine has a part of the type. */
export function suits(type: PartType, engine: Engine, generation: Generation): boolean {
  if (engine.drive === 'electric') return type.applies.includes('battery-electric');
  if (engine.drive === 'diesel')
    return type.applies.includes('diesel') || (generation.hybrid && needOf(type.applies) === 'electrified');
  return type.applies.includes('gasoline') || (generation.hybrid && type.applies.includes('hybrid'));
}

/** Whether every vehicle of the generation has a part of the type, whatever its engine. */
export function suitsAll(type: PartType, generation: Generation): boolean {
  return generation.engines.every((engine) => suits(type, engine, generation));
}

/** One maker's generations (small makers share a pool), sorted as `generationsOf` gives them. */
export interface Pool {
  generations: Weighted<Generation>;
  weight: number;
  /** The greatest weight of one of its generations. */
  heaviest: number;
}

const SMALL = 40;

/** Answers from which vehicles the applications of a part type are taken: popular makers more often. */
export function vehiclePools(generations: readonly Generation[]): (type: PartType) => Weighted<Pool> {
  const byNeed = new Map<Need, Weighted<Pool>>();
  for (const need of ['any', 'engine', 'spark', 'diesel', 'electrified'] as const) {
    const byMaker = new Map<string, Generation[]>();
    for (const generation of generations) {
      if (!has(generation, need)) continue;
      const list = byMaker.get(generation.maker);
      if (list === undefined) byMaker.set(generation.maker, [generation]);
      else list.push(generation);
    }
    const small = [...byMaker.values()].filter((list) => list.length < SMALL).flat();
    const lists = [...byMaker.values()].filter((list) => list.length >= SMALL);
    if (small.length > 0) lists.push(small);
    const pools = lists.map((list): Pool => {
      const weights = list.map(({ weight }) => weight);
      return {
        generations: weighted(list, ({ weight }) => weight),
        // A maker with many models isn't as much more popular as its models are many.
        weight: weights.reduce((sum, weight) => sum + weight, 0) ** 0.8,
        heaviest: Math.max(...weights),
      };
    });
    byNeed.set(
      need,
      weighted(pools, ({ weight }) => weight),
    );
  }
  return (type) => {
    const pools = byNeed.get(needOf(type.applies));
    if (pools === undefined) throw new RangeError(`no vehicles for ${type.id}`);
    return pools;
  };
}

/** Up to `count` neighbouring generations of one maker, the popular ones rather than the others; at least one. */
export function chooseGenerations(pools: Weighted<Pool>, count: number, chance: Chance): Generation[] {
  const { generations, heaviest } = draw(pools, chance);
  const { entries } = generations;
  const start = drawIndex(generations, chance);
  const chosen: Generation[] = [];
  for (let step = 0; step < entries.length && chosen.length < count; step += 1) {
    const generation = entries[(start + step) % entries.length];
    if (generation === undefined) break;
    // The first is the one that was drawn by its weight.
    if (step === 0 || entries.length <= count || chance.happens(0.25 + (0.75 * generation.weight) / heaviest))
      chosen.push(generation);
  }
  return chosen;
}
