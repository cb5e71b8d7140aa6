import type { User } from '../domain/account.ts';
import { PasswordResetMissing } from '../domain/invitation.ts';
import { requirePassword } from '../domain/password.ts';
import { hashToken, looksLikeToken } from '../domain/token.ts';
import { auditOfUser } from './audit-of-user.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { checkPassword } from './sign-in.ts';
import type { SignInParts } from './sign-in-stores.ts';
import { findSession } from './verify-session.ts';

/** Ends all sessions of the user and begins one. @throws SessionMissing, SignInFailed, SignInThrottled, InvalidInput */
export async function changePassword(
  command: { token: string; currentPassword: string; newPassword: string; address: string },
  parts: SignInParts,
): Promise<BegunSession> {
  const { session, user } = await findSession(command.token, parts);
  const password = requirePassword(command.newPassword, user.email, 'newPassword');
  await checkPassword(
    { email: user.email, password: command.currentPassword, address: command.address },
    parts,
  );
  await setPassword(user, password, parts);
  const memberships = await parts.accounts.membershipsOf(user.userId);
  await auditOfUser(
    user,
    memberships.map(({ tenant }) => tenant),
    'changePassword',
    parts,
  );
  return beginSession(user, memberships, session.tenant, parts);
}

/** By a mailed token, once. @throws PasswordResetMissing, InvalidInput, HasherBusy */
export async function resetPassword(
  command: { token: string; password: string; address: string },
  parts: SignInParts,
): Promise<void> {
  const { resets, accounts, clock, limits } = parts;
  const tokenHash = hashToken(command.token);
  const open = looksLikeToken(command.token) ? await resets.find(tokenHash) : undefined;
  const user = open === undefined ? undefined : await accounts.findUser(open.userId);
  if (open === undefined || user === undefined || open.expiresAt <= clock.now())
    throw new PasswordResetMissing();
  // A password that can't be set, or no time to hash it, leaves the token as it is.
  const passwordHash = await parts.hasher.hash(requirePassword(command.password, user.email));
  if ((await resets.take(tokenHash)) === undefined) throw new PasswordResetMissing();
  await putPasswordHash(user, passwordHash, parts);
  // Whoever reads the account's mail is let in from there, whatever strangers try meanwhile.
  limits.succeeded({ email: user.email, address: command.address });
  const memberships = await accounts.membershipsOf(user.userId);
  await auditOfUser(
    user,
    memberships.map(({ tenant }) => tenant),
    'resetPassword',
    parts,
  );
}

/** Ends all sessions and open resets of the user. */
export async function setPassword(
  user: User,
  password: string,
  parts: Pick<SignInParts, 'accounts' | 'sessions' | 'resets' | 'hasher'>,
): Promise<void> {
  await putPasswordHash(user, await parts.hasher.hash(password), parts);
}

async function putPasswordHash(
  { userId }: User,
  passwordHash: string,
  { accounts, sessions, resets }: Pick<SignInParts, 'accounts' | 'sessions' | 'resets'>,
): Promise<void> {
  await accounts.setPasswordHash(userId, passwordHash);
  await sessions.removeOfUser(userId);
  await resets.removeOfUser(userId);
}
