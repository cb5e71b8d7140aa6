import { newId } from '@qipei/kernel';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { identityOf, importOf } from '../../domain/part-contract.fixture.ts';
import { publish, rollBack, stage, startOf } from '../imports/part-release.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';

vi.setConfig({ testTimeout: 180_000 });

type Opened = Awaited<ReturnType<TestMongo['openWith']>>;

let mongo: TestMongo;
let store: Opened;
let beside: Opened;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());
beforeEach(async () => {
  const storage = newId('beside');
  store = await mongo.openWith(storage, { releasePage: 3 });
  beside = await mongo.openWith(storage, { releasePage: 3 });
});
afterEach(async () => {
  for (const each of [store, beside]) await each[Symbol.asyncDispose]();
});

const row = (partNumber: string, nameEn: string, over: object = {}) => ({
  ...{ partNumber, nameEn, visibility: 'public', oeNumbers: [`VW:${nameEn}`] },
  ...over,
});
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `P${from + i}`);
const OLD = numbers(0, 12).map((number) => row(number, 'OLD1'));
const NEW = numbers(4, 16).map((number, i) =>
  row(number, i < 4 ? 'OLD1' : 'NEW1', i === 5 ? { brand: 'MANN' } : {}),
);

/** What a tenant finds by every way there is, each in one answer. */
async function looks({ reader }: Opened, tenant = 'other'): Promise<string[]> {
  const list = async (ownOnly: boolean) =>
    (await reader.list(tenant, { after: '', limit: 999, ownOnly }))
      .map(({ brand, partNumber, nameEn }) => `${brand} ${partNumber} ${nameEn}`)
      .sort()
      .join();
  const hits = async (key: string) => {
    const found = await reader.byNumber(tenant, { key, kinds: ['oe'], limit: 99 });
    return found
      .map(({ part }) => part.partNumber)
      .sort()
      .join();
  };
  const resolved = async () => {
    const found = await reader.resolve(
      tenant,
      [...OLD, ...NEW].map(({ partNumber }) => identityOf(partNumber)),
    );
    return found.map((each) => (each === undefined ? '-' : 'x')).join('');
  };
  const brands = async () =>
    (await reader.brands(tenant)).map(({ name, partCount }) => `${name} ${partCount}`).join();
  return [
    ...[await list(false), await list(tenant === 'acme'), await hits('OLD1'), await hits('NEW1')],
    ...[await resolved(), await brands()],
  ];
}

test('each answer is of before a release or of after it, whatever is carried out meanwhile; so at a roll-back', async () => {
  await store.writer.apply(...importOf('acme').batch(OLD));
  const start = startOf('acme', { submission: 'full' });
  await stage(store, start, NEW);
  const ledger = store.releases.store;
  const { flip, settled } = ledger;
  const seen: string[][] = [];
  let reading = true;
  async function readOn(): Promise<void> {
    while (reading) {
      for (const tenant of ['other', 'acme']) {
        const all = await looks(beside, tenant);
        seen.push(tenant === 'acme' ? all.map((each) => `own ${each}`) : all);
      }
    }
  }
  for (const change of [publish, rollBack]) {
    const before = await looks(beside);
    let after: string[] = [];
    ledger.flip = async (...args) => {
      expect(await looks(beside)).toEqual(before);
      const done = await flip(...args);
      // Nothing is carried out yet.
      after = await looks(beside);
      expect(after).not.toEqual(before);
      expect(await looks(store)).toEqual(after);
      return done;
    };
    ledger.settled = async (...args) => {
      // All is, and nobody has been told.
      expect(await looks(beside)).toEqual(after);
      return await settled(...args);
    };
    seen.length = 0;
    reading = true;
    const read = readOn();
    await change(store, start);
    reading = false;
    await read;
    expect(await looks(beside)).toEqual(after);
    for (const all of seen.filter(([first]) => !first?.startsWith('own ')))
      for (const [at, each] of all.entries()) expect([before[at], after[at]]).toContain(each);
    const own = seen.filter(([first]) => first?.startsWith('own '));
    for (let at = 0; at < after.length; at += 1) {
      const answers = [...new Set(own.map((all) => all[at]))];
      // Of its owner alike.
      expect(answers.length, answers.join('\n')).toBeLessThanOrEqual(2);
    }
  }
});

test('an import that comes before the decision takes it away: nothing is published, and the new difference waits', async () => {
  await store.writer.apply(...importOf('acme').batch(OLD));
  const start = startOf('acme', { submission: 'full' });
  await stage(store, start, NEW);
  const { flip } = store.releases.store;
  store.releases.store.flip = async (...args) => {
    // A part that changes, one that is to come, and one that the release has nothing to do with.
    const direct = [row('P10', 'direct'), row('P15', 'direct'), row('Q1', 'direct')];
    const counts = await beside.writer.apply(...importOf('acme').batch(direct));
    expect(counts).toMatchObject({ created: 2, updated: 1 });
    return await flip(...args);
  };
  const diverted = await publish(store, start);
  expect(diverted).toMatchObject({ state: 'staged', counts: { removed: 6 } });
  expect(diverted.holds.map(({ code }) => code)).toContain('live-changed');
  const live = await beside.reader.list('acme', { after: '', limit: 99, ownOnly: true });
  expect(live).toHaveLength(OLD.length + 2);
  // Nothing of the attempt is left: neither places of parts to come nor locks.
  expect(await store.versions()).toHaveLength(OLD.length + 2);
  expect(await beside.writer.apply(...importOf('acme').batch([row('P8', 'again')]))).toMatchObject({
    updated: 1,
  });
  store.releases.store.flip = flip;
  // What came since is seen as well, and then it is what was looked at.
  expect(await publish(store, start)).toMatchObject({ state: 'staged' });
  expect(await publish(store, start)).toMatchObject({ state: 'published' });
});

test('an import that comes after the decision waits until it is carried out, and stands over it', async () => {
  await store.writer.apply(...importOf('acme').batch(OLD));
  const start = startOf('acme', { submission: 'full' });
  await stage(store, start, NEW);
  const { flip } = store.releases.store;
  let direct: Promise<object> | undefined;
  store.releases.store.flip = async (...args) => {
    const done = await flip(...args);
    direct = beside.writer.apply(
      ...importOf('acme').batch([row('P10', 'direct'), row('P15', 'direct'), row('P0', 'direct')]),
    );
    return done;
  };
  expect(await publish(store, start)).toMatchObject({ state: 'published' });
  expect(await direct).toMatchObject({ created: 1, updated: 2 });
  const told = (await store.events()).filter(({ part }) => part?.nameEn === 'direct');
  expect(told.map(({ version }) => version).sort()).toEqual([2, 3, 3]);
  expect(await rollBack(store, start)).toMatchObject({ kept: 3 });
});

test('a part type that means something else by now is settled when the release is live', async () => {
  const ref = 'pcdb.partTerminology:1';
  const context = { now: new Date(), traceparent: startOf('acme').traceparent };
  const start = startOf('acme');
  await stage(store, start, [{ partNumber: 'A', partType: ref, nameEn: 'pad' }]);
  await store.foreignIds.replace('acme', 'part-type', [{ foreignId: ref, value: 'brake-pad' }]);
  for (const id of await store.foreignIds.unsettled(9)) await store.foreignIds.settle(id, context);
  await publish(store, start);
  for (const id of await store.foreignIds.unsettled(9)) await store.foreignIds.settle(id, context);
  const types = async () =>
    (await store.reader.list('acme', { after: '', limit: 9, ownOnly: true })).map(
      ({ partTypeId }) => partTypeId,
    );
  expect(await types()).toEqual(['brake-pad']);
  expect(await store.foreignIds.unsettled(9)).toEqual([]);
  // What only the meaning of its type has changed is rolled back.
  expect(await rollBack(store, start)).toMatchObject({ kept: 0 });
  expect(await types()).toEqual([]);
});

test('who goes through all parts has those of before a release or those of after it, or begins again', async () => {
  const many = numbers(0, 520).map((number) => row(number, 'OLD1'));
  await store.writer.apply(...importOf('acme').batch(many));
  const start = startOf('acme', { submission: 'full' });
  await stage(store, start, NEW);
  const all = {
    brands: [],
    partTypes: [],
    partIds: [],
    numbers: [],
    feed: undefined,
    updatedSince: undefined,
  };
  const walk = beside.ownParts.walk('acme', all)[Symbol.asyncIterator]();
  expect((await walk.next()).value).toHaveLength(500);
  const { flip } = store.releases.store;
  const found: string[][] = [];
  const walkAll = async () => {
    const parts = (await Array.fromAsync(beside.ownParts.walk('acme', all))).flat();
    found.push(parts.map(({ brand, partNumber, nameEn }) => `${brand} ${partNumber} ${nameEn}`));
  };
  store.releases.store.flip = async (...args) => {
    const done = await flip(...args);
    await walkAll();
    return done;
  };
  await publish(store, start);
  await expect(walk.next()).rejects.toMatchObject({ code: 'release-went-live' });
  await walkAll();
  expect(found[0]).toHaveLength(NEW.length);
  expect(found[1]).toEqual(found[0]);
});
