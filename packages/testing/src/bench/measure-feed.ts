import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { acesFeed, vcdbOfAcesFeeds } from '../aces-feed.ts';
import { projectFile, startChild } from '../platform/child-process.ts';
import { createKeyByCommand } from '../platform/command-line.ts';
import { processMemory, startPlatformProcess } from '../platform/platform-process.ts';
import { type ImportJobView, type RestClient, restClient } from '../platform/rest-client.ts';
import { type Figure, figure, percentile } from './figure.ts';
import { indexLag } from './load-catalogue.ts';

export interface FeedBench {
  apps: number;
  /** So many searches begin in a second, each at its time however long those before it take. */
  searchesPerSecond: number;
  /** Further flags of the platform's process, to look into it. */
  flags?: readonly string[];
  say: (message: string) => void;
}

interface Generated {
  path: string;
  megabytes: number;
  partNumbers: string[];
}

const BRAND = 'Northlight Parts';
const MIB = 1024 * 1024;
const POLL_MS = 100;
const SAMPLE_MS = 100;

/**
 * A generated feed of ACES on its whole way into an embedded platform that has its parts and its vehicles, and nothing else:
 * sent over REST with `release=auto`, checked and staged, compared with what is live, published; and the same file given to
 * the command `check`. The process is started anew before it: what memory it takes at most is of the feed alone.
 */
export async function measureFeed(bench: FeedBench): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'qipei-feed-'));
  try {
    const feed = await generate(bench.apps, join(folder, 'feed.xml'));
    const name = `feed of ${bench.apps.toLocaleString('en-US')} apps`;
    bench.say(`${name}: check …`);
    const figures = await measureCheck(feed, bench.apps);
    bench.say(`${name}: parts and vehicles …`);
    const dataDir = join(folder, 'data');
    const key = await createKeyByCommand(dataDir, ['--tenant', 'feeds', '--role', 'distributor']);
    {
      await using platform = await startPlatformProcess({ dataDir });
      await loadWhatItNames(restClient(platform.url, key), { url: platform.url, key }, feed);
      await platform.stop();
    }
    bench.say(`${name}: upload, check, stage, compare, publish …`);
    await using platform = await startPlatformProcess({ dataDir, flags: bench.flags ?? [] });
    figures.push(...(await measureWay(platform, { key, feed, bench })));
    await platform.stop();
    return figures.map((each) => ({ ...each, name: `${name}: ${each.name}` }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generate(apps: number, path: string): Promise<Generated> {
  const partNumbers = new Set<string>();
  function* pieces() {
    for (const piece of acesFeed({ apps }).pieces()) {
      for (const [, number = ''] of piece.matchAll(/<Part>([^<]+)</g)) partNumbers.add(number);
      yield piece;
    }
  }
  await pipeline(Readable.from(pieces()), createWriteStream(path));
  return { path, megabytes: statSync(path).size / 1e6, partNumbers: [...partNumbers] };
}

async function measureCheck({ path, megabytes }: Generated, apps: number): Promise<Figure[]> {
  const began = performance.now();
  // As the command is started.
  const entry = projectFile('services/all-in-one/src/qipei.ts');
  const heap = ['--no-allocation-site-pretenuring', '--min-semi-space-size=16', '--max-semi-space-size=16'];
  const child = startChild([...heap, entry, 'check', path, '--format', 'json'], {});
  let peak = 0;
  let cpu = 0;
  const looking = setInterval(() => {
    peak = Math.max(peak, processMemory(child.pid)?.peak ?? 0);
    cpu = Math.max(cpu, cpuSeconds(child.pid));
  }, 20);
  const code = await child.ended();
  clearInterval(looking);
  if (code !== 0) throw new Error(`check ended with ${code}: ${child.output().slice(-500)}`);
  const seconds = (performance.now() - began) / 1_000;
  return [
    figure('check alone', seconds, 's'),
    figure('check alone, of the processor', cpu, 's'),
    figure('check alone, rate', megabytes / seconds, 'MB/s'),
    figure('check alone, rate of apps', apps / seconds, 'apps/s'),
    figure('check alone, memory at most', peak / MIB, 'MiB'),
  ];
}

/** Vehicles first: parts are then alone what fitments would wait for. */
async function loadWhatItNames(
  client: RestClient,
  { url, key }: { url: string; key: string },
  { partNumbers }: Generated,
): Promise<void> {
  const answer = await fetch(`${url}/v1/imports?kind=vehicles&format=vcdb`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(vcdbOfAcesFeeds()),
  });
  const { job } = (await answer.json()) as { job: ImportJobView };
  requireDone(await client.importEnded(job.jobId));
  function* rows() {
    yield 'brand,partNumber,partType\n';
    for (const number of partNumbers) yield `${BRAND},${number},oil-filter\n`;
  }
  requireDone(await client.importFile('parts', 'csv', rows()));
  await caughtUp(client);
}

async function measureWay(
  platform: { url: string; pid: number },
  { key, feed, bench }: { key: string; feed: Generated; bench: FeedBench },
): Promise<Figure[]> {
  const { apps } = bench;
  const client = restClient(platform.url, key);
  const searches = searching({ url: platform.url, key, partNumbers: feed.partNumbers, ...bench });
  using memory = watchMemory(platform.pid);
  const cpu = () => cpuSeconds(platform.pid);
  const began = performance.now();
  const marks: { name: string; from: number; to: number; cpu: number }[] = [];
  let last = { at: began, cpu: cpu() };
  const mark = (name: string) => {
    const now = { at: performance.now(), cpu: cpu() };
    marks.push({ name, from: last.at, to: now.at, cpu: now.cpu - last.cpu });
    last = now;
  };
  const jobId = await upload(platform.url, key, feed.path);
  mark('upload');
  await until(async () => {
    const { rows, state } = (await client.get(`/v1/imports/${jobId}`)).body.job as ImportJobView;
    return rows >= apps || state === 'failed';
  });
  mark('parse, check and stage');
  const job = requireDone(await client.importEnded(jobId));
  mark('compare');
  const release = await published(client, `rel-${jobId}`);
  mark('publish');
  const seconds = (performance.now() - began) / 1_000;
  const searched = await searches.end();
  const times = searched.map(({ took }) => took);
  /** Of the searches that were due then. */
  const worst = ({ from, to }: { from: number; to: number }) => {
    const within = searched.filter(({ due }) => due >= from && due < to).map(({ took }) => took);
    return within.length < 20 ? [] : [percentile(within, 0.99)];
  };
  const toPublished = memory.figures();
  await caughtUp(client);
  mark('to searchable, after it');
  const { added } = release.report.applications;
  if (job.rows !== apps || added !== apps) throw new Error(`${added} of ${apps} apps were published`);
  return [
    figure('file', feed.megabytes, 'MB'),
    ...marks.flatMap((phase) => [
      figure(phase.name, (phase.to - phase.from) / 1_000, 's'),
      figure(`${phase.name}, of the processor`, phase.cpu, 's'),
      ...worst(phase).map((p99) => figure(`${phase.name}, searches meanwhile p99`, p99, 'ms')),
    ]),
    figure('all, to published', seconds, 's'),
    figure('all, rate', feed.megabytes / seconds, 'MB/s'),
    figure('all, rate of apps', apps / seconds, 'apps/s'),
    ...toPublished,
    ...memory.figures('to searchable, after it: ').slice(0, 1),
    figure('searches meanwhile', times.length, 'searches'),
    figure('searches meanwhile p50', percentile(times, 0.5), 'ms'),
    figure('searches meanwhile p99', percentile(times, 0.99), 'ms'),
    figure('searches meanwhile, longest', Math.max(...times), 'ms'),
  ];
}

/** What Linux counts at most, and how it is made up at the largest of the samples. */
function watchMemory(pid: number): { figures(before?: string): Figure[] } & Disposable {
  const atRest = processMemory(pid);
  let largest = atRest;
  const looking = setInterval(() => {
    const now = processMemory(pid);
    if (now !== undefined && now.now > (largest?.now ?? 0)) largest = now;
  }, SAMPLE_MS);
  return {
    figures(when = '') {
      const now = processMemory(pid);
      if (atRest === undefined || largest === undefined || now === undefined) return [];
      return [
        figure(`${when}memory of the process at most`, now.peak / MIB, 'MiB'),
        figure(`${when}memory at rest, before`, atRest.now / MIB, 'MiB'),
        figure(`${when}memory at most, of it code and other files`, largest.files / MIB, 'MiB'),
      ];
    },
    [Symbol.dispose]: () => clearInterval(looking),
  };
}

async function upload(url: string, key: string, path: string): Promise<string> {
  const mapping = encodeURIComponent(JSON.stringify({ constants: { brand: BRAND } }));
  return await new Promise((resolve, reject) => {
    const call = request(
      `${url}/v1/imports?kind=fitments&release=auto&mapping=${mapping}`,
      { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/xml' } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode === 202) resolve(JSON.parse(text).job.jobId);
          else reject(new Error(`the upload was answered with ${response.statusCode}: ${text}`));
        });
      },
    );
    pipeline(createReadStream(path, { highWaterMark: 256 * 1024 }), call).catch(reject);
  });
}

async function published(client: RestClient, id: string) {
  for (;;) {
    const { release } = (await client.get(`/v1/releases/${id}`)).body;
    if (release.state === 'published') return release;
    if (!['staging', 'staged', 'publishing'].includes(release.state) || release.holds.length > 0)
      throw new Error(`the release is ${release.state}: ${JSON.stringify(release).slice(0, 500)}`);
    await pause(POLL_MS);
  }
}

/** In milliseconds; `due` by the clock of this process. */
interface TimedSearch {
  due: number;
  took: number;
}

/** By part number and by vehicle in turn. What is late counts from when it should have begun. */
function searching(of: {
  url: string;
  key: string;
  partNumbers: readonly string[];
  searchesPerSecond: number;
}): { end(): Promise<TimedSearch[]> } {
  const { url, key, partNumbers, searchesPerSecond } = of;
  const times: TimedSearch[] = [];
  const under: Promise<void>[] = [];
  const began = performance.now();
  let over = false;
  async function one(at: number, due: number): Promise<void> {
    const number = partNumbers[(at * 7919) % partNumbers.length] ?? '';
    const query =
      at % 2 === 0 ? `q=${encodeURIComponent(number)}` : `vehicleId=vcdb.baseVehicle:${500_001 + at}`;
    const response = await fetch(`${url}/v1/search?${query}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`search: ${response.status} ${text.slice(0, 300)}`);
    times.push({ due, took: performance.now() - due });
  }
  const done = (async () => {
    for (let at = 0; !over; at += 1) {
      const due = began + (at * 1_000) / searchesPerSecond;
      const wait = due - performance.now();
      if (wait > 0) await pause(wait);
      under.push(one(at, due));
      if (under.length > 200) await Promise.all(under.splice(0));
    }
    await Promise.all(under);
  })();
  done.catch(() => {});
  return {
    async end() {
      over = true;
      await done;
      return times;
    },
  };
}

async function caughtUp(client: RestClient): Promise<void> {
  await until(async () => (await indexLag(client)) === 0);
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(POLL_MS);
}

function requireDone(job: ImportJobView): ImportJobView {
  if (job.state !== 'done' || job.failed > 0) throw new Error(`an import failed: ${JSON.stringify(job)}`);
  return job;
}

/** User and system time of all threads of a process; 0 where the system doesn't tell. Linux counts it in hundredths. */
function cpuSeconds(pid: number): number {
  try {
    const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
}
