import { setImmediate } from 'node:timers/promises';
import { InvalidInput, isId, NotFound } from '@qipei/kernel';
import type { DiagramKey, Diagrams } from '../domain/diagram-repository.ts';
import type { PartReader } from '../domain/part-repository.ts';
import {
  MAX_PICTURES,
  type PartAlbum,
  type PartPicture,
  PartThere,
  PicturesTooMany,
  TooManyConflicts,
} from '../domain/picture.ts';
import type { PartAlbums, PictureBytes } from '../domain/picture-repository.ts';
import { seenAmong } from './diagram-sight.ts';
import { changedAlbum, MAX_SPACE, requireOwnPart } from './part-pictures.ts';

export interface ListLeft {
  /** 0 for 50. */
  pageSize: number;
  pageToken: string;
}

/** An album of a part that is gone, with what is still known of it: brand and number as they are compared, empty where there never was one. */
export interface LeftAlbum extends PartAlbum {
  brand: string;
  partNumber: string;
}

interface Page<T> {
  items: T[];
  nextPageToken: string;
}

const DEFAULT_PAGE = 50;
const MAX_PAGE = 200;
/** Looked at in one go. */
const WINDOW = 200;
/** Looked at for one page, so that a page on which nothing is left costs no more than this. */
const MAX_LOOKED_AT = 10_000;
/** Of the parts on drawings, which may be many a drawing. */
const MAX_PARTS_LOOKED_AT = 50_000;

/**
 * The tenant's albums of parts that it has withdrawn, or that there never were, in the order of the parts' ids. A page may have
 * fewer than were asked for, and one behind it. @throws InvalidInput
 */
export async function listLeftPictures(
  tenant: string,
  { pageSize, pageToken }: ListLeft,
  { parts, albums }: { parts: Pick<PartReader, 'seenOf' | 'identitiesOf'>; albums: PartAlbums },
): Promise<Page<LeftAlbum>> {
  const { items, nextPageToken } = await leftAlbums(tenant, { pageSize, pageToken }, { parts, albums });
  const partIds = items.map(({ partId }) => partId);
  const identities = new Map((await parts.identitiesOf(tenant, partIds)).map((each) => [each.partId, each]));
  const named = items.map((album) => {
    const { brandKey = '', partNumberKey = '' } = identities.get(album.partId) ?? {};
    return { ...album, brand: brandKey, partNumber: partNumberKey };
  });
  return { items: named, nextPageToken };
}

async function leftAlbums(
  tenant: string,
  { pageSize, pageToken }: ListLeft,
  { parts, albums }: { parts: Pick<PartReader, 'seenOf'>; albums: PartAlbums },
): Promise<Page<PartAlbum>> {
  const limit = limitOf(pageSize);
  if (pageToken !== '' && !isId('part', pageToken)) throw tokenInvalid();
  const items: PartAlbum[] = [];
  let after = pageToken;
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += WINDOW) {
    const window = await albums.ofPublisher(tenant, { after, limit: WINDOW });
    const filled = window.filter(({ pictures }) => pictures.length > 0);
    const there = new Set(
      await parts.seenOf(
        tenant,
        tenant,
        filled.map(({ partId }) => partId),
      ),
    );
    for (const album of filled) {
      if (there.has(album.partId)) continue;
      if (items.length === limit) return { items, nextPageToken: items.at(-1)?.partId ?? '' };
      items.push(album);
    }
    after = window.at(-1)?.partId ?? after;
    if (window.length < WINDOW) return { items, nextPageToken: '' };
    await setImmediate();
  }
  return { items, nextPageToken: after };
}

/** A drawing that leads where nothing is. */
export interface LeftDiagram {
  diagramId: string;
  title: { zh: string; en: string };
  /** Those on it that the tenant doesn't see. */
  partIds: readonly string[];
}

/** The tenant's drawings with spots that lead to parts which aren't there any more, in the order of their ids; as above. */
export async function listLeftDiagrams(
  tenant: string,
  { pageSize, pageToken }: ListLeft,
  { parts, diagrams }: { parts: Pick<PartReader, 'seen'>; diagrams: Diagrams },
): Promise<Page<LeftDiagram>> {
  const limit = limitOf(pageSize);
  if (pageToken.length > 100) throw tokenInvalid();
  const items: LeftDiagram[] = [];
  let after: DiagramKey = { publisher: tenant, diagramId: pageToken };
  for (let lookedAt = 0; lookedAt < MAX_PARTS_LOOKED_AT; ) {
    const window = await diagrams.list({ by: 'publisher', id: tenant }, { after, limit: WINDOW });
    for (const { diagramId, partIds } of window) {
      const there = await seenAmong(tenant, partIds, parts);
      const left = partIds.filter((partId) => !there.has(partId)).sort();
      if (left.length > 0) {
        if (items.length === limit) return { items, nextPageToken: items.at(-1)?.diagramId ?? '' };
        const diagram = await diagrams.find(tenant, diagramId);
        if (diagram !== undefined) items.push({ diagramId, title: diagram.title, partIds: left });
      }
      after = { publisher: tenant, diagramId };
      lookedAt += 1 + partIds.length;
    }
    if (window.length < WINDOW) return { items, nextPageToken: '' };
  }
  return { items, nextPageToken: after.diagramId };
}

/**
 * Puts all pictures of one part behind those of another of the tenant's own, whatever has become of the first. A name that is
 * taken there gets a number. Where it is broken off both parts have them, and it may be done again.
 * `onlyLeft`: for who takes the first part for gone, which may have come again meanwhile.
 * @throws NotFound, PartNotOwn, PartThere, PicturesTooMany, InvalidInput
 */
export async function movePictures(
  tenant: string,
  { fromPartId, toPartId, onlyLeft = false }: { fromPartId: string; toPartId: string; onlyLeft?: boolean },
  dependencies: { parts: PartReader; albums: PartAlbums; pictureBytes: PictureBytes },
): Promise<PartAlbum> {
  const { albums, pictureBytes } = dependencies;
  if (fromPartId === toPartId)
    throw new InvalidInput('toPartId', 'not-allowed', 'The pictures are to be moved to another part.');
  const [from] = isId('part', fromPartId) ? await albums.find([fromPartId]) : [];
  if (from?.publisher !== tenant || from.pictures.length === 0) throw new NotFound('image', fromPartId);
  await requireOwnPart(tenant, toPartId, dependencies);
  if (onlyLeft && (await dependencies.parts.seenOf(tenant, tenant, [fromPartId])).length > 0)
    throw new PartThere(fromPartId);
  const moved = from.pictures;
  const held: PartPicture[] = [];
  let added: readonly PartPicture[] = [];
  try {
    for (const picture of moved) {
      if ((await pictureBytes.hold(tenant, picture.digest)) === undefined)
        throw new NotFound('image', picture.name);
      held.push(picture);
    }
    let again: readonly PartPicture[] = [];
    const album = await changedAlbum(tenant, toPartId, dependencies, (there) => {
      // What an earlier attempt has put there already isn't put there twice.
      again = moved.filter((each) => there.some((one) => isSame(one, each)));
      const others = moved.filter((each) => !again.includes(each));
      if (there.length + others.length > MAX_PICTURES) throw new PicturesTooMany();
      const all = [...there];
      for (const each of others) all.push({ ...each, name: freeName(each.name, all) });
      added = all.slice(there.length);
      return all;
    });
    held.length = 0;
    for (const { digest } of again) await pictureBytes.release(tenant, digest);
    let gone: readonly PartPicture[] = [];
    const left = onlyLeft ? { albums: { find: albums.find, save: leftSaver(albums) } } : dependencies;
    await changedAlbum(tenant, fromPartId, left, (there) => {
      gone = there.filter((one) => moved.some((each) => each.name === one.name && isSame(one, each)));
      return there.filter((one) => !gone.includes(one));
    });
    for (const { digest } of gone) await pictureBytes.release(tenant, digest);
    return album;
  } catch (error) {
    if (error instanceof PartThere) await takeBack(tenant, toPartId, added, dependencies);
    // What became of a write that wasn't answered isn't known: its bytes stay.
    const unwritten = [PicturesTooMany, NotFound, TooManyConflicts].some((each) => error instanceof each);
    if (unwritten) for (const { digest } of held) await pictureBytes.release(tenant, digest);
    throw error;
  }
}

/** What was put there for a part that came again meanwhile. */
async function takeBack(
  tenant: string,
  partId: string,
  added: readonly PartPicture[],
  dependencies: { albums: PartAlbums; pictureBytes: PictureBytes },
): Promise<void> {
  let taken: readonly PartPicture[] = [];
  await changedAlbum(tenant, partId, dependencies, (there) => {
    taken = there.filter((one) => added.some((each) => each.name === one.name && isSame(one, each)));
    return there.filter((one) => !taken.includes(one));
  });
  for (const { digest } of taken) await dependencies.pictureBytes.release(tenant, digest);
}

/** @throws PartThere */
function leftSaver(albums: PartAlbums): PartAlbums['save'] {
  return async (album) => {
    const saved = await albums.saveLeft(album);
    if (saved === 'part-there') throw new PartThere(album.partId);
    return saved === 'saved';
  };
}

/**
 * Takes down all pictures of a part of the tenant's that is gone. Whoever saw it among those may have looked before an import
 * brought it again. @throws NotFound, PartThere: nothing is taken down then
 */
export async function deleteLeftPictures(
  tenant: string,
  partId: string,
  { albums, pictureBytes }: { albums: PartAlbums; pictureBytes: PictureBytes },
): Promise<number> {
  const [album] = isId('part', partId) ? await albums.find([partId]) : [];
  if (album?.publisher !== tenant || album.pictures.length === 0) throw new NotFound('image', partId);
  // Of an album that was changed meanwhile nobody has asked this.
  const emptied = { ...album, version: album.version + 1, pictures: [] };
  if (!(await leftSaver(albums)(emptied))) throw new TooManyConflicts('album of the part');
  for (const { digest } of album.pictures) await pictureBytes.release(tenant, digest);
  return album.pictures.length;
}

/** What a tenant's pictures take, and may take; in bytes. */
export async function pictureSpace(
  tenant: string,
  { pictureBytes, maxSpace = MAX_SPACE }: { pictureBytes: PictureBytes; maxSpace?: number },
): Promise<{ usedBytes: number; maxBytes: number }> {
  return { usedBytes: await pictureBytes.spaceOf(tenant), maxBytes: maxSpace };
}

function isSame(one: PartPicture, other: PartPicture): boolean {
  return (
    one.digest === other.digest && one.caption.zh === other.caption.zh && one.caption.en === other.caption.en
  );
}

/** `front.png` as `front-2.png` where that is taken. */
function freeName(name: string, taken: readonly PartPicture[]): string {
  const names = new Set(taken.map((each) => each.name));
  if (!names.has(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, end] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 2; ; count += 1) {
    // Names have at most 80 characters.
    const number = `-${count}`;
    const free = `${stem.slice(0, 80 - number.length - end.length).trimEnd()}${number}${end}`;
    if (!names.has(free)) return free;
  }
}

/** @throws InvalidInput */
function limitOf(pageSize: number): number {
  if (!Number.isInteger(pageSize) || pageSize < 0)
    throw new InvalidInput('pageSize', 'out-of-range', 'A page has at least one entry.');
  return pageSize === 0 ? DEFAULT_PAGE : Math.min(pageSize, MAX_PAGE);
}

function tokenInvalid(): InvalidInput {
  return new InvalidInput('pageToken', 'page-token-invalid', 'The page token is not one that was given.');
}
