import { newId } from '@qipei/kernel';
import {
  changeOf,
  identityOf,
  idOf,
  importOf,
  type PartContract,
  type ToldEvent,
} from './part-contract.fixture.ts';

const counted = (counts: object) => ({ created: 0, updated: 0, unchanged: 0, deleted: 0, ...counts });
const told = (events: readonly ToldEvent[]) => events.map(({ type, version }) => `${type} ${version}`);

/** What every `PartWriter` promises, by name; each case takes an empty storage. */
export const PART_WRITER_CONTRACT: PartContract = {
  async 'counts what became of each change, and tells only of changes'(open, assert) {
    const storage = newId('test');
    const { batch } = importOf('acme');
    {
      await using store = await open(storage);
      const rows = ['A1', 'A2', 'A3'].map((partNumber) => ({ partNumber }));
      assert.deepEqual(await store.writer.apply(...batch(rows)), counted({ created: 3 }));
      assert.deepEqual(await store.writer.apply(...batch(rows)), counted({ unchanged: 3 }));
      assert.deepEqual(await store.writer.apply(...batch([])), counted({}));
      const other = [{ partNumber: 'a-1' }, { partNumber: 'A2', gtin: '96385074' }, { partNumber: 'A3' }];
      assert.deepEqual(await store.writer.apply(...batch(other)), counted({ updated: 2, unchanged: 1 }));
    }
    await using store = await open(storage);
    const partId = await idOf(store.reader, 'acme', 'A2');
    const part = await store.reader.find('acme', partId);
    assert.deepEqual([part?.version, part?.gtin, part?.source.replace(/^.*#/, '')], [2, '96385074', '8']);
    const events = await store.events();
    assert.equal(events.length, 5);
    const ofPart = events.filter((each) => each.partId === partId);
    assert.deepEqual(told(ofPart), ['saved 1', 'saved 2']);
    assert.deepEqual(ofPart[1]?.part, part);
    assert.equal(ofPart[1]?.tenant, 'acme');
  },

  async 'takes many rows of one identity in their order'(open, assert) {
    await using store = await open(newId('test'));
    const withdrawal = { partNumber: 'a 1', action: 'delete' };
    const rows = [
      withdrawal,
      { partNumber: 'A1', nameEn: 'first' },
      { partNumber: 'B1' },
      { partNumber: 'A-1', nameEn: 'second' },
      { partNumber: 'A-1', nameEn: 'second' },
      withdrawal,
      withdrawal,
      { partNumber: 'A1', nameEn: 'third' },
    ];
    const counts = await store.writer.apply(...importOf('acme').batch(rows));
    assert.deepEqual(counts, counted({ created: 3, updated: 1, deleted: 1, unchanged: 3 }));
    const partId = await idOf(store.reader, 'acme', 'A1');
    assert.equal((await store.reader.find('acme', partId))?.nameEn, 'third');
    const events = (await store.events()).filter((each) => each.partId === partId);
    assert.deepEqual(told(events), ['saved 1', 'saved 2', 'deleted 3', 'saved 4']);
    const tidy = await store.writer.apply(
      ...importOf('acme').batch([{ partNumber: 'NEW' }, { ...withdrawal, partNumber: 'NEW' }]),
    );
    assert.deepEqual(tidy, counted({ created: 1, deleted: 1 }));
    assert.equal(await idOf(store.reader, 'acme', 'NEW'), '');
  },

  async 'tells of rows that change what an earlier batch of the same import made'(open, assert) {
    await using store = await open(newId('test'));
    await store.writer.apply(...importOf('acme').batch([{ partNumber: 'A', nameEn: 'older' }]));
    const { batch } = importOf('acme');
    const repeatedIn = async ([changes, context]: ReturnType<typeof batch>) => {
      const rows = new Set<number>();
      await store.writer.apply(changes, { ...context, onRepeated: (row) => rows.add(row) });
      return [...rows].sort((a, b) => a - b);
    };
    const first = ['A', 'B', 'C', 'D'].map((partNumber) => ({ partNumber, nameEn: 'first' }));
    await store.writer.apply(...importOf('bolt').batch(first));
    assert.deepEqual(await repeatedIn(batch(first)), []);
    const again = batch([
      { partNumber: 'E' },
      { partNumber: 'a', nameEn: 'second' },
      { partNumber: 'B', nameEn: 'first' },
      { partNumber: 'C', action: 'delete' },
    ]);
    assert.deepEqual(await repeatedIn(again), [6, 8]);
    assert.deepEqual(await repeatedIn(batch([{ partNumber: 'A', nameEn: 'third' }])), [9]);
    assert.deepEqual(await repeatedIn(importOf('acme').batch(first)), []);
  },

  async 'gives a part that comes back its id, and goes on counting'(open, assert) {
    await using store = await open(newId('test'));
    const { batch } = importOf('acme');
    const row = { partNumber: 'A1', visibility: 'public', oeNumbers: ['VW:06A115561B'] };
    await store.writer.apply(...batch([row]));
    const partId = await idOf(store.reader, 'other', 'A1');
    const gone = [
      { partNumber: 'A1', action: 'delete' },
      { partNumber: 'never', action: 'delete' },
    ];
    assert.deepEqual(await store.writer.apply(...batch(gone)), counted({ deleted: 1, unchanged: 1 }));
    assert.deepEqual(await store.versions(), [{ partId, version: 2, withdrawn: true }]);
    assert.equal(await store.reader.find('acme', partId), undefined);
    // The same content as before it was withdrawn.
    assert.deepEqual(await store.writer.apply(...batch([row])), counted({ created: 1 }));
    assert.equal(await idOf(store.reader, 'other', 'A1'), partId);
    assert.deepEqual(await store.versions(), [{ partId, version: 3, withdrawn: false }]);
  },

  async 'keeps publishers apart, whatever else is the same'(open, assert) {
    await using store = await open(newId('test'));
    for (const publisher of ['acme', 'bolt']) {
      const counts = await store.writer.apply(...importOf(publisher).batch([{ partNumber: 'A1' }]));
      assert.deepEqual(counts, counted({ created: 1 }));
    }
    const gone = await store.writer.apply(
      ...importOf('bolt').batch([{ partNumber: 'A1', action: 'delete' }]),
    );
    assert.deepEqual(gone, counted({ deleted: 1 }));
    assert.equal((await idOf(store.reader, 'acme', 'A1')) === '', false);
    assert.equal(await idOf(store.reader, 'bolt', 'A1'), '');
  },

  async 'gives out each version once where several write the same parts at once'(open, assert) {
    const storage = newId('test');
    await using store = await open(storage);
    await using beside = await open(storage);
    const numbers = Array.from({ length: 8 }, (_, i) => `P${i}`);
    const jobs = Array.from({ length: 4 }, () => importOf('acme'));
    const counts = await Promise.all(
      jobs.map(async ({ batch }, i) => {
        const { writer } = i % 2 === 0 ? store : beside;
        let changes = 0;
        for (let round = 0; round < 3; round += 1) {
          const rows = numbers.map((partNumber) => ({ partNumber, nameEn: `${i} in ${round}` }));
          const { created, updated } = await writer.apply(...batch(rows));
          changes += created + updated;
        }
        return changes;
      }),
    );
    const versions = await store.versions();
    assert.equal(versions.length, numbers.length);
    const events = await beside.events();
    const ofParts = Map.groupBy(events, ({ partId }) => partId);
    for (const { partId, version } of versions) {
      const ofPart = ofParts.get(partId) ?? [];
      assert.deepEqual(
        ofPart.map((each) => each.version),
        Array.from({ length: version }, (_, i) => i + 1),
      );
      assert.deepEqual(ofPart.at(-1)?.part, await store.reader.find('acme', partId));
    }
    // An import that a later one overtook can't know what it had done; the latest does.
    const { jobId } = jobs[3] ?? importOf('acme');
    const ofLatest = events.filter(({ part }) => part?.source.startsWith(`${jobId}#`));
    assert.equal(ofLatest.length, counts[3]);
    assert.equal(ofLatest.length, 3 * numbers.length);
  },

  async 'takes a batch of any size'(open, assert) {
    await using store = await open(newId('test'));
    const { batch } = importOf('acme');
    const many = Array.from({ length: 2_500 }, (_, i) => ({ partNumber: `M${i}` }));
    assert.deepEqual(await store.writer.apply(...batch(many)), counted({ created: 2_500 }));
    const oeNumbers = Array.from({ length: 500 }, (_, i) => `Volkswagen:${'9'.repeat(50)}${i}`);
    const long = Array.from({ length: 80 }, (_, i) => ({ partNumber: 'L', oeNumbers, nameEn: `${i}` }));
    assert.deepEqual(await store.writer.apply(...batch(long)), counted({ created: 1, updated: 79 }));
    const partId = await idOf(store.reader, 'acme', 'L');
    const part = await store.reader.find('acme', partId);
    assert.deepEqual([part?.version, part?.nameEn, part?.numbers.length], [80, '79', 501]);
    assert.equal((await store.versions()).length, 2_501);
  },

  async 'takes changes whose identities look alike for what they are'(open, assert) {
    await using store = await open(newId('test'));
    const identities = [
      ['AB', 'C1'],
      ['A', 'BC1'],
      ['ABC', '1'],
      ['曼牌', '1'],
      ['曼', '1'],
    ] as const;
    const rows = identities.map(([brand, partNumber]) => ({ brand, partNumber }));
    await store.writer.apply(...importOf('acme').batch(rows));
    const found = await store.reader.resolve(
      'acme',
      identities.map(([brand, number]) => identityOf(number, brand)),
    );
    assert.equal(new Set(found.map((each) => each?.partId)).size, rows.length);
    const empty = changeOf({ partNumber: 'A1', action: 'delete' }, 1);
    assert.deepEqual(empty.identity, { brandKey: 'BOSCH', partNumberKey: 'A1' });
  },

  async 'tells of every part once more where it is asked to, as it is now'(open, assert) {
    await using store = await open(newId('test'));
    const rows = [
      { partNumber: 'A' },
      { partNumber: 'A', nameEn: 'B' },
      { partNumber: 'C' },
      { partNumber: 'C', action: 'delete' },
    ];
    await store.writer.apply(...importOf('acme').batch(rows));
    await store.writer.apply(...importOf('bolt').batch([{ partNumber: 'A' }]));
    const before = await store.events();
    assert.equal(await store.republish(), 3);
    const events = await store.events();
    assert.equal(events.length, before.length + 3);
    for (const { partId, version, withdrawn } of await store.versions()) {
      const ofPart = events.filter((each) => each.partId === partId);
      assert.deepEqual(told(ofPart.slice(-1)), [`${withdrawn ? 'deleted' : 'saved'} ${version}`]);
      const { partId: _, ...last } = { ...ofPart.at(-1) };
      const { partId: __, ...again } = { ...ofPart.at(-2) };
      assert.deepEqual(last, again);
    }
  },
};
