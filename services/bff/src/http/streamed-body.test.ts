import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Request } from 'express';
import { afterEach, expect, it } from 'vitest';
import { type StreamedBodyOptions, streamedBody } from './streamed-body.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

/** A body over a real connection. */
async function bench(options: Partial<StreamedBodyOptions> = {}) {
  const received = Promise.withResolvers<AsyncGenerator<Buffer, void>>();
  const server = createServer((req) => {
    received.resolve(streamedBody(req as Request, { gzip: false, ...options }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method: 'POST' });
  client.on('error', () => {});
  open.push(
    () => server.closeAllConnections(),
    () => server.close(),
    () => client.destroy(),
  );
  return { client, body: received.promise };
}

async function drain(body: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of body) bytes += chunk.length;
  return bytes;
}

it('comes whole, compressed or not', async () => {
  const bytes = Buffer.alloc(3_000_000, 'abc');
  const plain = await bench();
  plain.client.end(bytes);
  expect(await drain(await plain.body)).toBe(bytes.length);
  const zipped = await bench({ gzip: true });
  // Two members, as what was appended to has.
  zipped.client.end(Buffer.concat([gzipSync(bytes), gzipSync(bytes)]));
  expect(await drain(await zipped.body)).toBe(2 * bytes.length);
});

it('is read ahead to its bound, and no further', async () => {
  const { client, body } = await bench({ aheadBytes: 1_000_000 });
  client.write('x');
  const chunks = await body;
  await chunks.next();
  // Until what the sockets between the two hold is full, and stays so.
  let isTaken = true;
  for (let sent = 0; sent < 64 && isTaken; sent += 1) {
    client.write(Buffer.alloc(1_048_576, 'x'));
    if (client.writableNeedDrain)
      isTaken = await Promise.race([once(client, 'drain').then(() => true), pause(1_000, false)]);
  }
  expect(isTaken).toBe(false);
});

it.each([
  ['gzip that is none', Buffer.from('plain text, not gzip'), 'gzip-invalid'],
  ['gzip that is cut', gzipSync(Buffer.alloc(1_000_000, 'abc')).subarray(0, 500), 'gzip-invalid'],
])('%s is said to be', async (_name, bytes, code) => {
  const { client, body } = await bench({ gzip: true });
  client.end(bytes);
  await expect(body.then(drain)).rejects.toMatchObject({ status: 400, code });
});

it('that expands a thousandfold takes no more memory than any other', async () => {
  const { client, body } = await bench({ gzip: true, aheadBytes: 1_000_000 });
  client.end(gzipSync(Buffer.alloc(200_000_000)));
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  let bytes = 0;
  for await (const chunk of await body) {
    bytes += chunk.length;
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(bytes).toBe(200_000_000);
  expect(most).toBeLessThan(50_000_000);
});

it.each([false, true])('fails when the caller breaks off, or stands still (gzip: %s)', async (gzip) => {
  const gone = await bench({ gzip });
  gone.client.write(gzip ? gzipSync('abc').subarray(0, 12) : 'abc', () => gone.client.destroy());
  await expect(gone.body.then(drain)).rejects.toThrow();
  const still = await bench({ gzip, idleMs: 50 });
  still.client.flushHeaders();
  await expect(still.body.then(drain)).rejects.toMatchObject({ status: 408 });
});

it('that waits for its reader doesn’t stand still', async () => {
  const { client, body } = await bench({ aheadBytes: 10, idleMs: 1_000 });
  client.write('first of all');
  const chunks = await body;
  await chunks.next();
  client.write('and more than ten');
  await pause(20);
  client.end('end');
  await pause(1_500);
  expect(await drain(chunks)).toBe('and more than tenend'.length);
});

it('that nobody reads to its end is read away', async () => {
  const { client, body } = await bench({ aheadBytes: 1_000 });
  const sent = new Promise((resolve) => client.end(Buffer.alloc(5_000_000, 'x'), () => resolve(true)));
  const chunks = await body;
  await chunks.next();
  await chunks.return();
  expect(await sent).toBe(true);
});
