import assert from 'node:assert/strict';
import { openMongo } from '@qipei/mongo';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('an album that was emptied while its part came again is put back, with what was put up meanwhile', async () => {
  const connection = await openMongo({ url: `${mongo.server.url}/left`, database: 'left' });
  try {
    let there: (asked: number) => Promise<boolean> = async () => false;
    let asked = 0;
    const albums = mongoPartAlbums(albumModel(connection), () => {
      asked += 1;
      return there(asked);
    });
    const picture = (name: string, digest = name) => ({
      ...{ name, digest, width: 1, height: 1, caption: { zh: '', en: '' } },
    });
    const album = (version: number, ...pictures: PartAlbum['pictures']) => ({
      ...{ partId: 'p', publisher: 'acme', version, pictures },
    });
    const found = async () => (await albums.find(['p']))[0];
    await albums.save(album(1, picture('x'), picture('y')));

    there = async (time) => time > 1;
    expect(await albums.saveLeft(album(2))).toBe('part-there');
    expect(await found()).toEqual(album(3, picture('x'), picture('y')));

    asked = 0;
    there = async (time) => {
      if (time === 1) return false;
      await albums.save(album(5, picture('y', 'another'), picture('z')));
      return true;
    };
    expect(await albums.saveLeft(album(4))).toBe('part-there');
    const both = [picture('x'), picture('y', 'another'), picture('z')];
    expect(await found()).toEqual(album(6, ...both));

    asked = 0;
    there = async (time) => {
      if (time === 1) return false;
      throw new Error('nobody answers');
    };
    await expect(albums.saveLeft(album(7))).rejects.toThrow('nobody answers');
    expect((await found())?.pictures).toEqual(both);
  } finally {
    await connection.close();
  }
});
