import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { ImportFormat, type StartImportRequest } from '@qipei/contracts/imports/v1/imports';
import type { Request } from 'express';
import { afterEach, expect, it } from 'vitest';
import { openUpload } from './upload-body.ts';

const start = {
  kind: 'parts',
  format: ImportFormat.CSV,
  filename: '',
  mapping: '',
  settings: {},
  profile: '',
  idempotencyKey: '',
};
const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0).reverse()) close();
});

/** An upload over a real connection, and what a service would get of it. */
async function bench(limits: { maxBytes?: number; idleMs?: number } = {}) {
  const received = Promise.withResolvers<AsyncIterable<StartImportRequest>>();
  received.promise.catch(() => {});
  const server = createServer((req) => {
    openUpload(req as Request, start, { maxBytes: 1e9, ...limits }).then(received.resolve, received.reject);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method: 'POST' });
  client.on('error', () => {});
  open.push(
    () => server.close(),
    () => client.destroy(),
  );
  return { client, upload: received.promise };
}

async function drain(upload: AsyncIterable<StartImportRequest>) {
  const seen: { kind: string | undefined; bytes: number }[] = [];
  for await (const { part } of upload)
    seen.push({
      kind: part?.$case,
      bytes: part?.$case === 'chunk' ? part.value.length : part?.$case === 'finish' ? part.value.bytes : 0,
    });
  return seen;
}

it('is a start, chunks of 64 KB at most, and a finish that tells their sum', async () => {
  const { client, upload } = await bench();
  client.end(Buffer.alloc(1_000_000, 'x'));
  const seen = await drain(await upload);
  expect(seen.at(0)?.kind).toBe('start');
  expect(seen.at(-1)).toEqual({ kind: 'finish', bytes: 1_000_000 });
  const chunks = seen.slice(1, -1);
  expect(chunks.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(1_000_000);
  expect(Math.max(...chunks.map(({ bytes }) => bytes))).toBeLessThanOrEqual(65_536);
});

it('is read no faster than it is taken', async () => {
  const { client, upload } = await bench();
  client.write(Buffer.alloc(65_536, 'x'));
  const messages = (await upload)[Symbol.asyncIterator]();
  await messages.next();
  let sent = 0;
  while (sent < 64 && client.write(Buffer.alloc(1_048_576, 'x'))) {
    sent += 1;
    await turn();
  }
  // What the sockets hold between the two, and no more.
  expect(client.writableNeedDrain).toBe(true);
});

it('that stands still fails, before and after its first byte', async () => {
  const silent = await bench({ idleMs: 50 });
  silent.client.flushHeaders();
  await expect(silent.upload).rejects.toMatchObject({ status: 408, code: 'upload-idle' });

  const stalled = await bench({ idleMs: 50 });
  stalled.client.write('a,b\n');
  await expect(drain(await stalled.upload)).rejects.toMatchObject({ status: 408 });
});

it('doesn’t count the time that the service takes as standing still', async () => {
  const { client, upload } = await bench({ idleMs: 1_000 });
  client.write('a,b\n');
  const messages = (await upload)[Symbol.asyncIterator]();
  await messages.next();
  await messages.next();
  const later = performance.now() + 1_500;
  while (performance.now() < later) await turn();
  client.end('1,2\n');
  expect((await messages.next()).value.part.$case).toBe('chunk');
  expect((await messages.next()).value.part).toEqual({ $case: 'finish', value: { bytes: 8 } });
});

it('fails when the caller breaks off', async () => {
  const { client, upload } = await bench();
  client.write('a,b\n', () => client.destroy());
  await expect(upload.then(drain)).rejects.toThrow();
});

it('fails at its limit', async () => {
  const { client, upload } = await bench({ maxBytes: 100_000 });
  client.end(Buffer.alloc(200_000, 'x'));
  await expect(upload.then(drain)).rejects.toMatchObject({ status: 413, extras: { maxBytes: 100_000 } });
});
