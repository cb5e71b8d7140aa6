import { assetPartId } from './feed-asset.ts';
import type { UnresolvedFitment, UnresolvedFitments } from './unresolved-fitments.ts';

export interface OpenedUnresolved extends AsyncDisposable {
  unresolved: UnresolvedFitments;
}

interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
}

/** Opens the rows of a storage; the same name is the same storage, a new one is empty. */
type Open = (storage: string) => Promise<OpenedUnresolved>;

export function unresolvedRow(partId: string, key: string, publisher = 'acme'): UnresolvedFitment {
  return {
    ...{ publisher, partId, key, code: 'model-unknown', column: 'model', message: 'No such model.' },
    ...{ source: 'fitments_a#7', dataSet: '', since: new Date(0), cells: { make: '本田', model: '未来' } },
  };
}

const nothing = () => [];

/** What every adapter promises. */
export const UNRESOLVED_CONTRACT: Record<string, (open: Open, assert: Assert) => Promise<void>> = {
  async 'keeps what is unresolved, also after a restart, and once'(open, assert) {
    const row = unresolvedRow('p1', 'k1');
    {
      await using opened = await open('kept');
      await opened.unresolved.settle('acme', [row, unresolvedRow('p1', 'k2')], nothing);
      await opened.unresolved.settle('acme', [{ ...row, source: 'fitments_b#9' }], nothing);
    }
    await using again = await open('kept');
    assert.deepEqual(await again.unresolved.list('acme', undefined, 9), [
      { ...row, source: 'fitments_b#9' },
      unresolvedRow('p1', 'k2'),
    ]);
    assert.deepEqual(
      [await again.unresolved.count('acme'), await again.unresolved.publishers()],
      [2, ['acme']],
    );
  },

  async 'forgets what was resolved, and asks for it only where there is any'(open, assert) {
    await using opened = await open('resolved');
    const { unresolved } = opened;
    await unresolved.settle('acme', [], () => {
      throw new Error('asked for nothing');
    });
    await unresolved.settle('acme', [unresolvedRow('p1', 'k1'), unresolvedRow('p2', 'k1')], nothing);
    const resolved = [
      { partId: 'p1', key: 'k1' },
      { partId: 'p1', key: 'k9' },
    ];
    await unresolved.settle('globex', [], () => resolved);
    assert.equal(await unresolved.count('acme'), 2);
    await unresolved.settle('acme', [], () => resolved);
    await unresolved.settle('acme', [], () => resolved);
    assert.deepEqual(await unresolved.list('acme', undefined, 9), [unresolvedRow('p2', 'k1')]);
  },

  async 'keeps what fits as it keeps all, and leaves nothing out that does'(open, assert) {
    await using opened = await open('fits');
    const { unresolved } = opened;
    const rows = [unresolvedRow('p1', 'k1'), unresolvedRow('p2', 'k1')];
    assert.deepEqual(await unresolved.settleWhatFits('acme', rows, nothing), []);
    const resolved = () => [{ partId: 'p1', key: 'k1' }];
    const newer = { ...unresolvedRow('p2', 'k1'), source: 'fitments_b#9' };
    assert.deepEqual(await unresolved.settleWhatFits('acme', [newer], resolved), []);
    assert.deepEqual(await unresolved.list('acme', undefined, 9), [newer]);
  },

  async 'forgets a row of that source alone, and keeps none that comes late in the place of a later one'(
    open,
    assert,
  ) {
    await using opened = await open('late');
    const { unresolved } = opened;
    const row = unresolvedRow('p1', 'k1');
    const newer = { ...row, source: 'fitments_b#1' };
    await unresolved.settle('acme', [newer], nothing);
    await unresolved.settle('acme', [], () => [{ partId: 'p1', key: 'k1', source: row.source }]);
    await unresolved.keepLate('acme', [row, unresolvedRow('p1', 'k2')]);
    assert.deepEqual(await unresolved.list('acme', undefined, 9), [newer, unresolvedRow('p1', 'k2')]);
    await unresolved.keepLate('acme', [{ ...newer, source: 'fitments_c#1' }]);
    await unresolved.settle('acme', [], () => [{ partId: 'p1', key: 'k1', source: 'fitments_c#1' }]);
    assert.deepEqual(await unresolved.list('acme', undefined, 9), [unresolvedRow('p1', 'k2')]);
  },

  async 'moves rows that wait as they were listed, and no others'(open, assert) {
    await using opened = await open('moves');
    const { unresolved } = opened;
    const [row, other] = [unresolvedRow('p1', 'k1'), unresolvedRow('p1', 'k2')];
    const stays = { ...other, code: 'vehicle-unknown', since: new Date(5) };
    await unresolved.settle('acme', [row, other], nothing);
    const moves = [
      { partId: 'p1', key: 'k1', source: row.source, to: 'p2' },
      { partId: 'p1', key: 'k1', source: 'fitments_0#1', to: 'p2' },
      { partId: 'p1', key: 'k9', source: row.source, to: 'p2' },
      { partId: 'p1', key: 'k2', source: row.source, to: 'p1', stays },
    ];
    const put: object[] = [];
    const never = () => {
      throw new Error('nothing was taken back');
    };
    const steps = { release: '', put: (all: readonly object[]) => void put.push(...all), takeBack: never };
    await unresolved.move('acme', moves, steps);
    assert.deepEqual(
      put.map((each) => ({ ...each, mover: undefined })),
      [{ ...moves[0], mover: undefined }],
    );
    await unresolved.move('acme', moves.slice(0, 3), { release: '', put: never, takeBack: never });
    assert.deepEqual(await unresolved.list('acme', undefined, 9), [{ ...stays, since: other.since }]);
    assert.deepEqual(await unresolved.leftMoves('acme'), []);
  },

  async 'keeps publishers apart and lists in pages'(open, assert) {
    await using opened = await open('pages');
    const { unresolved } = opened;
    const rows = Array.from({ length: 1_205 }, (_, at) =>
      unresolvedRow(`p${Math.floor(at / 3)}`, `k${String(at).padStart(5, '0')}`),
    );
    await unresolved.settle('acme', rows, nothing);
    await unresolved.settle('globex', [unresolvedRow('p1', 'k1', 'globex')], nothing);
    const seen: string[] = [];
    for (let page = await unresolved.list('acme', undefined, 500); page.length > 0; ) {
      seen.push(...page.map(({ partId, key }) => `${partId} ${key}`));
      page = await unresolved.list('acme', page.at(-1), 500);
    }
    assert.deepEqual(seen.toSorted(), rows.map(({ partId, key }) => `${partId} ${key}`).sort());
    assert.deepEqual(
      [await unresolved.count('globex'), (await unresolved.publishers()).sort()],
      [1, ['acme', 'globex']],
    );
  },

  async 'tells what waits of a part, and which parts aren’t known'(open, assert) {
    await using opened = await open('parts');
    const { unresolved } = opened;
    const cells = [
      { brand: 'MANN', partNumber: 'W1', yearFrom: 2003, qualifiers: ['带涡轮', 'a\n"b"'], note: 'x' },
      { brand: 'MANN', partNumber: 'W1', yearFrom: 2004, note: 'x' },
      { brand: 'MANN', partNumber: 'W1', position: '' },
    ];
    const rows = cells.map((each, at) => ({
      ...unresolvedRow('unknown_b', `k${at}`),
      ...{
        cells: each,
        source: at === 2 ? 'by hand' : `fitments_a#${at}`,
        dataSet: at === 1 ? 'second' : '',
      },
      since: new Date(at),
    }));
    const others = ['unknown_a', 'part_a', 'unknown_c', 'zzz'].map((partId) => unresolvedRow(partId, 'k'));
    await unresolved.settle('acme', [...rows, ...others], nothing);
    await unresolved.settle('globex', [unresolvedRow('unknown_d', 'k', 'globex')], nothing);
    assert.deepEqual(await unresolved.ofParts('acme', ['unknown_b', 'nothing']), rows);
    assert.deepEqual(await unresolved.ofParts('globex', ['unknown_b']), []);
    const first = await unresolved.unknownParts('acme', '', 2);
    assert.deepEqual(
      first.map(({ partId }) => partId),
      ['unknown_a', 'unknown_b'],
    );
    const rest = await unresolved.unknownParts('acme', 'unknown_b', 9);
    assert.deepEqual(rest, [others[2]]);
  },
  async 'keeps what is said of assets apart from what waits'(open, assert) {
    await using opened = await open('assets');
    const { unresolved } = opened;
    const assets = Array.from({ length: 45 }, (_, at) =>
      unresolvedRow(assetPartId(String(at % 20)), `k${String(at).padStart(2, '0')}`),
    );
    const waiting = ['a1', 'asset', 'part_1', 'unknown_1', 'zzz'].map((id) => unresolvedRow(id, 'k'));
    await unresolved.settle('acme', [...assets, ...waiting], nothing);
    await unresolved.settle('globex', [unresolvedRow(assetPartId('1'), 'k', 'globex')], nothing);
    assert.deepEqual(await unresolved.list('acme', undefined, 99), waiting);
    assert.deepEqual(await unresolved.list('acme', { partId: 'asset', key: 'k' }, 2), waiting.slice(2, 4));
    assert.deepEqual([await unresolved.count('acme'), await unresolved.count('globex')], [5, 0]);
    const seen: string[] = [];
    const size = { limit: 7, characters: 1_000_000 };
    for (let page = await unresolved.listAssets('acme', undefined, size); page.length > 0; ) {
      seen.push(...page.map(({ partId, key }) => `${partId} ${key}`));
      page = await unresolved.listAssets('acme', page.at(-1), size);
    }
    assert.deepEqual(seen, assets.map(({ partId, key }) => `${partId} ${key}`).sort());
    assert.deepEqual(await unresolved.listAssets('nobody', undefined, size), []);
  },

  async 'ends a page of assets where it has as many characters as asked for, and loses none'(open, assert) {
    await using opened = await open('large');
    const { unresolved } = opened;
    const rows = Array.from({ length: 24 }, (_, at) => ({
      ...unresolvedRow(assetPartId(String(at % 3)), `k${String(at).padStart(2, '0')}`),
      cells: { note: `${at}`.padEnd(40_000, 'x') },
    }));
    await unresolved.settle('acme', rows, nothing);
    const size = { limit: 1_000, characters: 100_000 };
    const pages: UnresolvedFitment[][] = [];
    for (let page = await unresolved.listAssets('acme', undefined, size); page.length > 0; ) {
      pages.push(page);
      page = await unresolved.listAssets('acme', page.at(-1), size);
    }
    assert.deepEqual(
      pages.map(({ length }) => length),
      Array(8).fill(3),
    );
    const nameOf = ({ partId, key }: UnresolvedFitment) => `${partId} ${key}`;
    assert.deepEqual(pages.flat().map(nameOf), rows.map(nameOf).sort());
    const one = await unresolved.listAssets('acme', undefined, { limit: 9, characters: 1 });
    assert.equal(one.length, 1);
  },
};
