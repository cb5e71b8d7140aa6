import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient, dataOf } from './api-client.ts';
import { ApiProblem } from './api-problem.ts';
import { LineInvalid, readLines } from './read-lines.ts';

let url = '';
let answer: (req: IncomingMessage, res: ServerResponse) => void;
const server = createServer((req, res) => answer(req, res));
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  answer = (_req, res) => res.end();
});

function json(status: number, body: unknown, headers: Record<string, string> = {}) {
  answer = (_req, res) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers });
    res.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

const partOf = (client: ReturnType<typeof createApiClient>, signal?: AbortSignal) =>
  dataOf(
    client.GET('/v1/parts/{partId}', {
      params: { path: { partId: 'a/b?c' } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

describe('a request', () => {
  it('goes to the path that the document names, its values escaped', async () => {
    let asked = '';
    answer = (req, res) => {
      asked = req.url ?? '';
      res.setHeader('content-type', 'application/json');
      res.end('{"partId":"a/b?c"}');
    };
    expect(await partOf(createApiClient({ baseUrl: url }))).toEqual({ partId: 'a/b?c' });
    expect(asked).toBe('/v1/parts/a%2Fb%3Fc');
  });

  it('carries the CSRF token where it changes something, and nowhere else', async () => {
    const seen: unknown[] = [];
    answer = (req, res) => {
      seen.push([req.method, req.headers['x-csrf-token'], req.headers['x-qipei-storefront']]);
      res.setHeader('content-type', 'application/json');
      res.end('{}');
    };
    const client = createApiClient({
      baseUrl: url,
      csrfToken: () => 'of-this-session',
      headers: () => ({ 'X-Qipei-Storefront': 'demo' }),
    });
    await partOf(client);
    await client.POST('/v1/orders/{orderId}/cancel', { params: { path: { orderId: 'x' } } });
    expect(seen).toEqual([
      ['GET', undefined, 'demo'],
      ['POST', 'of-this-session', 'demo'],
    ]);
  });

  it('takes any transport that is shaped as fetch is', async () => {
    const client = createApiClient({
      baseUrl: 'https://parts.example',
      transport: async (request) => Response.json({ sent: `${request.method} ${request.url}` }),
    });
    expect(await partOf(client)).toEqual({ sent: 'GET https://parts.example/v1/parts/a%2Fb%3Fc' });
  });
});

describe('a failure', () => {
  it('is told as the problem that the platform sent', async () => {
    json(
      409,
      {
        code: 'out-of-stock',
        detail: 'Not enough.',
        errors: [{ field: 'lines.0', code: 'x', message: 'y' }, null, 7],
        traceId: 'abc',
        shortages: [{ line: 1 }],
      },
      { 'retry-after': '3' },
    );
    const error = await partOf(createApiClient({ baseUrl: url })).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ApiProblem);
    expect(error).toMatchObject({
      ...{ status: 409, code: 'out-of-stock', message: 'Not enough.', traceId: 'abc', retryAfter: 3 },
      errors: [{ field: 'lines.0', code: 'x', message: 'y' }],
      members: { shortages: [{ line: 1 }] },
    });
  });

  it.each(['<html>Bad gateway</html>', '', '[]', 'null', '{"code":7,"errors":"no"}', '{"code":'])(
    'is one also where something on the way answers %j',
    async (body) => {
      json(502, body);
      const error = await partOf(createApiClient({ baseUrl: url })).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ name: 'ApiProblem', status: 502, code: 'http-502', errors: [] });
    },
  );

  it('is told as such where nothing answers, and an abort stays one', async () => {
    const nobody = createApiClient({ baseUrl: 'http://127.0.0.1:1' });
    await expect(partOf(nobody)).rejects.toMatchObject({ status: 0, code: 'network-unreachable' });
    answer = () => {};
    const aborting = new AbortController();
    const pending = partOf(createApiClient({ baseUrl: url }), aborting.signal);
    aborting.abort();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that the transport tells as a problem stays that one', async () => {
    const problem = new ApiProblem({ status: 0, members: { code: 'not-sent' } });
    const client = createApiClient({ baseUrl: url, transport: () => Promise.reject(problem) });
    await expect(partOf(client)).rejects.toBe(problem);
  });
});

describe('lines', () => {
  const streamOf = (chunks: Uint8Array[], onCancel = () => {}) =>
    new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.close();
        else controller.enqueue(chunk);
      },
      cancel: onCancel,
    });

  it('come out the same wherever the network cuts them', async () => {
    const values = fc.array(fc.jsonValue(), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(values, fc.integer({ min: 1, max: 7 }), fc.boolean(), async (given, size, ended) => {
        const text = given.map((value) => `${JSON.stringify(value)}\r\n`).join('\n');
        const bytes = new TextEncoder().encode(ended ? text : text.trimEnd());
        const chunks: Uint8Array[] = [];
        for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
        const read: unknown[] = [];
        for await (const value of readLines(streamOf(chunks))) read.push(value);
        expect(JSON.stringify(read)).toBe(JSON.stringify(given));
      }),
    );
  });

  it('name the one that is no JSON or too long, and let the body go', async () => {
    let cancelled = false;
    const bytes = new TextEncoder().encode('{"a":1}\nnonsense\n{}\n');
    const read = async (options = {}) => {
      for await (const _ of readLines(
        streamOf([bytes, bytes], () => (cancelled = true)),
        options,
      ));
    };
    await expect(read()).rejects.toMatchObject({ name: 'LineInvalid', line: 2 });
    expect(cancelled).toBe(true);
    await expect(read({ maxLineLength: 3 })).rejects.toBeInstanceOf(LineInvalid);
  });

  it('let the body go where the reader has had enough', async () => {
    let cancelled = false;
    const bytes = new TextEncoder().encode('1\n2\n3\n');
    for await (const _ of readLines(streamOf([bytes, bytes], () => (cancelled = true)))) break;
    expect(cancelled).toBe(true);
  });
});
