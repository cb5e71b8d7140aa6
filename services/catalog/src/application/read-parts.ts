import { setImmediate } from 'node:timers/promises';
import { InvalidInput, isId, NotFound } from '@qipei/kernel';
import type { Part } from '../domain/part.ts';
import type { PartReader } from '../domain/part-repository.ts';

const MAX_BATCH = 1_000;
const MAX_VISIBLE = 10_000;
const AT_ONCE = 1_000;
const MAX_PAGE = 1_000;
const DEFAULT_PAGE = 100;

/** @throws NotFound, the same for a part that never was and for one that the tenant may not see. */
export async function getPart(
  tenant: string,
  partId: string,
  { parts }: { parts: PartReader },
): Promise<Part> {
  const part = isId('part', partId) ? await parts.find(tenant, partId) : undefined;
  if (part === undefined) throw new NotFound('part', partId);
  return part;
}

/** @throws InvalidInput */
export async function batchGetParts(
  tenant: string,
  partIds: readonly string[],
  { parts }: { parts: PartReader },
): Promise<Part[]> {
  if (partIds.length > MAX_BATCH)
    throw new InvalidInput(
      'partIds',
      'too-many',
      `At most ${MAX_BATCH} parts are given at once, not ${partIds.length}.`,
    );
  return await parts.findAll(
    tenant,
    partIds.filter((id) => isId('part', id)),
  );
}

/** Which of them the tenant may see, in no promised order. @throws InvalidInput */
export async function findVisibleParts(
  tenant: string,
  partIds: readonly string[],
  { parts }: { parts: PartReader },
): Promise<string[]> {
  if (partIds.length > MAX_VISIBLE)
    throw new InvalidInput(
      'partIds',
      'too-many',
      `At most ${MAX_VISIBLE} parts are looked for at once, not ${partIds.length}.`,
    );
  const asked = [...new Set(partIds)].filter((id) => isId('part', id));
  const seen: string[] = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    seen.push(...(await parts.seen(tenant, asked.slice(at, at + AT_ONCE))));
    // Others are answered in between.
    await setImmediate();
  }
  return seen;
}

/** @throws InvalidInput */
export async function listParts(
  tenant: string,
  { pageSize, pageToken, ownOnly }: { pageSize: number; pageToken: string; ownOnly: boolean },
  { parts }: { parts: PartReader },
): Promise<{ parts: Part[]; nextPageToken: string }> {
  if (pageSize < 0) throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one part.');
  if (pageToken !== '' && !isId('part', pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
  const limit = pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const page = await parts.list(tenant, { after: pageToken, limit, ownOnly });
  return { parts: page, nextPageToken: page.length < limit ? '' : (page.at(-1)?.partId ?? '') };
}
