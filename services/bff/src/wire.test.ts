import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KEY, startBench } from './peer-server.fixture.ts';

let bench: Awaited<ReturnType<typeof startBench>>;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench[Symbol.asyncDispose]());

function dial(): Socket {
  const { hostname, port } = new URL(bench.url);
  return connect(Number(port), hostname);
}

/** Sends raw bytes and reads until the server closes. */
async function exchange(text: string): Promise<{ status: number; headers: string; body: string }> {
  const socket = dial();
  socket.end(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const answer = Buffer.concat(chunks).toString();
  const [headers = '', body = ''] = answer.split('\r\n\r\n');
  return { status: Number(answer.slice(9, 12)), headers, body };
}

describe('what the parser refuses', () => {
  it.each([
    [
      'a query of 1 MB',
      `GET /v1/search?q=${'x'.repeat(1 << 20)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'headers of 64 KB',
      `GET / HTTP/1.1\r\nHost: x\r\nA: ${'x'.repeat(1 << 16)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    ['no host', 'GET /healthz HTTP/1.1\r\n\r\n', 400, 'host-invalid'],
    ['two hosts', 'GET /healthz HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400, 'host-invalid'],
    [
      'an expectation',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nExpect: the-unexpected\r\n\r\n',
      417,
      'expectation-failed',
    ],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 400, 'http-invalid'],
    ['a TLS hello', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', 400, 'http-invalid'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
      400,
      'http-invalid',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
      'http-invalid',
    ],
  ])('%s gets a problem and a clean close', async (_name, text, status, code) => {
    const answer = await exchange(text);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatch(/content-type: application\/problem\+json/i);
    expect(answer.headers).toMatch(/connection: close/i);
    expect(JSON.parse(answer.body)).toMatchObject({ status, code, type: `/problems/${code}` });
  });
});

it('an answer to a body that was not wanted is readable, and the connection goes on', async () => {
  const socket = dial();
  const body = 'x'.repeat(200_000);
  socket.write(
    `POST /v1/orders HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}` +
      'GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
  );
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const statuses = Buffer.concat(chunks)
    .toString()
    .match(/HTTP\/1\.1 \d+/g);
  expect(statuses).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200']);
});

it('closing lets a running request finish and takes no new one', async () => {
  const own = await startBench();
  const { hostname, port } = new URL(own.url);
  const socket = connect(Number(port), hostname);
  const head = `POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEY}\r\nIdempotency-Key: a\r\n`;
  const body = 'Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n';
  socket.write(head + body);
  // By which the server says that the request runs.
  await expect.poll(() => String(socket.read() ?? '')).toMatch(/^HTTP\/1\.1 100 /);
  socket.write('{');
  const closed = own[Symbol.asyncDispose]();
  await expect
    .poll(() =>
      fetch(`${own.url}/healthz`).then(
        () => 'up',
        () => 'down',
      ),
    )
    .toBe('down');
  socket.write('}');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 400 /);
  await closed;
});
