import { DomainError, InvalidInput } from '@qipei/kernel';

/** Longest side of each size, in pixels. */
export const PICTURE_SIZES = { small: 256, medium: 960, large: 2_048 } as const;
export type PictureSize = keyof typeof PICTURE_SIZES;

export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;
export const MAX_PICTURES = 24;
const MAX_NAME = 80;
const MAX_CAPTION = 300;

/** A picture as it is served. */
export interface Picture {
  /** SHA-256 of the file that was put up, in hex: equal files are kept once a tenant. */
  digest: string;
  /** In pixels, of the large size. */
  width: number;
  height: number;
}

/** A picture with its bytes; a size that would be as large as the next one isn't there. */
export interface RenderedPicture extends Picture {
  small: Uint8Array | undefined;
  medium: Uint8Array | undefined;
  large: Uint8Array;
}

export interface PictureText {
  zh: string;
  en: string;
}

export interface PartPicture extends Picture {
  /** Unique within the part. */
  name: string;
  caption: PictureText;
}

/** The pictures of a part, in the order in which they are shown. */
export interface PartAlbum {
  partId: string;
  publisher: string;
  /** Counts the writes, from 1. */
  version: number;
  pictures: readonly PartPicture[];
}

/** As a file may be called, in any script. @throws InvalidInput */
export function requirePictureName(name: string): string {
  const read = name.normalize('NFC');
  if (read.length <= MAX_NAME && /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(read) && !/[ .]$/.test(read))
    return read;
  throw new InvalidInput(
    'imageName',
    'image-name-invalid',
    `A picture is named by letters, digits, blanks, dots, dashes and underscores, at most ${MAX_NAME}.`,
  );
}

/** @throws InvalidInput */
export function requirePictureText(field: string, { zh, en }: PictureText): PictureText {
  const read = { zh: zh.trim(), en: en.trim() };
  for (const [language, text] of Object.entries(read))
    if (text.length > MAX_CAPTION)
      throw new InvalidInput(`${field}.${language}`, 'too-long', `It has at most ${MAX_CAPTION} characters.`);
  return read;
}

export class PicturesTooMany extends DomainError {
  constructor() {
    super({
      kind: 'conflict',
      code: 'images-too-many',
      message: `A part has at most ${MAX_PICTURES} pictures: take one down before.`,
    });
  }
}

export class PictureExists extends DomainError {
  constructor(name: string) {
    super({
      kind: 'conflict',
      code: 'image-exists',
      message: `The part has another picture with the name '${name}'.`,
    });
  }
}

/** Not the one any more that was to be replaced. */
export class PictureChanged extends DomainError {
  constructor(name: string) {
    super({
      kind: 'conflict',
      code: 'image-changed',
      message: `The picture '${name}' isn't the one any more that was to be replaced: somebody changed it or took it down.`,
    });
  }
}

export class PictureSpaceUsed extends DomainError {
  constructor(maxBytes: number) {
    super({
      kind: 'exhausted',
      code: 'image-space-used',
      message: `All pictures of a tenant take at most ${Math.floor(maxBytes / 1024 ** 2)} MiB: take some down before.`,
    });
  }
}

/** The part is to be seen, and somebody else's. */
export class PartNotOwn extends DomainError {
  constructor(partId: string) {
    super({
      kind: 'forbidden',
      code: 'part-not-own',
      message: `The part '${partId}' is another publisher's: its pictures are put up by who publishes it.`,
    });
  }
}

/** What only the pictures of parts that are gone are for isn't done to those of one that is there. */
export class PartThere extends DomainError {
  constructor(partId: string) {
    super({
      kind: 'conflict',
      code: 'part-there',
      message: `The part '${partId}' is there (again): its pictures stay with it.`,
    });
  }
}

/** Nothing was written. */
export class TooManyConflicts extends DomainError {
  constructor(what: string) {
    super({
      kind: 'unavailable',
      code: 'too-many-conflicts',
      message: `The ${what} is changed by too many at once; try again.`,
    });
  }
}
