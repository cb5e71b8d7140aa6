import { type Connection, withDatabaseErrors } from '@qipei/mongo';
import type { Invitation, PasswordReset } from '../../domain/invitation.ts';
import type { InvitationRepository, PasswordResetRepository } from '../../domain/invitation-repository.ts';
import {
  type InvitationDocument,
  invitationSchema,
  type PasswordResetDocument,
  passwordResetSchema,
} from './sign-in-schemas.ts';

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoInvitationRepository(connection: Connection): InvitationRepository {
  const invitations = connection.model('Invitation', invitationSchema);
  return withDatabaseErrors<InvitationRepository>({
    async put(invitation) {
      await invitations.updateOne(
        { _id: `${invitation.tenant}/${invitation.email}` },
        { $set: { ...invitation } },
        { upsert: true },
      );
    },
    async findByTokenHash(tokenHash) {
      return toInvitation(await invitations.findOne({ tokenHash }).lean<InvitationDocument>());
    },
    async list(tenant) {
      const found = await invitations
        .find({ tenant })
        .sort({ createdAt: -1, invitationId: -1 })
        .lean<InvitationDocument[]>();
      return found.map(ofDocument);
    },
    async take(tokenHash) {
      return toInvitation(await invitations.findOneAndDelete({ tokenHash }).lean<InvitationDocument>());
    },
    async remove(tenant, invitationId) {
      return (await invitations.deleteOne({ tenant, invitationId })).deletedCount === 1;
    },
    async removeExpired(now) {
      await invitations.deleteMany({ expiresAt: { $lte: now } });
    },
    async all() {
      const found = await invitations.find().sort({ invitationId: 1 }).lean<InvitationDocument[]>();
      return found.map(ofDocument);
    },
  });
}

function toInvitation(document: InvitationDocument | null): Invitation | undefined {
  return document === null ? undefined : ofDocument(document);
}

function ofDocument({ _id, ...invitation }: InvitationDocument): Invitation {
  return invitation;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function mongoPasswordResetRepository(connection: Connection): PasswordResetRepository {
  const resets = connection.model('PasswordReset', passwordResetSchema);
  return withDatabaseErrors<PasswordResetRepository>({
    async add({ tokenHash, ...rest }) {
      await resets.insertMany([{ _id: tokenHash, ...rest }]);
    },
    async find(tokenHash) {
      return toReset(await resets.findOne({ _id: tokenHash }).lean<PasswordResetDocument>());
    },
    async take(tokenHash) {
      return toReset(await resets.findOneAndDelete({ _id: tokenHash }).lean<PasswordResetDocument>());
    },
    async removeOfUser(userId) {
      await resets.deleteMany({ userId });
    },
    async removeExpired(now) {
      await resets.deleteMany({ expiresAt: { $lte: now } });
    },
  });
}

function toReset(document: PasswordResetDocument | null): PasswordReset | undefined {
  if (document === null) return undefined;
  return { tokenHash: document._id, userId: document.userId, expiresAt: document.expiresAt };
}
