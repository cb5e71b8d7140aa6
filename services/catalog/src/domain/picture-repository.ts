import type { PartAlbum, Picture, PictureSize, RenderedPicture } from './picture.ts';

/**
 * The bytes of pictures, once a tenant for equal files. Who names one holds it: bytes are there for as long as there are
 * holds. Every hold is taken before the name is written, and given back after it is gone; what is cut off in between leaves
 * bytes that nobody names, never a name without bytes. Writes are durable when the promise resolves.
 */
export interface PictureBytes {
  /** Takes one more hold of what is there; undefined, and nothing is changed, where it isn't. */
  hold(tenant: string, digest: string): Promise<Picture | undefined>;
  /** Takes a hold, and keeps the bytes where they aren't there. */
  keep(tenant: string, picture: RenderedPicture): Promise<void>;
  /** Gives a hold back; with the last one the bytes go. */
  release(tenant: string, digest: string): Promise<void>;
  /** The size asked for, or the next larger one. */
  read(tenant: string, digest: string, size: PictureSize): Promise<Uint8Array | undefined>;
  /** Of all that the tenant keeps. */
  spaceOf(tenant: string): Promise<number>;
}

export interface PartAlbums {
  /** Those that there are, in no promised order. */
  find(partIds: readonly string[]): Promise<PartAlbum[]>;
  /** In the order of the parts' ids, behind the one given; also those whose pictures were all taken down. */
  ofPublisher(publisher: string, page: { after: string; limit: number }): Promise<PartAlbum[]>;
  /** False, and nothing is changed, where what is there is not at the version before (0: nothing is there). */
  save(album: PartAlbum): Promise<boolean>;
  /**
   * The same for an album whose publisher hasn't got the part any more. `part-there`: it has, or has got it again while this was
   * under way; the pictures are those of before, as they are where it is cut off.
   */
  saveLeft(album: PartAlbum): Promise<'saved' | 'changed' | 'part-there'>;
}
