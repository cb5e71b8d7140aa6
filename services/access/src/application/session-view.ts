import type { Membership, User } from '../domain/account.ts';
import type { Scope } from '../domain/api-key.ts';
import { type MemberRole, scopesOf } from '../domain/member-role.ts';
import { endsAt, type Session } from '../domain/session.ts';
import type { SignInParts } from './sign-in-stores.ts';

/** A session with all that it lets its user do. */
export interface SessionView {
  sessionId: string;
  user: Pick<User, 'userId' | 'email' | 'name'>;
  tenant: string;
  tenantName: string;
  role: MemberRole;
  scopes: readonly Scope[];
  customerId: string;
  memberships: { tenant: string; tenantName: string; role: MemberRole }[];
  endsAt: Date;
}

/** Undefined where the user is no longer a member of the session's tenant. */
export async function sessionView(
  session: Session,
  user: User,
  memberships: readonly Membership[],
  { tenantName }: Pick<SignInParts, 'tenantName'>,
): Promise<SessionView | undefined> {
  const own = memberships.find(({ tenant }) => tenant === session.tenant);
  if (own === undefined) return undefined;
  const named = await Promise.all(
    memberships.map(async ({ tenant, role }) => ({ tenant, tenantName: await tenantName(tenant), role })),
  );
  return {
    sessionId: session.sessionId,
    user: { userId: user.userId, email: user.email, name: user.name },
    tenant: session.tenant,
    tenantName: named.find(({ tenant }) => tenant === session.tenant)?.tenantName ?? session.tenant,
    role: own.role,
    scopes: scopesOf(own.role),
    customerId: own.customerId,
    memberships: named,
    endsAt: endsAt(session),
  };
}
