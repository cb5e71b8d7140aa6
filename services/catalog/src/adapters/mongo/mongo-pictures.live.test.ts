import assert from 'node:assert/strict';
import { openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteLeftPictures, movePictures } from '../../application/left-pictures.ts';
import { idOf, importOf } from '../../domain/part-contract.fixture.ts';
import type { PartAlbum } from '../../domain/picture.ts';
import { PICTURE_CONTRACT } from '../../domain/picture-repository.contract.ts';
import { startTestMongo, type TestMongo } from './mongo-parts.fixture.ts';
import { albumModel, mongoPartAlbums } from './mongo-pictures.ts';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(() => mongo[Symbol.asyncDispose]());

test.each(Object.entries(PICTURE_CONTRACT))('MongoDB %s', (_, holds) =>
  holds((storage) => mongo.openWith(storage), assert),
);

const picture = (name: string) => ({
  ...{ name, digest: name, width: 1, height: 1, caption: { zh: '', en: '' } },
});
const album = (version: number, ...names: string[]): PartAlbum => ({
  ...{ partId: 'p', publisher: 'acme', version, pictures: names.map(picture) },
});

/** The albums as two processes have them; `asked` is what the first hears of the part, look by look. */
async function openAlbums(database: string) {
  const connection = await openMongo({ url: `${mongo.server.url}/${database}`, database });
  const asked: (() => Promise<boolean>)[] = [];
  const model = albumModel(connection);
  const first = mongoPartAlbums(model, async () => (await asked.shift()?.()) ?? false);
  let there = false;
  const other = mongoPartAlbums(model, async () => there);
  const comesAgain = async () => {
    there = true;
    return true;
  };
  const goes = () => {
    there = false;
  };
  const found = async () => (await other.find(['p']))[0];
  await other.save(album(1, 'x', 'y'));
  return {
    ...{ asked, first, other, comesAgain, goes, found },
    [Symbol.asyncDispose]: () => connection.close(),
  };
}

const gone = async () => false;

test.each([
  ['its end', () => new Promise<boolean>(() => {})],
  ['an outage', () => Promise.reject(new Error('nobody answers'))],
])('a take-down that is cut off by %s leaves every picture where it was', async (name, cutOff) => {
  await using opened = await openAlbums(`left-${name.replace(' ', '-')}`);
  const { asked, first, other, comesAgain, goes, found } = opened;
  const reached = Promise.withResolvers<void>();
  asked.push(gone, () => {
    reached.resolve();
    return cutOff();
  });
  const takeDown = first.saveLeft(album(2)).catch((error: Error) => error.message);
  await reached.promise;
  if (name === 'an outage') expect(await takeDown).toBe('nobody answers');
  expect(await found()).toEqual(album(1, 'x', 'y'));
  expect(await other.ofPublisher('acme', { after: '', limit: 9 })).toEqual([album(1, 'x', 'y')]);
  await comesAgain();
  expect(await found()).toEqual(album(1, 'x', 'y'));
  expect(await other.save(album(2, 'x', 'y', 'z'))).toBe(true);
  // What was begun hinders nobody.
  goes();
  expect(await other.saveLeft(album(3))).toBe('saved');
  expect(await found()).toEqual(album(3));
});

test('pictures that were seen of a part which came again stay with it, however late it is', async () => {
  await using opened = await openAlbums('left-seen');
  const { asked, first, comesAgain, found } = opened;
  // The part comes, and is read, behind the look that finds it gone.
  const isRead = async () => {
    await comesAgain();
    expect(await found()).toEqual(album(1, 'x', 'y'));
    return false;
  };
  asked.push(gone, isRead, async () => true);
  expect(await first.saveLeft(album(2))).toBe('part-there');
  expect(await found()).toEqual(album(1, 'x', 'y'));
  asked.push(gone, async () => true);
  expect(await first.saveLeft(album(2))).toBe('part-there');
  expect(await found()).toEqual(album(1, 'x', 'y'));
});

test('a change of the album while a take-down is under way is not lost, and of two take-downs one is done', async () => {
  await using opened = await openAlbums('left-changed');
  const { asked, first, other, found } = opened;
  asked.push(gone, async () => {
    await other.save(album(2, 'y'));
    return false;
  });
  expect(await first.saveLeft(album(2))).toBe('changed');
  expect(await found()).toEqual(album(2, 'y'));
  asked.push(gone, async () => {
    expect(await other.saveLeft(album(3))).toBe('saved');
    return false;
  });
  expect(await first.saveLeft(album(3))).toBe('changed');
  expect(await found()).toEqual(album(3));
});

test('a move of what is left that is cut off, while the part comes again, loses no picture and no byte of the space', async () => {
  await using catalog = await mongo.openWith('left-move');
  const { reader: parts, albums, pictureBytes } = catalog;
  const row = (partNumber: string, action: 'upsert' | 'delete' = 'upsert') =>
    catalog.writer.apply(...importOf('acme').batch([{ partNumber, action }]));
  for (const partNumber of ['A', 'B']) await row(partNumber);
  const fromPartId = await idOf(parts, 'acme', 'A');
  const toPartId = await idOf(parts, 'acme', 'B');
  const bytes = new TextEncoder().encode('bytes');
  const rendered = { digest: 'x', width: 1, height: 1, small: undefined, medium: undefined, large: bytes };
  await pictureBytes.keep('acme', rendered);
  await albums.save({ ...album(1, 'x'), partId: fromPartId });
  const namesOf = async (partId: string) =>
    (await albums.find([partId])).flatMap(({ pictures }) => pictures.map(({ name }) => name));

  await row('A', 'delete');
  const connection = await openMongo({ url: `${mongo.server.url}/left-move`, database: 'left-move-catalog' });
  // It never hears of its second look, as if it had ended there.
  const reached = Promise.withResolvers<void>();
  const looks = [
    gone,
    () => {
      reached.resolve();
      return new Promise<boolean>(() => {});
    },
  ];
  const cutOff = mongoPartAlbums(albumModel(connection), async () => (await looks.shift()?.()) ?? false);
  const asked = { fromPartId, toPartId, onlyLeft: true };
  const move = (over: typeof albums) => movePictures('acme', asked, { parts, albums: over, pictureBytes });
  await Promise.race([reached.promise, move(cutOff)]);
  await connection.close();
  expect(looks).toEqual([]);

  await row('A');
  expect([await namesOf(fromPartId), await namesOf(toPartId)]).toEqual([['x'], ['x']]);
  await expect(move(albums)).rejects.toMatchObject({ code: 'part-there' });
  await row('A', 'delete');
  await move(albums);
  expect([await namesOf(fromPartId), await namesOf(toPartId)]).toEqual([[], ['x']]);
  expect(await pictureBytes.read('acme', 'x', 'large')).toEqual(bytes);
  await row('B', 'delete');
  expect(await deleteLeftPictures('acme', toPartId, { albums, pictureBytes })).toBe(1);
  expect(await pictureBytes.spaceOf('acme')).toBe(0);
});
