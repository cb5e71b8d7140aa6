import type { VehicleSelector } from '../../domain/fitment.ts';

/** Gives one object for all selectors that are alike. */
export type SelectorPool = (selector: VehicleSelector) => VehicleSelector;

/** What is found out of one takes half a kilobyte. */
const MAX_POOLED = 10_000;

/**
 * Thousands of applications name the same vehicles. As one object each, what is found out of them is found out once, and they
 * don't outlive the part that they were read with.
 */
export function selectorPool(): SelectorPool {
  const pool = new Map<string, VehicleSelector>();
  return (selector) => {
    const key = keyOf(selector);
    const known = pool.get(key);
    if (known !== undefined) return known;
    if (pool.size >= MAX_POOLED) pool.clear();
    pool.set(key, selector);
    return selector;
  };
}

/** Most name a model and years, and nothing else. */
function keyOf({ modelId, yearFrom, yearTo, ...conditions }: VehicleSelector): string {
  let key = `${modelId}|${yearFrom}|${yearTo}`;
  for (const name in conditions) {
    const value = conditions[name as keyof typeof conditions];
    if (value !== '' && value !== 0) key += `|${name}=${JSON.stringify(value)}`;
  }
  return key;
}
