import { InvalidInput, isId } from '@qipei/kernel';
import type { GraphChecks } from '../domain/graph-checks.ts';
import type { GraphFault } from '../domain/graph-fault.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;
const MOST_WAITING = 10_000;

/**
 * The loops and contradictions of the tenant's own parts, in the order of the parts; a page has all faults of so many
 * parts. @throws InvalidInput
 */
export async function listGraphFaults(
  tenant: string,
  { pageSize, pageToken }: { pageSize: number; pageToken: string },
  { checks }: { checks: GraphChecks },
): Promise<{ faults: GraphFault[]; nextPageToken: string; waiting: number }> {
  if (pageSize < 0) throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one part.');
  if (pageToken !== '' && !isId('part', pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
  const limit = pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const page = await checks.list(tenant, { after: pageToken, limit });
  const last = page.at(-1)?.[0]?.partId ?? '';
  return {
    faults: page.flat(),
    nextPageToken: page.length < limit ? '' : last,
    waiting: await checks.countWaiting(MOST_WAITING),
  };
}
