import { newId } from '@qipei/kernel';
import type { Membership, User } from './account.ts';
import type { AccountRepository } from './account-repository.ts';
import type { AttemptStore, RememberedAttempts } from './attempt-store.ts';
import { type AuditEntry, auditId } from './audit.ts';
import type { AuditRepository } from './audit-repository.ts';
import type { Invitation } from './invitation.ts';
import type { InvitationRepository, PasswordResetRepository } from './invitation-repository.ts';
import type { MemberPost } from './member-role.ts';
import { overBefore, type Session } from './session.ts';
import type { SessionRepository } from './session-repository.ts';
import { hashToken, newToken } from './token.ts';

export interface OpenedStores extends AsyncDisposable {
  accounts: AccountRepository;
  sessions: SessionRepository;
  invitations: InvitationRepository;
  resets: PasswordResetRepository;
  audit: AuditRepository;
  attempts: AttemptStore;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
export interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
  rejects(promise: Promise<unknown>, like: { code: string }): Promise<void>;
}

/** Opens the stores over a storage; the same name is the same storage, a new one is empty. */
export type OpenStores = (storage: string) => Promise<OpenedStores>;

const at = new Date('2027-01-01T00:00:00.123Z');
const after = (ms: number) => new Date(at.getTime() + ms);

function user(over: Partial<User> = {}): User {
  const userId = newId('user');
  return {
    ...{ userId, email: `${userId}@acme.example`, name: '王 "1" $where', passwordHash: '$scrypt$…' },
    ...{ createdAt: at, ...over },
  };
}
function membership(over: Partial<Membership> = {}): Membership {
  return { tenant: 'acme', userId: newId('user'), role: 'seller', customerId: '', since: at, ...over };
}
function session(over: Partial<Session> = {}): Session {
  return {
    ...{ sessionId: newId('session'), userId: 'user_1', tenant: 'acme', tokenHash: hashToken(newToken()) },
    ...{ createdAt: at, usedAt: at, ...over },
  };
}
function invitation(over: Partial<Invitation> = {}): Invitation {
  const invitationId = newId('invitation');
  return {
    ...{ invitationId, tenant: 'acme', email: `${invitationId}@acme.example`, role: 'buyer' },
    ...{ customerId: 'garage-7', invitedBy: 'key_1', tokenHash: hashToken(newToken()) },
    ...{ createdAt: at, expiresAt: after(1_000), ...over },
  };
}
function entry(over: Partial<AuditEntry> = {}): AuditEntry {
  return {
    ...{ entryId: auditId(at), tenant: 'acme', at, action: 'createKey', actorKind: 'key', actorId: 'key_1' },
    ...{ actorName: '柜台', subjects: { jobId: 'parts_1', $set: '1', 'a.b': '2' }, count: 1, ...over },
  };
}

/** What every adapter promises, by name; each case takes an empty storage. */
export const SIGN_IN_STORES_CONTRACT: Record<string, (open: OpenStores, assert: Assert) => Promise<void>> = {
  async 'finds users by id and by e-mail, and nobody else'(open, assert) {
    const storage = newId('stores');
    const added = [user(), user({ name: 'Z' })];
    {
      await using store = await open(storage);
      for (const each of added) await store.accounts.addUser(each);
      assert.equal(await store.accounts.setPasswordHash(added[0]?.userId ?? '', 'another'), true);
      assert.equal(await store.accounts.setPasswordHash('user_none', 'another'), false);
    }
    await using store = await open(storage);
    const expected = added.map((each, i) => (i === 0 ? { ...each, passwordHash: 'another' } : each));
    for (const each of expected) {
      assert.deepEqual(await store.accounts.findUser(each.userId), each);
      assert.deepEqual(await store.accounts.findUserByEmail(each.email), each);
    }
    assert.deepEqual(await store.accounts.allUsers(), expected);
    for (const nobody of ['', '$ne', 'user_none'])
      assert.deepEqual(
        [await store.accounts.findUser(nobody), await store.accounts.findUserByEmail(nobody)],
        [undefined, undefined],
      );
  },

  async 'sets a password’s hash only over the one that was known, for one of many'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const one = user();
    const other = user();
    for (const each of [one, other]) await store.accounts.addUser(each);
    assert.equal(await store.accounts.setPasswordHash(one.userId, 'late', 'never was'), false);
    assert.equal(await store.accounts.setPasswordHash('user_none', 'late', one.passwordHash), false);
    assert.deepEqual(await store.accounts.findUser(one.userId), one);
    const nexts = Array.from({ length: 6 }, (_, i) => `next ${i}`);
    const set = await Promise.all(
      nexts.map((next, i) =>
        (i % 2 === 0 ? store : beside).accounts.setPasswordHash(one.userId, next, one.passwordHash),
      ),
    );
    assert.equal(set.filter(Boolean).length, 1);
    const kept = (await beside.accounts.findUser(one.userId))?.passwordHash;
    assert.equal(kept, nexts[set.indexOf(true)]);
    assert.deepEqual(await store.accounts.findUser(other.userId), other);
  },

  async 'gives one of many that come with one e-mail its place'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const all = Array.from({ length: 8 }, () => user({ email: 'one@acme.example' }));
    const results = await Promise.allSettled(
      all.map((each, i) => (i % 2 === 0 ? store : beside).accounts.addUser(each)),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    await assert.rejects(store.accounts.addUser(user({ email: 'one@acme.example' })), {
      code: 'email-taken',
    });
  },

  async 'lists members with their users by e-mail, and memberships by tenant'(open, assert) {
    await using store = await open(newId('stores'));
    const [b, a] = [user({ email: 'b@acme.example' }), user({ email: 'a@acme.example' })];
    for (const each of [b, a]) await store.accounts.addUser(each);
    const made = [
      membership({ userId: b.userId, role: 'owner' }),
      membership({ userId: a.userId, role: 'buyer', customerId: 'garage-7' }),
      membership({ userId: a.userId, tenant: 'bolt' }),
    ];
    for (const each of made) assert.equal(await store.accounts.putMembership(each), 'done');
    assert.deepEqual(await store.accounts.members('acme'), [
      { membership: made[1], user: a },
      { membership: made[0], user: b },
    ]);
    assert.deepEqual(await store.accounts.membershipsOf(a.userId), [made[1], made[2]]);
    assert.deepEqual(await store.accounts.findMembership('bolt', b.userId), undefined);
    assert.deepEqual(await store.accounts.members('nobody'), []);
    assert.equal((await store.accounts.allMemberships()).length, 3);
  },

  async 'changes and removes members, and keeps since when they are'(open, assert) {
    await using store = await open(newId('stores'));
    const one = user();
    await store.accounts.addUser(one);
    const made = membership({ userId: one.userId });
    await store.accounts.putMembership(made);
    const post: MemberPost = { role: 'buyer', customerId: 'garage-7' };
    assert.equal(await store.accounts.changeMembership('acme', one.userId, post), 'done');
    assert.equal(await store.accounts.putMembership({ ...made, ...post, since: after(5) }), 'done');
    assert.deepEqual(await store.accounts.findMembership('acme', one.userId), { ...made, ...post });
    for (const [tenant, userId] of [
      ['bolt', one.userId],
      ['acme', 'user_none'],
    ] as const) {
      assert.equal(await store.accounts.changeMembership(tenant, userId, post), 'missing');
      assert.equal(await store.accounts.removeMembership(tenant, userId), 'missing');
    }
    assert.equal(await store.accounts.removeMembership('acme', one.userId), 'done');
    assert.equal(await store.accounts.findMembership('acme', one.userId), undefined);
  },

  async 'never loses a tenant’s last owner, whoever goes at once'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const owners = Array.from({ length: 6 }, () => user());
    for (const each of owners) {
      await store.accounts.addUser(each);
      await store.accounts.putMembership(membership({ userId: each.userId, role: 'owner' }));
    }
    const changes = await Promise.all(
      owners.map(({ userId }, i) => {
        const { accounts } = i % 2 === 0 ? store : beside;
        return i % 3 === 0
          ? accounts.removeMembership('acme', userId)
          : accounts.changeMembership('acme', userId, { role: 'seller', customerId: '' });
      }),
    );
    assert.equal(changes.filter((change) => change === 'last-owner').length, 1);
    const left = (await store.accounts.members('acme')).filter(
      ({ membership: { role } }) => role === 'owner',
    );
    assert.equal(left.length, 1);
    const [last] = left;
    if (last === undefined) return;
    const demoted = { ...last.membership, role: 'seller' as const };
    assert.equal(await store.accounts.putMembership(demoted), 'last-owner');
    // Somebody else becomes one: then the last may go.
    const [other] = (await store.accounts.members('acme')).filter(
      ({ user: { userId } }) => userId !== last.user.userId,
    );
    if (other === undefined) return;
    const owner: MemberPost = { role: 'owner', customerId: '' };
    assert.equal(await store.accounts.changeMembership('acme', other.user.userId, owner), 'done');
    assert.equal(await store.accounts.removeMembership('acme', last.user.userId), 'done');
    assert.equal(await store.accounts.removeMembership('acme', other.user.userId), 'last-owner');
  },

  async 'finds a session by its token, renews it forward, and gives it another token once'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const one = session();
    await store.sessions.add(one);
    await store.sessions.renew(one.sessionId, after(10));
    await store.sessions.renew(one.sessionId, after(5));
    assert.deepEqual(await beside.sessions.findByTokenHash(one.tokenHash), { ...one, usedAt: after(10) });
    const nexts = Array.from({ length: 6 }, () => ({
      tokenHash: hashToken(newToken()),
      tenant: 'bolt',
      usedAt: after(20),
    }));
    const results = await Promise.all(
      nexts.map((next, i) => (i % 2 === 0 ? store : beside).sessions.replaceToken(one.tokenHash, next)),
    );
    assert.equal(results.filter(Boolean).length, 1);
    assert.equal(await store.sessions.findByTokenHash(one.tokenHash), undefined);
    const next = nexts[results.indexOf(true)];
    assert.deepEqual(await store.sessions.findByTokenHash(next?.tokenHash ?? ''), { ...one, ...next });
  },

  async 'removes sessions by token, by user, by member, and those that are over'(open, assert) {
    await using store = await open(newId('stores'));
    const now = after(0);
    const before = overBefore(now);
    const kept = session({
      createdAt: new Date(before.createdAt.getTime() + 1),
      usedAt: new Date(before.usedAt.getTime() + 1),
    });
    const gone = {
      byToken: session(),
      byUser: session({ userId: 'user_2', tenant: 'bolt' }),
      byMember: session({ userId: 'user_3' }),
      tooOld: session({ createdAt: before.createdAt }),
      unused: session({ usedAt: before.usedAt }),
    };
    const sameUser = session({ userId: 'user_3', tenant: 'bolt' });
    for (const each of [kept, sameUser, ...Object.values(gone)]) await store.sessions.add(each);
    await store.sessions.removeByTokenHash(gone.byToken.tokenHash);
    await store.sessions.removeOfUser('user_2');
    await store.sessions.removeOfMember('acme', 'user_3');
    await store.sessions.removeOver(before);
    for (const { tokenHash } of Object.values(gone))
      assert.equal(await store.sessions.findByTokenHash(tokenHash), undefined);
    for (const each of [kept, sameUser])
      assert.deepEqual(await store.sessions.findByTokenHash(each.tokenHash), each);
  },

  async 'remembers attempts for all that look, and lets one of many at once change them'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const key = 'pair $where "1"';
    const asked = async () => [...(await beside.attempts.find([key, 'place nobody']))];
    assert.deepEqual(await asked(), []);
    let before: RememberedAttempts | undefined;
    for (const [round, knownAt] of [undefined, after(1), after(2), undefined].entries()) {
      const nexts = [0, 1, 2, 3].map((at) => ({ clearAt: after(round * 10 + at), knownAt }));
      const done = await Promise.all(
        nexts.map((next, at) => (at % 2 === 0 ? store : beside).attempts.replace(key, before, next)),
      );
      assert.deepEqual(done.toSorted(), [false, false, false, true]);
      before = nexts[done.indexOf(true)];
      assert.deepEqual(await asked(), [[key, before]]);
    }
    assert.equal(await store.attempts.replace('place absent', before, { clearAt: at, knownAt: at }), false);
  },

  async 'forgets attempts that count no longer, of those that are known when that is long ago'(open, assert) {
    await using store = await open(newId('stores'));
    const { attempts } = store;
    const all = { over: [0], counts: [1], known: [0, 1], 'known once': [0, 0], 'counts, known once': [1, 0] };
    for (const [key, [clear = 0, known]] of Object.entries(all))
      await attempts.replace(key, undefined, {
        clearAt: after(clear),
        knownAt: known === undefined ? undefined : after(known),
      });
    await attempts.forget({ clearAt: at, knownAt: at });
    const left = await attempts.find(Object.keys(all));
    assert.deepEqual([...left.keys()].toSorted(), ['counts', 'counts, known once', 'known']);
  },

  async 'keeps one open invitation of an e-mail, and gives it to one alone'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const first = invitation({ email: 'a@b.example' });
    const second = invitation({ email: 'a@b.example', createdAt: after(1) });
    const elsewhere = invitation({ email: 'a@b.example', tenant: 'bolt' });
    for (const each of [first, second, elsewhere]) await store.invitations.put(each);
    assert.equal(await store.invitations.findByTokenHash(first.tokenHash), undefined);
    assert.deepEqual(await store.invitations.findByTokenHash(second.tokenHash), second);
    const newest = invitation({ createdAt: after(2) });
    await store.invitations.put(newest);
    assert.deepEqual(await store.invitations.list('acme'), [newest, second]);
    const taken = await Promise.all(
      [store, beside, store, beside].map(({ invitations }) => invitations.take(second.tokenHash)),
    );
    assert.deepEqual(
      taken.filter((each) => each !== undefined),
      [second],
    );
    assert.equal(await store.invitations.remove('bolt', newest.invitationId), false);
    assert.equal(await store.invitations.remove('acme', newest.invitationId), true);
    await store.invitations.removeExpired(after(999));
    assert.deepEqual(await store.invitations.all(), [elsewhere]);
    await store.invitations.removeExpired(after(1_000));
    assert.deepEqual(await store.invitations.list('bolt'), []);
  },

  async 'gives a reset to one alone, and removes those of a user and those that are over'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const reset = (userId: string, ms: number) => ({
      tokenHash: hashToken(newToken()),
      userId,
      expiresAt: after(ms),
    });
    const [one, ofOther, over, other] = [
      reset('user_1', 9),
      reset('user_2', 9),
      reset('user_1', 1),
      reset('user_3', 9),
    ];
    for (const each of [one, ofOther, over, other]) await store.resets.add(each);
    await store.resets.removeExpired(after(1));
    await store.resets.removeOfUser('user_2');
    for (const { tokenHash } of [ofOther, over]) assert.equal(await store.resets.find(tokenHash), undefined);
    assert.deepEqual(await beside.resets.find(one.tokenHash), one);
    const taken = await Promise.all([store, beside, store].map(({ resets }) => resets.take(one.tokenHash)));
    assert.deepEqual(
      taken.filter((each) => each !== undefined),
      [one],
    );
    assert.deepEqual(await store.resets.find(other.tokenHash), other);
  },

  async 'pages through a tenant’s own trail, newest first'(open, assert) {
    await using store = await open(newId('stores'));
    const own = Array.from({ length: 7 }, (_, i) => entry({ entryId: auditId(after(i)), at: after(i) }));
    for (const each of own.toReversed()) await store.audit.add(each);
    await store.audit.add(entry({ ...own[0], action: 'another' } as AuditEntry));
    await store.audit.add(entry({ tenant: 'bolt' }));
    const seen: AuditEntry[] = [];
    for (let before: string | undefined; ; ) {
      const page = await store.audit.page('acme', before, 3);
      seen.push(...page);
      before = page.at(-1)?.entryId;
      if (before === undefined) break;
    }
    assert.deepEqual(seen, own.toReversed());
    assert.equal((await store.audit.all('', 100)).length, 8);
    assert.deepEqual(await store.audit.all(own[5]?.entryId ?? '', 2), [own[6]]);
  },

  async 'counts what comes again under one id'(open, assert) {
    const storage = newId('stores');
    await using store = await open(storage);
    await using beside = await open(storage);
    const one = entry({ entryId: auditId(at, 'signInFailed acme user_1'), action: 'signInFailed' });
    await Promise.all([store, beside, store, beside, store].map(({ audit }) => audit.count(one)));
    assert.deepEqual(await store.audit.page('acme', undefined, 10), [{ ...one, count: 5 }]);
  },
};
