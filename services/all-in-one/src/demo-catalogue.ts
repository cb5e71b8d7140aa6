import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { catalogEventsWaiting } from '@qipei/catalog';
import { TOPIC_SPECS, TOPICS } from '@qipei/contracts';
import { openEventLog } from '@qipei/event-log/open';
import { fitmentEventsWaiting } from '@qipei/fitment';
import { inventoryEventsWaiting } from '@qipei/inventory';
import { SEARCH_PROJECTION_GROUP } from '@qipei/search';
import { type DemoCatalogue, generateDemo, toNdjson } from '@qipei/testing';
import { loadVinTable } from '@qipei/vin';
import { cachedVinTable } from '@qipei/vin/compile';
import type { Engines } from './engines.ts';

const SEED = 20_260_101;
const PARTS = 2_000;
const MARKER = 'demo-loaded.json';

export function isDemoLoaded(dataDir: string): boolean {
  return existsSync(join(dataDir, MARKER));
}

interface LoadDemo {
  url: string;
  engines: Engines;
  /** The distributor's key. */
  key: string;
  onProgress: (fraction: number, label: string) => void;
  signal: AbortSignal;
}

interface Job {
  jobId: string;
  state: string;
  bytesTotal: number;
  bytesDone: number;
  failed: number;
  failure?: string | null;
}

/**
 * Uploads the demo catalogue through the public API, as a distributor would, and waits until it can be searched.
 * Broken off at any point it can be run again: what is there already doesn't change.
 */
export async function loadDemo({ url, engines, key, onProgress, signal }: LoadDemo): Promise<void> {
  const { vehicles } = loadVinTable(await cachedVinTable());
  const demo = generateDemo({ seed: SEED, parts: PARTS, vehicles });
  const steps: [
    kind: string,
    label: string,
    rows: () => ReturnType<DemoCatalogue[keyof DemoCatalogue]>,
    share: number,
  ][] = [
    ['parts', 'parts', () => demo.parts(), 0.15],
    ['fitments', 'fitments', () => demo.fitments(), 0.6],
    ['offers', 'prices', () => demo.offers(), 0.1],
    ['stock', 'stock', () => demo.stock(), 0.1],
  ];
  let done = 0;
  for (const [kind, label, rows, share] of steps) {
    const from = done;
    await importRows({
      signal,
      url,
      key,
      kind,
      rows: rows(),
      onProgress: (fraction) => onProgress(from + fraction * share, label),
    });
    done += share;
  }
  onProgress(done, 'search index');
  await searchable(engines, signal);
  onProgress(1, 'done');
  writeFileSync(join(engines.dataDir, MARKER), `${JSON.stringify({ seed: SEED, parts: PARTS })}\n`);
}

async function importRows(options: {
  signal: AbortSignal;
  url: string;
  key: string;
  kind: string;
  rows: Iterable<object>;
  onProgress: (fraction: number) => void;
}): Promise<void> {
  const { url, key, kind, rows, onProgress, signal } = options;
  const response = await fetch(`${url}/v1/imports?kind=${kind}`, {
    signal,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
    body: ReadableStream.from(encoded(rows)),
    duplex: 'half',
  });
  let job = await readJob(response);
  while (job.state === 'queued' || job.state === 'running') {
    onProgress(job.bytesTotal === 0 ? 0 : job.bytesDone / job.bytesTotal);
    await pause(100, undefined, { signal });
    job = await readJob(
      await fetch(`${url}/v1/imports/${job.jobId}`, { signal, headers: { authorization: `Bearer ${key}` } }),
    );
  }
  if (job.state !== 'done' || job.failed > 0) {
    throw new Error(
      `The demo's ${kind} could not be loaded: ${job.failure || `${job.failed} rows were refused`} (job ${job.jobId}).`,
    );
  }
}

async function readJob(response: Response): Promise<Job> {
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`The demo could not be loaded: ${JSON.stringify(body)}`);
  return (body as { job: Job }).job;
}

async function* encoded(rows: Iterable<object>): AsyncIterable<Uint8Array> {
  const encoder = new TextEncoder();
  for (const chunk of toNdjson(rows)) yield encoder.encode(chunk);
}

/** Waits until the index has seen what the imports wrote. */
async function searchable(engines: Engines, signal: AbortSignal): Promise<void> {
  while ((await eventsWaiting(engines)) > 0) await pause(100, undefined, { signal });
  await using log = await openEventLog(engines.eventLog, { clientId: 'qipei-demo', topics: TOPIC_SPECS });
  const topics = [TOPICS.catalogPart, TOPICS.fitmentPart, TOPICS.inventoryOffer];
  const lag = async () => {
    const lags = await Promise.all(topics.map((topic) => log.lag(topic, SEARCH_PROJECTION_GROUP)));
    return lags.reduce((sum, each) => sum + each, 0);
  };
  while ((await lag()) > 0) await pause(100, undefined, { signal });
}

/** Saved and not yet in the event log. */
async function eventsWaiting(engines: Engines): Promise<number> {
  const waiting = [catalogEventsWaiting, fitmentEventsWaiting, inventoryEventsWaiting];
  const counts = await Promise.all(waiting.map((count) => count(engines)));
  return counts.reduce((sum, each) => sum + each, 0);
}
