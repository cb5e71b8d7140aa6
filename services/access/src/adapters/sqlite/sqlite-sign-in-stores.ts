import type { Database } from '@qipei/sqlite';
import type { SignInStores } from '../../application/sign-in-stores.ts';
import { sqliteAccountRepository } from './sqlite-account-repository.ts';
import { sqliteAttemptStore } from './sqlite-attempt-store.ts';
import { sqliteAuditRepository } from './sqlite-audit-repository.ts';
import { sqliteInvitationRepository, sqlitePasswordResetRepository } from './sqlite-invitation-repository.ts';
import { sqliteSessionRepository } from './sqlite-session-repository.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteSignInStores(db: Database): SignInStores {
  return {
    accounts: sqliteAccountRepository(db),
    sessions: sqliteSessionRepository(db),
    invitations: sqliteInvitationRepository(db),
    resets: sqlitePasswordResetRepository(db),
    audit: sqliteAuditRepository(db),
    attempts: sqliteAttemptStore(db),
  };
}
