import type { Session } from '@qipei/contracts/access/v1/session';
import { z } from 'zod';
import { csrfTokenOf } from '../http/session-cookie.ts';
import { textOrNull } from './unknown-values.ts';

export const MEMBER_ROLES = ['owner', 'catalogue-manager', 'seller', 'buyer'] as const;
export const role = z.enum(MEMBER_ROLES);

export const SessionJson = z
  .object({
    user: z.object({ userId: z.string(), email: z.string(), name: z.string() }),
    tenant: z.string(),
    tenantName: z.string(),
    role,
    scopes: z.array(z.string()).meta({ description: 'What the role allows.' }),
    customerId: z
      .string()
      .nullable()
      .meta({ description: 'Customer of the tenant that a buyer buys for; null for everybody else.' }),
    csrfToken: z.string().meta({
      description: 'For the header `X-CSRF-Token` of what changes something; another with every session.',
    }),
    memberships: z
      .array(z.object({ tenant: z.string(), tenantName: z.string(), role }))
      .meta({ description: 'All tenants of the user: PUT /v1/session/tenant changes over.' }),
  })
  .meta({ id: 'Session' });

/** @throws Error where access answered without what a session always has */
export function sessionJson(session: Session | undefined, token: string): z.infer<typeof SessionJson> {
  if (session?.user === undefined) throw new Error('access answered without the session');
  const { user, tenant, tenantName, scopes, customerId, memberships } = session;
  return {
    user,
    tenant,
    tenantName,
    role: role.parse(session.role),
    scopes: [...scopes].sort(),
    customerId: textOrNull(customerId),
    csrfToken: csrfTokenOf(token),
    memberships: memberships.map((each) => ({ ...each, role: role.parse(each.role) })),
  };
}
