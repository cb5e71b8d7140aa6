import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect } from 'vitest';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  body: any;
}

export interface CallOptions {
  body?: string | Uint8Array;
  headers?: Record<string, string>;
  key?: string;
}

export interface HostileCaller extends Disposable {
  /**
   * Sends the path as it stands, which `fetch` would tidy up first. Holds what is true of every answer: it comes in time, it is
   * no failure of the platform, its status is in the OpenAPI document, and an error is a problem with a code.
   */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Writes bytes and reads until the other side closes. */
  wire(bytes: string): Promise<Answer>;
  dial(): Promise<Socket>;
}

/** A call that hangs fails after this long. */
const LIMIT_MS = 20_000;
/** Given by the server itself, whatever the path. */
const EVERYWHERE = [405, 417, 431];

export async function hostileCaller(url: string, key: string): Promise<HostileCaller> {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 400 });
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  };
  const patterns = Object.entries(document.paths).map(([path, methods]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
    methods,
  }));

  function documented(method: string, path: string): string[] | undefined {
    const found = patterns.find(({ pattern }) => pattern.test(path.split('?')[0] ?? ''));
    const operation = found?.methods[method.toLowerCase()];
    return operation === undefined ? undefined : Object.keys(operation.responses);
  }

  function hold(what: string, { status, headers, body }: Answer): void {
    expect(status, `${what}: ${JSON.stringify(body)}`).toBeLessThan(500);
    if (status < 400) return;
    expect(headers['content-type'], what).toBe('application/problem+json; charset=utf-8');
    expect(body, what).toMatchObject({ status, type: `/problems/${body.code}`, errors: expect.any(Array) });
    expect(body.code, what).toMatch(/^[a-z]+(-[a-z]+)*$/);
  }

  function send(method: string, path: string, options: CallOptions): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${options.key ?? key}`, ...options.headers };
      const req = request({ hostname, port, method, path, agent, headers });
      const hung = setTimeout(
        () => req.destroy(new Error(`${method} ${path.slice(0, 100)} hangs`)),
        LIMIT_MS,
      );
      req.on('close', () => clearTimeout(hung));
      req.on('error', reject);
      req.on('response', async (response) => {
        try {
          resolve(readAnswer(response.statusCode ?? 0, response.headers, await collect(response)));
        } catch (error) {
          reject(error);
        }
      });
      req.end(options.body);
    });
  }

  const dial = () =>
    new Promise<Socket>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => resolve(socket));
      socket.on('error', reject);
    });

  return {
    async call(method, path, options = {}) {
      const what = `${method} ${path.slice(0, 200)}`;
      const answer = await send(method, path, options);
      hold(what, answer);
      const allowed = documented(method, path);
      if (allowed !== undefined && !EVERYWHERE.includes(answer.status))
        expect(allowed, `${what}: ${answer.body.code}`).toContain(String(answer.status));
      return answer;
    },
    async wire(bytes) {
      const socket = await dial();
      socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error('the server neither answers nor closes')));
      socket.end(bytes);
      const text = (await collect(socket)).toString();
      const [head = '', body = ''] = text.split('\r\n\r\n');
      const headers = Object.fromEntries(
        head.split('\r\n').flatMap((line) => {
          const at = line.indexOf(': ');
          return at === -1 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 2)]];
        }),
      );
      const answer = readAnswer(Number(head.slice(9, 12)), headers, Buffer.from(body));
      hold(JSON.stringify(bytes.slice(0, 100)), answer);
      return answer;
    },
    dial,
    [Symbol.dispose]: () => agent.destroy(),
  };
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function readAnswer(status: number, headers: IncomingHttpHeaders, bytes: Buffer): Answer {
  const text = bytes.toString();
  const json = (headers['content-type'] ?? '').includes('json') && text !== '';
  return { status, headers, body: json ? JSON.parse(text) : text };
}

/** Runs `work` over all items, a few at a time. */
export async function eachOf<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const worker = async () => {
    for (let next = queue.next(); next.done !== true; next = queue.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
