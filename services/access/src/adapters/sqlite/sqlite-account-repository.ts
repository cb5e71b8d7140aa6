import { type Database, immediateTransaction, isSqliteError } from '@qipei/sqlite';
import { EmailTaken, type Membership, type User } from '../../domain/account.ts';
import type { AccountRepository } from '../../domain/account-repository.ts';
import type { MemberPost, MemberRole } from '../../domain/member-role.ts';

interface UserRow {
  user_id: string;
  email: string;
  name: string;
  password_hash: string;
  created_at: number;
}
interface MembershipRow {
  tenant: string;
  user_id: string;
  role: MemberRole;
  customer_id: string;
  since: number;
}

/** Over a database that has `SIGN_IN_MIGRATIONS`. */
export function sqliteAccountRepository(db: Database): AccountRepository {
  const insertUser = db.prepare('INSERT INTO user VALUES (?, ?, ?, ?, ?)');
  const userById = db.prepare<[string], UserRow>('SELECT * FROM user WHERE user_id = ?');
  const userByEmail = db.prepare<[string], UserRow>('SELECT * FROM user WHERE email = ?');
  const users = db.prepare<[], UserRow>('SELECT * FROM user ORDER BY user_id');
  const setHash = db.prepare('UPDATE user SET password_hash = ? WHERE user_id = ?');
  const replaceHash = db.prepare('UPDATE user SET password_hash = ? WHERE user_id = ? AND password_hash = ?');
  const one = db.prepare<[string, string], MembershipRow>(
    'SELECT * FROM membership WHERE tenant = ? AND user_id = ?',
  );
  const ofUser = db.prepare<[string], MembershipRow>(
    'SELECT * FROM membership WHERE user_id = ? ORDER BY tenant',
  );
  const all = db.prepare<[], MembershipRow>('SELECT * FROM membership ORDER BY tenant, user_id');
  const withUsers = db.prepare<[string], MembershipRow & UserRow>(
    'SELECT * FROM membership JOIN user USING (user_id) WHERE tenant = ? ORDER BY email',
  );
  const insert = db.prepare('INSERT INTO membership VALUES (?, ?, ?, ?, ?)');
  const update = db.prepare(
    'UPDATE membership SET role = ?, customer_id = ? WHERE tenant = ? AND user_id = ?',
  );
  const remove = db.prepare('DELETE FROM membership WHERE tenant = ? AND user_id = ?');
  const otherOwner = db.prepare<[string, string]>(
    "SELECT 1 FROM membership WHERE tenant = ? AND user_id <> ? AND role = 'owner' LIMIT 1",
  );

  /** Within a transaction: changes a membership that there is, or with no post removes it. */
  function change(tenant: string, userId: string, post: MemberPost | undefined) {
    const before = one.get(tenant, userId);
    if (before === undefined) return 'missing';
    if (before.role === 'owner' && post?.role !== 'owner' && otherOwner.get(tenant, userId) === undefined)
      return 'last-owner';
    if (post === undefined) remove.run(tenant, userId);
    else update.run(post.role, post.customerId, tenant, userId);
    return 'done';
  }

  return {
    async addUser({ userId, email, name, passwordHash, createdAt }) {
      try {
        insertUser.run(userId, email, name, passwordHash, createdAt.getTime());
      } catch (error) {
        if (isSqliteError(error, 'SQLITE_CONSTRAINT_UNIQUE')) throw new EmailTaken();
        throw error;
      }
    },
    async findUser(userId) {
      return toUser(userById.get(userId));
    },
    async findUserByEmail(email) {
      return toUser(userByEmail.get(email));
    },
    async setPasswordHash(userId, passwordHash, onlyIf) {
      const set =
        onlyIf === undefined
          ? setHash.run(passwordHash, userId)
          : replaceHash.run(passwordHash, userId, onlyIf);
      return set.changes === 1;
    },
    async putMembership({ tenant, userId, role, customerId, since }) {
      return immediateTransaction(db, () => {
        const changed = change(tenant, userId, { role, customerId });
        if (changed !== 'missing') return changed;
        insert.run(tenant, userId, role, customerId, since.getTime());
        return 'done';
      });
    },
    async removeMembership(tenant, userId) {
      return immediateTransaction(db, () => change(tenant, userId, undefined));
    },
    async changeMembership(tenant, userId, post) {
      return immediateTransaction(db, () => change(tenant, userId, post));
    },
    async findMembership(tenant, userId) {
      const row = one.get(tenant, userId);
      return row === undefined ? undefined : toMembership(row);
    },
    async membershipsOf(userId) {
      return ofUser.all(userId).map(toMembership);
    },
    async members(tenant) {
      return withUsers.all(tenant).map((row) => ({ membership: toMembership(row), user: ofRow(row) }));
    },
    async allUsers() {
      return users.all().map(ofRow);
    },
    async allMemberships() {
      return all.all().map(toMembership);
    },
  };
}

function toUser(row: UserRow | undefined): User | undefined {
  return row === undefined ? undefined : ofRow(row);
}

function ofRow(row: UserRow): User {
  return {
    userId: row.user_id,
    email: row.email,
    name: row.name,
    passwordHash: row.password_hash,
    createdAt: new Date(row.created_at),
  };
}

function toMembership(row: MembershipRow): Membership {
  return {
    tenant: row.tenant,
    userId: row.user_id,
    role: row.role,
    customerId: row.customer_id,
    since: new Date(row.since),
  };
}
