import { countedSince } from './counted-since.ts';
import { type Measured, measuredIn } from './metrics-text.ts';
import type { Readiness } from './readiness.ts';

/** Null: nothing in this process measures it, or it couldn't be read in time. */
export interface Gauges {
  importsRunning: number | null;
  importsWaiting: number | null;
  exportsRunning: number | null;
  exportsWaiting: number | null;
  /** And are still kept. */
  exportsFailed: number | null;
  indexLag: number | null;
  feedLag: number | null;
  consumerLag: number | null;
  webhooksWaiting: number | null;
  /** Deliveries that have failed, and wait to be sent again. */
  deliveriesFailing: number | null;
  /** Webhooks whose address fails, or that were switched off for it. */
  webhooksFailing: number | null;
  outboxLength: number | null;
  outboxAgeSeconds: number | null;
  deadLetters: number | null;
  eventLoopDelaySeconds: number | null;
}

/** What happened in a while. */
export interface Counts {
  requests: number;
  /** Answered with a status of 500 or more. */
  failures: number;
  importRows: number;
  /** Events that consumers gave up. */
  givenUp: number;
}

export interface HealthPoint extends Gauges, Counts {
  /** Its end, in milliseconds of the epoch. */
  at: number;
  seconds: number;
}

export interface PlatformHealth {
  at: number;
  /** Since when it is counted: the start, or an hour ago. */
  since: number;
  peers: Awaited<ReturnType<Readiness>>;
  /** False where the services are processes of their own: what they measure is at their own /metrics. */
  measuresServices: boolean;
  gauges: Gauges;
  jobs: { service: string; kind: string; running: number; progress: number | null }[];
  consumers: { group: string; lag: number; deadLetters: number }[];
  /** Of the last minute or so. */
  perSecond: { requests: number; importRows: number };
  lastHour: Counts & {
    failed: { method: string; route: string; status: string; count: number }[];
  };
  points: readonly HealthPoint[];
}

export interface HealthOptions {
  metricsText: () => Promise<string>;
  readiness: Readiness;
  /** Milliseconds of the epoch. */
  now?: () => number;
  everyMs?: number;
  keepMs?: number;
}

export interface PlatformHealthWatch extends Disposable {
  read(): Promise<PlatformHealth>;
  /** Ends a point and begins the next one: what the timer does. */
  mark(): Promise<void>;
}

const REQUESTS = 'http_server_request_duration_count';
const ROWS = 'qipei_import_rows_total';
const GIVEN_UP = 'qipei_dead_letters_parked_total';
const FEED_GROUP = 'exchange-feed';
const COUNTERS: ReadonlySet<string> = new Set([REQUESTS, ROWS, GIVEN_UP]);
const NAMES: ReadonlySet<string> = new Set([
  ...[...COUNTERS, 'qipei_index_lag', 'qipei_consumer_lag', 'qipei_dead_letters'],
  ...['qipei_outbox_length', 'qipei_outbox_age', 'qipei_imports_running', 'qipei_imports_waiting'],
  ...['qipei_import_progress', 'qipei_webhook_deliveries_waiting', 'nodejs_eventloop_delay_p99'],
  ...['qipei_exports', 'qipei_webhook_deliveries_failing', 'qipei_webhooks_failing'],
]);
const MOST_FAILED = 20;

const NOTHING: Counts = { requests: 0, failures: 0, importRows: 0, givenUp: 0 };

interface OpenPoint {
  since: number;
  counts: Counts;
  failed: Map<string, number>;
}

/**
 * How the platform does, of what /readyz and /metrics know, now and over the last hour: in this process's memory, so that it
 * begins anew with it, and each replica tells what it has seen itself. Nothing of it names a tenant. To be begun with the
 * process's metrics: what they have counted before is of the first while.
 */
export function watchHealth({
  metricsText,
  readiness,
  now = Date.now,
  everyMs = 30_000,
  keepMs = 3_600_000,
}: HealthOptions): PlatformHealthWatch {
  const points: (HealthPoint & { failed: ReadonlyMap<string, number> })[] = [];
  const grown = countedSince();
  const started = now();
  let open: OpenPoint = { since: started, counts: { ...NOTHING }, failed: new Map() };
  let looking: Promise<readonly Measured[]> | undefined;

  /** Those who ask at once share an answer. */
  function look(): Promise<readonly Measured[]> {
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function lookOnce(): Promise<readonly Measured[]> {
    const measured = measuredIn(await metricsText(), NAMES);
    for (const each of grown(measured.filter(({ name }) => COUNTERS.has(name)))) count(open, each);
    return measured;
  }

  async function mark(): Promise<void> {
    const measured = await look();
    const at = now();
    const { since, counts, failed } = open;
    open = { since: at, counts: { ...NOTHING }, failed: new Map() };
    points.push({ at, seconds: (at - since) / 1_000, ...counts, ...gaugesOf(measured), failed });
    while ((points[0]?.at ?? at) <= at - keepMs) points.shift();
  }

  // The next tick tries again; a look that fails loses nothing that is counted.
  const tick = () => void mark().catch(() => {});
  const timer = setInterval(tick, everyMs);
  timer.unref();

  return {
    mark,
    async read() {
      const [peers, measured] = await Promise.all([readiness(), look()]);
      const at = now();
      const kept = points.filter((point) => point.at > at - keepMs);
      const counted = kept.reduce((all, each) => sumOf(all, each), open.counts);
      const last = kept.at(-1);
      const seconds = Math.max(1, (at - open.since) / 1_000 + (last?.seconds ?? 0));
      const recent = sumOf(open.counts, last ?? NOTHING);
      return {
        at,
        since: Math.max(started, at - keepMs),
        peers,
        measuresServices: measured.some(({ name }) => name === 'qipei_outbox_length'),
        gauges: gaugesOf(measured),
        jobs: jobsOf(measured),
        consumers: consumersOf(measured),
        perSecond: { requests: recent.requests / seconds, importRows: recent.importRows / seconds },
        lastHour: { ...counted, failed: failedOf([...kept, open]) },
        points: kept.map(({ failed: _, ...point }) => point),
      };
    },
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}

function count({ counts, failed }: OpenPoint, { name, labels, grown }: Measured & { grown: number }): void {
  if (grown === 0) return;
  if (name === ROWS) counts.importRows += grown;
  else if (name === GIVEN_UP) counts.givenUp += grown;
  else {
    counts.requests += grown;
    const status = labels.http_response_status_code ?? '';
    if (Number(status) < 500) return;
    counts.failures += grown;
    const key = JSON.stringify([labels.http_request_method ?? '', labels.http_route ?? '', status]);
    failed.set(key, (failed.get(key) ?? 0) + grown);
  }
}

function sumOf(one: Counts, other: Counts): Counts {
  return {
    requests: one.requests + other.requests,
    failures: one.failures + other.failures,
    importRows: one.importRows + other.importRows,
    givenUp: one.givenUp + other.givenUp,
  };
}

function failedOf(points: readonly { failed: ReadonlyMap<string, number> }[]) {
  const all = new Map<string, number>();
  for (const { failed } of points)
    for (const [key, times] of failed) all.set(key, (all.get(key) ?? 0) + times);
  return [...all]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_FAILED)
    .map(([key, times]) => {
      const [method, route, status] = JSON.parse(key) as [string, string, string];
      return { method, route, status, count: times };
    });
}

/** Of a metric by the labels named: threads and replicas of a service that tell the same count once. */
function greatestBy(measured: readonly Measured[], name: string, labels: readonly string[]) {
  const found = new Map<string, { labels: Measured['labels']; value: number }>();
  for (const each of measured) {
    if (each.name !== name) continue;
    const key = JSON.stringify(labels.map((label) => each.labels[label]));
    if (each.value >= (found.get(key)?.value ?? Number.NEGATIVE_INFINITY)) found.set(key, each);
  }
  return [...found.values()];
}

function totalOf(found: readonly { value: number }[]): number | null {
  return found.length === 0 ? null : found.reduce((sum, { value }) => sum + value, 0);
}

function gaugesOf(measured: readonly Measured[]): Gauges {
  const total = (name: string, ...labels: string[]) => totalOf(greatestBy(measured, name, labels));
  const lags = greatestBy(measured, 'qipei_consumer_lag', ['group', 'topic']);
  const exports = greatestBy(measured, 'qipei_exports', ['service', 'state']);
  const exportsIn = (state: string) => totalOf(exports.filter(({ labels }) => labels.state === state));
  const ages = greatestBy(measured, 'qipei_outbox_age', ['service']).map(({ value }) => value);
  const delay = measured.find(
    ({ name, labels }) => name === 'nodejs_eventloop_delay_p99' && labels.thread === undefined,
  );
  return {
    importsRunning: total('qipei_imports_running', 'service', 'kind'),
    importsWaiting: total('qipei_imports_waiting', 'service'),
    exportsRunning: exportsIn('running'),
    exportsWaiting: exportsIn('queued'),
    exportsFailed: exportsIn('failed'),
    indexLag: total('qipei_index_lag', 'topic'),
    feedLag: totalOf(lags.filter(({ labels }) => labels.group === FEED_GROUP)),
    consumerLag: totalOf(lags),
    webhooksWaiting: total('qipei_webhook_deliveries_waiting'),
    deliveriesFailing: total('qipei_webhook_deliveries_failing'),
    webhooksFailing: total('qipei_webhooks_failing'),
    outboxLength: total('qipei_outbox_length', 'service'),
    outboxAgeSeconds: ages.length === 0 ? null : Math.max(...ages),
    deadLetters: total('qipei_dead_letters', 'group', 'topic'),
    eventLoopDelaySeconds: delay?.value ?? null,
  };
}

function jobsOf(measured: readonly Measured[]): PlatformHealth['jobs'] {
  const shares = greatestBy(measured, 'qipei_import_progress', ['service', 'kind']);
  return greatestBy(measured, 'qipei_imports_running', ['service', 'kind'])
    .filter(({ value }) => value > 0)
    .map(({ labels: { service = '', kind = '' }, value }) => ({
      ...{ service, kind, running: value },
      progress:
        shares.find((each) => each.labels.service === service && each.labels.kind === kind)?.value ?? null,
    }));
}

function consumersOf(measured: readonly Measured[]): PlatformHealth['consumers'] {
  const groups = new Map<string, { lag: number; deadLetters: number }>();
  for (const name of ['qipei_consumer_lag', 'qipei_dead_letters'] as const)
    for (const { labels, value } of greatestBy(measured, name, ['group', 'topic'])) {
      const of = groups.get(labels.group ?? '') ?? { lag: 0, deadLetters: 0 };
      of[name === 'qipei_consumer_lag' ? 'lag' : 'deadLetters'] += value;
      groups.set(labels.group ?? '', of);
    }
  return [...groups]
    .map(([group, of]) => ({ group, ...of }))
    .sort((a, b) => b.lag - a.lag || a.group.localeCompare(b.group, 'en'));
}
