import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appsOf, headerOf, readFeed, sharedSample } from './aces-feed.fixture.ts';
import type { AcesApp, AcesLoss, AcesRecord, WrittenAcesVersion } from './index.ts';
import { acesWriter, writeAces } from './index.ts';
import { randomFeed } from './random-feed.fixture.ts';

const VERSIONS: WrittenAcesVersion[] = ['3.1', '3.2', '4.0', '4.1', '4.2', '5.0'];

function written(
  records: readonly AcesRecord[],
  version: WrittenAcesVersion,
): { file: string; losses: AcesLoss[] } {
  const writer = acesWriter({ version });
  const file = records.map((record) => writer.write(record)).join('') + writer.end();
  return { file, losses: writer.losses() };
}

/** Without what every file has of its own. */
const contents = (records: readonly AcesRecord[]) =>
  records.map((record) => ({ ...record, line: 0, ...('version' in record && { version: '' }) }));

const APP: AcesApp = {
  ...{ kind: 'app', id: '1', action: 'A', validate: true, vehicle: { baseVehicle: { id: '10' } } },
  ...{ attributes: [], qualifiers: [], notes: [], unknown: [], line: 1, quantity: 1, partType: { id: '5' } },
  ...{ positions: [], part: { number: 'P1' }, mfrLabels: [], assets: [] },
};
const lossesOf = (app: Partial<AcesApp>, version: WrittenAcesVersion) => {
  const { file, losses } = written([{ ...APP, ...app }], version);
  const told = losses.map(({ what, effect }) => `${effect}: ${what}`);
  return { told, file };
};

describe('a written feed', () => {
  it.each(VERSIONS)('of %s gives the same bytes when it is read and written again', async (version) => {
    await fc.assert(
      fc.asyncProperty(randomFeed, async (records) => {
        const first = written(records, version);
        const read = await readFeed(first.file);
        expect([read.error, read.faults]).toEqual([undefined, []]);
        expect(read.notes.filter(({ code }) => code !== 'encoding')).toEqual([]);
        expect(headerOf(read)?.version).toBe(version);
        const second = written(read.records, version);
        expect(second.file).toBe(first.file);
        expect(second.losses.filter(({ effect }) => effect !== 'not-standard')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(VERSIONS.flatMap((from) => VERSIONS.map((to) => [from, to] as const)))(
    'of %s says the same in %s, but for what the losses name',
    async (from, to) => {
      await fc.assert(
        fc.asyncProperty(randomFeed, async (records) => {
          const old = await readFeed(written(records, from).file);
          const converted = written(old.records, to);
          const read = await readFeed(converted.file);
          expect([read.error, read.faults]).toEqual([undefined, []]);
          const lost = converted.losses.filter(({ effect }) => effect !== 'not-standard');
          const footerless = (all: AcesRecord[]) => contents(all.filter(({ kind }) => kind !== 'footer'));
          if (lost.length === 0) expect(footerless(read.records)).toEqual(footerless(old.records));
          else expect(footerless(read.records)).not.toEqual(footerless(old.records));
          const leftOut = lost
            .filter(({ effect }) => effect === 'left-out')
            .flatMap((loss) => loss.records)
            .filter((record) => !record.startsWith('Asset ') && !record.startsWith('DigitalFile'));
          const kept = appsOf(read).length;
          expect(kept + new Set(leftOut).size).toBeLessThanOrEqual(appsOf(old).length);
          expect(kept === appsOf(old).length).toBe(leftOut.length === 0);
        }),
        { numRuns: 30 },
      );
    },
  );

  it('loses by conversion exactly what the version can’t hold', () => {
    const block = { attributes: [{ tag: 'EngineBlock', id: '3' }] };
    expect(lossesOf(block, '3.2').told).toEqual(['left-out: EngineBlock']);
    expect(lossesOf(block, '3.2').file).not.toContain('<App');
    expect(lossesOf(block, '4.0').told).toEqual([]);
    expect(lossesOf({ vehicle: { equipmentBase: { id: '1' } } }, '3.1').told).toEqual([
      'left-out: equipment',
    ]);
    const typed = { vehicle: { baseVehicle: { id: '1' }, vehicleType: { id: '5' } } };
    expect(lossesOf(typed, '4.2').told).toEqual(['dropped: vehicleType beside BaseVehicle']);
    expect(lossesOf({ part: { number: 'A'.repeat(46) } }, '4.2').told).toEqual([
      'left-out: Part: longer than 45',
    ]);
    expect(lossesOf({ part: { number: 'A'.repeat(46) } }, '5.0').told).toEqual([]);
    expect(lossesOf({ part: { number: 'A*B' } }, '5.0').told).toEqual([
      'left-out: PartNumber: characters that aren’t allowed',
    ]);
    expect(lossesOf({ part: { number: 'A', subBrand: 'BBBB' } }, '4.1').told).toEqual([
      'dropped: SubBrandAAIAID of a part',
    ]);
    const labels = { mfrLabels: [{ text: 'x', lang: 'en' }, { text: 'y' }] };
    expect(lossesOf(labels, '4.2').told).toEqual(['dropped: MfrLabel/@lang', 'dropped: MfrLabel: several']);
    expect(lossesOf(labels, '5.0').told).toEqual([]);
    expect(lossesOf({ assets: [{ name: 'a' }, { name: 'b' }] }, '4.2').told).toEqual([
      'dropped: NonDiagramAsset',
      'changed: NonDiagramAsset',
    ]);
    expect(lossesOf({ notes: [{ text: 'a\u0000b' }] }, '5.0').told).toEqual(['dropped: control character']);
    expect(lossesOf({ notes: [{ text: 'a', lang: 'es' }] }, '3.2').file).toContain(
      '<Note lang="sp">a</Note>',
    );
  });

  it('counts losses and names the first records', () => {
    const apps = Array.from({ length: 30 }, (_, at) => ({ ...APP, id: String(at), ...{ ref: 'a\u0001' } }));
    const [loss] = written(apps, '4.2').losses;
    expect(loss).toMatchObject({ what: 'control character', effect: 'dropped', count: 30 });
    expect(loss?.records).toHaveLength(20);
  });

  it('counts its apps in the footer and is made as it is asked for', async () => {
    let made = 0;
    function* apps() {
      for (; made < 100_000; made += 1) yield { ...APP, id: String(made) };
    }
    const chunks = writeAces(apps(), acesWriter({ version: '4.2' }));
    await chunks.next();
    expect(made).toBeLessThan(2000);
    let last: Uint8Array = Buffer.alloc(0);
    for await (const chunk of chunks) last = chunk;
    expect(Buffer.from(last).toString()).toContain('<RecordCount>100000</RecordCount>');
  });

  const sample = sharedSample();
  it.skipIf(sample === undefined)('of the published sample says the same in 4.1, 4.2 and 5.0', async () => {
    const read = await readFeed(sample ?? '');
    for (const version of ['4.0', '4.1', '4.2'] as const) {
      const { file, losses } = written(read.records, version);
      expect(losses).toEqual([]);
      expect(contents((await readFeed(file)).records)).toEqual(contents(read.records));
    }
    expect(written(read.records, '5.0').losses.map(({ what, count }) => [what, count])).toEqual([
      ['ApprovedFor', 1],
      ['AssetDescription', 2],
    ]);
    expect(written(read.records, '3.1').losses.map(({ what, records }) => [what, records])).toEqual([
      ['EngineBlock', ['6', '10', '11', '12', '14']],
      ['DigitalFileInformation', ['DigitalFileInformation 123', 'DigitalFileInformation 704']],
    ]);
  });
});
