import type { Fitment, FitmentExtras } from './fitment.ts';
import { applyChanges, type FitmentChange } from './part-fitments.ts';
import type {
  DecideChange,
  FitmentEvent,
  PartFitmentsArchive,
  PartFitmentsReader,
  PartFitmentsWriter,
  PartVisibilityWriter,
} from './part-fitments-repository.ts';
import type { SharedParts } from './shared-parts.ts';

export interface OpenedFitments extends AsyncDisposable {
  reader: PartFitmentsReader;
  writer: PartFitmentsWriter;
  visibility: PartVisibilityWriter;
  archive: PartFitmentsArchive;
  /** The events that wait to be relayed, oldest first within a part. */
  events(): Promise<{ key: string; type: string; tenant: string; payload: string }[]>;
}

/** What is asked of `node:assert/strict`, which the domain doesn't import. */
export interface Assert {
  equal(actual: unknown, expected: unknown): void;
  deepEqual(actual: unknown, expected: unknown): void;
  rejects(call: () => Promise<unknown>, expected: RegExp): Promise<void>;
}

/** Opens the repository over a storage; the same name is the same storage, a new one is empty. */
export type OpenFitments = (storage: string, sharedParts?: SharedParts) => Promise<OpenedFitments>;

export const batch = { publisher: 'acme', jobId: `fitments_${'1'.repeat(26)}`, rowsBefore: 0 };

export function fitment(position: string, quantity = 1): Fitment {
  const selector = { modelId: 'md1', yearFrom: 2003, yearTo: 2007, displacementL: '', cylinders: 0 };
  const conditions = { engineModel: 'K24A4', drive: '四驱', transmission: '' };
  return {
    selector: { ...selector, fuel: '', body: '', ...conditions, producedFrom: '2003-09', producedTo: '' },
    ...{ position, quantity, qualifiers: ['带涡轮'], note: '', source: 'fitments_a#1' },
    ...{ feed: '年册', release: '2026-10', record: 'R-00123', confidence: 0.9 },
    ...{ partType: 'pcdb.partTerminology:1896', dataSet: 'second' },
  };
}

export const event = (payload: string): FitmentEvent => ({
  type: 'qipei.fitment.v1.PartFitmentsSaved',
  payload: new TextEncoder().encode(payload),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
});

/** As the import decides: one row for each change, of which the last of the file has the number of changes. */
export function deciding(
  changes: readonly FitmentChange[],
  isPublic = false,
  publisher = 'acme',
): DecideChange {
  return (partId, current, known) => {
    const fresh = changes
      .map((change, at) => ({ change, row: at + 1 }))
      .filter(({ row }) => known(row) === undefined);
    const { fitments, results } = applyChanges(
      current?.fitments ?? [],
      fresh.map(({ change }) => change),
    );
    const rows = fresh.flatMap(({ row }, at) => {
      const result = results[at] ?? 'unchanged';
      return result === 'unchanged' ? [] : [[row, result] as const];
    });
    if (rows.length === 0) return undefined;
    const version = (current?.version ?? 0) + 1;
    const { public: before = isPublic, partVersion = 0 } = current ?? {};
    const shown = partVersion > 0 ? before : isPublic;
    const saved = { partId, publisher, public: shown, partVersion, version, fitments };
    return { saved, event: event(`${partId} ${version}`), rows };
  };
}

export const set = (position: string, quantity = 1): FitmentChange => ({
  action: 'set',
  fitment: fitment(position, quantity),
});

type Holds = (open: OpenFitments, assert: Assert) => Promise<void>;

/** What every adapter promises. */
export const PART_FITMENTS_CONTRACT: Record<string, Holds> = {
  async 'gives back what was saved, with one event for each save, also after a restart'(open, assert) {
    {
      await using opened = await open('saved');
      await opened.writer.change(batch, ['p1', 'p2'], deciding([set('前左'), set('front-right', 3)]));
      await opened.writer.change({ ...batch, rowsBefore: 2 }, ['p1'], (partId, current, known) =>
        deciding([set('rear')])(partId, current, (row) => known(row + 2)),
      );
    }
    await using again = await open('saved');
    const found = await again.reader.find('acme', ['p1', 'p2', 'p3', 'p1']);
    assert.deepEqual([...found.keys()].sort(), ['p1', 'p2']);
    const facts = { publisher: 'acme', public: false, partVersion: 0 };
    const both = [fitment('前左'), fitment('front-right', 3)];
    assert.deepEqual(found.get('p2'), { ...facts, partId: 'p2', version: 1, fitments: both });
    const three = [...both, fitment('rear')];
    assert.deepEqual(found.get('p1'), { ...facts, partId: 'p1', version: 2, fitments: three });
    const events = await again.events();
    const type = 'qipei.fitment.v1.PartFitmentsSaved';
    assert.deepEqual(
      events.filter(({ key }) => key === 'p1'),
      ['p1 1', 'p1 2'].map((payload) => ({ key: 'p1', type, tenant: 'acme', payload })),
    );
    assert.equal(events.length, 3);
  },

  async 'keeps what a feed says beside where the part fits, and tells fitments apart by it'(open, assert) {
    const none = { labels: [], subBrand: '', assets: [], displayOrder: '', unchecked: false, reference: '' };
    const said = (extras: Partial<FitmentExtras>): FitmentChange => {
      return { action: 'set', fitment: { ...fitment('a'), extras: { ...none, ...extras } } };
    };
    const rows = [
      set('a'),
      said({ labels: ['Gold', 'Avant [fr]'], unchecked: true, reference: 'r|1' }),
      said({ assets: ['diagram:D\\|1|order=3', 'asset:P'], subBrand: 'autocare.subBrand:BBBB' }),
      said({ labels: ['Gold', 'Avant [fr]'], displayOrder: '2' }),
    ];
    {
      await using opened = await open('extras');
      await opened.writer.change(batch, ['p1'], deciding(rows));
    }
    await using again = await open('extras');
    const found = (await again.reader.find('acme', ['p1'])).get('p1');
    assert.deepEqual(
      found?.fitments,
      [rows[0], rows[3], rows[2]].map((row) => row?.fitment),
    );
  },

  async 'saves nothing where nothing is decided, and keeps a part of which all fitments are gone'(
    open,
    assert,
  ) {
    await using opened = await open('nothing');
    await opened.writer.change(batch, ['p1'], () => undefined);
    assert.equal((await opened.reader.find('acme', ['p1'])).size, 0);
    await opened.writer.change(batch, ['p1'], deciding([set('a')]));
    const gone: FitmentChange = { action: 'delete', fitment: fitment('a') };
    const later = { ...batch, jobId: `fitments_${'2'.repeat(26)}` };
    await opened.writer.change(later, ['p1'], deciding([gone]));
    await opened.writer.change(later, ['p1'], () => undefined);
    const found = (await opened.reader.find('acme', ['p1'])).get('p1');
    assert.deepEqual([found?.version, found?.fitments], [2, []]);
    assert.equal((await opened.events()).length, 2);
  },

  async 'shows another tenant only what is public, and lets nobody else write'(open, assert) {
    await using opened = await open('tenants');
    await opened.writer.change(batch, ['p1'], deciding([set('a')], true));
    await opened.writer.change(batch, ['p2'], deciding([set('a')], false));
    const seen = await opened.reader.find('globex', ['p1', 'p2']);
    assert.deepEqual([...seen.keys()], ['p1']);
    const other = { ...batch, publisher: 'globex', jobId: `fitments_${'3'.repeat(26)}` };
    await assert.rejects(
      async () => opened.writer.change(other, ['p2'], deciding([set('b')], true, 'globex')),
      /another publisher/,
    );
    const own = (await opened.reader.find('acme', ['p2'])).get('p2');
    assert.deepEqual([own?.publisher, own?.version, own?.public], ['acme', 1, false]);
    assert.equal((await opened.events()).length, 2);
  },

  async 'reads of some models only, and only what a tenant may see'(open, assert) {
    await using opened = await open('models');
    const of = (modelId: string): FitmentChange => {
      const { selector, ...rest } = fitment('前左');
      return { action: 'set', fitment: { ...rest, selector: { ...selector, modelId } } };
    };
    await opened.writer.change(batch, ['p1'], deciding([of('md1'), of('md2'), of('md12')], true));
    await opened.writer.change(batch, ['p2'], deciding([of('md1')], false));
    const asked = new Map(['p1', 'p2', 'p3'].map((id) => [id, new Set(['md2', 'md3'])]));
    const seen = await opened.reader.findOfModels('globex', asked);
    assert.deepEqual([...seen], [['p1', { total: 3, fitments: [of('md2').fitment] }]]);
    const own = await opened.reader.findOfModels('acme', new Map([...asked, ['p1', new Set<string>()]]));
    assert.deepEqual(own.get('p1'), { total: 3, fitments: [] });
    assert.deepEqual(own.get('p2'), { total: 1, fitments: [] });
    assert.equal(own.size, 2);
  },

  async 'shows what is shared with a tenant, and asks of nothing else'(open, assert) {
    const asked: string[] = [];
    const shared = new Set(['p2']);
    await using opened = await open('shared', async (tenant, partIds) => {
      asked.push(...partIds.map((partId) => `${tenant} ${partId}`));
      return new Set(tenant === 'globex' ? partIds.filter((partId) => shared.has(partId)) : []);
    });
    await opened.writer.change(batch, ['p1'], deciding([set('a')], true));
    await opened.writer.change(batch, ['p2', 'p3'], deciding([set('a')], false));
    const ids = ['p1', 'p2', 'p3', 'p4'];
    const found = async (tenant: string) => [...(await opened.reader.find(tenant, ids)).keys()].sort();
    const ofModels = async (tenant: string) => {
      const models = new Map(ids.map((id) => [id, new Set(['md1'])]));
      const answer = await opened.reader.findOfModels(tenant, models);
      return [...answer].map(([id, { total, fitments }]) => `${id} ${total} ${fitments.length}`).sort();
    };
    assert.deepEqual(await found('acme'), ['p1', 'p2', 'p3']);
    assert.deepEqual(asked, []);
    assert.deepEqual(await found('globex'), ['p1', 'p2']);
    assert.deepEqual(asked.sort(), ['globex p2', 'globex p3']);
    assert.deepEqual(await ofModels('globex'), ['p1 1 1', 'p2 1 1']);
    assert.deepEqual(await ofModels('initech'), ['p1 1 1']);
    shared.clear();
    assert.deepEqual(await found('globex'), ['p1']);
    assert.deepEqual(await ofModels('globex'), ['p1 1 1']);
  },

  async 'follows the visibility of parts, whatever is told twice or late'(open, assert) {
    await using opened = await open('visibility');
    const { reader, writer, visibility } = opened;
    await writer.change(batch, ['p1', 'p2'], deciding([set('a')], false));
    const told = { publisher: 'acme', partId: 'p1', public: true, partVersion: 5 };
    const shown = async () => [...(await reader.find('globex', ['p1', 'p2', 'p3'])).keys()];
    await visibility.setVisibility([
      told,
      { ...told, partId: 'p3' },
      { ...told, partId: 'p2', publisher: 'globex' },
    ]);
    assert.deepEqual(await shown(), ['p1']);
    await visibility.setVisibility([{ ...told, public: false, partVersion: 4 }, told]);
    assert.deepEqual(await shown(), ['p1']);
    await visibility.setVisibility([{ ...told, public: false, partVersion: 6 }]);
    await visibility.setVisibility([told]);
    assert.deepEqual(await shown(), []);
    const later = { ...batch, jobId: `fitments_${'2'.repeat(26)}` };
    await writer.change(later, ['p1'], deciding([set('b')], true));
    const found = (await reader.find('acme', ['p1'])).get('p1');
    assert.deepEqual([found?.public, found?.partVersion, found?.version], [false, 6, 2]);
    await visibility.setVisibility([]);
    assert.equal((await opened.events()).length, 3);
  },

  async 'lists every publisher’s in pages, and tells of them once more'(open, assert) {
    await using opened = await open('archive');
    const ids = Array.from({ length: 7 }, (_, i) => `p${i}`);
    await opened.writer.change(batch, ids, deciding([set('a')]));
    const other = { ...batch, publisher: 'globex' };
    await opened.writer.change(other, ['q'], deciding([set('a')], false, 'globex'));
    const seen: string[] = [];
    for (let page = await opened.archive.list('', 3); page.length > 0; ) {
      seen.push(...page.map(({ partId }) => partId));
      await opened.archive.tell(page.map((saved) => ({ saved, event: event(`again ${saved.partId}`) })));
      page = await opened.archive.list(seen.at(-1) ?? '', 3);
    }
    assert.deepEqual(seen, [...ids, 'q']);
    const [stale] = await opened.archive.list('', 1);
    if (stale !== undefined)
      await opened.archive.tell([{ saved: { ...stale, version: 0 }, event: event('stale') }]);
    await opened.archive.tell([]);
    const told = (await opened.events()).filter(({ payload }) => payload.startsWith('again'));
    assert.deepEqual(
      told.map(({ key, payload }) => `${key}: ${payload}`).sort(),
      seen.map((id) => `${id}: again ${id}`),
    );
    assert.equal(told.find(({ key }) => key === 'q')?.tenant, 'globex');
    assert.equal((await opened.events()).length, 16);
  },

  async 'adopts what another storage kept, as it is, and nothing twice'(open, assert) {
    await using opened = await open('adopted');
    const facts = { publisher: 'acme', public: true, partVersion: 3 };
    const kept = ['p1', 'p2'].map((partId) => ({ ...facts, partId, version: 7, fitments: [fitment('a')] }));
    await opened.archive.adopt(kept);
    await opened.writer.change(batch, ['p2'], deciding([set('b')]));
    await opened.archive.adopt(kept);
    await opened.archive.adopt([]);
    const found = await opened.reader.find('globex', ['p1', 'p2']);
    assert.deepEqual(found.get('p1'), kept[0]);
    assert.deepEqual([found.get('p2')?.version, found.get('p2')?.fitments.length], [8, 2]);
    assert.deepEqual(
      (await opened.events()).map(({ payload }) => payload),
      ['p2 8'],
    );
  },

  async 'takes many parts and large ones'(open, assert) {
    await using opened = await open('many');
    const ids = Array.from({ length: 1_200 }, (_, i) => `p${String(i).padStart(5, '0')}`);
    await opened.writer.change(batch, ids, deciding([set('a')]));
    const positions = Array.from({ length: 5_000 }, (_, i) => set(`position ${i}`));
    await opened.writer.change(batch, ['large'], deciding(positions));
    assert.equal((await opened.reader.find('acme', ids.slice(0, 500))).size, 500);
    assert.equal((await opened.reader.find('acme', ['large'])).get('large')?.fitments.length, 5_000);
  },
};
