import { Agent, request } from 'node:http';
import { type Figure, figure, percentile } from './figure.ts';

interface SearchBench {
  url: string;
  key: string;
  vins: string[];
  numbers: string[];
  words: string[];
  /** Vehicle ids. */
  vehicles: string[];
}

const REQUESTS = 600;
const WARM_UP = 200;

/** Latencies over HTTP on a kept connection, one request after another, of the searches that a counter does. */
export async function measureSearch(bench: SearchBench): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string) => timedGet(agent, bench.url + path, bench.key);
  const kinds: [name: string, path: (at: number) => string][] = [
    ['HTTP floor (/healthz)', () => '/healthz'],
    ['search: VIN', (at) => `/v1/search?q=${pick(bench.vins, at)}`],
    ['search: OE number', (at) => `/v1/search?q=${encodeURIComponent(pick(bench.numbers, at))}`],
    ['search: Chinese word', (at) => `/v1/search?q=${encodeURIComponent(pick(bench.words, at))}`],
    ['search: vehicle and facets', (at) => `/v1/search?vehicleId=${pick(bench.vehicles, at)}&inStock=true`],
  ];
  const figures: Figure[] = [];
  for (const [, path] of kinds) for (let at = 0; at < WARM_UP; at += 1) await get(path(at));
  for (const [name, path] of kinds) {
    let hits = 0;
    const times: number[] = [];
    for (let at = 0; at < REQUESTS; at += 1) {
      const { milliseconds, total } = await get(path(at + WARM_UP));
      times.push(milliseconds);
      if (total > 0) hits += 1;
    }
    figures.push(
      figure(`${name} p50`, percentile(times, 0.5), 'ms'),
      figure(`${name} p99`, percentile(times, 0.99), 'ms'),
    );
    if (name.startsWith('search'))
      figures.push(figure(`${name}, answered with hits`, (100 * hits) / REQUESTS, '%'));
  }
  agent.destroy();
  return figures;
}

/** The same on a platform that is busy with `work` all the while. */
export async function measureSearchDuring(bench: SearchBench, work: Promise<unknown>): Promise<Figure[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const times: number[] = [];
  let busy = true;
  const done = work.finally(() => {
    busy = false;
  });
  for (let at = 0; busy; at += 1) {
    const path =
      at % 2 === 0
        ? `q=${encodeURIComponent(pick(bench.words, at))}`
        : `vehicleId=${pick(bench.vehicles, at)}`;
    times.push((await timedGet(agent, `${bench.url}/v1/search?${path}`, bench.key)).milliseconds);
  }
  agent.destroy();
  await done;
  return [
    figure('search during an import p50', percentile(times, 0.5), 'ms'),
    figure('search during an import p99', percentile(times, 0.99), 'ms'),
  ];
}

function pick(values: string[], at: number): string {
  return values[at % values.length] ?? '';
}

function timedGet(agent: Agent, url: string, key: string): Promise<{ milliseconds: number; total: number }> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    request(url, { agent, headers: { authorization: `Bearer ${key}` } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const milliseconds = performance.now() - started;
        const text = Buffer.concat(chunks).toString();
        if (response.statusCode !== 200)
          reject(new Error(`${url}: ${response.statusCode} ${text.slice(0, 500)}`));
        else resolve({ milliseconds, total: Number((JSON.parse(text) as { total?: number }).total ?? 0) });
      });
    })
      .on('error', reject)
      .end();
  });
}
