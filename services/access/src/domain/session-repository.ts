import type { Session } from './session.ts';

/** Keeps sessions; every adapter's writes are durable when the promise resolves. */
export interface SessionRepository {
  add(session: Session): Promise<void>;
  findByTokenHash(tokenHash: string): Promise<Session | undefined>;
  /** Moves `usedAt` on, never back. */
  renew(sessionId: string, usedAt: Date): Promise<void>;
  /**
   * Gives it another token and tenant, where it still has the token `before`. Of many that come at once, one does; the
   * others get false.
   */
  replaceToken(before: string, next: { tokenHash: string; tenant: string; usedAt: Date }): Promise<boolean>;
  removeByTokenHash(tokenHash: string): Promise<void>;
  removeOfUser(userId: string): Promise<void>;
  removeOfMember(tenant: string, userId: string): Promise<void>;
  /** Those that were made, or last used, before these instants. */
  removeOver(before: { createdAt: Date; usedAt: Date }): Promise<void>;
}
