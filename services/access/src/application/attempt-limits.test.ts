import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryAttemptStore } from '../domain/attempt-store.fixture.ts';
import { attemptLimits } from './attempt-limits.ts';

/** `replicas` over one store. */
function bench(replicas = 1) {
  let now = 1_000_000;
  const store = memoryAttemptStore();
  const clock = { now: () => new Date(now) };
  const all = Array.from({ length: replicas }, () => attemptLimits(store, clock));
  const [limits] = all as [(typeof all)[number]];
  const wait = async (work: () => Promise<void>): Promise<number> => {
    try {
      await work();
      return 0;
    } catch (error) {
      return (error as { details: { retryAfterSeconds: number } }).details.retryAfterSeconds;
    }
  };
  return {
    ...{ all, limits, wait },
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
    fail: (email: string, address: string, replica = limits) => wait(() => replica.begin({ email, address })),
    remembered: store.size,
  };
}

it('lets ten guesses through from one place, then one a minute', async () => {
  const { fail, pass } = bench();
  for (let i = 0; i < 10; i += 1) expect(await fail('a@b.example', '203.0.113.1')).toBe(0);
  expect(await fail('a@b.example', '203.0.113.1')).toBe(60);
  pass(59);
  expect(await fail('a@b.example', '203.0.113.1')).toBe(1);
  pass(1);
  expect(await fail('a@b.example', '203.0.113.1')).toBe(0);
  expect(await fail('a@b.example', '203.0.113.1')).toBe(60);
  // Others aren't held up.
  expect(await fail('c@d.example', '203.0.113.1')).toBe(0);
  expect(await fail('a@b.example', '203.0.113.2')).toBe(0);
});

it('never lets more through than it says, whatever comes in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 5 }), fc.nat({ max: 120 })), { maxLength: 300 }),
      async (attempts) => {
        const { fail, pass } = bench();
        let seconds = 0;
        let through = 0;
        for (const [email, place, pause] of attempts) {
          pass(pause);
          seconds += pause;
          if ((await fail(`${email}@b.example`, `198.51.100.${place}`)) === 0 && email === 0) through += 1;
        }
        // Of one account from anywhere.
        expect(through).toBeLessThanOrEqual(30 + seconds / 60);
      },
    ),
    { numRuns: 40 },
  );
});

it('an owner who was let in from somewhere is never locked out there by strangers elsewhere', async () => {
  const { limits, fail, pass } = bench();
  const own = { email: 'a@b.example', address: '203.0.113.7' };
  await limits.begin(own);
  await limits.succeeded(own);
  for (let day = 0; day < 80; day += 1) {
    for (let i = 0; i < 200; i += 1) await fail('a@b.example', `198.51.100.${i}`);
    expect(await fail('a@b.example', '198.51.100.250')).toBeGreaterThan(0);
    expect(await fail(own.email, own.address)).toBe(0);
    await limits.succeeded(own);
    pass(86_400);
  }
});

it('a right password costs nothing, nor does what was never looked at', async () => {
  const { limits, fail } = bench();
  const attempt = { email: 'a@b.example', address: '203.0.113.1' };
  for (let i = 0; i < 500; i += 1) {
    await limits.begin(attempt);
    if (i % 2 === 0) await limits.succeeded(attempt);
    else await limits.giveBack(attempt);
  }
  for (let i = 0; i < 10; i += 1) expect(await fail(attempt.email, attempt.address)).toBe(0);
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
])('counts %s as it should', async (_, address, isOnePlace) => {
  const { fail } = bench();
  const waits: number[] = [];
  for (let i = 0; i < 90; i += 1) waits.push(await fail(`${i}@b.example`, address(i)));
  expect(waits.some((wait) => wait > 0)).toBe(isOnePlace);
});

it('bounds mails, resets and invitations', async () => {
  const { limits, wait, pass } = bench();
  const mails = () => limits.takeMail('a@b.example');
  expect([await mails(), await mails(), await mails(), await mails()]).toEqual([true, true, true, false]);
  pass(1_200);
  expect(await mails()).toBe(true);
  const resets: number[] = [];
  for (let i = 0; i < 21; i += 1) resets.push(await wait(() => limits.beginReset('203.0.113.1')));
  expect(resets.at(-1)).toBeGreaterThan(0);
  expect(resets.slice(0, 20).every((each) => each === 0)).toBe(true);
  const invitations: number[] = [];
  for (let i = 0; i < 201; i += 1) invitations.push(await wait(() => limits.takeInvitation('acme')));
  expect(invitations.at(-1)).toBeGreaterThan(0);
});

it('lets no more through at three replicas than at one, many at once', async () => {
  const { all, fail, pass, wait } = bench(3);
  const storm = (each: (at: number) => Promise<number>, count = 60) =>
    Promise.all(Array.from({ length: count }, (_, at) => each(at)));
  const replica = (at: number) => all[at % all.length];
  const through = (waits: number[]) => waits.filter((seconds) => seconds === 0).length;
  expect(through(await storm((at) => fail('a@b.example', '203.0.113.1', replica(at))))).toBe(10);
  // What one of them knows the others know: the rest of the account's, from anywhere.
  expect(through(await storm((at) => fail('a@b.example', `198.51.100.${at}`, replica(at))))).toBe(20);
  pass(60);
  expect(through(await storm((at) => fail('a@b.example', '203.0.113.1', replica(at))))).toBe(1);
  const resets = await storm((at) => wait(async () => replica(at)?.beginReset('203.0.113.9')));
  expect(through(resets)).toBe(20);
});

it('remembers nothing of what is over, and whom it knows for ninety days', async () => {
  const { limits, fail, pass, remembered } = bench();
  const own = { email: 'a@b.example', address: '203.0.113.7' };
  await limits.begin(own);
  await limits.succeeded(own);
  await fail('c@d.example', '203.0.113.8');
  pass(3_600);
  await limits.forgetOver();
  expect(remembered()).toBe(1);
  pass(90 * 86_400);
  await limits.forgetOver();
  expect(remembered()).toBe(0);
});
