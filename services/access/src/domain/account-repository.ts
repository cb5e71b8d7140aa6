import type { Membership, User } from './account.ts';
import type { MemberPost } from './member-role.ts';

/** What became of a change of a membership. */
export type MembershipChange = 'done' | 'missing' | 'last-owner';

/**
 * Keeps users and what they are a member of; every adapter's writes are durable when the promise resolves. A tenant that
 * has an owner never loses the last one, whatever comes at once.
 */
export interface AccountRepository {
  /** @throws EmailTaken; of many that come at once with one e-mail, one is added. */
  addUser(user: User): Promise<void>;
  findUser(userId: string): Promise<User | undefined>;
  findUserByEmail(email: string): Promise<User | undefined>;
  /**
   * Whether it was set: not where there is no such user, and with `onlyIf` not where what is kept is no longer that. Of many
   * that come at once with the same `onlyIf`, one sets it.
   */
  setPasswordHash(userId: string, passwordHash: string, onlyIf?: string): Promise<boolean>;
  /** Adds or replaces; `since` stays where there is one already. */
  putMembership(membership: Membership): Promise<'done' | 'last-owner'>;
  removeMembership(tenant: string, userId: string): Promise<MembershipChange>;
  /** Of a member that there is. */
  changeMembership(tenant: string, userId: string, post: MemberPost): Promise<MembershipChange>;
  findMembership(tenant: string, userId: string): Promise<Membership | undefined>;
  /** By tenant. */
  membershipsOf(userId: string): Promise<Membership[]>;
  /** With their users, by e-mail. */
  members(tenant: string): Promise<{ membership: Membership; user: User }[]>;
  /** By id; for a copy. */
  allUsers(): Promise<User[]>;
  /** By tenant and user; for a copy. */
  allMemberships(): Promise<Membership[]>;
}
