import { setImmediate } from 'node:timers/promises';
import { InvalidInput } from '@qipei/kernel';
import { generalKey, keysOf, queryKeys } from '@qipei/part-number';
import { numberSpace } from '../domain/number-space.ts';
import type { Part, PartNumber } from '../domain/part.ts';
import type { NumberHit, PartReader } from '../domain/part-repository.ts';

const MAX_MATCHES = 200;
const DEFAULT_MATCHES = 50;
export const KINDS = ['own', 'oe', 'cross-reference', 'comparable'] as const;

export interface NumberMatch {
  part: Part;
  /** The number of the part that matched. */
  via: PartNumber;
}

/** Parts that carry a number, typed in any spelling; own numbers first, each part once. */
export async function lookupNumber(
  tenant: string,
  { number, make, limit }: { number: string; make: string; limit: number },
  { parts }: { parts: PartReader },
): Promise<{ keys: string[]; matches: NumberMatch[] }> {
  if (limit < 0) throw new InvalidInput('limit', 'out-of-range', 'At least one match is asked for.');
  const most = limit === 0 ? DEFAULT_MATCHES : Math.min(limit, MAX_MATCHES);
  const keys = queryKeys(number, make === '' ? undefined : make);
  const matches = await matchesOf(tenant, { number, make, most, kinds: KINDS }, parts);
  return { keys, matches: matches.slice(0, most) };
}

export interface NumberReference {
  number: string;
  /** Empty for any. */
  make: string;
}

/** Numbers that a part is declared to be; comparable ones are another part's. */
const DECLARED = ['own', 'oe', 'cross-reference'] as const;
const MAX_NUMBERS = 1_000;
const MAX_PARTS_OF_NUMBER = 20;

/** Ids of the parts that each number is declared to be, in the order of the references. @throws InvalidInput */
export async function lookupNumbers(
  tenant: string,
  references: readonly NumberReference[],
  { parts }: { parts: PartReader },
): Promise<string[][]> {
  if (references.length > MAX_NUMBERS)
    throw new InvalidInput(
      'references',
      'too-many',
      `At most ${MAX_NUMBERS} numbers are looked up at once, not ${references.length}.`,
    );
  const found: string[][] = [];
  for (const { number, make } of references) {
    const query = { number, make, most: MAX_PARTS_OF_NUMBER, kinds: DECLARED };
    const matches = await matchesOf(tenant, query, parts);
    found.push(matches.slice(0, MAX_PARTS_OF_NUMBER).map(({ part }) => part.partId));
    // Others are answered in between.
    if (found.length % 20 === 0) await setImmediate();
  }
  return found;
}

/** Parts that have a number, by the kinds in their order, each part once; more than `most` may come. */
export async function matchesOf(
  tenant: string,
  query: { number: string; make: string; most: number; kinds: readonly (typeof KINDS)[number][] },
  parts: PartReader,
): Promise<NumberMatch[]> {
  const { number, make, most, kinds } = query;
  const keys = queryKeys(number, make === '' ? undefined : make);
  const matches = new Map<string, NumberMatch>();
  const wanted = keys.length === 0 ? [] : whereToLook(number, make);
  for (const kind of kinds) {
    for (const { key, space } of wanted) {
      if (matches.size >= most) break;
      // Parts already matched come again under a weaker kind, and must not use up the limit.
      const hits = await parts.byNumber(tenant, { key, space, kinds: [kind], limit: most + matches.size });
      for (const hit of hits) {
        const via = numberOfHit(hit);
        if (via !== undefined && !matches.has(hit.part.partId))
          matches.set(hit.part.partId, { part: hit.part, via });
      }
    }
  }
  return [...matches.values()];
}

/** Without a make a further key is looked up only where its rule is at least this sure of it. */
const SURE_WITHOUT_MAKE = 0.45;

/**
 * With a make: its keys in its space, the stored one first. Without: the general key in any space, and what the rule of a
 * group of makes would have stored, in the space of that group alone: the last seven digits of a BMW number say nothing
 * of another make's.
 */
function whereToLook(number: string, make: string): { key: string; space: string | undefined }[] {
  const keys = keysOf(number, make)?.keys ?? [];
  if (make !== '') {
    const space = numberSpace(make);
    return keys.map(({ key }) => ({ key, space }));
  }
  const general = generalKey(keys[0]?.key ?? '');
  return keys
    .filter(({ key, confidence }) => key === general || confidence >= SURE_WITHOUT_MAKE)
    .map(({ key, rule }) => ({ key, space: key === general ? undefined : rule }));
}

/** The part's number behind a hit. */
export function numberOfHit({ part, kind, key, space }: NumberHit): PartNumber | undefined {
  return part.numbers.find(
    (number) => number.kind === kind && number.key === key && numberSpace(number.make) === space,
  );
}
