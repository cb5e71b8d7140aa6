import type { Clock } from '@qipei/kernel';
import type { AccountRepository } from '../domain/account-repository.ts';
import type { ApiKeyRepository } from '../domain/api-key-repository.ts';
import type { AttemptStore } from '../domain/attempt-store.ts';
import type { AuditRepository } from '../domain/audit-repository.ts';
import type { InvitationRepository, PasswordResetRepository } from '../domain/invitation-repository.ts';
import type { Mailer } from '../domain/mailer.ts';
import type { PasswordHasher } from '../domain/password-hasher.ts';
import type { SessionRepository } from '../domain/session-repository.ts';
import type { AttemptLimits } from './attempt-limits.ts';

/** What is kept of people and what they did. */
export interface SignInStores {
  accounts: AccountRepository;
  sessions: SessionRepository;
  invitations: InvitationRepository;
  resets: PasswordResetRepository;
  audit: AuditRepository;
  attempts: AttemptStore;
}

/** What the use cases about people work with. */
export interface SignInParts extends SignInStores {
  keys: ApiKeyRepository;
  clock: Clock;
  hasher: PasswordHasher;
  mailer: Mailer;
  limits: AttemptLimits;
  /** The tenant as people know it. */
  tenantName: (tenant: string) => Promise<string>;
  /** Work that no answer waits for; whatever it throws is reported, and closing waits for it. */
  background: (what: string, work: () => Promise<void>) => void;
}

/** Who asks: the id of a key or of a user, and the tenant that it asks for. */
export interface Asker {
  tenant: string;
  actor: string;
  customerId: string;
}
