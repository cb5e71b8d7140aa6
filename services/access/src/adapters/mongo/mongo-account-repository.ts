import { type Connection, isDuplicateKey, withDatabaseErrors } from '@qipei/mongo';
import { EmailTaken, type Membership, type User } from '../../domain/account.ts';
import type { AccountRepository, MembershipChange } from '../../domain/account-repository.ts';
import type { MemberPost } from '../../domain/member-role.ts';
import {
  type MembershipDocument,
  membershipSchema,
  ownersSchema,
  type UserDocument,
  userSchema,
} from './sign-in-schemas.ts';

/**
 * Over a database that has `SIGN_IN_MIGRATIONS`. There is no transaction over documents, so that of a tenant's owners a
 * document of its own tells some, and never none: who loses the role leaves it first, which is refused to the last one;
 * who gets the role enters it last. Whatever breaks off between, everybody in it is an owner.
 */
export function mongoAccountRepository(connection: Connection): AccountRepository {
  const users = connection.model('User', userSchema);
  const memberships = connection.model('Membership', membershipSchema);
  const owners = connection.model('Owners', ownersSchema);
  const idOf = (tenant: string, userId: string) => `${tenant}/${userId}`;

  /** False, and nothing is changed, where nobody else is in it. */
  async function leaveOwners(tenant: string, userId: string): Promise<boolean> {
    const left = await owners.updateOne(
      { _id: tenant, userIds: { $elemMatch: { $ne: userId } } },
      { $pull: { userIds: userId } },
    );
    return left.matchedCount === 1;
  }

  async function enterOwners(tenant: string, userId: string): Promise<void> {
    await owners.updateOne({ _id: tenant }, { $addToSet: { userIds: userId } }, { upsert: true });
    // Another may have taken the role away meanwhile.
    const now = await memberships.findOne({ _id: idOf(tenant, userId) }).lean<MembershipDocument>();
    if (now?.role !== 'owner') await leaveOwners(tenant, userId);
  }

  async function change(
    tenant: string,
    userId: string,
    post: MemberPost | undefined,
  ): Promise<MembershipChange> {
    const _id = idOf(tenant, userId);
    const before = await memberships.findOne({ _id }).lean<MembershipDocument>();
    if (before === null) return 'missing';
    if (before.role === 'owner' && post?.role !== 'owner' && !(await leaveOwners(tenant, userId)))
      return 'last-owner';
    if (post === undefined) {
      await memberships.deleteOne({ _id });
      return 'done';
    }
    const set = { role: post.role, customerId: post.customerId };
    const changed = await memberships.updateOne({ _id }, { $set: set });
    if (changed.matchedCount === 0) return 'missing';
    if (post.role === 'owner') await enterOwners(tenant, userId);
    return 'done';
  }

  return withDatabaseErrors<AccountRepository>({
    async addUser({ userId, ...rest }) {
      try {
        await users.insertMany([{ _id: userId, ...rest }]);
      } catch (error) {
        if (isDuplicateKey(error) && (await users.exists({ email: rest.email })) !== null)
          throw new EmailTaken();
        throw error;
      }
    },
    async findUser(userId) {
      return toUser(await users.findOne({ _id: userId }).lean<UserDocument>());
    },
    async findUserByEmail(email) {
      return toUser(await users.findOne({ email }).lean<UserDocument>());
    },
    async setPasswordHash(userId, passwordHash, onlyIf) {
      const kept = onlyIf === undefined ? {} : { passwordHash: onlyIf };
      const set = await users.updateOne({ _id: userId, ...kept }, { $set: { passwordHash } });
      return set.matchedCount === 1;
    },
    async putMembership(membership) {
      const { tenant, userId, role, customerId, since } = membership;
      const changed = await change(tenant, userId, { role, customerId });
      if (changed !== 'missing') return changed;
      await memberships.updateOne(
        { _id: idOf(tenant, userId) },
        { $set: { role, customerId }, $setOnInsert: { tenant, userId, since } },
        { upsert: true },
      );
      if (role === 'owner') await enterOwners(tenant, userId);
      return 'done';
    },
    removeMembership: (tenant, userId) => change(tenant, userId, undefined),
    changeMembership: (tenant, userId, post) => change(tenant, userId, post),
    async findMembership(tenant, userId) {
      const found = await memberships.findOne({ _id: idOf(tenant, userId) }).lean<MembershipDocument>();
      return found === null ? undefined : toMembership(found);
    },
    async membershipsOf(userId) {
      const found = await memberships.find({ userId }).sort({ tenant: 1 }).lean<MembershipDocument[]>();
      return found.map(toMembership);
    },
    async members(tenant) {
      const found = await memberships.find({ tenant }).lean<MembershipDocument[]>();
      const ids = found.map(({ userId }) => userId);
      const known = await users.find({ _id: { $in: ids } }).lean<UserDocument[]>();
      const byId = new Map(known.map((user) => [user._id, ofDocument(user)]));
      return found
        .flatMap((each) => {
          const user = byId.get(each.userId);
          return user === undefined ? [] : [{ membership: toMembership(each), user }];
        })
        .sort((a, b) => (a.user.email < b.user.email ? -1 : 1));
    },
    async allUsers() {
      const found = await users.find().sort({ _id: 1 }).lean<UserDocument[]>();
      return found.map(ofDocument);
    },
    async allMemberships() {
      const found = await memberships.find().sort({ tenant: 1, userId: 1 }).lean<MembershipDocument[]>();
      return found.map(toMembership);
    },
  });
}

function toUser(document: UserDocument | null): User | undefined {
  return document === null ? undefined : ofDocument(document);
}

function ofDocument({ _id, email, name, passwordHash, createdAt }: UserDocument): User {
  return { userId: _id, email, name, passwordHash, createdAt };
}

function toMembership({ tenant, userId, role, customerId, since }: MembershipDocument): Membership {
  return { tenant, userId, role, customerId, since };
}
