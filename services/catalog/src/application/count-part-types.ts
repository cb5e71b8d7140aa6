import { setImmediate } from 'node:timers/promises';
import { InvalidInput, isId } from '@qipei/kernel';
import type { PartReader } from '../domain/part-repository.ts';

export interface PartTypeCount {
  /** Empty of parts that have none. */
  partTypeId: string;
  /** Of parts that have none because nobody has said what this means. */
  unresolvedRef: string;
  parts: number;
}

const AT_ONCE = 500;
/** Parts of one call: some tenths of a second, of which others get their share after each page. */
const MAX_PARTS = 20_000;

/**
 * How many of the tenant's own parts there are of each part type, over the parts behind the one given; the most first.
 * @throws InvalidInput
 */
export async function countPartTypes(
  tenant: string,
  { pageToken }: { pageToken: string },
  { parts }: { parts: PartReader },
): Promise<{ counts: PartTypeCount[]; partsRead: number; nextPageToken: string }> {
  if (pageToken !== '' && !isId('part', pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
  const counts = new Map<string, PartTypeCount>();
  let after = pageToken;
  let partsRead = 0;
  while (partsRead < MAX_PARTS) {
    const page = await parts.list(tenant, { after, limit: AT_ONCE, ownOnly: true });
    for (const { partTypeId, partTypeRef } of page) {
      const unresolvedRef = partTypeId === '' ? partTypeRef : '';
      const key = JSON.stringify([partTypeId, unresolvedRef]);
      const count = counts.get(key) ?? { partTypeId, unresolvedRef, parts: 0 };
      count.parts += 1;
      counts.set(key, count);
    }
    partsRead += page.length;
    after = page.length < AT_ONCE ? '' : (page.at(-1)?.partId ?? '');
    if (after === '') break;
    await setImmediate();
  }
  return {
    counts: [...counts.values()].sort((a, b) => b.parts - a.parts),
    partsRead,
    nextPageToken: after,
  };
}
