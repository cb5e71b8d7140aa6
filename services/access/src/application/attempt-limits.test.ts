import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attemptLimits } from './attempt-limits.ts';

function bench() {
  let now = 1_000_000;
  const limits = attemptLimits({ now: () => new Date(now) });
  const wait = (work: () => void): number => {
    try {
      work();
      return 0;
    } catch (error) {
      return (error as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds;
    }
  };
  return {
    limits,
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    fail: (email: string, address: string) => wait(() => limits.begin({ email, address })),
    wait,
  };
}

it('lets ten guesses through from one place, then one a minute', () => {
  const { fail, pass } = bench();
  for (let i = 0; i < 10; i += 1) expect(fail('a@b.example', '203.0.113.1')).toBe(0);
  expect(fail('a@b.example', '203.0.113.1')).toBe(60);
  pass(59);
  expect(fail('a@b.example', '203.0.113.1')).toBe(1);
  pass(1);
  expect(fail('a@b.example', '203.0.113.1')).toBe(0);
  expect(fail('a@b.example', '203.0.113.1')).toBe(60);
  // Others aren't held up.
  expect(fail('c@d.example', '203.0.113.1')).toBe(0);
  expect(fail('a@b.example', '203.0.113.2')).toBe(0);
});

it('never lets more through than it says, whatever comes in whatever order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 5 }), fc.nat({ max: 120 })), { maxLength: 300 }),
      (attempts) => {
        const { fail, pass } = bench();
        let seconds = 0;
        let through = 0;
        for (const [email, place, pause] of attempts) {
          pass(pause);
          seconds += pause;
          if (fail(`${email}@b.example`, `198.51.100.${place}`) === 0 && email === 0) through += 1;
        }
        // Of one account from anywhere.
        expect(through).toBeLessThanOrEqual(30 + seconds / 60);
      },
    ),
    { numRuns: 40 },
  );
});

it('an owner who was let in from somewhere is never locked out there by strangers elsewhere', () => {
  const { limits, fail, pass } = bench();
  const own = { email: 'a@b.example', address: '203.0.113.7' };
  limits.begin(own);
  limits.succeeded(own);
  for (let day = 0; day < 80; day += 1) {
    for (let i = 0; i < 200; i += 1) fail('a@b.example', `198.51.100.${i}`);
    expect(fail('a@b.example', '198.51.100.250')).toBeGreaterThan(0);
    expect(fail(own.email, own.address)).toBe(0);
    limits.succeeded(own);
    pass(86_400);
  }
});

it('a right password costs nothing, nor does what was never looked at', () => {
  const { limits, fail } = bench();
  const attempt = { email: 'a@b.example', address: '203.0.113.1' };
  for (let i = 0; i < 500; i += 1) {
    limits.begin(attempt);
    if (i % 2 === 0) limits.succeeded(attempt);
    else limits.giveBack(attempt);
  }
  for (let i = 0; i < 10; i += 1) expect(fail(attempt.email, attempt.address)).toBe(0);
});

it.each([
  ['one IPv6 network', (i: number) => `2001:db8:1:2:${i.toString(16)}::1`, true],
  [
    'one IPv6 network, spelt in other ways',
    (i: number) => (i % 2 === 0 ? `2001:DB8::${i + 1}` : `2001:0db8:0000::${i + 1}`),
    true,
  ],
  [
    'an IPv4 address in IPv6’s form',
    (i: number) => (i % 2 === 0 ? '::ffff:203.0.113.1' : '203.0.113.1'),
    true,
  ],
  ['many IPv6 networks', (i: number) => `2001:db8:1:${i.toString(16)}::1`, false],
  ['this machine, where a proxy may stand', (i: number) => (i % 2 === 0 ? '127.0.0.1' : '::1'), false],
  ['nowhere', () => '', false],
])('counts %s as it should', (_, address, isOnePlace) => {
  const { fail } = bench();
  const waits = Array.from({ length: 90 }, (_, i) => fail(`${i}@b.example`, address(i)));
  expect(waits.some((wait) => wait > 0)).toBe(isOnePlace);
});

it('bounds mails, resets and invitations', () => {
  const { limits, wait, pass } = bench();
  expect([1, 2, 3, 4].map(() => limits.takeMail('a@b.example'))).toEqual([true, true, true, false]);
  pass(1_200);
  expect(limits.takeMail('a@b.example')).toBe(true);
  const resets = Array.from({ length: 21 }, () => wait(() => limits.beginReset('203.0.113.1')));
  expect(resets.at(-1)).toBeGreaterThan(0);
  expect(resets.slice(0, 20).every((each) => each === 0)).toBe(true);
  const invitations = Array.from({ length: 201 }, () => wait(() => limits.takeInvitation('acme')));
  expect(invitations.at(-1)).toBeGreaterThan(0);
});
