import { crc32, deflateSync } from 'node:zlib';

/** A PNG of one colour (W3C PNG, 5.3 and 11.2.1), of the size that it says it has. */
export function pngOf(
  width: number,
  height: number,
  color: readonly [number, number, number] = [51, 102, 204],
) {
  const row = Buffer.concat([
    Buffer.of(0),
    Buffer.concat(Array.from({ length: width }, () => Buffer.from(color))),
  ]);
  return pngWith(width, height, Buffer.concat(Array.from({ length: height }, () => row)));
}

/** One that says that it is larger than its pixels are. */
export function pngWith(width: number, height: number, pixels: Buffer): Buffer<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
