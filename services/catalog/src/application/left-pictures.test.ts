import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, systemClock } from '@qipei/kernel';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteCatalog, type SqliteCatalog } from '../adapters/sqlite/open-sqlite-catalog.ts';
import { idOf, importOf } from '../domain/part-contract.fixture.ts';
import { MAX_PICTURES } from '../domain/picture.ts';
import { putDiagram } from './diagrams.ts';
import {
  deleteLeftPictures,
  listLeftDiagrams,
  listLeftPictures,
  movePictures,
  pictureSpace,
} from './left-pictures.ts';
import {
  changePartPicture,
  listPartPictures,
  type PictureDependencies,
  putPartPicture,
} from './part-pictures.ts';

let dataDir: string;
let catalog: SqliteCatalog;
let dependencies: PictureDependencies & Pick<SqliteCatalog, 'diagrams'> & { clock: typeof systemClock };
const ids = new Map<string, string>();
const NUMBERS = ['A', 'B', 'C', 'D', 'E'];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-left-pictures-'));
  catalog = openSqliteCatalog({ dataDir }, 'calls');
  dependencies = {
    ...{ parts: catalog.reader, albums: catalog.albums, pictureBytes: catalog.pictureBytes },
    ...{ diagrams: catalog.diagrams, clock: systemClock },
    render: async (content) => ({
      width: 20,
      height: 10,
      small: undefined,
      medium: undefined,
      large: content,
    }),
  };
  for (const tenant of ['acme', 'bolt'])
    await catalog.writer.apply(
      ...importOf(tenant).batch(NUMBERS.map((partNumber) => ({ partNumber, visibility: 'public' }))),
    );
  for (const number of NUMBERS) ids.set(number, await idOf(catalog.reader, 'acme', number));
});
afterEach(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

const part = (number: string) => ids.get(number) ?? '';
const put = (number: string, name: string, text = name) =>
  putPartPicture(
    'acme',
    { partId: part(number), name, content: new TextEncoder().encode(text) },
    dependencies,
  );
const withdraw = (...numbers: string[]) =>
  catalog.writer.apply(
    ...importOf('acme').batch(numbers.map((partNumber) => ({ partNumber, action: 'delete' }))),
  );
const namesOf = async (number: string) =>
  (await listPartPictures('acme', [part(number)], dependencies)).flatMap(({ pictures }) =>
    pictures.map(({ name }) => name),
  );
const left = async (pageSize = 0, tenant = 'acme') => {
  const pages: string[][] = [];
  for (let pageToken = ''; ; ) {
    const page = await listLeftPictures(tenant, { pageSize, pageToken }, dependencies);
    pages.push(page.items.map(({ partId }) => partId));
    if (page.nextPageToken === '') return pages;
    pageToken = page.nextPageToken;
  }
};
const holdsOf = async (text: string) => {
  const digest = createHash('sha256').update(text).digest('hex');
  return await catalog.pictureBytes.read('acme', digest, 'large');
};

it('lists what parts that were withdrawn have left, page by page, and nobody else’s', async () => {
  for (const number of NUMBERS) await put(number, `${number}.png`);
  expect(await left()).toEqual([[]]);
  await withdraw('B', 'D', 'E');
  const gone = ['B', 'D', 'E'].map(part).sort();
  expect(await left()).toEqual([gone]);
  const { items } = await listLeftPictures('acme', { pageSize: 0, pageToken: '' }, dependencies);
  expect(items.map(({ partNumber }) => partNumber).sort()).toEqual(['B', 'D', 'E']);
  expect(new Set(items.map(({ brand }) => brand)).size).toBe(1);
  expect(items[0]?.brand).not.toBe('');
  expect(await left(2)).toEqual([gone.slice(0, 2), gone.slice(2)]);
  expect(await left(1)).toEqual(gone.map((id) => [id]));
  expect(await left(0, 'bolt')).toEqual([[]]);
  for (const pageToken of ['x', "' OR 1", 'part_'])
    await expect(listLeftPictures('acme', { pageSize: 1, pageToken }, dependencies)).rejects.toMatchObject({
      code: 'page-token-invalid',
    });
  // One that is there again has left nothing.
  await catalog.writer.apply(
    ...importOf('acme').batch([{ partNumber: 'D', visibility: 'public', nameEn: 'again' }]),
  );
  expect(await left()).toEqual([['B', 'E'].map(part).sort()]);
});

it('moves pictures behind those of another part, under names that are free, and once', async () => {
  await put('A', 'front.png', 'one');
  await put('B', 'front.png', 'two');
  await put('B', 'side.png', 'three');
  await changePartPicture(
    'acme',
    { partId: part('B'), name: 'side.png', caption: { zh: '侧面', en: 'Side' }, position: undefined },
    dependencies,
  );
  await withdraw('B');
  const move = () => movePictures('acme', { fromPartId: part('B'), toPartId: part('A') }, dependencies);
  const before = await pictureSpace('acme', dependencies);
  expect((await move()).pictures.map(({ name, caption }) => [name, caption.en])).toEqual([
    ['front.png', ''],
    ['front-2.png', ''],
    ['side.png', 'Side'],
  ]);
  expect(await left()).toEqual([[]]);
  expect(await namesOf('A')).toEqual(['front.png', 'front-2.png', 'side.png']);
  await expect(move()).rejects.toMatchObject({ code: 'image-not-found' });
  for (const text of ['one', 'two', 'three']) expect(await holdsOf(text)).toBeDefined();
  expect(await pictureSpace('acme', dependencies)).toEqual(before);
});

it('goes on where a move was broken off, with as many holds as there are names', async () => {
  await put('A', 'a.png', 'one');
  await put('B', 'b.png', 'two');
  await withdraw('B');
  const albums = {
    ...dependencies.albums,
    save: async (album: Parameters<typeof dependencies.albums.save>[0]) => {
      if (album.partId === part('B')) throw new Error('killed');
      return await dependencies.albums.save(album);
    },
  };
  const asked = { fromPartId: part('B'), toPartId: part('A') };
  await expect(movePictures('acme', asked, { ...dependencies, albums })).rejects.toThrow('killed');
  expect([await namesOf('A'), await left()]).toEqual([['a.png', 'b.png'], [[part('B')]]]);
  expect((await movePictures('acme', asked, dependencies)).pictures).toHaveLength(2);
  expect(await left()).toEqual([[]]);
  expect(await holdsOf('two')).toBeDefined();
});

it('moves all of them or none, to a part of one’s own', async () => {
  for (let i = 0; i < MAX_PICTURES; i += 1) await put('A', `${i}.png`);
  await put('B', 'b.png');
  await withdraw('B');
  const { usedBytes } = await pictureSpace('acme', dependencies);
  const move = (toPartId: string, fromPartId = part('B'), tenant = 'acme') =>
    movePictures(tenant, { fromPartId, toPartId }, dependencies);
  await expect(move(part('A'))).rejects.toMatchObject({ code: 'images-too-many' });
  await expect(move(part('B'))).rejects.toMatchObject({ code: 'not-allowed' });
  await expect(move(newId('part'))).rejects.toMatchObject({ code: 'part-not-found' });
  await expect(move("' OR 1=1")).rejects.toMatchObject({ code: 'part-not-found' });
  await expect(move(part('C'), newId('part'))).rejects.toMatchObject({ code: 'image-not-found' });
  const theirs = await idOf(catalog.reader, 'bolt', 'A');
  await expect(move(theirs)).rejects.toMatchObject({ code: 'part-not-own' });
  // To another what isn't its own isn't there.
  await expect(move(theirs, part('B'), 'bolt')).rejects.toMatchObject({ code: 'image-not-found' });
  expect(await left()).toEqual([[part('B')]]);
  expect(await pictureSpace('acme', dependencies)).toMatchObject({ usedBytes });
});

it('takes down and moves what is left of a part that is gone, and nothing of one that came again', async () => {
  for (const name of ['a.png', 'b.png']) await put('B', name);
  await withdraw('B');
  const back = () =>
    catalog.writer.apply(...importOf('acme').batch([{ partNumber: 'B', visibility: 'public' }]));
  const takeDown = (tenant = 'acme', partId = part('B')) => deleteLeftPictures(tenant, partId, dependencies);
  const move = () =>
    movePictures('acme', { fromPartId: part('B'), toPartId: part('A'), onlyLeft: true }, dependencies);
  // To another what isn't its own isn't there, nor is what nobody has.
  await expect(takeDown('bolt')).rejects.toMatchObject({ code: 'image-not-found' });
  for (const strange of [part('C'), newId('part'), "' OR 1=1", ''])
    await expect(takeDown('acme', strange)).rejects.toMatchObject({ code: 'image-not-found' });
  const before = await pictureSpace('acme', dependencies);
  await back();
  await expect(takeDown()).rejects.toMatchObject({ code: 'part-there', kind: 'conflict' });
  await expect(move()).rejects.toMatchObject({ code: 'part-there', kind: 'conflict' });
  expect([await namesOf('B'), await namesOf('A')]).toEqual([['a.png', 'b.png'], []]);
  expect(await pictureSpace('acme', dependencies)).toEqual(before);
  await withdraw('B');
  expect((await move()).pictures).toHaveLength(2);
  await put('C', 'a.png');
  await withdraw('C');
  expect(await takeDown('acme', part('C'))).toBe(1);
  expect(await left()).toEqual([[]]);
  // The same file is held by the part that has it yet.
  expect(await holdsOf('a.png')).toBeDefined();
  await withdraw('A');
  expect(await takeDown('acme', part('A'))).toBe(2);
  expect(await pictureSpace('acme', dependencies)).toMatchObject({ usedBytes: 0 });
  await expect(takeDown('acme', part('A'))).rejects.toMatchObject({ code: 'image-not-found' });
});

it('leaves everything as it is where the part comes again in the middle of a take-down or a move', async () => {
  await put('A', 'a.png');
  for (const name of ['a.png', 'b.png']) await put('B', name);
  const before = [await namesOf('A'), await namesOf('B'), await pictureSpace('acme', dependencies)];
  const { albums } = catalog;
  /** As if an import were done just before the write that counts. */
  const late = {
    ...dependencies,
    albums: {
      ...albums,
      async saveLeft(album: Parameters<typeof albums.saveLeft>[0]) {
        await catalog.writer.apply(...importOf('acme').batch([{ partNumber: 'B', visibility: 'public' }]));
        return await albums.saveLeft(album);
      },
    },
  };
  const asked = { fromPartId: part('B'), toPartId: part('A'), onlyLeft: true };
  for (const ask of [
    () => deleteLeftPictures('acme', part('B'), late),
    () => movePictures('acme', asked, late),
  ]) {
    await withdraw('B');
    await expect(ask()).rejects.toMatchObject({ code: 'part-there', kind: 'conflict' });
    expect([await namesOf('A'), await namesOf('B'), await pictureSpace('acme', dependencies)]).toEqual(
      before,
    );
  }
  // As many holds as names: with the last one the bytes go.
  await withdraw('A', 'B');
  for (const number of ['A', 'B']) await deleteLeftPictures('acme', part(number), dependencies);
  expect(await pictureSpace('acme', dependencies)).toMatchObject({ usedBytes: 0 });
});

it('lists drawings that lead to what is gone', async () => {
  const draw = (diagramId: string, ...numbers: string[]) =>
    putDiagram(
      'acme',
      {
        ...{ diagramId, ifVersion: 0, title: { zh: '', en: diagramId }, vehicleIds: [], partTypeIds: [] },
        spots: [
          {
            ...{ label: '1', x: 0, y: 0, width: 1, height: 1, partIds: numbers.map(part) },
            ...{ number: '', make: '', name: { zh: '', en: '' } },
          },
        ],
      },
      dependencies,
    );
  await draw('d1', 'A', 'B');
  await draw('d2', 'C');
  await draw('d3', 'B', 'D');
  const lists = async (pageSize: number, pageToken = '') =>
    await listLeftDiagrams('acme', { pageSize, pageToken }, dependencies);
  expect(await lists(0)).toEqual({ items: [], nextPageToken: '' });
  await withdraw('B', 'D');
  const d1 = { diagramId: 'd1', title: { zh: '', en: 'd1' }, partIds: [part('B')] };
  const d3 = { diagramId: 'd3', title: { zh: '', en: 'd3' }, partIds: [part('B'), part('D')].sort() };
  expect(await lists(0)).toEqual({ items: [d1, d3], nextPageToken: '' });
  expect(await lists(1)).toEqual({ items: [d1], nextPageToken: 'd1' });
  expect(await lists(1, 'd1')).toEqual({ items: [d3], nextPageToken: '' });
  expect((await listLeftDiagrams('bolt', { pageSize: 0, pageToken: '' }, dependencies)).items).toEqual([]);
});
