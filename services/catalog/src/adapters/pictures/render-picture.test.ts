import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { pictureRenderer } from './render-picture.ts';

const renderer = pictureRenderer();
const render = (content: Uint8Array) => renderer(content, { tenant: 'acme' });
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#3366cc' } });
const head = async (bytes: Uint8Array | undefined) => {
  const { format, width, height } = await sharp(bytes).metadata();
  return { format, width, height };
};

/** A PNG's chunks by the book (W3C PNG, 5.3), whatever they say. */
function pngOf(
  width: number,
  height: number,
  pixels: Buffer,
  { depth = 8, colour = 0, interlace = 0 } = {},
): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('what is a picture', () => {
  it.each(['png', 'jpeg', 'webp'] as const)(
    'is taken as %s and served as WebP in three sizes',
    async (format) => {
      const { small, medium, large, ...size } = await render(
        await plain(3_000, 1_500).toFormat(format).toBuffer(),
      );
      expect(size).toEqual({ width: 2_048, height: 1_024 });
      expect(await head(small)).toEqual({ format: 'webp', width: 256, height: 128 });
      expect(await head(medium)).toEqual({ format: 'webp', width: 960, height: 480 });
      expect(await head(large)).toEqual({ format: 'webp', width: 2_048, height: 1_024 });
    },
  );

  it('isn’t made larger, nor kept twice', async () => {
    const { small, medium, large, ...size } = await render(await plain(200, 100).png().toBuffer());
    expect({ size, small, medium }).toEqual({
      size: { width: 200, height: 100 },
      small: undefined,
      medium: undefined,
    });
    expect(await head(large)).toEqual({ format: 'webp', width: 200, height: 100 });
  });

  it('stands upright, and tells nothing of where and by whom it was made', async () => {
    const taken = await plain(300, 200)
      .withExif({ IFD0: { Artist: 'canary-artist' }, IFD3: { GPSLatitude: '31/1 13/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect(taken.includes('canary-artist')).toBe(true);
    const { large, width, height } = await render(taken);
    expect({ width, height }).toEqual({ width: 200, height: 300 });
    expect((await sharp(large).metadata()).exif).toBeUndefined();
    expect(Buffer.from(large).includes('canary-artist')).toBe(false);
  });

  it('loses what stands behind its end', async () => {
    const page = '<script>stolen()</script>';
    const both = Buffer.concat([await plain(64, 64).png().toBuffer(), Buffer.from(page)]);
    expect(Buffer.from((await render(both)).large).includes('stolen')).toBe(false);
  });
});

describe('what is none', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><script>stolen()</script></svg>';
  const short = (format: 'png' | 'jpeg' | 'webp') =>
    sharp(randomBytes(200 * 200 * 3), { raw: { width: 200, height: 200, channels: 3 } })
      .toFormat(format)
      .toBuffer()
      .then((bytes) => bytes.subarray(0, bytes.length / 2));
  it.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['nothing', () => Buffer.alloc(0), 'image-type-unsupported'],
    ['an SVG', () => Buffer.from(svg), 'image-type-unsupported'],
    ['a GIF', () => plain(64, 64).gif().toBuffer(), 'image-type-unsupported'],
    ['a page', () => Buffer.from('<!doctype html><script>stolen()</script>'), 'image-type-unsupported'],
    [
      'an SVG behind a PNG’s beginning',
      () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(svg)]),
      'image-broken',
    ],
    ['half a PNG', () => short('png'), 'image-broken'],
    ['half a JPEG', () => short('jpeg'), 'image-broken'],
    ['half a WebP', () => short('webp'), 'image-broken'],
    ['a dot', () => plain(15, 64).png().toBuffer(), 'image-size-invalid'],
    [
      'a small file of huge dimensions',
      () => pngOf(60_000, 60_000, deflateSync(Buffer.alloc(9))),
      'image-size-invalid',
    ],
    [
      'one whose pixels are too many',
      () => pngOf(15_000, 15_000, deflateSync(Buffer.alloc(9))),
      'image-size-invalid',
    ],
    [
      'an interlaced one of 16 bits a channel',
      () => pngOf(4_000, 4_000, deflateSync(Buffer.alloc(9)), { depth: 16, colour: 6, interlace: 1 }),
      'image-size-invalid',
    ],
    [
      'one whose pixels take too much at once',
      () => pngOf(7_071, 7_071, deflateSync(Buffer.alloc(9)), { colour: 6, interlace: 1 }),
      'image-size-invalid',
    ],
    ['a large file', () => Buffer.alloc(10 * 1024 * 1024 + 1, 0xff), 'image-too-large'],
  ])('%s is refused', async (_, make, code) => {
    await expect(render(await make())).rejects.toMatchObject({ kind: 'invalid', code });
  });

  it('is refused in words, whatever is done to a picture', async () => {
    const sound = await plain(40, 30).png().toBuffer();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const changed = Buffer.from(sound);
          for (const [at, byte] of changes) changed[at] = byte;
          const [answer] = await Promise.allSettled([render(changed)]);
          if (answer.status === 'rejected')
            expect(answer.reason).toMatchObject({ kind: 'invalid', code: expect.stringMatching(/^image-/) });
        },
      ),
      { numRuns: 60 },
    );
  });
});
