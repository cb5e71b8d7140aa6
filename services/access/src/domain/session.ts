import { DomainError } from '@qipei/kernel';

export interface Session {
  sessionId: string;
  userId: string;
  tenant: string;
  tokenHash: string;
  createdAt: Date;
  /** When it was last used, to the hour. */
  usedAt: Date;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A session that isn't used for so long ends. */
const IDLE_MS = 14 * DAY_MS;
/** However it is used. */
const ABSOLUTE_MS = 90 * DAY_MS;

/** When it ends at the latest. */
export function endsAt(session: Pick<Session, 'createdAt'>): Date {
  return new Date(session.createdAt.getTime() + ABSOLUTE_MS);
}

export function isOver(session: Pick<Session, 'createdAt' | 'usedAt'>, now: Date): boolean {
  return now.getTime() >= endsAt(session).getTime() || now.getTime() - session.usedAt.getTime() >= IDLE_MS;
}

/** Whether its use is worth a write. */
export function wantsRenewal(session: Pick<Session, 'usedAt'>, now: Date): boolean {
  return now.getTime() - session.usedAt.getTime() >= HOUR_MS;
}

/** The instants before which a session that was made, or last used, is over. */
export function overBefore(now: Date): { createdAt: Date; usedAt: Date } {
  return { createdAt: new Date(now.getTime() - ABSOLUTE_MS), usedAt: new Date(now.getTime() - IDLE_MS) };
}

/** The same for an e-mail that nobody has and for a wrong password. */
export class SignInFailed extends DomainError {
  constructor() {
    super({
      kind: 'unauthenticated',
      code: 'sign-in-failed',
      message: 'The e-mail or the password is wrong.',
    });
  }
}

export class SignInThrottled extends DomainError {
  constructor(retryAfterSeconds: number) {
    super({
      kind: 'exhausted',
      code: 'sign-in-throttled',
      message: 'Too many attempts; wait a little, or set a new password by mail.',
      details: { retryAfterSeconds },
    });
  }
}

export class MembershipMissing extends DomainError {
  constructor() {
    super({
      kind: 'forbidden',
      code: 'membership-missing',
      message: 'You are not a member there; ask for an invitation.',
    });
  }
}

export class SessionMissing extends DomainError {
  constructor() {
    super({ kind: 'unauthenticated', code: 'session-missing', message: 'You are not signed in.' });
  }
}
