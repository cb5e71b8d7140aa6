import { type Database, immediateTransaction } from '@qipei/sqlite';
import type { Invitation, PasswordReset } from '../../domain/invitation.ts';
import type { InvitationRepository, PasswordResetRepository } from '../../domain/invitation-repository.ts';
import type { MemberRole } from '../../domain/member-role.ts';

interface InvitationRow {
  invitation_id: string;
  tenant: string;
  email: string;
  role: MemberRole;
  customer_id: string;
  invited_by: string;
  token_hash: string;
  created_at: number;
  expires_at: number;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteInvitationRepository(db: Database): InvitationRepository {
  const insert = db.prepare('INSERT INTO invitation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const replaced = db.prepare('DELETE FROM invitation WHERE tenant = ? AND email = ?');
  const byHash = db.prepare<[string], InvitationRow>('SELECT * FROM invitation WHERE token_hash = ?');
  const take = db.prepare<[string], InvitationRow>('DELETE FROM invitation WHERE token_hash = ? RETURNING *');
  const ofTenant = db.prepare<[string], InvitationRow>(
    'SELECT * FROM invitation WHERE tenant = ? ORDER BY created_at DESC, invitation_id DESC',
  );
  const remove = db.prepare('DELETE FROM invitation WHERE tenant = ? AND invitation_id = ?');
  const removeExpired = db.prepare('DELETE FROM invitation WHERE expires_at <= ?');
  const all = db.prepare<[], InvitationRow>('SELECT * FROM invitation ORDER BY invitation_id');
  return {
    async put(invitation) {
      immediateTransaction(db, () => {
        replaced.run(invitation.tenant, invitation.email);
        insert.run(
          invitation.invitationId,
          invitation.tenant,
          invitation.email,
          invitation.role,
          invitation.customerId,
          invitation.invitedBy,
          invitation.tokenHash,
          invitation.createdAt.getTime(),
          invitation.expiresAt.getTime(),
        );
      });
    },
    async findByTokenHash(tokenHash) {
      return toInvitation(byHash.get(tokenHash));
    },
    async list(tenant) {
      return ofTenant.all(tenant).map(ofRow);
    },
    async take(tokenHash) {
      return toInvitation(take.get(tokenHash));
    },
    async remove(tenant, invitationId) {
      return remove.run(tenant, invitationId).changes === 1;
    },
    async removeExpired(now) {
      removeExpired.run(now.getTime());
    },
    async all() {
      return all.all().map(ofRow);
    },
  };
}

function toInvitation(row: InvitationRow | undefined): Invitation | undefined {
  return row === undefined ? undefined : ofRow(row);
}

function ofRow(row: InvitationRow): Invitation {
  return {
    invitationId: row.invitation_id,
    tenant: row.tenant,
    email: row.email,
    role: row.role,
    customerId: row.customer_id,
    invitedBy: row.invited_by,
    tokenHash: row.token_hash,
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  };
}

interface ResetRow {
  token_hash: string;
  user_id: string;
  expires_at: number;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqlitePasswordResetRepository(db: Database): PasswordResetRepository {
  const insert = db.prepare('INSERT INTO password_reset VALUES (?, ?, ?)');
  const byHash = db.prepare<[string], ResetRow>('SELECT * FROM password_reset WHERE token_hash = ?');
  const take = db.prepare<[string], ResetRow>('DELETE FROM password_reset WHERE token_hash = ? RETURNING *');
  const removeOfUser = db.prepare('DELETE FROM password_reset WHERE user_id = ?');
  const removeExpired = db.prepare('DELETE FROM password_reset WHERE expires_at <= ?');
  return {
    async add({ tokenHash, userId, expiresAt }) {
      insert.run(tokenHash, userId, expiresAt.getTime());
    },
    async find(tokenHash) {
      return toReset(byHash.get(tokenHash));
    },
    async take(tokenHash) {
      return toReset(take.get(tokenHash));
    },
    async removeOfUser(userId) {
      removeOfUser.run(userId);
    },
    async removeExpired(now) {
      removeExpired.run(now.getTime());
    },
  };
}

function toReset(row: ResetRow | undefined): PasswordReset | undefined {
  if (row === undefined) return undefined;
  return { tokenHash: row.token_hash, userId: row.user_id, expiresAt: new Date(row.expires_at) };
}
