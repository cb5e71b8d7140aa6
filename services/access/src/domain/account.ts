import { DomainError, InvalidInput } from '@qipei/kernel';
import type { MemberRole } from './member-role.ts';

/** A person, by e-mail; one account, however many tenants it is a member of. */
export interface User {
  userId: string;
  /** As `emailKey` gives it. */
  email: string;
  name: string;
  /** Of a `PasswordHasher`. */
  passwordHash: string;
  createdAt: Date;
}

export interface Membership {
  tenant: string;
  userId: string;
  role: MemberRole;
  /** Customer of the tenant on whose behalf a buyer acts; empty for everybody else. */
  customerId: string;
  since: Date;
}

/** A person's name as it is shown. @throws InvalidInput */
export function requireUserName(name: string): string {
  const trimmed = name.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (trimmed.length > 0 && trimmed.length <= 100 && trimmed.isWellFormed() && !/\p{C}/u.test(trimmed))
    return trimmed;
  throw new InvalidInput('name', 'name-invalid', 'A name has 1 to 100 characters that can be seen.');
}

export class EmailTaken extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'email-taken',
      message: 'There is an account with this e-mail already.',
    });
  }
}

export class LastOwner extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'last-owner',
      message: 'Nobody else could manage the tenant then: make another member an owner first.',
    });
  }
}

export class GrantBeyondOwn extends DomainError {
  constructor(scopes: readonly string[]) {
    super({
      kind: 'forbidden',
      code: 'grant-beyond-own',
      message: `Nobody can give more than they have: ${scopes.join(', ')}.`,
      details: { scopes },
    });
  }
}
