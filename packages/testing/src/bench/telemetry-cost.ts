import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import { generateDemo } from '../demo-catalogue/generate-demo.ts';
import { createKeyByCommand } from '../platform/command-line.ts';
import { startPlatformProcess } from '../platform/platform-process.ts';
import { restClient } from '../platform/rest-client.ts';
import { startOtlpReceiver } from '../servers/otlp-receiver.ts';
import { loadCatalogue } from './load-catalogue.ts';
import { profileShare } from './profile-share.ts';

/**
 * What telemetry costs: the same searches and orders against the same data, by platforms that differ in it alone and
 * that take turns in short rounds, so that whatever else the machine does falls on each alike. The time that the
 * processor spends on a request says it even where the machine is busy otherwise; a rate does so only where it isn't.
 * Two processes of the very same platform differ by up to a fifth for as long as they live: so each session starts all
 * of them anew, and it is sessions that are compared.
 */
const { values: options } = parseArgs({
  options: {
    sessions: { type: 'string', default: '6' },
    rounds: { type: 'string', default: '2' },
    parts: { type: 'string', default: '5000' },
    searches: { type: 'string', default: '1000' },
    orders: { type: 'string', default: '300' },
  },
});
const sessions = Number(options.sessions);
const rounds = Number(options.rounds);
const CALLERS = 8;
const WORDS = ['机油格', '刹车皮', '火花塞', '空气滤清器', '雨刮', '减震器', '水泵', '大灯', '正时皮带'];

/** Files of which the time is the cost of telemetry. */
const TELEMETRY = /@opentelemetry|service-kit\/src\/telemetry/;

let agent: Agent | undefined;

const say = (message: string) => process.stderr.write(`${message}\n`);

await using receiver = await startOtlpReceiver({ discard: true });
const sending = { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint };
const VARIANTS: Record<string, Record<string, string>> = {
  off: {},
  'off again': {},
  'by default': sending,
  'every trace': { ...sending, OTEL_TRACES_SAMPLER: 'parentbased_always_on' },
};

const folder = mkdtempSync(join(tmpdir(), 'qipei-telemetry-'));
try {
  const source = join(folder, 'source');
  const key = await createKeyByCommand(source, ['--tenant', 'bench', '--role', 'distributor']);
  const { vehicles } = loadVinTable(await cachedVinTable());
  say('loading …');
  const loading = await startPlatformProcess({ dataDir: source });
  const demo = generateDemo({ seed: 1, parts: Number(options.parts), vehicles });
  await loadCatalogue(restClient(loading.url, key), demo, Number(options.parts));
  const partIds: string[] = [];
  for (let page = 1; page <= 5; page += 1) {
    const path = `/v1/search?inStock=true&sort=-stock&pageSize=100&page=${page}`;
    for (const { partId } of (await restClient(loading.url, key).get(path)).body.hits) partIds.push(partId);
  }
  await loading.stop();

  const runs = Object.entries(VARIANTS).map(([name, env]): Run => ({ name, env, search: [], order: [] }));
  const searchRound = (url: string, count: number) =>
    rate(count, (at) =>
      call(`${url}/v1/search?q=${encodeURIComponent(WORDS[at % WORDS.length] ?? '')}`, key),
    );
  let order = 0;
  const orderRound = (url: string, count: number) =>
    rate(count, () => {
      order += 1;
      const lines = [{ partId: partIds[order % partIds.length], quantity: 1 }];
      return call(`${url}/v1/orders`, key, { body: { lines }, idempotencyKey: `o-${order}` });
    });
  for (let session = 1; session <= sessions; session += 1) {
    await using platforms = new AsyncDisposableStack();
    const running: (Run & { url: string; pid: number; rounds: Record<What, Round[]> })[] = [];
    // Each is started first as often as the others.
    for (let at = 0; at < runs.length; at += 1) {
      const run = runs[(at + session) % runs.length] as Run;
      const dataDir = join(folder, 'run', String(at));
      rmSync(dataDir, { recursive: true, force: true });
      cpSync(source, dataDir, { recursive: true });
      const { url, pid } = platforms.use(await startPlatformProcess({ dataDir, env: run.env }));
      running.push({ ...run, url, pid, rounds: { search: [], order: [] } });
    }
    for (const { url } of running) {
      await searchRound(url, Number(options.searches) * 2);
      await orderRound(url, Number(options.orders));
    }
    for (let round = 0; round < rounds * running.length; round += 1) {
      const {
        pid,
        url,
        rounds: done,
      } = running[(round + Math.floor(round / running.length)) % running.length] as (typeof running)[0];
      done.search.push(await measured(pid, Number(options.searches), (n) => searchRound(url, n)));
      done.order.push(await measured(pid, Number(options.orders), (n) => orderRound(url, n)));
    }
    for (const { search, order, rounds: done } of running) {
      search.push(mean(done.search));
      order.push(mean(done.order));
    }
    say(`session ${session} of ${sessions}`);
  }
  const [off] = runs as [Run];
  process.stdout.write(
    'what    telemetry        CPU a request, beside off (quartiles)     rate, beside off (quartiles)\n',
  );
  for (const run of runs)
    for (const what of ['search', 'order'] as const) {
      const cpu = beside(off[what], run[what], 'cpuMs', 'ms');
      const throughput = beside(off[what], run[what], 'perSecond', '/s');
      process.stdout.write(`${what.padEnd(8)}${run.name.padEnd(14)}${cpu} ${throughput}\n`);
    }
  process.stdout.write(`requests to the collector: ${receiver.requests()}\n`);
  // Within one process nothing differs but the code: this is the figure that the machine's noise doesn't reach.
  const profiled = async (env: Record<string, string>, work: (url: string) => Promise<void>) => {
    const [dataDir, profiles] = [join(folder, 'run', 'profiled'), join(folder, 'profiles')];
    for (const each of [dataDir, profiles]) rmSync(each, { recursive: true, force: true });
    cpSync(source, dataDir, { recursive: true });
    const NODE_OPTIONS = `--cpu-prof --cpu-prof-interval=500 --cpu-prof-dir=${profiles}`;
    const { url, stop } = await startPlatformProcess({ dataDir, env: { ...env, NODE_OPTIONS } });
    await work(url);
    await stop();
    return profileShare(profiles, (file) => TELEMETRY.test(file));
  };
  for (const { name, env } of runs) {
    const started = await profiled(env, async () => {});
    const ended = await profiled(env, async (url) => {
      await searchRound(url, Number(options.searches) * 10);
      await orderRound(url, Number(options.orders) * 10);
    });
    const [own, busy] = [ended.own - started.own, ended.busy - started.busy];
    const share = `${((own / busy) * 100).toFixed(2)}% of the processor's time is telemetry's own`;
    process.stdout.write(
      `${name.padEnd(12)} ${share} (${own.toFixed(0)} of ${busy.toFixed(0)} ms after the start)\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Round {
  perSecond: number;
  /** Of the platform's process, all its threads, a request. */
  cpuMs: number;
}

type What = 'search' | 'order';

interface Run extends Record<What, Round[]> {
  name: string;
  env: Record<string, string>;
}

function mean(all: readonly Round[]): Round {
  const of = (what: keyof Round) => all.reduce((sum, each) => sum + each[what], 0) / all.length;
  return { perSecond: of('perSecond'), cpuMs: of('cpuMs') };
}

async function measured(
  pid: number,
  count: number,
  round: (count: number) => Promise<number>,
): Promise<Round> {
  const before = cpuMs(pid);
  const perSecond = await round(count);
  return { perSecond, cpuMs: (cpuMs(pid) - before) / count };
}

/** As Linux counts it, in hundredths of a second; not known elsewhere. */
function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

/** The median, and of the sessions' ratios the median with the quartiles. */
function beside(off: readonly Round[], on: readonly Round[], what: keyof Round, unit: string): string {
  const values = on.map((each) => each[what]).sort((a, b) => a - b);
  const ratios = on.map((each, at) => each[what] / (off[at]?.[what] ?? Number.NaN)).sort((a, b) => a - b);
  const percent = (share: number) => `${((quantile(ratios, share) - 1) * 100).toFixed(1)}%`;
  const middle = `${quantile(values, 0.5).toFixed(2)} ${unit}`;
  return `${middle.padStart(11)} ${percent(0.5).padStart(7)} (${percent(0.25)} … ${percent(0.75)})`;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.round(share * (sorted.length - 1)))] ?? Number.NaN;
}

/** Requests a second of several callers, each with a connection that it keeps. */
async function rate(count: number, one: (at: number) => Promise<void>): Promise<number> {
  let next = 0;
  const started = performance.now();
  const caller = async () => {
    for (let at = next++; at < count; at = next++) await one(at);
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return count / ((performance.now() - started) / 1_000);
}

function call(url: string, key: string, order?: { body: object; idempotencyKey: string }): Promise<void> {
  agent ??= new Agent({ keepAlive: true, maxSockets: CALLERS });
  const headers = {
    authorization: `Bearer ${key}`,
    ...(order !== undefined && {
      'content-type': 'application/json',
      'idempotency-key': order.idempotencyKey,
    }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { agent, headers, method: order === undefined ? 'GET' : 'POST' },
      (response) => {
        response.resume();
        response.on('error', reject);
        response.on('end', () => {
          // An order of what is out of stock has cost as much.
          if ([200, 201, 409].includes(response.statusCode ?? 0)) resolve();
          else reject(new Error(`${url}: ${response.statusCode}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(order === undefined ? undefined : JSON.stringify(order.body));
  });
}
