import type { Answers } from '../api/answers.ts';
import { fieldOf } from '../shown/field-of.ts';

export type Role = Answers['member']['role'];
export const ROLES: readonly Role[] = ['owner', 'catalogue-manager', 'seller', 'buyer'];

/** Who can't go or take another role: nobody could manage the tenant then. The platform refuses it, too. */
export function isLastOwner(
  member: Pick<Answers['member'], 'userId' | 'role'>,
  members: readonly Pick<Answers['member'], 'userId' | 'role'>[],
): boolean {
  return (
    member.role === 'owner' &&
    !members.some(({ role, userId }) => role === 'owner' && userId !== member.userId)
  );
}

/** What `RoleFields` asks for: a customer for a buyer alone, whatever was typed before. */
export function postOf(form: FormData): { role: Role; customerId?: string } {
  const role = ROLES.find((each) => each === fieldOf(form, 'role')) ?? 'buyer';
  if (role !== 'buyer') return { role };
  return { role, customerId: fieldOf(form, 'customerId').trim() };
}
