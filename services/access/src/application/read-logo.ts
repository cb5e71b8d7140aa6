import { createHash } from 'node:crypto';
import { InvalidInput } from '@qipei/kernel';
import { imageSize } from 'image-size';
import type { StorefrontLogo } from '../domain/storefront.ts';

export const MAX_LOGO_BYTES = 512 * 1024;
const MIN_PIXELS = 16;
const MAX_PIXELS = 4_096;

const ascii = (text: string) => [...text].map((each) => each.charCodeAt(0));

/** What the bytes begin with: PNG (W3C PNG, 5.2), JPEG (ISO/IEC 10918-1, B.1.1), WebP (RFC 9649, 2.4). */
const MAGIC: readonly {
  mediaType: StorefrontLogo['mediaType'];
  type: string;
  at: readonly (readonly [offset: number, bytes: readonly number[]])[];
}[] = [
  { mediaType: 'image/png', type: 'png', at: [[0, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]]] },
  { mediaType: 'image/jpeg', type: 'jpg', at: [[0, [0xff, 0xd8, 0xff]]] },
  {
    mediaType: 'image/webp',
    type: 'webp',
    at: [
      [0, ascii('RIFF')],
      [8, ascii('WEBPVP8')],
    ],
  },
];

/** What a picture says of itself, whatever it was called. @throws InvalidInput for what is no picture of these kinds and sizes. */
export function readLogo(content: Uint8Array): StorefrontLogo {
  if (content.length > MAX_LOGO_BYTES)
    throw new InvalidInput('', 'logo-too-large', `A logo may take ${MAX_LOGO_BYTES / 1024} KiB.`);
  const kind = MAGIC.find(({ at }) =>
    at.every(([offset, bytes]) => bytes.every((byte, i) => content[offset + i] === byte)),
  );
  if (kind === undefined)
    throw new InvalidInput(
      '',
      'logo-type-unsupported',
      'A logo is a PNG, a JPEG or a WebP; these bytes are none.',
    );
  const { width, height } = sizeOf(content, kind.type);
  if (![width, height].every((side) => side >= MIN_PIXELS && side <= MAX_PIXELS))
    throw new InvalidInput(
      '',
      'logo-size-invalid',
      `A logo has ${MIN_PIXELS} to ${MAX_PIXELS} pixels a side; this one has ${width} × ${height}.`,
    );
  const digest = createHash('sha256').update(content).digest('hex');
  return { digest, mediaType: kind.mediaType, width, height, bytes: content.length };
}

function sizeOf(content: Uint8Array, type: string): { width: number; height: number } {
  try {
    const size = imageSize(content);
    if (size.type === type) return size;
  } catch {
    // Said below, in words of ours.
  }
  throw new InvalidInput('', 'logo-broken', 'The picture is broken: it doesn’t tell its size.');
}
