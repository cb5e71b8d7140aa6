import { createIndexes, type MongoMigration } from '@qipei/mongo';
import { Schema } from 'mongoose';
import type { ActorKind } from '../../domain/audit.ts';
import type { MemberRole } from '../../domain/member-role.ts';

export interface UserDocument {
  /** The user's id. */
  _id: string;
  email: string;
  name: string;
  passwordHash: string;
  createdAt: Date;
}
export interface MembershipDocument {
  /** Tenant and user. */
  _id: string;
  tenant: string;
  userId: string;
  role: MemberRole;
  customerId: string;
  since: Date;
}
/** Some of a tenant's owners, and never none: what is taken out of it is an owner no longer, before the membership says so. */
export interface OwnersDocument {
  /** The tenant. */
  _id: string;
  userIds: string[];
}
export interface SessionDocument {
  /** The session's id. */
  _id: string;
  userId: string;
  tenant: string;
  tokenHash: string;
  createdAt: Date;
  usedAt: Date;
}
export interface InvitationDocument {
  /** Tenant and e-mail: there is one open invitation for both. */
  _id: string;
  invitationId: string;
  tenant: string;
  email: string;
  role: MemberRole;
  customerId: string;
  invitedBy: string;
  tokenHash: string;
  createdAt: Date;
  expiresAt: Date;
}
export interface PasswordResetDocument {
  /** The token's digest. */
  _id: string;
  userId: string;
  expiresAt: Date;
}
export interface AttemptDocument {
  /** What is counted, and a digest of whose. */
  _id: string;
  clearAt: Date;
  knownAt?: Date;
}
export interface AuditDocument {
  /** The entry's id. */
  _id: string;
  tenant: string;
  at: Date;
  action: string;
  actorKind: ActorKind;
  actorId: string;
  actorName: string;
  /** JSON: names of members aren't the database's. */
  subjects: string;
  count: number;
}

export const SIGN_IN_MIGRATIONS: readonly MongoMigration[] = [
  {
    id: '002-user',
    up: createIndexes('user', [{ name: 'email', key: { email: 1 }, unique: true }]),
  },
  {
    id: '002-membership',
    up: createIndexes('membership', [
      { name: 'of-tenant', key: { tenant: 1, userId: 1 } },
      { name: 'of-user', key: { userId: 1, tenant: 1 } },
    ]),
  },
  {
    id: '002-session',
    up: createIndexes('session', [
      { name: 'token-hash', key: { tokenHash: 1 }, unique: true },
      { name: 'of-user', key: { userId: 1, tenant: 1 } },
      { name: 'made', key: { createdAt: 1 } },
      { name: 'used', key: { usedAt: 1 } },
    ]),
  },
  {
    id: '002-invitation',
    up: createIndexes('invitation', [
      { name: 'token-hash', key: { tokenHash: 1 }, unique: true },
      { name: 'newest-of-tenant', key: { tenant: 1, createdAt: -1, invitationId: -1 } },
      { name: 'expires', key: { expiresAt: 1 } },
    ]),
  },
  {
    id: '002-password-reset',
    up: createIndexes('password_reset', [
      { name: 'of-user', key: { userId: 1 } },
      { name: 'expires', key: { expiresAt: 1 } },
    ]),
  },
  {
    id: '002-audit',
    up: createIndexes('audit', [{ name: 'newest-of-tenant', key: { tenant: 1, _id: -1 } }]),
  },
  {
    id: '003-attempt',
    up: createIndexes('attempt', [{ name: 'clear', key: { clearAt: 1 } }]),
  },
];

const text = { type: String, required: true } as const;
// Mongoose takes an empty string for a missing one.
const maybeEmpty = { type: String, default: '' } as const;
const instant = { type: Date, required: true } as const;
const options = (collection: string) => ({ collection, versionKey: false, strict: 'throw' }) as const;

export const userSchema = new Schema<UserDocument>(
  { _id: text, email: text, name: maybeEmpty, passwordHash: text, createdAt: instant },
  options('user'),
);
export const membershipSchema = new Schema<MembershipDocument>(
  { _id: text, tenant: text, userId: text, role: text, customerId: maybeEmpty, since: instant },
  options('membership'),
);
export const ownersSchema = new Schema<OwnersDocument>(
  { _id: text, userIds: { type: [String], required: true } },
  options('owners'),
);
export const sessionSchema = new Schema<SessionDocument>(
  { _id: text, userId: text, tenant: text, tokenHash: text, createdAt: instant, usedAt: instant },
  options('session'),
);
export const invitationSchema = new Schema<InvitationDocument>(
  {
    _id: text,
    invitationId: text,
    tenant: text,
    email: text,
    role: text,
    customerId: maybeEmpty,
    invitedBy: text,
    tokenHash: text,
    createdAt: instant,
    expiresAt: instant,
  },
  options('invitation'),
);
export const passwordResetSchema = new Schema<PasswordResetDocument>(
  { _id: text, userId: text, expiresAt: instant },
  options('password_reset'),
);
export const attemptSchema = new Schema<AttemptDocument>(
  { _id: text, clearAt: instant, knownAt: Date },
  options('attempt'),
);
export const auditSchema = new Schema<AuditDocument>(
  {
    _id: text,
    tenant: text,
    at: instant,
    action: text,
    actorKind: text,
    actorId: maybeEmpty,
    actorName: maybeEmpty,
    subjects: text,
    count: { type: Number, required: true },
  },
  options('audit'),
);
