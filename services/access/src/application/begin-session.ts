import { newId } from '@qipei/kernel';
import type { Membership, User } from '../domain/account.ts';
import { MembershipMissing, overBefore, type Session, SignInFailed } from '../domain/session.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { type SessionView, sessionView } from './session-view.ts';
import type { SignInParts } from './sign-in-stores.ts';

const SWEEP_MS = 3_600_000;
const swept = new WeakMap<object, number>();

export interface BegunSession {
  session: SessionView;
  token: string;
}

export interface BeginSession {
  /** As it was when its password was proven. */
  user: User;
  memberships: readonly Membership[];
  /** To begin with, where the user is a member of it; else the first one. */
  tenant: string;
  /** Whether it is that tenant or none. */
  onlyThere?: boolean;
  /** Whether who is signing in knows the password that the user has by now; not unless given. */
  isStillProven?: (now: User) => Promise<boolean>;
}

/**
 * A new session under a token that nobody has seen. A password that is set meanwhile ends it: whoever sets one first keeps
 * the hash and then ends all sessions, so that either this one is seen there, or the hash here.
 * @throws MembershipMissing, SignInFailed, HasherBusy
 */
export async function beginSession(
  { user, memberships, tenant, onlyThere = false, isStillProven }: BeginSession,
  parts: SignInParts,
): Promise<BegunSession> {
  const asked = memberships.find((each) => each.tenant === tenant);
  const chosen = onlyThere ? asked : (asked ?? memberships[0]);
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
  try {
    const kept = await parts.accounts.findUser(user.userId);
    const isAsItWas = kept?.passwordHash === user.passwordHash;
    if (!isAsItWas && (kept === undefined || !((await isStillProven?.(kept)) ?? false)))
      throw new SignInFailed();
  } catch (error) {
    await parts.sessions.removeByTokenHash(session.tokenHash);
    throw error;
  }
  sweep(now, parts);
  const view = await sessionView(session, user, memberships, parts);
  if (view === undefined) throw new MembershipMissing();
  return { session: view, token };
}

/** What is over goes away when somebody signs in, now and then. */
function sweep(now: Date, parts: SignInParts): void {
  const { sessions, invitations, resets, limits, background } = parts;
  if (now.getTime() - (swept.get(sessions) ?? 0) < SWEEP_MS) return;
  swept.set(sessions, now.getTime());
  background('sweep', async () => {
    await sessions.removeOver(overBefore(now));
    await invitations.removeExpired(now);
    await resets.removeExpired(now);
    await limits.forgetOver();
  });
}
