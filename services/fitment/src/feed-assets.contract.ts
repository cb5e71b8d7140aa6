import { randomBytes } from 'node:crypto';
import { readRows } from '@qipei/interchange';
import type { SnapshotRecord } from '@qipei/kernel';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FITMENT_COLUMNS } from './application/fitment-columns.ts';
import { resolveUnresolved } from './application/resolve-unresolved.ts';
import { seenAssets } from './application/seen-assets.ts';
import { withUnresolved } from './application/unresolved-snapshot.ts';
import type { UnresolvedFitment } from './domain/unresolved-fitments.ts';
import { type FitmentBench, rowOf, rows } from './fitment-release.fixture.ts';

const FULL = { release: 'stage', submission: 'full' } as const;
const UPDATE = { release: 'stage', submission: 'update' } as const;
const EVERYTHING = { limit: 1_000, characters: 1_000_000 };
const PAGE = { pageSize: 50, pageToken: '' };

/** `P1 2771`: the asset P1 of a base vehicle, `!` behind it where that isn't to be checked. `P1 =a.jpg x`: a file. `-` takes back. */
export function assetRows(...lines: string[]): object[] {
  return lines.map((line) => {
    const [name = '', said = '', more = ''] = line.replace('-', '').split(' ');
    const action = line.startsWith('-') ? 'delete' : 'set';
    const cells = said.startsWith('=')
      ? { fileName: said.slice(1), fields: fileOf(said.slice(1), more), feed: 'Acme' }
      : { baseVehicle: said, ...(more === '!' && { validate: 'no' }), record: '7' };
    return { item: { kind: said.startsWith('=') ? 'digital-file' : 'asset', name, action, cells } };
  });
}

async function assetsOf(records: readonly string[]): Promise<object[]> {
  const xml = `<ACES version="4.2"><Header><Company>Acme</Company></Header>${records.join('')}</ACES>`;
  async function* source() {
    yield Buffer.from(xml);
  }
  const found: object[] = [];
  for await (const { rows } of readRows({ source: source(), format: 'aces', columns: FITMENT_COLUMNS }))
    for (const { item } of rows) if (item !== undefined) found.push({ item });
  expect(found).toHaveLength(records.length);
  return found;
}

function fileOf(name: string, size: string): string {
  const field = (tag: string, text: string) => ({ tag, text, attributes: {}, children: [] });
  return JSON.stringify([field('FileName', name), field('FileSize', size)]);
}

/** What a storage promises of assets. `runs`: of the property, which takes a storage each. */
export function feedAssetsContract(
  storage: string,
  open: () => Promise<FitmentBench & AsyncDisposable>,
  runs: number,
): void {
  it(`${storage}: assets go live with the release of their feed, and back with it`, async () => {
    await using bench = await open();
    const file = [
      ...assetRows('P1 1', 'P1 =a.jpg big', 'P2 1'),
      ...rows('W1 Accord'),
      ...assetRows('P1 2 !'),
    ];
    const first = await bench.import(FULL, file);
    expect([await bench.assets(), await bench.live()]).toEqual([[], []]);
    expect(first).toMatchObject({
      counts: { added: 1, changed: 0, removed: 0, unchanged: 0, before: 0 },
      ...{ rowsRefused: 0, findings: [] },
    });
    expect(JSON.parse(first?.report ?? '')).toMatchObject({
      applications: { added: 1, waiting: 0 },
      assets: { added: 4, changed: 0, removed: 0, unchanged: 0 },
    });
    await bench.publish(first as never);
    const whole = ['P1 1', 'P1 2 no', 'P1 a.jpg big', 'P2 1'];
    expect([await bench.assets(), await bench.live()]).toEqual([whole, ['part_W1 Accord  1']]);
    // Of assets there is no event, and nothing waits.
    expect((await bench.told()).sort()).toEqual(['ReleasePublished', 'part_W1 1 v1']);
    expect(await bench.unresolved.count('acme')).toBe(0);

    const second = await bench.import(FULL, [
      ...assetRows('P1 =a.jpg small', 'P1 2', 'P3 9', 'P2 1'),
      ...rows('W1 Accord'),
    ]);
    expect(second).toMatchObject({ counts: { added: 0, changed: 0, removed: 0, unchanged: 1, before: 1 } });
    expect(JSON.parse(second?.report ?? '').assets).toEqual({
      ...{ added: 2, changed: 1, removed: 2, unchanged: 1 },
    });
    // A person is asked, as two of the feed's four are gone.
    expect(second?.holds).toEqual([
      {
        code: 'removed-limit',
        message: '2 of 4 records of assets would be removed; the rules allow 5 %.',
      },
    ]);
    const { items } = await bench.content.changes(second as never, undefined, PAGE);
    expect(items.map(({ change, key }) => `${key} ${change}`).sort()).toEqual([
      'asset P1 changed',
      'asset P3 added',
    ]);
    const [changed] = items.filter(({ change }) => change === 'changed');
    expect(JSON.parse(changed?.after ?? '')).toMatchObject({
      ...{ asset: 'P1', applications: 2, differing: 2 },
    });
    await bench.publish(second as never);
    expect(await bench.assets()).toEqual(['P1 2', 'P1 a.jpg small', 'P2 1', 'P3 9']);
    expect(await bench.rollBack(second as never)).toMatchObject({ state: 'rolled-back', kept: 0 });
    expect(await bench.assets()).toEqual(whole);
    await bench.rollBack(first as never);
    expect([await bench.assets(), await bench.live()]).toEqual([[], []]);
  });

  it(`${storage}: records of a feed that differ in anything that tells them apart are all kept, and each taken back by itself`, async () => {
    await using bench = await open();
    const year = '<Years from="2003" to="2005"/><Make id="54"/><Model id="9"/>';
    const asset = (inside: string, attributes = '', action = 'A') =>
      `<Asset action="${action}" id="1" ${attributes}>${year}${inside}<AssetName>P1</AssetName></Asset>`;
    const file = (inside: string, action = 'A') =>
      `<DigitalAsset><DigitalFileInformation AssetName="P1" action="${action}">${inside}</DigitalFileInformation></DigitalAsset>`;
    const place = (at: number) => `<URI>https://files.example/${at}</URI>`;
    const named = (inside: string) => `<FileName>a.jpg</FileName>${inside}`;
    const both = [asset('<Note>Sedan</Note>'), asset('<Note>Coupe</Note>')];
    const notes = [...both, asset('<Note>Coupe</Note>', 'validate="no"'), asset('', 'ref="r"'), asset('')];
    const files = [
      file(place(1)),
      file(place(2)),
      ...['A', 'C'].map((of) => file(named(`<Representation>${of}</Representation>`))),
    ];
    const countries = ['US', 'CA'].map((of) => file(named(`<Country>${of}</Country>`)));
    const kept = async () => (await bench.unresolved.listAssets('acme', undefined, EVERYTHING)).length;
    await bench.import({}, await assetsOf([...notes, ...files, ...countries]));
    expect(await kept()).toBe(11);
    const release = await bench.import(FULL, await assetsOf([...notes, ...files, ...countries]));
    expect(JSON.parse(release?.report ?? '').assets).toEqual({
      ...{ added: 0, changed: 0, removed: 0, unchanged: 11 },
    });
    await bench.publish(release as never);
    const gone = [asset('<Note>Sedan</Note>', '', 'D'), file(place(2), 'D')];
    await bench.import({}, await assetsOf(gone));
    expect(await kept()).toBe(9);
    const left = await bench.unresolved.listAssets('acme', undefined, EVERYTHING);
    expect(left.flatMap(({ cells: { note } }) => note ?? [])).toEqual(['Coupe', 'Coupe']);
  });

  it(`${storage}: a direct import says at once what it does to assets, once however often it comes`, async () => {
    await using bench = await open();
    const kind = bench.kindOf(false);
    const context = { tenant: 'acme', jobId: 'fitments_a', settings: { feed: 'x' }, traceparent: '' };
    const signal = new AbortController().signal;
    const all = [...assetRows('P1 1', 'P1 1 !', 'P2 =a x', '-P9 1', 'P3 4', '-P3 4'), ...rows('W1 Accord')];
    const take = async () => {
      const prepared = await kind.prepare(all.map(rowOf), { ...context, signal });
      return await bench.atomically(() => kind.apply(prepared, { ...context, rowsBefore: 0 }));
    };
    expect(await take()).toMatchObject({ created: 5, deleted: 1, unchanged: 1, errors: [] });
    expect(await bench.assets()).toEqual(['P1 1 no x', 'P1 1 x', 'P2 a x x']);
    await take();
    expect(await bench.assets()).toEqual(['P1 1 no x', 'P1 1 x', 'P2 a x x']);
  });

  it(`${storage}: what is said of one asset beyond what can be kept of one is refused, with its rows, and nothing else is`, async () => {
    await using bench = await open();
    const [like = {}] = assetRows('P1 1');
    const { item } = like as { item: { cells: object } };
    const many = Array.from({ length: 400 }, (_, at) => {
      const note = randomBytes(36_000).toString('base64');
      return { item: { ...item, cells: { ...item.cells, baseVehicle: String(at), note } } };
    });
    const file = [...many, ...assetRows('P2 1'), ...rows('W1 Accord')];
    const release = await bench.import(FULL, file, 100);
    const [finding] = release?.findings ?? [];
    const refused = finding?.count ?? 0;
    expect(finding).toMatchObject({ code: 'part-too-large', samples: { length: 10 } });
    expect(finding?.samples[0]).toMatch(/^asset P1 #\d+$/);
    expect(refused).toBeGreaterThan(30);
    expect(refused).toBeLessThan(360);
    expect(release).toMatchObject({ state: 'staged', rowsRefused: refused, counts: { added: 1 } });
    await bench.publish(release as never);
    expect(await bench.assets()).toHaveLength(many.length + 1 - refused);
    expect(await bench.live()).toEqual(['part_W1 Accord  1']);
    // Of an import that is no release each row that isn't kept is told, those of the beginning are, and what is kept can be said anew.
    const kind = bench.kindOf(false);
    const context = { tenant: 'globex', jobId: 'fitments_a', settings: {}, traceparent: '' };
    const signal = new AbortController().signal;
    const take = async () => {
      const prepared = await kind.prepare(file.slice(0, -1).map(rowOf), { ...context, signal });
      return await bench.atomically(() => kind.apply(prepared, { ...context, rowsBefore: 0 }));
    };
    for (let times = 0; times < 2; times += 1) {
      const { errors } = await take();
      expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(['part-too-large']));
      const first = errors[0]?.row ?? 0;
      expect(errors.map(({ row }) => row)).toEqual(errors.map((_, at) => first + at));
      expect(errors.at(-1)?.row).toBe(many.length);
      const kept = await bench.unresolved.listAssets('globex', undefined, {
        ...{ limit: 10_000, characters: 100_000_000 },
      });
      expect(kept).toHaveLength(many.length + 1 - errors.length);
    }
  });

  it(`${storage}: of what others say of assets as much is seen as they share, and as the fitments of a part name`, async () => {
    await using bench = await open();
    const named = [{ ...rows('W1 Accord')[0], assets: ['asset:P1|order=1', 'diagram:P3'] }];
    await bench.import({ feed: 'x' }, [
      ...named,
      ...assetRows('P1 1', 'P1 =a.jpg big', 'P2 1', 'P3 =d.svg x'),
    ]);
    await bench.import({ feed: 'y' }, assetRows('P1 9'));
    const sharing = new Set<string>();
    const seen = seenAssets({
      unresolved: bench.unresolved,
      fitments: bench.reader,
      sharesAll: async (tenant, publisher) => sharing.has(`${publisher} to ${tenant}`),
    });
    const list = async (tenant: string, asked: object, limit = 1_000) => {
      const found: string[] = [];
      for (let after: UnresolvedFitment | undefined, isLast = false; !isLast; ) {
        const page = await seen(tenant, { publisher: '', partId: '', name: '', ...asked }, after, {
          limit,
          characters: 1_000_000,
        });
        found.push(
          ...page.records.map(({ cells, dataSet }) =>
            `${cells.assetName} ${dataSet} ${cells.fileName ?? ''}`.trim(),
          ),
        );
        after = page.records.at(-1);
        isLast = page.isLast || after === undefined;
      }
      return found.sort();
    };
    const all = ['P1 x', 'P1 x a.jpg', 'P1 y', 'P2 x', 'P3 x d.svg'];
    const ofPart = ['P1 x', 'P1 x a.jpg', 'P3 x d.svg'];
    for (const limit of [1, 2, 1_000]) {
      expect(await list('acme', {}, limit)).toEqual(all);
      expect(await list('acme', { publisher: 'acme' }, limit)).toEqual(all);
      expect(await list('globex', {}, limit)).toEqual([]);
      expect(await list('globex', { publisher: 'acme' }, limit)).toEqual([]);
      // The part is public.
      for (const tenant of ['acme', 'globex'])
        expect(await list(tenant, { partId: 'part_W1' }, limit)).toEqual(ofPart);
      expect(await list('globex', { partId: 'part_W1', name: 'P3' }, limit)).toEqual(['P3 x d.svg']);
      expect(await list('globex', { partId: 'part_W1', publisher: 'globex' }, limit)).toEqual([]);
      expect(await list('globex', { partId: 'part_W2' }, limit)).toEqual([]);
    }
    sharing.add('acme to globex');
    expect(await list('globex', { publisher: 'acme' })).toEqual(all);
    expect(await list('globex', { publisher: 'acme', name: 'P2' })).toEqual(['P2 x']);
    expect(await list('initech', { publisher: 'acme' })).toEqual([]);
    await bench.visibility.setVisibility([
      { partId: 'part_W1', publisher: 'acme', public: false, partVersion: 2 },
    ]);
    expect(await list('globex', { partId: 'part_W1' })).toEqual([]);
    expect(await list('acme', { partId: 'part_W1' })).toEqual(ofPart);
  });

  it(`${storage}: what resolves rows leaves assets alone, and who moves to another storage takes them along`, async () => {
    await using bench = await open();
    await bench.import({}, [...assetRows('P1 1', 'P2 =f x'), ...rows('W1 Future')]);
    const before = await bench.assets();
    const signal = new AbortController().signal;
    await resolveUnresolved({ unresolved: bench.unresolved, kind: bench.late(), signal });
    expect([await bench.assets(), await bench.unresolved.count('acme')]).toEqual([before, 1]);
    const rest = {
      ...{ isEmpty: async () => true, async *read() {} },
      write: async (records: AsyncIterable<SnapshotRecord>) => void (await Array.fromAsync(records)),
    };
    const content = withUnresolved(rest, bench.unresolved);
    const records = await Array.fromAsync(content.read());
    expect(records).toHaveLength(3);
    await using other = await open();
    await withUnresolved(rest, other.unresolved).write(
      (async function* () {
        yield* records;
      })() as never,
    );
    expect(await other.assets()).toEqual(before);
  });

  it(`${storage}: after any releases, updates and roll-backs assets are what they say`, async () => {
    const line = fc
      .record({
        name: fc.constantFrom('A', 'B'),
        said: fc.constantFrom('1', '2', '=f'),
        more: fc.constantFrom('x', '!'),
        remove: fc.boolean(),
      })
      .map(({ name, said, more, remove }) => ({ name, said, more, remove }));
    const step = fc.record({
      how: fc.constantFrom('full', 'update', 'direct', 'back'),
      feed: fc.constantFrom('', 'two'),
      lines: fc.array(line, { maxLength: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        await using bench = await open();
        const model = new Map<string, Map<string, string>>([
          ['', new Map()],
          ['two', new Map()],
        ]);
        const published = new Map<string, { id: string; before: Map<string, string> }[]>();
        for (const { how, feed, lines } of steps) {
          const before = model.get(feed) ?? new Map<string, string>();
          const stack = published.get(feed) ?? [];
          published.set(feed, stack);
          if (how === 'back') {
            const last = stack.pop();
            if (last === undefined) continue;
            expect(await bench.rollBack(last)).toMatchObject({ kept: 0 });
            model.set(feed, last.before);
          } else {
            const after = new Map(how === 'full' ? [] : before);
            for (const { name, said, more, remove } of lines) {
              const key = said.startsWith('=') ? `${name} ${said.slice(1)}` : `${name} ${said} ${more}`;
              const value = said.startsWith('=') ? more : more === '!' ? 'no' : '';
              if (remove) after.delete(key);
              else after.set(key, value);
            }
            const file = assetRows(
              ...lines.map(({ name, said, more, remove }) => `${remove ? '-' : ''}${name} ${said} ${more}`),
            );
            if (how === 'direct') stack.length = 0;
            const settings = how === 'direct' ? { feed } : { ...(how === 'full' ? FULL : UPDATE), feed };
            const release = await bench.import(settings, file);
            if (release !== undefined) {
              expect(await bench.publish(release)).toMatchObject({ state: 'published' });
              stack.push({ id: release.id, before });
            }
            model.set(feed, after);
          }
          const expected = [...model].flatMap(([set, all]) =>
            [...all].map(([key, value]) =>
              `${key.replace(/ [x!]$/, '')} ${value} ${set}`.replace(/ +/g, ' ').trim(),
            ),
          );
          expect(await bench.assets()).toEqual(expected.sort());
        }
      }),
      { numRuns: runs },
    );
  });
}
