import { DomainError, InvalidInput } from '@qipei/kernel';
import type { Metadata, ResizeOptions, Sharp as SharpPicture, default as sharp } from 'sharp';
import type { RenderPicture } from '../../application/part-pictures.ts';
import { MAX_PICTURE_BYTES, PICTURE_SIZES } from '../../domain/picture.ts';
import { renderQueue } from './render-queue.ts';

type SharpLibrary = typeof sharp;

const MIN_SIDE = 16;
const MAX_SIDE = 16_000;
const MAX_PIXELS = 50_000_000;
/** Above it a drawing is kept like a photo. */
const MAX_FLAT_BYTES = 2 * 1024 * 1024;
/** What the pixels of a picture may take in memory. */
const MAX_DECODED = 200_000_000;
/** The same where all of them are there at once: interlaced or progressive, or with 16 bits a channel. */
const MAX_DECODED_WHOLE = 80_000_000;
/** Of each step of the work. */
const MAX_SECONDS = 10;
const LIMIT = { seconds: MAX_SECONDS };
const BYTES_OF_DEPTH: Readonly<Record<string, number>> = { uchar: 1, char: 1, ushort: 2, short: 2 };

const ascii = (text: string) => [...text].map((each) => each.charCodeAt(0));

/** What the bytes begin with: PNG (W3C PNG, 5.2), JPEG (ISO/IEC 10918-1, B.1.1), WebP (RFC 9649, 2.4). */
const MAGIC: readonly {
  format: string;
  at: readonly (readonly [offset: number, bytes: readonly number[]])[];
}[] = [
  { format: 'png', at: [[0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]]] },
  { format: 'jpeg', at: [[0, [0xff, 0xd8, 0xff]]] },
  {
    format: 'webp',
    at: [
      [0, ascii('RIFF')],
      [8, ascii('WEBPVP8')],
    ],
  },
];

/**
 * What is served of a picture is made of its pixels alone: whatever else is in the file (a place, a name, a page of HTML behind
 * the end) is not kept. The work is done beside the event loop.
 */
export function pictureRenderer(): RenderPicture {
  let library: Promise<SharpLibrary> | undefined;
  const queue = renderQueue();
  return async (content, call) => {
    const format = formatOf(content);
    return await queue.inTurn(call, async () => {
      library ??= loadLibrary();
      return await rendered(await library, content, format);
    });
  };
}

/** Loaded with the first picture: who has none doesn't pay for it. */
async function loadLibrary(): Promise<SharpLibrary> {
  const { default: library } = await import('sharp');
  library.cache(false);
  library.concurrency(1);
  // Of the formats that it reads, SVG and PDF among them, these alone.
  library.block({ operation: ['VipsForeignLoad'] });
  library.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });
  return library;
}

/** @throws InvalidInput */
function formatOf(content: Uint8Array): string {
  if (content.length > MAX_PICTURE_BYTES)
    throw new InvalidInput('', 'image-too-large', `A picture may take ${MAX_PICTURE_BYTES / 1024 ** 2} MiB.`);
  const kind = MAGIC.find(({ at }) =>
    at.every(([offset, bytes]) => bytes.every((byte, i) => content[offset + i] === byte)),
  );
  if (kind !== undefined) return kind.format;
  throw new InvalidInput(
    '',
    'image-type-unsupported',
    'A picture is a PNG, a JPEG or a WebP; these bytes are none.',
  );
}

async function rendered(library: SharpLibrary, content: Uint8Array, format: string) {
  const open = () => library(content, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
  const head = await orBroken(open().metadata());
  if (head.format !== format) throw broken();
  requireSize(head);
  requireRoom(head);
  const upright = open().autoOrient().resize(within('large')).toColourspace('srgb').timeout(LIMIT);
  const pixels = await orBroken(upright.png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true }));
  const { width, height } = pixels.info;
  const longest = Math.max(width, height);
  const encoded = async (size: keyof typeof PICTURE_SIZES) =>
    orBroken(encodedAs(library(pixels.data).resize(within(size)).timeout(LIMIT), format === 'png'));
  return {
    width,
    height,
    small: longest > PICTURE_SIZES.small ? await encoded('small') : undefined,
    medium: longest > PICTURE_SIZES.medium ? await encoded('medium') : undefined,
    large: await encoded('large'),
  };
}

function within(size: keyof typeof PICTURE_SIZES): ResizeOptions {
  const side = PICTURE_SIZES[size];
  return { width: side, height: side, fit: 'inside', withoutEnlargement: true };
}

/** Lines and letters of drawings, which come as PNG, stay sharp; as long as that doesn't take too much. */
async function encodedAs(picture: SharpPicture, isFlat: boolean): Promise<Uint8Array> {
  if (isFlat) {
    const flat = await picture.clone().webp({ nearLossless: true, quality: 60, effort: 2 }).toBuffer();
    if (flat.length <= MAX_FLAT_BYTES) return flat;
  }
  return await picture.webp({ quality: 82, effort: 2 }).toBuffer();
}

/** @throws InvalidInput */
function requireSize({ width, height }: { width: number; height: number }): void {
  const sides = [width, height];
  if (sides.every((side) => side >= MIN_SIDE && side <= MAX_SIDE) && width * height <= MAX_PIXELS) return;
  throw new InvalidInput(
    '',
    'image-size-invalid',
    `A picture has ${MIN_SIDE} to ${MAX_SIDE} pixels a side and at most ${MAX_PIXELS / 1e6} million; this one has ${width} × ${height}.`,
  );
}

/** @throws InvalidInput for a picture whose pixels take too much memory, however small its file is */
function requireRoom({ width, height, channels, depth, isProgressive }: Metadata): void {
  // What isn't known is taken for the largest.
  const bytes = BYTES_OF_DEPTH[depth] ?? 8;
  const limit = isProgressive || bytes > 1 ? MAX_DECODED_WHOLE : MAX_DECODED;
  const room = width * height * (channels ?? 4) * bytes;
  if (room <= limit) return;
  throw new InvalidInput(
    '',
    'image-size-invalid',
    `The pixels of a picture take at most ${limit / 1e6} MB${limit < MAX_DECODED ? ' where it is interlaced, progressive or has 16 bits a channel' : ''}; these take ${Math.ceil(room / 1e6)}.`,
  );
}

/** @throws InvalidInput for what can't be read to its end */
async function orBroken<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && /pixel limit/i.test(error.message))
      throw new InvalidInput(
        '',
        'image-size-invalid',
        `A picture has at most ${MAX_PIXELS / 1e6} million pixels.`,
      );
    if (error instanceof Error && /^timeout/i.test(error.message))
      throw new InvalidInput('', 'image-too-slow', `A picture is read within ${MAX_SECONDS} seconds.`);
    throw broken(error);
  }
}

function broken(cause?: unknown): DomainError {
  return new DomainError({
    ...{
      kind: 'invalid',
      code: 'image-broken',
      message: 'The picture is broken: it can’t be read to its end.',
    },
    cause,
  });
}
