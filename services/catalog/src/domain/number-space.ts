import { makeKey, ruleOfMake } from '@qipei/part-number';

const MAX_CACHED = 20_000;

interface MakeKeys {
  brandKey: string;
  space: string;
}
const cache = new Map<string, MakeKeys>();

function keysOf(make: string): MakeKeys {
  const cached = cache.get(make);
  if (cached !== undefined) return cached;
  const brandKey = makeKey(make);
  const rule = ruleOfMake(make);
  // Makes of a rule share one run of numbers, unless the rule says otherwise. Lower case, where the keys of makes are
  // upper case: a brand can't take a group's name.
  const space = rule?.shared === true ? rule.name : brandKey;
  const keys = { brandKey, space };
  if (cache.size >= MAX_CACHED) cache.clear();
  cache.set(make, keys);
  return keys;
}

/** A brand's name as it is compared: letters and digits of any script, case and width apart. Empty for no name. */
export function brandKey(brand: string): string {
  return keysOf(brand).brandKey;
}

/** Stable, and the same whoever publishes the brand. */
export function brandId(brand: string): string {
  return `brand_${brandKey(brand)}`;
}

/**
 * Within what a number's key tells parts apart: the group of makes that share their numbers (a Volkswagen number is an
 * Audi number), otherwise the make. Empty for a number without a make.
 */
export function numberSpace(make: string): string {
  return keysOf(make).space;
}
