import type { Invitation, PasswordReset } from './invitation.ts';

/** Keeps open invitations; every adapter's writes are durable when the promise resolves. */
export interface InvitationRepository {
  /** Takes the place of an open one of the same tenant and e-mail. */
  put(invitation: Invitation): Promise<void>;
  findByTokenHash(tokenHash: string): Promise<Invitation | undefined>;
  /** Newest first. */
  list(tenant: string): Promise<Invitation[]>;
  /** Takes it away and gives it; of many at once, one gets it. */
  take(tokenHash: string): Promise<Invitation | undefined>;
  /** Whether there was one. */
  remove(tenant: string, invitationId: string): Promise<boolean>;
  removeExpired(now: Date): Promise<void>;
  /** By id; for a copy. */
  all(): Promise<Invitation[]>;
}

/** Keeps open resets; every adapter's writes are durable when the promise resolves. */
export interface PasswordResetRepository {
  add(reset: PasswordReset): Promise<void>;
  find(tokenHash: string): Promise<PasswordReset | undefined>;
  /** Takes it away and gives it; of many at once, one gets it. */
  take(tokenHash: string): Promise<PasswordReset | undefined>;
  removeOfUser(userId: string): Promise<void>;
  removeExpired(now: Date): Promise<void>;
}
