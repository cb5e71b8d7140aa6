import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { newId, systemClock } from '@qipei/kernel';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteCatalog, type SqliteCatalog } from '../adapters/sqlite/open-sqlite-catalog.ts';
import { idOf, importOf } from '../domain/part-contract.fixture.ts';
import { MAX_PICTURES } from '../domain/picture.ts';
import { deleteDiagram, getDiagram, putDiagram, putDiagramPicture } from './diagrams.ts';
import { listDiagrams } from './list-diagrams.ts';
import {
  changePartPicture,
  deletePartPicture,
  getPartPicture,
  listPartPictures,
  type PictureDependencies,
  putPartPicture,
} from './part-pictures.ts';

let dataDir: string;
let catalog: SqliteCatalog;
let dependencies: PictureDependencies & Pick<SqliteCatalog, 'diagrams'> & { clock: typeof systemClock };
let open: string;
let secret: string;
/** Files that were looked at. */
let rendered: number;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'qipei-part-pictures-'));
  catalog = openSqliteCatalog({ dataDir }, 'calls');
  rendered = 0;
  dependencies = {
    ...{ parts: catalog.reader, albums: catalog.albums, pictureBytes: catalog.pictureBytes },
    ...{ diagrams: catalog.diagrams, clock: systemClock },
    async render(content) {
      rendered += 1;
      await setImmediate();
      return { width: 20, height: 10, small: undefined, medium: undefined, large: content };
    },
  };
  const rows = [
    { partNumber: 'OPEN', visibility: 'public' },
    { partNumber: 'SECRET', visibility: 'private' },
  ];
  await catalog.writer.apply(...importOf('acme').batch(rows));
  open = await idOf(catalog.reader, 'acme', 'OPEN');
  secret = await idOf(catalog.reader, 'acme', 'SECRET');
});
afterEach(async () => {
  await catalog[Symbol.asyncDispose]();
  rmSync(dataDir, { recursive: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);
const put = (partId: string, name: string, text = name, tenant = 'acme') =>
  putPartPicture(tenant, { partId, name, content: bytes(text) }, dependencies);
const get = async (partId: string, name: string, tenant = 'acme') =>
  new TextDecoder().decode(
    (await getPartPicture(tenant, { partId, name, size: 'small' }, dependencies)).content,
  );
const names = async (partId: string, tenant = 'acme') =>
  (await listPartPictures(tenant, [partId], dependencies)).flatMap(({ pictures }) =>
    pictures.map(({ name }) => name),
  );
const space = () => catalog.pictureBytes.spaceOf('acme');

it('puts pictures up in order, replaces one in its place, and forgets what nobody names', async () => {
  expect(await put(open, 'a')).toMatchObject({ created: true });
  await put(open, 'b');
  await put(open, '前面.jpg', 'a');
  expect(rendered).toBe(2);
  const caption = { zh: ' 前 ', en: 'Front' };
  await changePartPicture('acme', { partId: open, name: 'a', caption, position: undefined }, dependencies);
  expect(await put(open, 'a', 'other')).toMatchObject({ created: false });
  expect(await names(open)).toEqual(['a', 'b', '前面.jpg']);
  expect(await get(open, 'a')).toBe('other');
  expect(await get(open, '前面.jpg')).toBe('a');
  const [album] = await listPartPictures('acme', [open], dependencies);
  expect(album?.pictures[0]?.caption).toEqual({ zh: '前', en: 'Front' });
  await changePartPicture(
    'acme',
    { partId: open, name: 'a', caption: undefined, position: 99 },
    dependencies,
  );
  expect(await names(open)).toEqual(['b', '前面.jpg', 'a']);
  await deletePartPicture('acme', { partId: open, name: 'b' }, dependencies);
  expect(await names(open)).toEqual(['前面.jpg', 'a']);
  expect(await space()).toBe('a'.length + 'other'.length);
  for (const name of ['a', '前面.jpg']) await deletePartPicture('acme', { partId: open, name }, dependencies);
  expect(await space()).toBe(0);
  await expect(get(open, 'a')).rejects.toMatchObject({ code: 'image-not-found' });
});

it('shows them to who may see the part, and lets nobody else touch them', async () => {
  await put(open, 'a');
  await put(secret, 'a', 'hidden');
  expect(await names(open, 'bolt')).toEqual(['a']);
  expect(await get(open, 'a', '_guests')).toBe('a');
  expect(await names(secret, 'bolt')).toEqual([]);
  const unknown = secret.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  for (const partId of [secret, unknown, 'part_', '../a', '']) {
    await expect(get(partId, 'a', 'bolt')).rejects.toMatchObject({ code: 'image-not-found' });
    await expect(put(partId, 'a', 'a', 'bolt')).rejects.toMatchObject({ code: 'part-not-found' });
  }
  await expect(put(open, 'a', 'a', 'bolt')).rejects.toMatchObject({ code: 'part-not-own' });
  const theirs = { partId: open, name: 'a' };
  await expect(deletePartPicture('bolt', theirs, dependencies)).rejects.toMatchObject({ kind: 'forbidden' });
});

it.each(['', '.', '../a', 'a/b', 'a\\b', ' a', 'a.', 'a\u0000', 'a\u202eb', '<b>', 'x'.repeat(81)])(
  'refuses the name %j',
  async (name) => {
    await expect(put(open, name)).rejects.toMatchObject({ code: 'image-name-invalid' });
    expect(await space()).toBe(0);
  },
);

it('has its limits, and gives back what it refuses', async () => {
  for (let n = 0; n < MAX_PICTURES; n += 1) await put(open, `n${n}`, 'same');
  await expect(put(open, 'more')).rejects.toMatchObject({ code: 'images-too-many' });
  expect(await space()).toBe('same'.length);
  expect(await put(open, 'n0', 'last')).toMatchObject({ created: false });
  dependencies = { ...dependencies, maxSpace: 8 };
  await expect(put(secret, 'a')).rejects.toMatchObject({ code: 'image-space-used' });
  // What is there already takes no more.
  await put(secret, 'b', 'same');
});

it('lets who withdrew a part look at its pictures and take them down', async () => {
  await put(open, 'a');
  await put(secret, 'b');
  await drawing('d', [spot([open])]);
  await catalog.writer.apply(...importOf('acme').batch([{ partNumber: 'OPEN', action: 'delete' }]));
  expect(await catalog.reader.find('acme', open)).toBeUndefined();
  expect([await names(open), await names(open, 'bolt')]).toEqual([['a'], []]);
  expect(await get(open, 'a')).toBe('a');
  await expect(get(open, 'a', 'bolt')).rejects.toMatchObject({ code: 'image-not-found' });
  await expect(put(open, 'more')).rejects.toMatchObject({ code: 'part-not-found' });
  const theirs = deletePartPicture('bolt', { partId: open, name: 'a' }, dependencies);
  await expect(theirs).rejects.toMatchObject({ code: 'part-not-found' });
  await deletePartPicture('acme', { partId: open, name: 'a' }, dependencies);
  expect(await space()).toBe('b'.length);

  // A drawing that is saved meanwhile keeps its way to the part.
  const seen = await getDiagram('acme', { publisher: '', diagramId: 'd' }, dependencies);
  expect(seen.spots[0]?.partIds).toEqual([open]);
  await putDiagram('acme', { ...seen, title: { zh: '新', en: '' }, ifVersion: 1 }, dependencies);
  await expect(drawing('new', [spot([open])])).rejects.toMatchObject({
    fields: [{ code: 'part-unknown' }],
  });
  await catalog.writer.apply(...importOf('acme').batch([{ partNumber: 'OPEN', visibility: 'public' }]));
  const back = await getDiagram('bolt', { publisher: 'acme', diagramId: 'd' }, dependencies);
  expect(back).toMatchObject({ title: { zh: '新' }, spots: [{ partIds: [open] }] });
});

it('gives back what a picture held that too many others kept from being named', async () => {
  const busy = { ...dependencies, albums: { ...catalog.albums, save: async () => false } };
  const refused = putPartPicture('acme', { partId: open, name: 'a', content: bytes('a') }, busy);
  await expect(refused).rejects.toMatchObject({ code: 'too-many-conflicts' });
  expect(await space()).toBe(0);
});

it('keeps every picture of many that come at once', async () => {
  const all = Array.from({ length: 8 }, (_, n) => `n${n}`);
  await Promise.all(all.map((name) => put(open, name, `${name} ${name.slice(1)}`)));
  expect((await names(open)).sort()).toEqual(all);
  await Promise.all(all.map((_, n) => put(open, 'n0', `version ${n}`)));
  expect(await get(open, 'n0')).toMatch(/^version \d$/);
  await Promise.all(
    (await names(open)).map((name) => deletePartPicture('acme', { partId: open, name }, dependencies)),
  );
  expect(await space()).toBe(0);
});

const spot = (partIds: string[], rest: object = {}) => ({
  ...{ label: '1', x: 0.1, y: 0.1, width: 0.2, height: 0.2, partIds, number: '', make: '' },
  ...{ name: { zh: '', en: '' }, ...rest },
});
const drawing = (diagramId: string, spots: ReturnType<typeof spot>[], tenant = 'acme') =>
  putDiagram(
    tenant,
    { diagramId, title: { zh: '制动', en: '' }, vehicleIds: ['v1'], partTypeIds: [], spots, ifVersion: 0 },
    dependencies,
  );
const listed = async (tenant: string, asked: { partId?: string; vehicleId?: string }) =>
  (
    await listDiagrams(
      tenant,
      { partId: '', vehicleId: '', partTypeId: '', pageSize: 0, pageToken: '', ...asked },
      dependencies,
    )
  ).diagrams.map(({ diagramId }) => diagramId);

it('shows a drawing to who may see a part on it, and of its parts those that may be seen', async () => {
  await drawing('both', [spot([open, secret]), spot([], { label: '2', number: '4711' })]);
  await drawing('hidden', [spot([secret])]);
  expect(await listed('acme', {})).toEqual(['both', 'hidden']);
  expect(await listed('acme', { partId: secret })).toEqual(['both', 'hidden']);
  expect(await listed('bolt', {})).toEqual([]);
  expect(await listed('bolt', { partId: open })).toEqual(['both']);
  expect(await listed('bolt', { partId: secret })).toEqual([]);
  expect(await listed('bolt', { vehicleId: 'v1' })).toEqual(['both']);
  const seen = await getDiagram('bolt', { publisher: 'acme', diagramId: 'both' }, dependencies);
  expect(seen.spots.map(({ partIds }) => partIds)).toEqual([[open], []]);
  expect(seen.vehicleIds).toEqual([]);
  for (const key of [
    { publisher: 'acme', diagramId: 'hidden' },
    { publisher: 'acme', diagramId: 'nowhere' },
    { publisher: '', diagramId: 'both' },
  ])
    await expect(getDiagram('bolt', key, dependencies)).rejects.toMatchObject({ code: 'diagram-not-found' });
});

it('names the faults of a drawing, and keeps its picture when it is changed', async () => {
  const { diagram } = await drawing('d', [spot([open])]);
  const picture = (text: string, ifVersion: number) =>
    putDiagramPicture('acme', { diagramId: 'd', content: bytes(text), ifVersion }, dependencies);
  expect(await picture('one', 1)).toMatchObject({ version: 2 });
  await picture('other', 0);
  await expect(picture('stale', 2)).rejects.toMatchObject({ code: 'diagram-changed' });
  expect(await space()).toBe('other'.length);
  await drawing('d', []);
  expect(await getDiagram('acme', { publisher: '', diagramId: 'd' }, dependencies)).toMatchObject({
    ...{ version: 4, spots: [] },
    picture: { width: 20, height: 10 },
  });
  const stale = { ...diagram, ifVersion: 1 };
  await expect(putDiagram('acme', stale, dependencies)).rejects.toMatchObject({ code: 'diagram-changed' });
  const faulty = [spot([], { x: 0.9 }), spot([], { label: ' ' }), spot([], { width: Number.NaN })];
  await expect(drawing('d', faulty)).rejects.toMatchObject({
    fields: [{ field: 'spots[0]' }, { field: 'spots[1].label' }, { field: 'spots[2]' }],
  });
  await expect(drawing('d', [spot([open]), spot(['part_nobody'])])).rejects.toMatchObject({
    fields: [{ field: 'spots[1].partIds', code: 'part-unknown' }],
  });
  for (const diagramId of ['', '../d', 'a b', 'x'.repeat(81)])
    await expect(drawing(diagramId, [])).rejects.toMatchObject({ code: 'diagram-id-invalid' });
  await deleteDiagram('acme', 'd', dependencies);
  expect(await space()).toBe(0);
  await expect(deleteDiagram('acme', 'd', dependencies)).rejects.toMatchObject({ code: 'diagram-not-found' });
});

it('has so many parts a drawing, and so many drawings a publisher', async () => {
  const strange = Array.from({ length: 501 }, () => newId('part'));
  const spots = Array.from({ length: 26 }, (_, at) => spot(strange.slice(at * 20, at * 20 + 20)));
  await expect(drawing('d', spots)).rejects.toMatchObject({ fields: [{ field: 'spots', code: 'too-many' }] });
  dependencies = { ...dependencies, maxDiagrams: 1 } as typeof dependencies;
  await drawing('d', []);
  await drawing('d', [spot([open])]);
  await expect(drawing('e', [])).rejects.toMatchObject({ code: 'diagrams-too-many', kind: 'conflict' });
});

it('takes the place of the one picture that is named, and the same once more for done', async () => {
  const digestOf = async () =>
    (await listPartPictures('acme', [open], dependencies))[0]?.pictures[0]?.digest ?? '';
  const put = (text: string, replaces: string) =>
    putPartPicture('acme', { partId: open, name: 'a.jpg', content: bytes(text), replaces }, dependencies);
  const changed = { kind: 'conflict', code: 'image-changed' };
  await expect(put('first', 'abcd')).rejects.toMatchObject(changed);
  await put('first', '');
  const first = (await digestOf()).slice(0, 24);
  await put('second', first);
  // Its answer was lost.
  expect(await put('second', first)).toMatchObject({ created: false });
  await expect(put('third', first)).rejects.toMatchObject(changed);
  expect(await get(open, 'a.jpg')).toBe('second');
  await deletePartPicture('acme', { partId: open, name: 'a.jpg' }, dependencies);
  expect(await catalog.pictureBytes.spaceOf('acme')).toBe(0);
});

it('takes no other picture’s place where only a new one is wanted, and the same once more for done', async () => {
  const putNew = (name: string, text: string) =>
    putPartPicture('acme', { partId: open, name, content: bytes(text), onlyNew: true }, dependencies);
  expect((await putNew('image.jpg', 'front')).created).toBe(true);
  await expect(putNew('image.jpg', 'back')).rejects.toMatchObject({ kind: 'conflict', code: 'image-exists' });
  expect(await get(open, 'image.jpg')).toBe('front');
  // Its answer was lost.
  expect(await putNew('image.jpg', 'front')).toMatchObject({ created: false });
  expect(await get(open, 'image.jpg')).toBe('front');
  expect((await putNew('image-2.jpg', 'back')).album.pictures.map(({ name }) => name)).toEqual([
    'image.jpg',
    'image-2.jpg',
  ]);
  // What was refused holds nothing: with its last picture the bytes are gone.
  await deletePartPicture('acme', { partId: open, name: 'image-2.jpg' }, dependencies);
  await deletePartPicture('acme', { partId: open, name: 'image.jpg' }, dependencies);
  expect(await catalog.pictureBytes.spaceOf('acme')).toBe(0);
});
