import { InvalidInput, isId, NotFound } from '@qipei/kernel';
import type { Grant } from '../domain/grant.ts';
import type { GrantQuery, GrantReader } from '../domain/grant-repository.ts';

const DEFAULT_PAGE = 50;
const MAX_PAGE = 1_000;
/** Behind every id. */
const END = '~';

/** @throws NotFound, the same for a grant that never was and for one between others. */
export async function getGrant(
  tenant: string,
  grantId: string,
  { grants }: { grants: GrantReader },
): Promise<Grant> {
  const grant = isId('grant', grantId) ? await grants.find(tenant, grantId) : undefined;
  if (grant === undefined) throw new NotFound('grant', grantId);
  return grant;
}

/** @throws InvalidInput */
export async function listGrants(
  tenant: string,
  asked: Pick<GrantQuery, 'direction' | 'withoutRevoked'> & { pageSize: number; pageToken: string },
  { grants }: { grants: GrantReader },
): Promise<{ grants: Grant[]; nextPageToken: string }> {
  const { pageSize, pageToken, direction, withoutRevoked } = asked;
  if (pageSize < 0) throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one grant.');
  if (pageToken !== '' && !isId('grant', pageToken))
    throw new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
  const limit = pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
  const before = pageToken === '' ? END : pageToken;
  // One more than the page tells whether there is a next one.
  const found = await grants.list(tenant, { direction, withoutRevoked, before, limit: limit + 1 });
  const page = found.slice(0, limit);
  return { grants: page, nextPageToken: found.length > limit ? (page.at(-1)?.grantId ?? '') : '' };
}
