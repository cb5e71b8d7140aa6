import type { Migration } from '@qipei/sqlite';

/** Users, sessions, invitations, the audit trail and attempts to sign in. */
export const SIGN_IN_MIGRATIONS: readonly Migration[] = [
  {
    id: '002-sign-in',
    up: `
    CREATE TABLE user (
      user_id TEXT PRIMARY KEY,
      email TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      password_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE membership (
      tenant TEXT NOT NULL,
      user_id TEXT NOT NULL REFERENCES user (user_id),
      role TEXT NOT NULL,
      customer_id TEXT NOT NULL,
      since INTEGER NOT NULL,
      PRIMARY KEY (tenant, user_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX membership_of_user ON membership (user_id, tenant);
    CREATE TABLE session (
      session_id TEXT PRIMARY KEY,
      user_id TEXT NOT NULL,
      tenant TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      used_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX session_of_user ON session (user_id, tenant);
    CREATE TABLE invitation (
      invitation_id TEXT PRIMARY KEY,
      tenant TEXT NOT NULL,
      email TEXT NOT NULL,
      role TEXT NOT NULL,
      customer_id TEXT NOT NULL,
      invited_by TEXT NOT NULL,
      token_hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      UNIQUE (tenant, email)
    ) STRICT;
    CREATE TABLE password_reset (
      token_hash TEXT PRIMARY KEY,
      user_id TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX password_reset_of_user ON password_reset (user_id);
    CREATE TABLE audit (
      entry_id TEXT PRIMARY KEY,
      tenant TEXT NOT NULL,
      at INTEGER NOT NULL,
      action TEXT NOT NULL,
      actor_kind TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      actor_name TEXT NOT NULL,
      subjects TEXT NOT NULL,
      count INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX audit_of_tenant ON audit (tenant, entry_id);`,
  },
  {
    id: '003-attempts',
    up: `
    CREATE TABLE attempt (
      key TEXT PRIMARY KEY,
      clear_at INTEGER NOT NULL,
      known_at INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX attempt_clear ON attempt (clear_at);`,
  },
];
