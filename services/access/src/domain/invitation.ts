import { DomainError } from '@qipei/kernel';
import type { MemberPost } from './member-role.ts';

export interface Invitation extends MemberPost {
  invitationId: string;
  tenant: string;
  email: string;
  /** Who invites: the id of a user, of a key, or `operator`. */
  invitedBy: string;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
}

export const INVITATION_MS = 7 * 24 * 3_600_000;
export const PASSWORD_RESET_MS = 3_600_000;

/** A mailed way to set a new password. */
export interface PasswordReset {
  tokenHash: string;
  userId: string;
  expiresAt: Date;
}

/** The same for one that never was, was used, was revoked or is over. */
export class InvitationMissing extends DomainError {
  constructor() {
    super({
      kind: 'not-found',
      code: 'invitation-not-found',
      message: 'This invitation is not open: it was used, was taken back, is too old, or never was.',
    });
  }
}

export class PasswordResetMissing extends DomainError {
  constructor() {
    super({
      kind: 'not-found',
      code: 'password-reset-not-found',
      message: 'This link does not work any more: it was used, is too old, or never was. Ask for another.',
    });
  }
}
