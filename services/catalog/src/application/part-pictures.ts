import { createHash } from 'node:crypto';
import { InvalidInput, isId, NotFound } from '@qipei/kernel';
import type { PartReader } from '../domain/part-repository.ts';
import {
  MAX_PICTURES,
  type PartAlbum,
  PartNotOwn,
  type PartPicture,
  type Picture,
  PictureChanged,
  PictureExists,
  type PictureSize,
  PictureSpaceUsed,
  PicturesTooMany,
  type PictureText,
  type RenderedPicture,
  requirePictureName,
  requirePictureText,
  TooManyConflicts,
} from '../domain/picture.ts';
import type { PartAlbums, PictureBytes } from '../domain/picture-repository.ts';

/** Makes of a file what is served of it. @throws DomainError for what is no picture, or too large a one */
export type RenderPicture = (
  content: Uint8Array,
  call: PictureCall,
) => Promise<Omit<RenderedPicture, 'digest'>>;

export interface PictureCall {
  tenant: string;
  /** Ends with who waits for it. */
  signal?: AbortSignal | undefined;
}

export interface PictureDependencies {
  parts: PartReader;
  albums: PartAlbums;
  pictureBytes: PictureBytes;
  render: RenderPicture;
  /** Of one tenant's. */
  maxSpace?: number;
}

/** Of one tenant's, unless given. */
export const MAX_SPACE = 20 * 1024 ** 3;
const MAX_PARTS = 1_000;
/** Changes of one album at once are a person and its second window. */
const ATTEMPTS = 20;

/**
 * Of the parts that have any and that the tenant may see; its own also of those that it has withdrawn, which take their space as
 * before. @throws InvalidInput
 */
export async function listPartPictures(
  tenant: string,
  partIds: readonly string[],
  { parts, albums }: Pick<PictureDependencies, 'parts' | 'albums'>,
): Promise<PartAlbum[]> {
  if (partIds.length > MAX_PARTS)
    throw new InvalidInput('partIds', 'too-many', `At most ${MAX_PARTS} parts are given at once.`);
  const found = await albums.find([...new Set(partIds)].filter((id) => isId('part', id)));
  const filled = found.filter(({ pictures }) => pictures.length > 0);
  if (filled.length === 0) return [];
  const others = filled.filter(({ publisher }) => publisher !== tenant).map(({ partId }) => partId);
  const seen = new Set(others.length === 0 ? [] : await parts.seen(tenant, others));
  return filled.filter(({ partId, publisher }) => publisher === tenant || seen.has(partId));
}

/** @throws NotFound, the same for a part that isn't to be seen and for a picture that isn't there */
export async function getPartPicture(
  tenant: string,
  { partId, name, size }: { partId: string; name: string; size: PictureSize },
  dependencies: PictureDependencies,
): Promise<{ picture: Picture; content: Uint8Array }> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [album] = await listPartPictures(tenant, [partId], dependencies);
    const picture = album?.pictures.find((each) => each.name === name.normalize('NFC'));
    if (album === undefined || picture === undefined) break;
    const content = await dependencies.pictureBytes.read(album.publisher, picture.digest, size);
    if (content !== undefined) return { picture, content };
    // Another took its place between the two reads.
  }
  throw new NotFound('image', name);
}

/**
 * `onlyNew`: takes no other picture's place; `replaces`: only of one whose digest begins so. The same one again, whose answer got
 * lost, is no other. @throws NotFound, PartNotOwn, InvalidInput, PicturesTooMany, PictureExists, PictureChanged, PictureSpaceUsed
 */
export async function putPartPicture(
  tenant: string,
  put: { partId: string; name: string; content: Uint8Array; onlyNew?: boolean; replaces?: string },
  dependencies: PictureDependencies,
  signal?: AbortSignal,
): Promise<{ album: PartAlbum; created: boolean }> {
  const { partId, content, onlyNew = false, replaces = '' } = put;
  await requireOwnPart(tenant, partId, dependencies);
  const name = requirePictureName(put.name);
  const picture = await holdPicture(tenant, content, dependencies, signal);
  try {
    let replaced: PartPicture | undefined;
    const album = await changedAlbum(tenant, partId, dependencies, (pictures) => {
      replaced = pictures.find((each) => each.name === name);
      const isOther = replaced?.digest !== picture.digest;
      if (onlyNew && replaced !== undefined && isOther) throw new PictureExists(name);
      if (replaces !== '' && isOther && replaced?.digest.startsWith(replaces) !== true)
        throw new PictureChanged(name);
      if (replaced !== undefined)
        return pictures.map((each) => (each.name === name ? { ...each, ...picture } : each));
      if (pictures.length >= MAX_PICTURES) throw new PicturesTooMany();
      return [...pictures, { ...picture, name, caption: { zh: '', en: '' } }];
    });
    if (replaced !== undefined) await dependencies.pictureBytes.release(tenant, replaced.digest);
    return { album, created: replaced === undefined };
  } catch (error) {
    // What became of a write that wasn't answered isn't known: its bytes stay.
    const unwritten = [PicturesTooMany, PictureExists, PictureChanged, TooManyConflicts].some(
      (each) => error instanceof each,
    );
    if (unwritten) await dependencies.pictureBytes.release(tenant, picture.digest);
    throw error;
  }
}

/** @throws NotFound, PartNotOwn, InvalidInput */
export async function changePartPicture(
  tenant: string,
  change: { partId: string; name: string; caption: PictureText | undefined; position: number | undefined },
  dependencies: PictureDependencies,
): Promise<PartAlbum> {
  const { partId, position } = change;
  await requireOwnPart(tenant, partId, dependencies);
  const caption = change.caption === undefined ? undefined : requirePictureText('caption', change.caption);
  if (position !== undefined && (!Number.isInteger(position) || position < 0))
    throw new InvalidInput('position', 'out-of-range', 'A place is a whole number from 0.');
  return await changedAlbum(tenant, partId, dependencies, (pictures) => {
    const before = requirePicture(pictures, change.name);
    const after = { ...before, ...(caption !== undefined && { caption }) };
    const others = pictures.filter((each) => each !== before);
    return others.toSpliced(position ?? pictures.indexOf(before), 0, after);
  });
}

/** Also of a part that was withdrawn. @throws NotFound, PartNotOwn */
export async function deletePartPicture(
  tenant: string,
  { partId, name }: { partId: string; name: string },
  dependencies: PictureDependencies,
): Promise<PartAlbum> {
  const [there] = isId('part', partId) ? await dependencies.albums.find([partId]) : [];
  if (there?.publisher !== tenant) await requireOwnPart(tenant, partId, dependencies);
  let removed: PartPicture | undefined;
  const album = await changedAlbum(tenant, partId, dependencies, (pictures) => {
    removed = requirePicture(pictures, name);
    return pictures.filter((each) => each !== removed);
  });
  if (removed !== undefined) await dependencies.pictureBytes.release(tenant, removed.digest);
  return album;
}

/**
 * The picture of the file, with a hold that the caller has to name or to give back. A file that is there already isn't looked
 * at again. `signal` ends the waiting for a turn. @throws InvalidInput, PictureSpaceUsed
 */
export async function holdPicture(
  tenant: string,
  content: Uint8Array,
  { pictureBytes, render, maxSpace = MAX_SPACE }: Omit<PictureDependencies, 'parts' | 'albums'>,
  signal?: AbortSignal,
): Promise<Picture> {
  const digest = createHash('sha256').update(content).digest('hex');
  const known = await pictureBytes.hold(tenant, digest);
  if (known !== undefined) return known;
  if ((await pictureBytes.spaceOf(tenant)) >= maxSpace) throw new PictureSpaceUsed(maxSpace);
  const rendered = { ...(await render(content, { tenant, signal })), digest };
  await pictureBytes.keep(tenant, rendered);
  return { digest, width: rendered.width, height: rendered.height };
}

/** @throws NotFound where it isn't to be seen, PartNotOwn */
export async function requireOwnPart(
  tenant: string,
  partId: string,
  { parts }: Pick<PictureDependencies, 'parts'>,
): Promise<void> {
  const part = isId('part', partId) ? await parts.find(tenant, partId) : undefined;
  if (part === undefined) throw new NotFound('part', partId);
  if (part.publisher !== tenant) throw new PartNotOwn(partId);
}

/** @throws NotFound */
function requirePicture(pictures: readonly PartPicture[], name: string): PartPicture {
  const found = pictures.find((each) => each.name === name.normalize('NFC'));
  if (found === undefined) throw new NotFound('image', name);
  return found;
}

/** @throws TooManyConflicts, what `decide` throws */
export async function changedAlbum(
  tenant: string,
  partId: string,
  { albums }: { albums: Pick<PartAlbums, 'find' | 'save'> },
  decide: (pictures: readonly PartPicture[]) => PartPicture[],
): Promise<PartAlbum> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const [current] = await albums.find([partId]);
    const pictures = decide(current?.pictures ?? []);
    const album = { partId, publisher: tenant, version: (current?.version ?? 0) + 1, pictures };
    if (await albums.save(album)) return album;
  }
  throw new TooManyConflicts('album of the part');
}
