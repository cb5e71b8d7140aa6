import { newId } from '@qipei/kernel';
import type { Membership, User } from '../domain/account.ts';
import { MembershipMissing, overBefore, type Session } from '../domain/session.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { type SessionView, sessionView } from './session-view.ts';
import type { SignInParts } from './sign-in-stores.ts';

const SWEEP_MS = 3_600_000;
const swept = new WeakMap<object, number>();

export interface BegunSession {
  session: SessionView;
  token: string;
}

/**
 * A new session under a token that nobody has seen, for the tenant asked for where the user is a member of it, else for
 * the first. @throws MembershipMissing
 */
export async function beginSession(
  user: User,
  memberships: readonly Membership[],
  tenant: string,
  parts: SignInParts,
): Promise<BegunSession> {
  const chosen = memberships.find((each) => each.tenant === tenant) ?? memberships[0];
  if (chosen === undefined) throw new MembershipMissing();
  const now = parts.clock.now();
  const token = newToken();
  const session: Session = {
    sessionId: newId('session'),
    userId: user.userId,
    tenant: chosen.tenant,
    tokenHash: hashToken(token),
    createdAt: now,
    usedAt: now,
  };
  await parts.sessions.add(session);
  sweep(now, parts);
  const view = await sessionView(session, user, memberships, parts);
  if (view === undefined) throw new MembershipMissing();
  return { session: view, token };
}

/** What is over goes away when somebody signs in, now and then. */
function sweep(now: Date, { sessions, invitations, resets, background }: SignInParts): void {
  if (now.getTime() - (swept.get(sessions) ?? 0) < SWEEP_MS) return;
  swept.set(sessions, now.getTime());
  background('sweep', async () => {
    await sessions.removeOver(overBefore(now));
    await invitations.removeExpired(now);
    await resets.removeExpired(now);
  });
}
