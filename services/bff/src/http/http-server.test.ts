import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { drainedOrClosed } from './drained-or-closed.ts';
import { startHttpServer } from './http-server.ts';

it('cuts off a caller who stops reading its answer, and lets one who reads slowly have all of it', async () => {
  const CHUNKS = 64;
  const STANDSTILL_MS = 1_500;
  const ended: Promise<unknown>[] = [];
  await using server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    graceMs: 1_000,
    standstillMs: STANDSTILL_MS,
    listener: async (_req, res) => {
      ended.push(once(res, 'close').then(() => res.writableFinished));
      for (let sent = 0; sent < CHUNKS && !res.destroyed; sent += 1)
        if (!res.write(Buffer.alloc(256 * 1024))) await drainedOrClosed(res);
      res.end();
    },
  });
  const { hostname, port } = new URL(server.url);
  const dial = async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    return socket;
  };

  const deaf = await dial();
  deaf.on('error', () => {});
  await expect.poll(() => ended.length).toBe(1);
  expect(await ended[0]).toBe(false);
  deaf.destroy();

  const slow = await dial();
  const begun = performance.now();
  let bytes = 0;
  for await (const chunk of slow) {
    bytes += (chunk as Buffer).length;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(bytes).toBeGreaterThan(CHUNKS * 256 * 1024);
  // Far longer in all than it may stand still.
  expect(performance.now() - begun).toBeGreaterThan(STANDSTILL_MS);
});
