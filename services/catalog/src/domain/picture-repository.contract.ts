import { newId } from '@qipei/kernel';
import type { Diagram } from './diagram.ts';
import type { Diagrams } from './diagram-repository.ts';
import { type Assert, chance, idOf, importOf } from './part-contract.fixture.ts';
import type { PartReader, PartWriter } from './part-repository.ts';
import type { PartAlbum, RenderedPicture } from './picture.ts';
import type { PictureArchive } from './picture-archive.ts';
import type { PartAlbums, PictureBytes } from './picture-repository.ts';

export interface OpenedPictures extends AsyncDisposable {
  pictureBytes: PictureBytes;
  albums: PartAlbums;
  diagrams: Diagrams;
  pictures: PictureArchive;
  reader: PartReader;
  writer: PartWriter;
}
/** Opens the stores over a storage; the same name is the same storage, a new one is empty. */
type OpenPictures = (storage: string) => Promise<OpenedPictures>;

const bytes = (text: string) => new TextEncoder().encode(text);
const rendered = (digest: string, rest: Partial<RenderedPicture> = {}): RenderedPicture => ({
  ...{ digest, width: 1_200, height: 800 },
  ...{ small: bytes('s'), medium: bytes('mm'), large: bytes(`large ${digest}`) },
  ...rest,
});
const read = async ({ pictureBytes }: OpenedPictures, tenant: string, digest: string) => {
  const found = await pictureBytes.read(tenant, digest, 'large');
  return found === undefined ? undefined : new TextDecoder().decode(found);
};
const album = (partId: string, version: number, names: readonly string[]): PartAlbum => ({
  ...{ partId, publisher: 'acme', version },
  pictures: names.map((name) => ({
    ...{ name, digest: `d-${name}`, width: 10, height: 20 },
    caption: { zh: '前 "$', en: "<img src=x> '" },
  })),
});
const diagram = (publisher: string, diagramId: string, rest: Partial<Diagram> = {}): Diagram => ({
  ...{ publisher, diagramId, title: { zh: '制动', en: '' }, vehicleIds: [], partTypeIds: [], spots: [] },
  ...{ picture: undefined, version: 1, updatedAt: new Date('2027-01-01T00:00:00.123Z') },
  ...rest,
});
const spotOf = (...partIds: string[]) => ({
  ...{ label: '7', x: 0.1, y: 0.25, width: 0.05, height: 1 / 3, partIds },
  ...{ number: '4711', make: '', name: { zh: '', en: 'Disc' } },
});
const NOTHING = { publisher: '', diagramId: '' };

/** What `PictureBytes`, `PartAlbums` and `Diagrams` promise, by name; each case takes an empty storage. */
export const PICTURE_CONTRACT: Record<string, (open: OpenPictures, assert: Assert) => Promise<void>> = {
  async 'lists the albums of one publisher in the order of their parts'(open, assert) {
    await using store = await open(newId('test'));
    const { albums } = store;
    for (const partId of ['p3', 'p1', 'p2']) await albums.save(album(partId, 1, ['a.png']));
    await albums.save({ ...album('p0', 1, ['a.png']), publisher: 'bolt' });
    const ids = async (after: string, limit: number) =>
      (await albums.ofPublisher('acme', { after, limit })).map(({ partId }) => partId);
    assert.deepEqual(await ids('', 2), ['p1', 'p2']);
    assert.deepEqual(await ids('p2', 9), ['p3']);
    assert.deepEqual(await ids('p3', 9), []);
    assert.deepEqual(await albums.ofPublisher('bolt', { after: '', limit: 9 }), [
      { ...album('p0', 1, ['a.png']), publisher: 'bolt' },
    ]);
  },

  async 'keeps bytes once a tenant, for as long as there are holds'(open, assert) {
    const storage = newId('test');
    {
      await using store = await open(storage);
      const { pictureBytes } = store;
      assert.equal(await pictureBytes.hold('acme', 'd1'), undefined);
      await pictureBytes.keep('acme', rendered('d1'));
      await pictureBytes.keep('acme', rendered('d1', { large: bytes('another') }));
      assert.deepEqual(await pictureBytes.hold('acme', 'd1'), { digest: 'd1', width: 1_200, height: 800 });
      assert.equal(await pictureBytes.hold('bolt', 'd1'), undefined);
      await pictureBytes.release('acme', 'd1');
      await pictureBytes.release('acme', 'd1');
    }
    await using again = await open(storage);
    assert.equal(await read(again, 'acme', 'd1'), 'large d1');
    assert.equal(await read(again, 'bolt', 'd1'), undefined);
    assert.equal(await again.pictureBytes.spaceOf('acme'), 1 + 2 + 'large d1'.length);
    await again.pictureBytes.release('acme', 'd1');
    assert.equal(await read(again, 'acme', 'd1'), undefined);
    assert.equal(await again.pictureBytes.spaceOf('acme'), 0);
    // Once too often is harmless.
    await again.pictureBytes.release('acme', 'd1');
    await again.pictureBytes.keep('acme', rendered('d1'));
    assert.equal(await read(again, 'acme', 'd1'), 'large d1');
  },

  async 'gives the next larger size where one isn’t there'(open, assert) {
    await using store = await open(newId('test'));
    const { pictureBytes } = store;
    await pictureBytes.keep('acme', rendered('tiny', { small: undefined, medium: undefined }));
    await pictureBytes.keep('acme', rendered('middle', { medium: undefined }));
    const sizes = async (digest: string) => {
      const found: (number | undefined)[] = [];
      for (const size of ['small', 'medium', 'large'] as const)
        found.push((await pictureBytes.read('acme', digest, size))?.length);
      return found;
    };
    assert.deepEqual(await sizes('tiny'), [10, 10, 10]);
    assert.deepEqual(await sizes('middle'), [1, 12, 12]);
  },

  async 'loses no hold where many take and give at once'(open, assert) {
    await using store = await open(newId('test'));
    const { pictureBytes } = store;
    await Promise.all(Array.from({ length: 12 }, () => pictureBytes.keep('acme', rendered('d'))));
    await Promise.all(Array.from({ length: 11 }, () => pictureBytes.release('acme', 'd')));
    assert.equal(await read(store, 'acme', 'd'), 'large d');
    const [held] = await Promise.all([pictureBytes.hold('acme', 'd'), pictureBytes.release('acme', 'd')]);
    assert.equal((await read(store, 'acme', 'd')) !== undefined, held !== undefined);
  },

  async 'saves an album at its version alone'(open, assert) {
    const storage = newId('test');
    {
      await using store = await open(storage);
      assert.deepEqual(await store.albums.find(['part_a']), []);
      assert.equal(await store.albums.save(album('part_a', 2, ['x'])), false);
      assert.equal(await store.albums.save(album('part_a', 1, ['x', '前面.jpg'])), true);
      assert.equal(await store.albums.save(album('part_a', 1, ['y'])), false);
      assert.equal(await store.albums.save(album('part_b', 1, [])), true);
    }
    await using again = await open(storage);
    const found = await again.albums.find(['part_b', 'part_a', 'part_c']);
    found.sort((a, b) => (a.partId < b.partId ? -1 : 1));
    assert.deepEqual(found, [album('part_a', 1, ['x', '前面.jpg']), album('part_b', 1, [])]);
    const race = await Promise.all(
      ['p', 'q', 'r'].map((name) => again.albums.save(album('part_a', 2, [name]))),
    );
    assert.equal(race.filter(Boolean).length, 1);
  },

  async 'saves an album as left only while its publisher hasn’t got the part'(open, assert) {
    await using store = await open(newId('test'));
    const { albums, reader, writer } = store;
    const rows = (tenant: string, action: 'upsert' | 'delete') =>
      writer.apply(
        ...importOf(tenant).batch([{ partNumber: 'A', ...(action === 'delete' ? { action } : {}) }]),
      );
    for (const tenant of ['acme', 'bolt']) await rows(tenant, 'upsert');
    const partId = await idOf(reader, 'acme', 'A');
    const emptied = (version: number) => ({ ...album(partId, version, []) });
    assert.equal(await albums.save(album(partId, 1, ['x'])), true);
    assert.equal(await albums.saveLeft(emptied(2)), 'part-there');
    assert.deepEqual(await albums.find([partId]), [album(partId, 1, ['x'])]);
    await rows('acme', 'delete');
    // That another has the same part, and still has it, is no reason.
    assert.equal(await albums.saveLeft(emptied(3)), 'changed');
    assert.equal(await albums.saveLeft(emptied(1)), 'changed');
    assert.deepEqual(await albums.find([partId]), [album(partId, 1, ['x'])]);
    assert.equal(await albums.saveLeft(emptied(2)), 'saved');
    assert.equal(await albums.saveLeft(emptied(2)), 'changed');
    assert.deepEqual(await albums.find([partId]), [emptied(2)]);
    assert.equal(await albums.saveLeft(album('part_never', 1, [])), 'saved');
    await rows('acme', 'upsert');
    assert.equal(await albums.saveLeft(emptied(3)), 'part-there');
  },

  async 'empties the album of a part that comes and goes meanwhile, or leaves it as it is'(open, assert) {
    const storage = newId('test');
    await using store = await open(storage);
    await using other = await open(storage);
    const row = (action?: 'delete') =>
      other.writer.apply(
        ...importOf('acme').batch([{ partNumber: 'A', ...(action !== undefined && { action }) }]),
      );
    await row();
    const partId = await idOf(store.reader, 'acme', 'A');
    const below = chance(7);
    const found = async () => (await store.albums.find([partId]))[0];
    for (let round = 0; round < 12; round += 1) {
      const before = album(partId, ((await found())?.version ?? 0) + 1, ['x', 'y']);
      assert.equal(await store.albums.save(before), true);
      await row('delete');
      const waiting = below(4);
      const comesAgain = async () => {
        for (let turn = 0; turn < waiting; turn += 1) await store.albums.find([partId]);
        await row();
      };
      const added = album(partId, before.version + 1, ['x', 'y', 'z']);
      const [saved, , put] = await Promise.all([
        store.albums.saveLeft({ ...before, version: before.version + 1, pictures: [] }),
        comesAgain(),
        below(3) === 0 ? other.albums.save(added) : false,
      ]);
      const names = (await found())?.pictures.map(({ name }) => name);
      if (put) assert.deepEqual([saved === 'saved', names], [false, ['x', 'y', 'z']]);
      else if (saved === 'saved') assert.deepEqual(names, []);
      else assert.deepEqual([saved, names], ['part-there', ['x', 'y']]);
    }
  },

  async 'copies all of it, however often that is begun'(open, assert) {
    await using from = await open(newId('test'));
    await using to = await open(newId('test'));
    await from.pictureBytes.keep('acme', rendered('d1', { small: undefined }));
    await from.pictureBytes.keep('acme', rendered('d2'));
    await from.pictureBytes.keep('acme', rendered('d2'));
    await from.pictureBytes.keep('acme-2', rendered('d1', { medium: undefined }));
    await from.albums.save(album('part_a', 1, ['x']));
    const drawn = diagram('acme', 'brakes', { vehicleIds: ['v1'], spots: [spotOf('part_a')] });
    await from.diagrams.save(drawn);
    assert.deepEqual([await from.pictures.isEmpty(), await to.pictures.isEmpty()], [false, true]);
    const records = await Array.fromAsync(from.pictures.read());
    assert.deepEqual(
      records.map((each) =>
        each.kind === 'picture' ? `${each.tenant} ${each.picture.digest} ${each.holds}` : each.kind,
      ),
      ['acme d1 1', 'acme d2 2', 'acme-2 d1 1', 'album', 'diagram'],
    );
    for (const _ of ['once', 'and again']) for (const record of records) await to.pictures.adopt(record);
    assert.deepEqual(await Array.fromAsync(to.pictures.read()), records);
    assert.equal(await to.pictureBytes.spaceOf('acme'), await from.pictureBytes.spaceOf('acme'));
    const found = await to.diagrams.list({ by: 'vehicle', id: 'v1' }, { after: NOTHING, limit: 9 });
    assert.deepEqual(found, [{ publisher: 'acme', diagramId: 'brakes', partIds: ['part_a'] }]);
    assert.deepEqual(await to.diagrams.find('acme', 'brakes'), drawn);
    await to.pictureBytes.release('acme', 'd2');
    assert.equal(await read(to, 'acme', 'd2'), 'large d2');
  },

  async 'has one secret, for all that open it'(open, assert) {
    const storage = newId('test');
    await using one = await open(storage);
    await using other = await open(storage);
    await using elsewhere = await open(newId('test'));
    const secrets = await Promise.all(
      [one, other, elsewhere].map(async ({ diagrams }) =>
        Buffer.from(await diagrams.secret()).toString('hex'),
      ),
    );
    assert.equal(secrets[0]?.length, 64);
    assert.equal(secrets[1], secrets[0]);
    assert.equal(secrets[2] === secrets[0], false);
  },

  async 'finds a drawing by what is on it and what it belongs to'(open, assert) {
    const storage = newId('test');
    const brakes = diagram('acme', 'brakes', {
      ...{ vehicleIds: ['v1'], partTypeIds: ['brake-disc'], spots: [spotOf('part_a', 'part_b'), spotOf()] },
      picture: { digest: 'd', width: 3, height: 4 },
    });
    {
      await using store = await open(storage);
      assert.equal(await store.diagrams.save({ ...brakes, version: 2 }), false);
      assert.equal(await store.diagrams.save(brakes), true);
      assert.equal(await store.diagrams.save(brakes), false);
      assert.equal(await store.diagrams.save(diagram('bolt', 'brakes', { spots: [spotOf('part_a')] })), true);
      assert.equal(await store.diagrams.save(diagram('acme', 'axle', { vehicleIds: ['v1'] })), true);
    }
    await using again = await open(storage);
    const { diagrams } = again;
    assert.deepEqual(await diagrams.find('acme', 'brakes'), brakes);
    assert.equal(await diagrams.find('acme', 'other'), undefined);
    const found = async (by: 'publisher' | 'part' | 'vehicle' | 'part-type', id: string, after = NOTHING) =>
      (
        await diagrams.list(by === 'part' ? { by, id, publishers: ['bolt', 'acme'] } : { by, id }, {
          after,
          limit: 10,
        })
      ).map((each) => `${each.publisher} ${each.diagramId}`);
    assert.deepEqual(await found('part', 'part_a'), ['acme brakes', 'bolt brakes']);
    assert.deepEqual(await found('part', 'part_a', { publisher: 'acme', diagramId: 'brakes' }), [
      'bolt brakes',
    ]);
    assert.deepEqual(await found('part', 'part'), []);
    const only = { by: 'part', id: 'part_a', publishers: ['bolt', 'cog'] } as const;
    const [listed, another] = await diagrams.list(only, { after: NOTHING, limit: 10 });
    assert.deepEqual([listed?.publisher, listed?.partIds, another], ['bolt', ['part_a'], undefined]);
    const [own] = await diagrams.list({ by: 'vehicle', id: 'v1' }, { after: NOTHING, limit: 1 });
    assert.deepEqual(own, { publisher: 'acme', diagramId: 'axle', partIds: [] });
    const two = { ...only, publishers: ['bolt', 'acme'] };
    assert.equal((await diagrams.list(two, { after: NOTHING, limit: 1 }))[0]?.publisher, 'acme');
    assert.deepEqual([await diagrams.countOf('acme'), await diagrams.countOf('cog')], [2, 0]);
    assert.deepEqual(await found('vehicle', 'v1'), ['acme axle', 'acme brakes']);
    assert.deepEqual(await found('vehicle', 'part_a'), []);
    assert.deepEqual(await found('part-type', 'brake-disc'), ['acme brakes']);
    assert.deepEqual(await found('publisher', 'acme'), ['acme axle', 'acme brakes']);
    assert.deepEqual(await found('publisher', 'acme', { publisher: 'acme', diagramId: 'axle' }), [
      'acme brakes',
    ]);
    const changed = { ...brakes, version: 2, vehicleIds: [], spots: [spotOf('part_b')] };
    assert.equal(await diagrams.save(changed), true);
    assert.deepEqual(await found('part', 'part_a'), ['bolt brakes']);
    assert.deepEqual(await found('vehicle', 'v1'), ['acme axle']);
    assert.equal(await diagrams.remove(brakes), false);
    assert.equal(await diagrams.remove(changed), true);
    assert.deepEqual(await found('part', 'part_b'), []);
    assert.equal(await diagrams.find('acme', 'brakes'), undefined);
    assert.deepEqual(await found('publisher', 'bolt'), ['bolt brakes']);
  },
};
