import type { User } from '../domain/account.ts';
import { emailKey } from '../domain/email.ts';
import { normalPassword, PASSWORD_MAX } from '../domain/password.ts';
import { SignInFailed } from '../domain/session.ts';
import { hashToken } from '../domain/token.ts';
import { auditOfUser, countFailedSignIn } from './audit-of-user.ts';
import { type BegunSession, beginSession } from './begin-session.ts';
import type { SignInParts } from './sign-in-stores.ts';

export interface SignIn {
  email: string;
  password: string;
  /** Where it comes from. */
  address: string;
  /** To begin with, where the user is a member of it. */
  tenant: string;
  /** Whether who isn't a member of `tenant` is refused. */
  onlyThere: boolean;
  /** Of a session that this one takes the place of; may be empty. */
  previousToken: string;
}

/**
 * Begins a session. An e-mail that nobody has takes as much work as a wrong password. Who isn't a member is told so only
 * after the password was right.
 * @throws SignInFailed, SignInThrottled, MembershipMissing, HasherBusy
 */
export async function signIn(command: SignIn, parts: SignInParts): Promise<BegunSession> {
  const { email, address, tenant, onlyThere } = command;
  const user = await checkPassword({ email, address, password: command.password }, parts);
  const memberships = await parts.accounts.membershipsOf(user.userId);
  const password = normalPassword(command.password);
  // The same password may have been hashed anew by another sign-in.
  const isStillProven = (now: User) => parts.hasher.verify(password, now.passwordHash);
  const begun = await beginSession({ user, memberships, tenant, onlyThere, isStillProven }, parts);
  renewHash(user, password, parts);
  if (command.previousToken !== '') await parts.sessions.removeByTokenHash(hashToken(command.previousToken));
  await auditOfUser(user, [begun.session.tenant], 'signIn', parts);
  return begun;
}

/** Whose password it is. @throws SignInFailed, SignInThrottled, HasherBusy */
export async function checkPassword(
  given: { email: string; password: string; address: string },
  parts: SignInParts,
): Promise<User> {
  const email = emailKey(given.email);
  const attempt = { email: email ?? '', address: given.address };
  await parts.limits.begin(attempt);
  const user = email === undefined ? undefined : await parts.accounts.findUserByEmail(email);
  // Nobody has one so long; what is hashed in its place has no length that a caller could choose.
  const password = given.password.length > PASSWORD_MAX * 2 ? '' : normalPassword(given.password);
  let isRight: boolean;
  try {
    isRight = await parts.hasher.verify(password, user?.passwordHash);
  } catch (error) {
    parts.background('give an attempt back', () => parts.limits.giveBack(attempt));
    throw error;
  }
  if (!isRight || user === undefined) {
    if (user !== undefined) parts.background('count a failed sign-in', () => countFailedSignIn(user, parts));
    throw new SignInFailed();
  }
  await parts.limits.succeeded(attempt);
  return user;
}

/** With as much work as is asked for now; a password that is set meanwhile stays. */
function renewHash(
  { userId, passwordHash }: User,
  password: string,
  { accounts, hasher, background }: Pick<SignInParts, 'accounts' | 'hasher' | 'background'>,
): void {
  if (!hasher.isOutdated(passwordHash)) return;
  background('hash a password anew', async () => {
    await accounts.setPasswordHash(userId, await hasher.hash(password), passwordHash);
  });
}
