import type { User } from '../domain/account.ts';
import { PasswordResetMissing } from '../domain/invitation.ts';
import { normalPassword, requirePassword } from '../domain/password.ts';
import { SignInFailed } from '../domain/session.ts';
import { hashToken, looksLikeToken } from '../domain/token.ts';
import { auditOfUser } from './audit-of-user.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import { checkPassword } from './sign-in.ts';
import type { SignInParts } from './sign-in-stores.ts';
import { findSession } from './verify-session.ts';

/**
 * Ends all sessions of the user and begins one. Who only knows the password that was there before loses against whoever sets
 * another one at the same time. @throws SessionMissing, SignInFailed, SignInThrottled, InvalidInput, HasherBusy
 */
export async function changePassword(
  command: { token: string; currentPassword: string; newPassword: string; address: string },
  parts: SignInParts,
): Promise<BegunSession> {
  const { session, user: asked } = await findSession(command.token, parts);
  const password = requirePassword(command.newPassword, asked.email, 'newPassword');
  const { currentPassword, address } = command;
  const proven = await checkPassword({ email: asked.email, password: currentPassword, address }, parts);
  const user: User = { ...proven, passwordHash: await parts.hasher.hash(password) };
  await replacePasswordHash(proven, user.passwordHash, currentPassword, parts);
  await endAll(user, parts);
  const memberships = await parts.accounts.membershipsOf(user.userId);
  await auditOfUser(
    user,
    memberships.map(({ tenant }) => tenant),
    'changePassword',
    parts,
  );
  return beginSession({ user, memberships, tenant: session.tenant }, parts);
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
  await limits.succeeded({ email: user.email, address: command.address });
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
  user: User,
  passwordHash: string,
  { accounts, sessions, resets }: Pick<SignInParts, 'accounts' | 'sessions' | 'resets'>,
): Promise<void> {
  await accounts.setPasswordHash(user.userId, passwordHash);
  await endAll(user, { sessions, resets });
}

async function endAll(
  { userId }: User,
  { sessions, resets }: Pick<SignInParts, 'sessions' | 'resets'>,
): Promise<void> {
  await sessions.removeOfUser(userId);
  await resets.removeOfUser(userId);
}

const ATTEMPTS = 3;

/** Over the hash that the present password was proven by. @throws SignInFailed where another password was set meanwhile */
async function replacePasswordHash(
  proven: User,
  next: string,
  currentPassword: string,
  { accounts, hasher }: Pick<SignInParts, 'accounts' | 'hasher'>,
): Promise<void> {
  let { passwordHash } = proven;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await accounts.setPasswordHash(proven.userId, next, passwordHash)) return;
    const now = await accounts.findUser(proven.userId);
    // A sign-in elsewhere may have hashed the same password anew.
    if (now === undefined || !(await hasher.verify(normalPassword(currentPassword), now.passwordHash))) break;
    ({ passwordHash } = now);
  }
  throw new SignInFailed();
}
