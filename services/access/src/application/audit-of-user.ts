import type { User } from '../domain/account.ts';
import { auditId } from '../domain/audit.ts';
import type { SignInParts } from './sign-in-stores.ts';

/** What a user did with its own account, told to each of the tenants. */
export async function auditOfUser(
  user: User,
  tenants: readonly string[],
  action: string,
  { audit, clock }: Pick<SignInParts, 'audit' | 'clock'>,
): Promise<void> {
  const at = clock.now();
  for (const tenant of tenants)
    await audit.add({ entryId: auditId(at), ...entryOf(user, tenant, action, at) });
}

const HOUR_MS = 3_600_000;

/** One entry an hour for each tenant that the user is a member of. */
export async function countFailedSignIn(
  user: User,
  { accounts, audit, clock }: Pick<SignInParts, 'accounts' | 'audit' | 'clock'>,
): Promise<void> {
  const at = clock.now();
  const hour = new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
  for (const { tenant } of await accounts.membershipsOf(user.userId)) {
    const entryId = auditId(hour, `signInFailed ${tenant} ${user.userId}`);
    await audit.count({ entryId, ...entryOf(user, tenant, 'signInFailed', at) });
  }
}

function entryOf(user: User, tenant: string, action: string, at: Date) {
  const { userId, email } = user;
  return {
    ...{ tenant, at, action, actorKind: 'user' as const, actorId: userId, actorName: email },
    subjects: {},
    count: 1,
  };
}
