import { InvalidInput } from '@qipei/kernel';
import { foldPartNumber, generalKey, MAKE_RULES, queryKeys } from '@qipei/part-number';
import { numberSpace } from '../domain/number-space.ts';
import type { Part, PartNumber } from '../domain/part.ts';
import type { NumberHit, PartReader } from '../domain/part-repository.ts';

const MAX_MATCHES = 200;
const DEFAULT_MATCHES = 50;
const KINDS = ['own', 'oe', 'cross-reference', 'comparable'] as const;

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
  const matches = new Map<string, NumberMatch>();
  const wanted = keys.length === 0 ? [] : whereToLook(number, make);
  for (const kind of KINDS) {
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
  return { keys, matches: [...matches.values()].slice(0, most) };
}

/**
 * The general key in any space, and what the rule of a group of makes would have stored, in the space of that group
 * alone: the last seven digits of a BMW number say nothing of another make's.
 */
function whereToLook(number: string, make: string): { key: string; space: string | undefined }[] {
  if (make !== '') {
    const key = foldPartNumber(number, make)?.key;
    return key === undefined ? [] : [{ key, space: numberSpace(make) }];
  }
  const general = generalKey(number);
  const wanted: { key: string; space: string | undefined }[] = [{ key: general, space: undefined }];
  for (const rule of MAKE_RULES) {
    const key = rule.fold(general)?.key;
    if (key !== undefined && key !== general) wanted.push({ key, space: rule.name });
  }
  return wanted;
}

/** The part's number behind a hit. */
export function numberOfHit({ part, kind, key, space }: NumberHit): PartNumber | undefined {
  return part.numbers.find(
    (number) => number.kind === kind && number.key === key && numberSpace(number.make) === space,
  );
}
