import { type HeldGrant, type HeldGrants, MAX_READERS } from './held-grants.ts';

interface Assert {
  equal(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
}
export interface OpenedHeldGrants extends AsyncDisposable {
  grants: HeldGrants;
}
interface Clock {
  now(): Date;
}
/** The same name is the same storage. */
type Open = (storage: string, clock: Clock) => Promise<OpenedHeldGrants>;

const START = Date.UTC(2027, 0, 1);
const HOUR = 3_600_000;

function grant(
  grantId: string,
  subscriber: string,
  readers: readonly string[],
  rest: Partial<HeldGrant> = {},
) {
  return {
    ...{ grantId, subscriber, readers, version: 1, revoked: false },
    ...{ validFrom: undefined, validUntil: undefined, ...rest },
  };
}

/** What every adapter of the port must hold. */
export const HELD_GRANTS_CONTRACT: Record<string, (open: Open, assert: Assert) => Promise<void>> = {
  async 'tells what a tenant reads as, the older grants first, each once'(open, assert) {
    const clock = { now: () => new Date(START) };
    await using writer = await open('first', clock);
    await using reader = await open('first', clock);
    assert.deepEqual(await reader.grants.readersFor('acme'), []);
    await writer.grants.remember([
      grant('grant_2', 'acme', ['core', '/b']),
      grant('grant_1', 'acme', ['/a', '/b']),
      grant('grant_3', 'other', ['/x']),
    ]);
    await using again = await open('first', clock);
    for (const { grants } of [writer, again]) {
      assert.deepEqual(await grants.readersFor('acme'), ['/a', '/b', 'core']);
      assert.deepEqual(await grants.readersFor('other'), ['/x']);
      assert.deepEqual(await grants.readersFor('nobody'), []);
      assert.equal(await grants.readersFor('acme'), await grants.readersFor('acme'));
    }
  },

  async 'goes by the newest version, whatever comes twice or late'(open, assert) {
    let now = START;
    const clock = { now: () => new Date(now) };
    await using writer = await open('versions', clock);
    await using reader = await open('versions', clock);
    const seen = async () => {
      now += HOUR;
      return await reader.grants.readersFor('acme');
    };
    const first = grant('grant_1', 'acme', ['/a']);
    await writer.grants.remember([first]);
    const before = await seen();
    assert.deepEqual(before, ['/a']);
    await writer.grants.remember([first, { ...first, version: 2 }]);
    assert.equal(await seen(), before);
    await writer.grants.remember([{ ...first, version: 3, revoked: true }]);
    assert.deepEqual(await seen(), []);
    await writer.grants.remember([{ ...first, version: 2 }, first]);
    assert.deepEqual(await seen(), []);
    await writer.grants.remember([grant('grant_2', 'acme', ['/b'], { version: 5, revoked: true })]);
    await writer.grants.remember([grant('grant_2', 'acme', ['/b'])]);
    assert.deepEqual(await seen(), []);
  },

  async 'begins and ends by the clock'(open, assert) {
    let now = START;
    const clock = { now: () => new Date(now) };
    await using opened = await open('clock', clock);
    const validFrom = new Date(START + 2 * HOUR);
    const validUntil = new Date(START + 4 * HOUR);
    await opened.grants.remember([
      grant('grant_1', 'acme', ['/a'], { validUntil }),
      grant('grant_2', 'acme', ['/b'], { validFrom }),
      grant('grant_3', 'acme', ['/c'], { validFrom, validUntil }),
      grant('grant_4', 'acme', ['/d'], { validUntil: new Date(START) }),
    ]);
    const seen = [];
    for (const hours of [0, 1.9999, 2, 3.9999, 4, 9, 1]) {
      now = START + hours * HOUR;
      seen.push((await opened.grants.readersFor('acme')).join(''));
    }
    assert.deepEqual(seen, ['/a', '/a', '/a/b/c', '/a/b/c', '/b', '/b', '/a']);
  },

  async 'keeps the older ones where there are more than can be minded'(open, assert) {
    const clock = { now: () => new Date(START) };
    await using opened = await open('many', clock);
    const names = (from: number) => Array.from({ length: 1_000 }, (_, i) => `/${from + i}`);
    const all = Array.from({ length: 21 }, (_, i) =>
      grant(`grant_${String(i).padStart(2, '0')}`, 'acme', names(i * 1_000)),
    );
    await opened.grants.remember(all.toReversed());
    const readers = await opened.grants.readersFor('acme');
    assert.equal(readers.length, MAX_READERS);
    assert.equal(readers[0], '/0');
    assert.equal(readers.includes('/20500'), false);
  },
};
