import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { systemClock } from '@qipei/kernel';
import { openDatabase } from '@qipei/sqlite';
import fc from 'fast-check';
import { afterAll, expect, it, test } from 'vitest';
import {
  STOREFRONT_MIGRATIONS,
  sqliteStorefrontRepository,
} from '../adapters/sqlite/sqlite-storefront-repository.ts';
import { storefrontSettings } from '../domain/storefront-repository.contract.ts';
import { MAX_LOGO_BYTES, readLogo } from './read-logo.ts';
import { readStorefronts, writeStorefront } from './storefront-snapshot.ts';
import { deleteStorefrontLogo, getStorefrontLogo, putStorefront, putStorefrontLogo } from './storefronts.ts';

const folder = mkdtempSync(join(tmpdir(), 'qipei-storefronts-'));
const opened = new DisposableStack();
afterAll(() => {
  opened.dispose();
  rmSync(folder, { recursive: true });
});

let stores = 0;
function dependencies() {
  stores += 1;
  const db = openDatabase({ file: join(folder, `${stores}.sqlite`), migrations: STOREFRONT_MIGRATIONS });
  opened.defer(() => void db.close());
  return { storefronts: sqliteStorefrontRepository(db), clock: systemClock };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(width: number, height: number): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const magic = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  const pixels = deflateSync(Buffer.alloc(Math.min(height, 64) * (Math.min(width, 64) + 1)));
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** Up to the frame header, which has the size. */
function jpeg(width: number, height: number): Buffer {
  const application = Buffer.concat([
    Buffer.from([0xff, 0xe0, 0, 16]),
    Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1'),
  ]);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), application, frame, Buffer.from([0xff, 0xd9])]);
}

/** An extended one: its canvas has the size. */
function webp(width: number, height: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas.writeUIntLE(width - 1, 4, 3);
  canvas.writeUIntLE(height - 1, 7, 3);
  const file = Buffer.concat([
    Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0', 'latin1'),
    canvas,
    Buffer.alloc(8),
  ]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

test.each([
  ['image/png', png(64, 32)],
  ['image/jpeg', jpeg(64, 32)],
  ['image/webp', webp(64, 32)],
])('reads a logo of %s by its bytes', (mediaType, content) => {
  const read = readLogo(content);
  expect(read).toMatchObject({ mediaType, width: 64, height: 32, bytes: content.length });
  expect(read.digest).toMatch(/^[0-9a-f]{64}$/);
  // What is written behind a picture makes it no other thing.
  expect(readLogo(Buffer.concat([content, Buffer.from('<script>alert(1)</script>')])).mediaType).toBe(
    mediaType,
  );
});

test.each<[string, Buffer, string]>([
  [
    'SVG',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>'),
    'logo-type-unsupported',
  ],
  ['SVG after a mark', Buffer.from('\uFEFF<?xml version="1.0"?><svg/>'), 'logo-type-unsupported'],
  ['HTML', Buffer.from('<!doctype html><img>'), 'logo-type-unsupported'],
  ['GIF', Buffer.from('GIF89a\x40\0\x40\0'.padEnd(60, '\0'), 'latin1'), 'logo-type-unsupported'],
  ['BMP', Buffer.from('BM'.padEnd(80, '\0')), 'logo-type-unsupported'],
  ['nothing', Buffer.alloc(0), 'logo-type-unsupported'],
  ['the magic alone', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'logo-broken'],
  ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9]), 'logo-broken'],
  ['half a WebP', Buffer.from('RIFF\x40\0\0\0WEBPVP8 ', 'latin1'), 'logo-size-invalid'],
  ['no pixels', png(0, 0), 'logo-size-invalid'],
  ['too few pixels', png(15, 64), 'logo-size-invalid'],
  ['too many pixels', jpeg(64, 4_097), 'logo-size-invalid'],
  ['a bomb', png(0x7fffffff, 0x7fffffff), 'logo-size-invalid'],
  ['too many bytes', Buffer.concat([png(64, 64), Buffer.alloc(MAX_LOGO_BYTES)]), 'logo-too-large'],
])('refuses %s', (_, content, code) => {
  expect(() => readLogo(content)).toThrow(expect.objectContaining({ kind: 'invalid', code }));
});

it('refuses broken pictures with an error of its own, whatever is broken', () => {
  const whole = fc.constantFrom(png(64, 64), jpeg(64, 64), webp(64, 64));
  const edits = fc.array(fc.tuple(fc.nat(79), fc.nat(255)), { maxLength: 6 });
  fc.assert(
    fc.property(whole, edits, fc.nat(100), (content, changes, length) => {
      const broken = Buffer.from(content.subarray(0, length));
      for (const [at, byte] of changes) if (at < broken.length) broken[at] = byte;
      try {
        expect(readLogo(broken).width).toBeLessThanOrEqual(4_096);
      } catch (error) {
        expect(error).toMatchObject({ kind: 'invalid', code: expect.stringMatching(/^logo-/) });
      }
    }),
    { numRuns: 1_000 },
  );
});

it('changes settings and logo each on its own, and counts the changes', async () => {
  const parts = dependencies();
  const put = (over = {}, ifVersion = 0) =>
    putStorefront({ tenant: 'acme', settings: { ...storefrontSettings(), ...over }, ifVersion }, parts);
  const content = png(64, 64);
  await expect(putStorefrontLogo({ tenant: 'acme', content }, parts)).rejects.toMatchObject({
    kind: 'not-found',
  });
  await expect(put({}, 1)).rejects.toMatchObject({ code: 'storefront-changed', details: { version: 0 } });
  expect(await put()).toMatchObject({ created: true, storefront: { version: 1 } });
  expect(await putStorefrontLogo({ tenant: 'acme', content }, parts)).toMatchObject({ version: 2 });
  await expect(put({ radius: 1 }, 1)).rejects.toMatchObject({ code: 'storefront-changed' });
  expect(await put({ radius: 1 }, 2)).toMatchObject({ created: false, storefront: { version: 3 } });
  const served = await getStorefrontLogo('acme', parts);
  expect(served).toMatchObject({ logo: { width: 64 }, content: new Uint8Array(content) });
  await expect(getStorefrontLogo('nobody', parts)).rejects.toMatchObject({ code: 'logo-not-found' });
  for (const _ of [1, 2]) expect((await deleteStorefrontLogo('acme', parts)).logo).toBe(undefined);
  await expect(getStorefrontLogo('acme', parts)).rejects.toMatchObject({ code: 'logo-not-found' });
});

it('loses no change of many at once', async () => {
  const parts = dependencies();
  await putStorefront({ tenant: 'acme', settings: storefrontSettings(), ifVersion: 0 }, parts);
  const radii = Array.from({ length: 10 }, (_, radius) => radius);
  await Promise.all([
    ...radii.map((radius) =>
      putStorefront({ tenant: 'acme', settings: { ...storefrontSettings(), radius }, ifVersion: 0 }, parts),
    ),
    putStorefrontLogo({ tenant: 'acme', content: png(64, 64) }, parts),
  ]);
  expect(await parts.storefronts.find('acme')).toMatchObject({ version: 12, logo: { width: 64 } });
});

it('moves to another store as it is, once or again', async () => {
  const [from, to] = [dependencies(), dependencies()];
  for (const tenant of ['acme', 'bolt']) {
    const settings = { ...storefrontSettings(), slug: tenant, hosts: [`${tenant}.example`] };
    await putStorefront({ tenant, settings, ifVersion: 0 }, from);
  }
  await putStorefrontLogo({ tenant: 'bolt', content: png(64, 64) }, from);
  const all = async ({ storefronts }: typeof from) => await Array.fromAsync(readStorefronts(storefronts));
  for (const _ of [1, 2]) for (const record of await all(from)) await writeStorefront(record, to.storefronts);
  expect(await all(to)).toEqual(await all(from));
  expect(await all(to)).toHaveLength(2);
});
