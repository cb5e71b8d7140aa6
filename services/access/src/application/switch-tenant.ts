import { MembershipMissing, SessionMissing } from '../domain/session.ts';
import { hashToken, newToken } from '../domain/token.ts';
import type { BegunSession } from './begin-session.ts';
import { sessionView } from './session-view.ts';
import type { SignInParts } from './sign-in-stores.ts';
import { findSession } from './verify-session.ts';

/**
 * The session goes on for another tenant under a new token: what has the old one in a cache doesn't act for the tenant
 * before. @throws SessionMissing, MembershipMissing for a tenant that is another's, and alike for one that isn't there
 */
export async function switchTenant(token: string, tenant: string, parts: SignInParts): Promise<BegunSession> {
  const { session, user } = await findSession(token, parts);
  const memberships = await parts.accounts.membershipsOf(user.userId);
  const next = newToken();
  const changed = { ...session, tenant, tokenHash: hashToken(next), usedAt: parts.clock.now() };
  const view = await sessionView(changed, user, memberships, parts);
  if (view === undefined) throw new MembershipMissing();
  if (!(await parts.sessions.replaceToken(session.tokenHash, changed))) throw new SessionMissing();
  return { session: view, token: next };
}
