import { InvalidInput } from '@qipei/kernel';
import { requireName, SCOPES, type Scope } from './api-key.ts';

/** What a user is for a tenant. */
export const MEMBER_ROLES = ['owner', 'catalogue-manager', 'seller', 'buyer'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

const SCOPES_OF: Record<MemberRole, readonly Scope[]> = {
  owner: SCOPES,
  'catalogue-manager': [
    'catalog:read',
    'inventory:read',
    'inventory:write',
    'offers:write',
    'imports:read',
    'imports:write',
    'storefront:write',
  ],
  seller: ['catalog:read', 'inventory:read', 'inventory:write', 'orders:read', 'orders:write'],
  buyer: ['catalog:read', 'inventory:read', 'orders:read', 'orders:write'],
};

export function scopesOf(role: MemberRole): readonly Scope[] {
  return SCOPES_OF[role];
}

/** A role together with the customer that goes with it. */
export interface MemberPost {
  role: MemberRole;
  /** For a buyer the customer of the tenant that it buys for; empty for everybody else. */
  customerId: string;
}

/** @throws InvalidInput */
export function requirePost(post: { role: string; customerId: string }): MemberPost {
  const role = MEMBER_ROLES.find((known) => known === post.role);
  if (role === undefined)
    throw new InvalidInput(
      'role',
      'role-unknown',
      `There is no role '${post.role.slice(0, 80)}'; there are ${MEMBER_ROLES.join(', ')}.`,
    );
  if (role === 'buyer') {
    if (post.customerId === '')
      throw new InvalidInput('customerId', 'customer-missing', 'A buyer buys for a customer: name it.');
    return { role, customerId: requireName('customerId', post.customerId) };
  }
  if (post.customerId !== '')
    throw new InvalidInput('customerId', 'customer-not-taken', `Only a buyer has a customer, no ${role}.`);
  return { role, customerId: '' };
}
