import { randomBytes } from 'node:crypto';
import { NotFound, newId } from '@qipei/kernel';
import { LastOwner, requireUserName, type User } from '../domain/account.ts';
import { requireName } from '../domain/api-key.ts';
import { emailKey, requireEmail } from '../domain/email.ts';
import { requirePost } from '../domain/member-role.ts';
import { requirePassword } from '../domain/password.ts';
import { recordAudit } from './audit-trail.ts';
import { setPassword } from './change-password.ts';
import type { SignInParts } from './sign-in-stores.ts';

type OperatorParts = Pick<
  SignInParts,
  'accounts' | 'sessions' | 'resets' | 'audit' | 'keys' | 'clock' | 'hasher'
>;

/** Whom an operator adds: nobody's leave is asked. */
export interface AddUser {
  tenant: string;
  email: string;
  role: string;
  customerId?: string | undefined;
  /** The part of the e-mail before the @ unless given. */
  name?: string | undefined;
  /** A random one unless given; of a user that there is it stays as it is. */
  password?: string | undefined;
}

/**
 * Makes the e-mail's owner a member, with an account where there is none yet; `password` is that of a new account, and
 * is kept nowhere. @throws InvalidInput, LastOwner
 */
export async function addUser(
  command: AddUser,
  parts: OperatorParts,
): Promise<{ user: User; password: string | undefined }> {
  const { accounts, clock } = parts;
  const tenant = requireName('tenant', command.tenant);
  const email = requireEmail(command.email);
  const post = requirePost({ role: command.role, customerId: command.customerId ?? '' });
  const known = await accounts.findUserByEmail(email);
  const password = known === undefined ? (command.password ?? randomPassword()) : undefined;
  const user = known ?? (await newAccount(email, password ?? '', command.name, parts));
  const put = await accounts.putMembership({ tenant, userId: user.userId, ...post, since: clock.now() });
  if (put === 'last-owner') throw new LastOwner();
  const subjects = { userId: user.userId };
  await recordAudit({ tenant, actor: 'operator' }, { action: 'addUser', subjects }, parts);
  return { user, password };
}

async function newAccount(
  email: string,
  password: string,
  name: string | undefined,
  { accounts, clock, hasher }: OperatorParts,
): Promise<User> {
  const user: User = {
    userId: newId('user'),
    email,
    name: requireUserName(name ?? email.slice(0, email.lastIndexOf('@'))),
    passwordHash: await hasher.hash(requirePassword(password, email)),
    createdAt: clock.now(),
  };
  await accounts.addUser(user);
  return user;
}

/** A new password for one who can't get at the mail; ends all sessions. @throws NotFound */
export async function resetUser(
  email: string,
  parts: OperatorParts,
): Promise<{ user: User; password: string }> {
  const key = emailKey(email);
  const user = key === undefined ? undefined : await parts.accounts.findUserByEmail(key);
  if (user === undefined) throw new NotFound('user', email);
  const password = randomPassword();
  await setPassword(user, password, parts);
  for (const { tenant } of await parts.accounts.membershipsOf(user.userId))
    await recordAudit(
      { tenant, actor: 'operator' },
      { action: 'resetUser', subjects: { userId: user.userId } },
      parts,
    );
  return { user, password };
}

/** 96 bits, to be typed once. */
function randomPassword(): string {
  return randomBytes(12).toString('base64url');
}
