import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scryptPasswordHasher } from '../adapters/scrypt/scrypt-password-hasher.ts';
import { hashToken, newToken } from '../domain/token.ts';
import { openPartsUnderTest, PASSWORD, type PartsUnderTest, QUICK } from '../sign-in-parts.fixture.ts';
import { changePassword, resetPassword } from './change-password.ts';
import { type SignIn, signIn } from './sign-in.ts';
import type { SignInParts } from './sign-in-stores.ts';
import { verifySession } from './verify-session.ts';

const EMAIL = 'owner@acme.example';
const NEXT = 'tomatoes on a bike';
const ADDRESS = '192.0.2.1';

let opened: PartsUnderTest;
let parts: SignInParts;
let userId: string;
beforeEach(async () => {
  opened = await openPartsUnderTest();
  parts = opened.parts;
  userId = await opened.addMember('acme', 'owner', EMAIL);
});
afterEach(() => opened[Symbol.asyncDispose]());

function command(over: Partial<SignIn> = {}): SignIn {
  return {
    ...{ email: EMAIL, password: PASSWORD, address: ADDRESS, tenant: '', onlyThere: false },
    ...{ previousToken: '', ...over },
  };
}

/** The account's owner takes it back by mail. */
async function takeBack(): Promise<void> {
  const token = newToken();
  const expiresAt = new Date(Date.now() + 60_000);
  await parts.resets.add({ tokenHash: hashToken(token), userId, expiresAt });
  await resetPassword({ token, password: NEXT, address: '203.0.113.7' }, parts);
}

/** The same parts, with `meanwhile` done once at the point that is named. */
function partsWith(
  point: string,
  meanwhile: () => Promise<unknown>,
): { parts: SignInParts; tokens: string[] } {
  const tokens: string[] = [];
  let done = false;
  const at = async (here: string) => {
    if (here !== point || done) return;
    done = true;
    await meanwhile();
  };
  const { hasher, accounts, sessions } = parts;
  return {
    tokens,
    parts: {
      ...parts,
      hasher: {
        ...hasher,
        async verify(password, kept) {
          const isRight = await hasher.verify(password, kept);
          await at('the password was judged');
          return isRight;
        },
      },
      accounts: {
        ...accounts,
        async membershipsOf(id) {
          const found = await accounts.membershipsOf(id);
          await at('memberships were read');
          return found;
        },
        async setPasswordHash(id, hash, onlyIf) {
          await at('a hash is set');
          return await accounts.setPasswordHash(id, hash, onlyIf);
        },
      },
      sessions: {
        ...sessions,
        async add(session) {
          await at('a session is added');
          tokens.push(session.tokenHash);
          await sessions.add(session);
          await at('a session was added');
        },
      },
    },
  };
}

describe('signing in while the password is set', () => {
  it.each(['the password was judged', 'memberships were read', 'a session is added', 'a session was added'])(
    'leaves no session once %s',
    async (point) => {
      const raced = partsWith(point, takeBack);
      await expect(signIn(command(), raced.parts)).rejects.toMatchObject({ code: 'sign-in-failed' });
      expect(raced.tokens).toHaveLength(1);
      for (const tokenHash of raced.tokens)
        expect(await parts.sessions.findByTokenHash(tokenHash)).toBe(undefined);
      await expect(signIn(command(), parts)).rejects.toMatchObject({ code: 'sign-in-failed' });
      expect((await signIn(command({ password: NEXT }), parts)).session.tenant).toBe('acme');
    },
  );

  it('ends what begins right before', async () => {
    const { token } = await signIn(command(), parts);
    await takeBack();
    await expect(verifySession(token, parts)).rejects.toMatchObject({ code: 'session-missing' });
  });

  it('goes on where the same password was only hashed anew', async () => {
    const again = async () => {
      await parts.accounts.setPasswordHash(userId, await parts.hasher.hash(PASSWORD));
    };
    const raced = partsWith('a session is added', again);
    const { token } = await signIn(command(), raced.parts);
    expect((await verifySession(token, parts)).user.userId).toBe(userId);
  });
});

describe('changing the password while it is set', () => {
  const change = async (token: string, on: SignInParts) =>
    changePassword(
      { token, currentPassword: PASSWORD, newPassword: 'potatoes on a bike', address: ADDRESS },
      on,
    );

  it.each(['the password was judged', 'a hash is set', 'memberships were read', 'a session was added'])(
    'loses to the owner’s own, once %s',
    async (point) => {
      const { token } = await signIn(command(), parts);
      const raced = partsWith(point, takeBack);
      await expect(change(token, raced.parts)).rejects.toMatchObject({ code: 'sign-in-failed' });
      for (const tokenHash of raced.tokens)
        expect(await parts.sessions.findByTokenHash(tokenHash)).toBe(undefined);
      expect((await signIn(command({ password: NEXT }), parts)).session.tenant).toBe('acme');
    },
  );

  it('takes effect where the same password was only hashed anew', async () => {
    const { token } = await signIn(command(), parts);
    const again = async () => {
      await parts.accounts.setPasswordHash(userId, await parts.hasher.hash(PASSWORD));
    };
    const raced = partsWith('a hash is set', again);
    const begun = await change(token, raced.parts);
    expect((await verifySession(begun.token, parts)).user.userId).toBe(userId);
    await expect(signIn(command(), parts)).rejects.toMatchObject({ code: 'sign-in-failed' });
  });
});

describe('a hash that was made with less work', () => {
  /** Runs what is started beside the answers only when it is told to. */
  function held(): { parts: SignInParts; run: () => Promise<void> } {
    const waiting: (() => Promise<void>)[] = [];
    return {
      parts: { ...parts, background: (_, work) => void waiting.push(work) },
      run: async () => {
        for (const work of waiting.splice(0)) await work();
      },
    };
  }
  const kept = async () => (await parts.accounts.findUser(userId))?.passwordHash ?? '';

  beforeEach(async () => {
    const lighter = scryptPasswordHasher({ work: { ...QUICK, ln: QUICK.ln - 1 } });
    await parts.accounts.setPasswordHash(userId, await lighter.hash(PASSWORD));
  });

  it('is made anew, after the sign-in and not by one that failed', async () => {
    const beside = held();
    await signIn(command(), beside.parts);
    expect(parts.hasher.isOutdated(await kept())).toBe(true);
    await beside.run();
    expect(parts.hasher.isOutdated(await kept())).toBe(false);
    expect((await signIn(command(), parts)).session.tenant).toBe('acme');
  });

  it('never comes back over a password that was set meanwhile', async () => {
    const beside = held();
    await signIn(command(), beside.parts);
    await takeBack();
    await beside.run();
    await expect(signIn(command(), parts)).rejects.toMatchObject({ code: 'sign-in-failed' });
    expect((await signIn(command({ password: NEXT }), parts)).session.tenant).toBe('acme');
  });
});

describe('where the tenant is asked for', () => {
  it('takes its members alone, and tells nobody else before the password was right', async () => {
    await opened.addMember('bolt', 'seller', EMAIL);
    const there = (tenant: string, over: Partial<SignIn> = {}) =>
      signIn(command({ tenant, onlyThere: true, ...over }), parts);
    expect((await there('bolt')).session.tenant).toBe('bolt');
    for (const tenant of ['chain', ''])
      await expect(there(tenant)).rejects.toMatchObject({ kind: 'forbidden', code: 'membership-missing' });
    await expect(there('chain', { password: 'not the password' })).rejects.toMatchObject({
      code: 'sign-in-failed',
    });
    expect((await signIn(command({ tenant: 'chain' }), parts)).session.tenant).toBe('acme');
  });

  it('leaves the session before as it is where it refuses', async () => {
    const { token } = await signIn(command(), parts);
    const refused = command({ tenant: 'chain', onlyThere: true, previousToken: token });
    await expect(signIn(refused, parts)).rejects.toMatchObject({ code: 'membership-missing' });
    expect((await verifySession(token, parts)).tenant).toBe('acme');
  });
});
