import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireUserName } from './account.ts';
import { SCOPES } from './api-key.ts';
import { auditId, boundedSubjects, isAuditId, requireAction } from './audit.ts';
import { COMMON_PASSWORDS } from './common-passwords.ts';
import { emailKey, requireEmail } from './email.ts';
import { MEMBER_ROLES, requirePost, scopesOf } from './member-role.ts';
import { normalPassword, requirePassword } from './password.ts';
import { endsAt, isOver, wantsRenewal } from './session.ts';
import { hashToken, looksLikeToken, newToken } from './token.ts';

const EMAIL = 'owner@acme.example';
const codeOf = (work: () => unknown) => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('a password', () => {
  it('of 10 to 200 characters is taken in whatever alphabet, and is the same however it is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 10, maxLength: 150 }), (password) => {
        const code = codeOf(() => requirePassword(password, EMAIL));
        if (code !== undefined) {
          expect(code).toBeOneOf(['password-too-long', 'password-too-common', 'text-invalid']);
          return;
        }
        const normal = requirePassword(password, EMAIL);
        expect(normalPassword(normal)).toBe(normal);
        expect(normalPassword(password.normalize('NFD'))).toBe(normalPassword(password.normalize('NFC')));
      }),
    );
  });

  it('counts characters, not units, and after they are composed', () => {
    expect(codeOf(() => requirePassword('🔧🔩🚗🚙🏎🛻🚐🚚🚛', EMAIL))).toBe('password-too-short');
    expect(requirePassword('🔧🔩🚗🚙🏎🛻🚐🚚🚛🚜', EMAIL)).toBe('🔧🔩🚗🚙🏎🛻🚐🚚🚛🚜');
    expect(requirePassword('ｃｏｒｒｅｃｔ　ｈｏｒｓｅ', EMAIL)).toBe('correct horse');
    expect(requirePassword('机油滤清器刹车片火花塞', EMAIL)).toBe('机油滤清器刹车片火花塞');
    expect(requirePassword('ab'.repeat(100), EMAIL)).toHaveLength(200);
    // One character that is eighteen when it is composed.
    expect(codeOf(() => requirePassword('\ufdfa'.repeat(12), EMAIL))).toBe('password-too-long');
    expect(codeOf(() => requirePassword('x'.repeat(100_000_000 / 100), EMAIL))).toBe('password-too-long');
  });

  it.each([
    'aaaaaaaaaaaa',
    'abcdefghijkl',
    '0123456789',
    '9876543210',
    'ZYXWVUTSRQPO',
    'QwertyUiop',
    'Password123',
    'ｐａｓｓｗｏｒｄ１２３',
    ' password123 ',
    'Woaini1314',
  ])('is refused for what everybody takes: %s', (password) => {
    expect(codeOf(() => requirePassword(password, EMAIL))).toBe('password-too-common');
  });

  it('isn’t the e-mail', () => {
    expect(codeOf(() => requirePassword('OWNER@acme.example', EMAIL))).toBe('password-is-email');
    expect(codeOf(() => requirePassword('long.local.part', 'long.local.part@acme.example'))).toBe(
      'password-is-email',
    );
  });

  it('is in no message', () => {
    for (const password of ['my secret', 'my secret'.repeat(30), 'zyxwvutsrq'])
      try {
        requirePassword(password, EMAIL);
        throw new Error('it was taken');
      } catch (error) {
        const told = JSON.stringify([error, (error as Error).message]);
        expect(told).toContain('password-too');
        expect(told).not.toContain(password.slice(0, 8));
      }
  });

  it('that is common is listed in its normal form, and could be set otherwise', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(100);
    for (const common of COMMON_PASSWORDS) {
      expect(common).toBe(normalPassword(common).toLowerCase());
      expect([...common].length, common).toBeGreaterThanOrEqual(10);
    }
  });
});

describe('an e-mail', () => {
  it('has one form, which is an e-mail that any mail program reads as one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
        const key = emailKey(text);
        if (key === undefined) return;
        expect(emailKey(key)).toBe(key);
        expect(emailKey(` ${key.toUpperCase()}\n`)).toBe(key);
        expect(key).toMatch(/^[!-~]+@[a-z0-9.-]+$/);
        expect(key).not.toMatch(/[\s"(),:;<>[\\\]]/);
        expect(key.length).toBeLessThanOrEqual(254);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['Owner@ACME.example', 'owner@acme.example'],
    ['o’brien@acme.example', undefined],
    ["o'brien+parts@acme.example", "o'brien+parts@acme.example"],
    ['ｏｗｎｅｒ@acme.example', 'owner@acme.example'],
    ['a@Bücher.example', 'a@xn--bcher-kva.example'],
    ['a@汽配.中国', 'a@xn--4tw689e.xn--fiqs8s'],
    ['a..b@c.example', undefined],
    ['.a@c.example', undefined],
    ['a@c.example.', undefined],
    ['a@-c.example', undefined],
    ['a@c.example:25', undefined],
    ['a@1.2.3.4', undefined],
    ['a@b@c.example', undefined],
    ['a%40evil.example@c.example', 'a%40evil.example@c.example'],
    ['a@c.example\0', undefined],
    ['', undefined],
  ])('%j is %j', (text, key) => {
    expect(emailKey(text)).toBe(key);
    if (key === undefined) expect(codeOf(() => requireEmail(text))).toBe('email-invalid');
  });
});

describe('a session', () => {
  const DAY = 24 * 3_600_000;
  const createdAt = new Date('2027-01-01T00:00:00Z');
  const at = (days: number) => new Date(createdAt.getTime() + days * DAY);

  it('lasts while it is used within 14 days, and 90 days at most', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 16, noNaN: true }), { maxLength: 40 }), (pauses) => {
        let now = 0;
        let usedAt = createdAt;
        for (const pause of pauses) {
          now += pause;
          const over = isOver({ createdAt, usedAt }, at(now));
          expect(over).toBe(at(now).getTime() - usedAt.getTime() >= 14 * DAY || now * DAY >= 90 * DAY);
          if (over) return;
          if (wantsRenewal({ usedAt }, at(now))) usedAt = at(now);
        }
      }),
    );
    expect(endsAt({ createdAt })).toEqual(at(90));
  });
});

describe('a role', () => {
  it('has a customer where it is a buyer, and only there', () => {
    for (const role of MEMBER_ROLES) {
      expect(codeOf(() => requirePost({ role, customerId: '' }))).toBe(
        role === 'buyer' ? 'customer-missing' : undefined,
      );
      expect(codeOf(() => requirePost({ role, customerId: 'garage-7' }))).toBe(
        role === 'buyer' ? undefined : 'customer-not-taken',
      );
      for (const scope of scopesOf(role)) expect(SCOPES).toContain(scope);
    }
    for (const role of ['', 'Owner', 'root', '__proto__', 'constructor'])
      expect(codeOf(() => requirePost({ role, customerId: '' }))).toBe('role-unknown');
  });

  it('lets nobody but an owner manage people and keys, and see the trail and how the platform does', () => {
    for (const role of MEMBER_ROLES)
      for (const scope of ['members:write', 'keys:write', 'audit:read', 'operations:read'] as const)
        expect(scopesOf(role).includes(scope)).toBe(role === 'owner');
  });
});

it('names are shown as they are, without what can’t be seen', () => {
  expect(requireUserName('  王  小明\n')).toBe('王 小明');
  for (const name of ['', ' ', 'a\0b', 'a\u202eb', '\ud800', 'x'.repeat(101)])
    expect(codeOf(() => requireUserName(name))).toBe('name-invalid');
});

it('tokens are new, and only their digest is kept', () => {
  const tokens = Array.from({ length: 1_000 }, newToken);
  expect(new Set(tokens).size).toBe(1_000);
  for (const token of tokens) {
    expect(looksLikeToken(token)).toBe(true);
    expect(hashToken(token)).toMatch(/^[0-9a-f]{64}$/);
  }
});

it('the trail keeps ids that sort by time, and of what was done ids alone', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 ** 31 - 1 })), (instants) => {
      const sorted = instants.toSorted((a, b) => a - b);
      const ids = sorted.map((ms) => auditId(new Date(ms * 1_000)));
      for (const id of ids) expect(isAuditId(id)).toBe(true);
      for (const [i, id] of ids.entries())
        if (i > 0 && sorted[i] !== sorted[i - 1]) expect(id > (ids[i - 1] ?? '')).toBe(true);
    }),
  );
  expect(auditId(new Date(5), 'a')).toBe(auditId(new Date(5), 'a'));
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`id${i}`, 'x'.repeat(1_000)]));
  const kept = boundedSubjects({ ...many, 'not a name': 'x', empty: '' });
  expect(Object.keys(kept)).toHaveLength(12);
  for (const id of Object.values(kept)) expect(id).toHaveLength(200);
  expect(boundedSubjects({ jobId: 'a\nb\u202e' })).toEqual({ jobId: 'ab' });
  for (const action of ['', 'a b', '$set', 'x'.repeat(101)])
    expect(codeOf(() => requireAction(action))).toBe('action-invalid');
});
