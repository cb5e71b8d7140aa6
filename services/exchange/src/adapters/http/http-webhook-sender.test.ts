import type { LookupAddress } from 'node:dns';
import { createServer } from 'node:net';
import { certificateAuthority } from '@qipei/testing/certificates';
import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { newWebhookSecret } from '../../domain/webhook.ts';
import { httpWebhookSender } from './http-webhook-sender.ts';
import { startReceiver } from './receiver.fixture.ts';

const never = new AbortController().signal;
const secrets = [newWebhookSecret(), newWebhookSecret()];
const message = (url: string) => ({
  ...{
    url,
    deliveryId: 'msg_1',
    payload: '{"type":"part.saved","data":{"名":"滤"}}',
    secrets,
    at: new Date(),
  },
});
const at = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
const loopback = httpWebhookSender({ allowLoopback: true, timeoutMs: 2_000 });
const strict = httpWebhookSender({ allowLoopback: false, timeoutMs: 2_000 });

describe('a message', () => {
  test('is signed with each secret as the specification has it', async () => {
    await using receiver = await startReceiver();
    const outcome = await loopback(message(receiver.url), never);
    expect(outcome).toMatchObject({ status: 204, error: '', retryAfterMs: undefined });
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received;
    expect(headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-type': 'application/json' });
    for (const secret of secrets)
      expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toEqual({
        type: 'part.saved',
        data: { 名: '滤' },
      });
    expect(() => new Webhook(newWebhookSecret()).verify(body, headers as Record<string, string>)).toThrow();
  });

  test('goes over TLS to a certificate of the name, and to no other', async () => {
    const authority = certificateAuthority('an authority of this test');
    await using receiver = await startReceiver({ tls: authority.server() });
    const options = { allowLoopback: true, timeoutMs: 2_000, resolve: async () => at('127.0.0.1') };
    const trusting = httpWebhookSender({ ...options, ca: authority.ca });
    expect(await trusting(message(receiver.url), never)).toMatchObject({ status: 204, error: '' });
    const named = `https://shop.example:${receiver.port}/`;
    expect(await trusting(message(named), never)).toMatchObject({ status: 0, error: 'tls-failed' });
    expect(await loopback(message(receiver.url), never)).toMatchObject({ error: 'tls-failed' });
    expect(receiver.received).toHaveLength(1);
  });
});

describe('an address that is not public', () => {
  test.each([
    ...['127.0.0.1', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '[::1]', '[::ffff:127.0.0.1]'],
    ...['[::ffff:7f00:1]', '10.0.0.1', '169.254.169.254', '[64:ff9b::7f00:1]', '0', '[::]', '192.168.1.1.'],
  ])('is not connected to as %s', async (host) => {
    await using receiver = await startReceiver();
    const outcome = await strict(message(`https://${host}:${receiver.port}/`), never);
    expect(outcome).toMatchObject({ status: 0, error: 'address-forbidden' });
    expect(receiver.connections()).toBe(0);
  });

  test.each([
    [at('127.0.0.1')],
    [at('::1')],
    [at('::ffff:127.0.0.1')],
    [at('64:ff9b::7f00:1')],
    [at('8.8.8.8', '127.0.0.1')],
    [at('2606:4700::1111', 'fd00::1')],
  ])('is not connected to by a name that leads to %j', async (addresses) => {
    await using receiver = await startReceiver();
    const send = httpWebhookSender({ allowLoopback: false, resolve: async () => addresses });
    expect(await send(message(`https://shop.example:${receiver.port}/`), never)).toMatchObject({
      ...{ status: 0, error: 'address-forbidden' },
    });
    expect(receiver.connections()).toBe(0);
  });

  test('gains nothing by a name that answers differently each time: what was judged is what is connected to', async () => {
    await using receiver = await startReceiver();
    let asked = 0;
    const send = httpWebhookSender({
      allowLoopback: true,
      resolve: async () => {
        asked += 1;
        return asked % 2 === 1 ? at('127.0.0.1') : at('10.0.0.1');
      },
    });
    const name = `http://shop.example:${receiver.port}/`;
    expect(await send(message(name), never)).toMatchObject({ status: 204, error: '' });
    expect([asked, receiver.received.length]).toEqual([1, 1]);
    expect(await send(message(name), never)).toMatchObject({ status: 0, error: 'address-forbidden' });
    expect([asked, receiver.connections()]).toEqual([2, 1]);
  });

  test('may be of this machine for development, and of no other', async () => {
    const mixed = httpWebhookSender({
      allowLoopback: true,
      resolve: async () => at('127.0.0.1', '10.0.0.1'),
    });
    expect(await mixed(message('https://shop.example/'), never)).toMatchObject({
      error: 'address-forbidden',
    });
    const plain = httpWebhookSender({ allowLoopback: true, resolve: async () => at('8.8.8.8') });
    expect(await plain(message('http://shop.example/'), never)).toMatchObject({ error: 'address-forbidden' });
  });
});

describe('a receiver', () => {
  test('that redirects isn’t followed', async () => {
    await using inside = await startReceiver();
    await using receiver = await startReceiver({
      answer: (_, response) => void response.writeHead(307, { location: inside.url }).end(),
    });
    expect(await loopback(message(receiver.url), never)).toMatchObject({ status: 307, error: 'status-307' });
    expect(inside.connections()).toBe(0);
  });

  test('that never answers is given up', async () => {
    await using receiver = await startReceiver({ answer: () => {} });
    const send = httpWebhookSender({ allowLoopback: true, timeoutMs: 150 });
    expect(await send(message(receiver.url), never)).toMatchObject({ status: 0, error: 'timed-out' });
  });

  test('that sends without end is read a bounded part of', async () => {
    let sent = 0;
    await using receiver = await startReceiver({
      answer: (_, response) => {
        response.writeHead(500);
        const more = () => {
          if (response.destroyed) return;
          sent += 4_096;
          response.write('x'.repeat(4_096), () => setImmediate(more));
        };
        more();
      },
    });
    const outcome = await loopback(message(receiver.url), never);
    expect(outcome).toMatchObject({ status: 500, error: 'status-500', response: 'x'.repeat(1_024) });
    expect(sent).toBeLessThan(16_000_000);
  });

  test('that sends headers without end is given up', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = () => {
        if (!socket.destroyed) socket.write(`x-${'y'.repeat(500)}: z\r\n`, () => setImmediate(more));
      };
      more();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const outcome = await loopback(message(`http://127.0.0.1:${port}/`), never);
    expect(outcome).toMatchObject({ status: 0, error: 'answer-invalid' });
    server.close();
  });

  test.each([
    [
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n',
      'answer-invalid',
      30_000,
    ],
    ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'status-101', 30_000],
    ['HTTP/1.1 103 Early Hints\r\n\r\n', 'timed-out', 300],
    ['HTTP/1.1 100 Continue\r\n\r\n', 'timed-out', 300],
  ])('that answers %j and nothing more is given up: %s', async (head, error, timeoutMs) => {
    let closed = false;
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.write(head));
      socket.on('close', () => {
        closed = true;
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const send = httpWebhookSender({ allowLoopback: true, timeoutMs });
    const outcome = await send(message(`http://127.0.0.1:${port}/`), never);
    expect(outcome).toMatchObject({ error });
    await vi.waitUntil(() => closed, 30_000);
    server.close();
  });

  test('whose name is looked up without end is given up, and so when all is stopped', async () => {
    const options = { allowLoopback: true, resolve: () => new Promise<never>(() => {}) };
    const hurried = httpWebhookSender({ ...options, timeoutMs: 100 });
    expect(await hurried(message('https://shop.example/'), never)).toMatchObject({ error: 'timed-out' });
    const stop = new AbortController();
    const sending = httpWebhookSender(options)(message('https://shop.example/'), stop.signal);
    stop.abort();
    expect(await sending).toMatchObject({ status: 0 });
  });

  test('that has taken the event counts by its status, however slowly its answer ends', async () => {
    await using receiver = await startReceiver({
      answer: (_, response) => void response.writeHead(200).write('taken'),
    });
    const send = httpWebhookSender({ allowLoopback: true, timeoutMs: 2_000 });
    expect(await send(message(receiver.url), never)).toMatchObject({
      status: 200,
      error: '',
      response: 'taken',
    });
  });

  test('that says when to come again is understood', async () => {
    await using receiver = await startReceiver({
      answer: (_, response) => void response.writeHead(429, { 'retry-after': '120' }).end('later\u0000'),
    });
    expect(await loopback(message(receiver.url), never)).toMatchObject({
      ...{ status: 429, retryAfterMs: 120_000, response: 'later\uFFFD' },
    });
  });

  test('that isn’t there is named by what went wrong', async () => {
    const receiver = await startReceiver();
    await receiver[Symbol.asyncDispose]();
    expect((await loopback(message(receiver.url), never)).error).toBe('connection-failed (ECONNREFUSED)');
    const nameless = httpWebhookSender({ allowLoopback: true, resolve: async () => [] });
    expect((await nameless(message('https://shop.example/'), never)).error).toBe('name-unknown');
  });
});

describe('a proxy of the environment', () => {
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
  const before = names.map((name) => process.env[name]);
  afterEach(() => {
    for (const [at, name] of names.entries()) {
      if (before[at] === undefined) delete process.env[name];
      else process.env[name] = before[at];
    }
  });

  test('is not asked', async () => {
    await using proxy = await startReceiver();
    await using receiver = await startReceiver();
    for (const name of names) process.env[name] = proxy.url;
    process.env.NODE_USE_ENV_PROXY = '1';
    expect(await loopback(message(receiver.url), never)).toMatchObject({ status: 204 });
    expect([proxy.connections(), receiver.received.length]).toEqual([0, 1]);
  });
});
