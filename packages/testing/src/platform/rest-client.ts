import { setTimeout as pause } from 'node:timers/promises';

export interface RestAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  body: any;
}

export interface ImportJobView {
  jobId: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  rows: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  failed: number;
  failure: string | null;
  notes: { code: string; value: string }[];
  /** Of an import that is a release. */
  releaseId: string | null;
}

/** A small client of the REST API for tests and measuring. */
export interface RestClient {
  get(path: string): Promise<RestAnswer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<RestAnswer>;
  put(path: string, body: unknown): Promise<RestAnswer>;
  delete(path: string): Promise<RestAnswer>;
  /** Uploads a file and resolves with its job when that has ended. */
  importFile(
    kind: string,
    format: keyof typeof MEDIA,
    body: string | Uint8Array | Iterable<string>,
  ): Promise<ImportJobView>;
  startImport(
    kind: string,
    format: keyof typeof MEDIA,
    body: string | Uint8Array | Iterable<string>,
  ): Promise<RestAnswer>;
  importEnded(jobId: string): Promise<ImportJobView>;
}

const MEDIA = { csv: 'text/csv', ndjson: 'application/x-ndjson', xml: 'application/xml' };

export function restClient(url: string, key: string): RestClient {
  const authorization = `Bearer ${key}`;

  async function call(path: string, init: RequestInit & { duplex?: 'half' } = {}): Promise<RestAnswer> {
    const response = await fetch(url + path, {
      ...init,
      headers: { authorization, ...(init.headers as Record<string, string>) },
    });
    const text = await response.text();
    const json = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      headers: response.headers,
      body: json && text !== '' ? JSON.parse(text) : text,
    };
  }

  const client: RestClient = {
    get: (path) => call(path),
    post: (path, body, headers = {}) =>
      call(
        path,
        body === undefined
          ? { method: 'POST', headers }
          : {
              method: 'POST',
              body: JSON.stringify(body),
              headers: { 'content-type': 'application/json', ...headers },
            },
      ),
    put: (path, body) =>
      call(path, {
        method: 'PUT',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    delete: (path) => call(path, { method: 'DELETE' }),
    startImport(kind, format, body) {
      const streamed =
        typeof body === 'string' || body instanceof Uint8Array ? body : ReadableStream.from(bytesOf(body));
      return call(`/v1/imports?kind=${kind}`, {
        method: 'POST',
        body: streamed,
        headers: { 'content-type': MEDIA[format] },
        duplex: 'half',
      });
    },
    async importEnded(jobId) {
      for (;;) {
        const { status, body } = await client.get(`/v1/imports/${jobId}`);
        if (status !== 200) throw new Error(`job ${jobId}: ${status} ${JSON.stringify(body)}`);
        const job = body.job as ImportJobView;
        if (job.state !== 'queued' && job.state !== 'running') return job;
        await pause(50);
      }
    },
    async importFile(kind, format, body) {
      const answer = await client.startImport(kind, format, body);
      if (answer.status !== 202)
        throw new Error(`upload refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      return client.importEnded(answer.body.job.jobId);
    },
  };
  return client;
}

async function* bytesOf(chunks: Iterable<string>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for (const chunk of chunks) yield encoder.encode(chunk);
}
