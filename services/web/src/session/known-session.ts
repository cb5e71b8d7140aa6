import type { paths } from '@qipei/api-client';
import { pageData, type Sight } from '../page-data.ts';
import { keep, kept } from '../saved/kept.ts';

export type Session = paths['/v1/session']['get']['responses'][200]['content']['application/json'];

/** Who isn't signed in. No tenant and no user is called so. */
export const GUEST = '-';

const KEPT = 'session';
const ROLES: readonly string[] = ['owner', 'catalogue-manager', 'seller', 'buyer'];

let owner: string | undefined;
/** Of who is known, and before that of what came with the page: that may be somebody else's by the time that its files are there. */
let sight: string | undefined = pageData.sight ? sightOf(pageData.sight) : undefined;
let changes = 0;
const listeners = new Set<() => void>();
const sightListeners = new Set<() => void>();

/** Whose lists this browser shows: `tenant/userId`, or a guest's; undefined while that isn't known yet. */
export function knownOwner(): string | undefined {
  return owner;
}

/** How often somebody else, or who may see other things, has taken the place of who was known before. */
export function sightChanges(): number {
  return changes;
}

/** Of each change of `sightChanges`. @returns what ends the watch */
export function onSight(listener: () => void): () => void {
  sightListeners.add(listener);
  return () => sightListeners.delete(listener);
}

/** Whether this is who is known, and what they are known to see. */
export function isKnownSight(session: Session | null): boolean {
  return sight === undefined || sight === sightOf(session);
}

/** @returns what ends the watch */
export function onOwner(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Takes note of who is signed in; null: nobody.
 * @returns whether all that was loaded before is the sight of somebody else
 */
export function knowSession(session: Session | null): boolean {
  keepLast(session);
  const nextOwner = ownerOf(session);
  const nextSight = sightOf(session);
  const isOther = sight !== undefined && sight !== nextSight;
  sight = nextSight;
  if (isOther) {
    changes += 1;
    for (const listener of sightListeners) listener();
  }
  if (owner !== nextOwner) {
    owner = nextOwner;
    for (const listener of listeners) listener();
  }
  return isOther;
}

export function ownerOf(session: Sight | null): string {
  return session === null ? GUEST : `${session.tenant}/${session.user.userId}`;
}

function sightOf(session: Sight | null): string {
  return JSON.stringify([ownerOf(session), session?.customerId ?? null, session?.scopes ?? []]);
}

/** Without the token of its requests, and without more of the person than a page without a network has to show. */
function keepLast(session: Session | null): void {
  const last =
    session === null
      ? null
      : {
          ...{ tenant: session.tenant, tenantName: session.tenantName, role: session.role },
          ...{ scopes: session.scopes, customerId: session.customerId },
          user: { userId: session.user.userId, name: session.user.name },
        };
  const text = JSON.stringify({ last });
  if (kept(KEPT) !== text) keep(KEPT, text);
}

/** Who was signed in when there was a network; undefined where that was never known, or isn't readable. */
export function lastKnownSession(): Session | null | undefined {
  try {
    const { last } = JSON.parse(kept(KEPT) ?? '{}') as { last?: unknown };
    return last === null ? null : sessionOf(last as Partial<Session> | undefined);
  } catch {
    return undefined;
  }
}

function sessionOf(last: Partial<Session> | undefined): Session | undefined {
  const { tenant, tenantName, role, scopes, customerId, user } = last ?? {};
  if (typeof tenant !== 'string' || typeof tenantName !== 'string') return undefined;
  if (role === undefined || !ROLES.includes(role)) return undefined;
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === 'string')) return undefined;
  if (customerId !== null && typeof customerId !== 'string') return undefined;
  if (typeof user?.userId !== 'string' || typeof user.name !== 'string') return undefined;
  return {
    ...{ tenant, tenantName, role, scopes, customerId },
    user: { userId: user.userId, name: user.name, email: '' },
    csrfToken: '',
    memberships: [],
  };
}
