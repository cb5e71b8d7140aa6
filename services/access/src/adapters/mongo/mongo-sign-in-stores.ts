import type { Connection } from '@qipei/mongo';
import type { SignInStores } from '../../application/sign-in-stores.ts';
import { mongoAccountRepository } from './mongo-account-repository.ts';
import { mongoAttemptStore } from './mongo-attempt-store.ts';
import { mongoAuditRepository } from './mongo-audit-repository.ts';
import { mongoInvitationRepository, mongoPasswordResetRepository } from './mongo-invitation-repository.ts';
import { mongoSessionRepository } from './mongo-session-repository.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoSignInStores(connection: Connection): SignInStores {
  return {
    accounts: mongoAccountRepository(connection),
    sessions: mongoSessionRepository(connection),
    invitations: mongoInvitationRepository(connection),
    resets: mongoPasswordResetRepository(connection),
    audit: mongoAuditRepository(connection),
    attempts: mongoAttemptStore(connection),
  };
}
