import { setTimeout as pause } from 'node:timers/promises';
import type { DemoCatalogue } from '../demo-catalogue/generate-demo.ts';
import { toNdjson } from '../demo-catalogue/write-rows.ts';
import type { ImportJobView, RestClient } from '../platform/rest-client.ts';
import { type Figure, figure } from './figure.ts';

/** Counts what passes, for the figures. */
function counted<T>(rows: Iterable<T>, count: { rows: number }): Iterable<T> {
  return (function* () {
    for (const row of rows) {
      count.rows += 1;
      yield row;
    }
  })();
}

async function load(
  client: RestClient,
  kind: string,
  rows: Iterable<object>,
): Promise<{ job: ImportJobView; seconds: number }> {
  const started = performance.now();
  const job = await client.importFile(kind, 'ndjson', toNdjson(rows));
  if (job.state !== 'done' || job.failed > 0) throw new Error(`import of ${kind}: ${JSON.stringify(job)}`);
  return { job, seconds: (performance.now() - started) / 1_000 };
}

/**
 * Imports a generated catalogue through REST: parts, then their fitments, then prices and stock, and waits until every
 * part is found, with its vehicles and its stock.
 */
export async function loadCatalogue(
  client: RestClient,
  demo: DemoCatalogue,
  parts: number,
): Promise<Figure[]> {
  // Another tenant's public parts may be there already.
  const visibleBefore = (await client.get('/v1/search?pageSize=1')).body.total as number;
  const stocked = new Set<string>();
  for (const row of demo.stock()) if (row.quantity > 0) stocked.add(`${row.brand}|${row.partNumber}`);
  const fitmentRows = { rows: 0 };
  const started = performance.now();
  const loaded = await load(client, 'parts', demo.parts());
  const fitments = await load(client, 'fitments', counted(demo.fitments(), fitmentRows));
  await searchable(client, visibleBefore + parts);
  const seconds = (performance.now() - started) / 1_000;
  const offers = await load(client, 'offers', demo.offers());
  const stock = await load(client, 'stock', demo.stock());
  await inStock(client, stocked.size);
  return [
    figure('import of parts with their fitments, to searchable', parts / seconds, 'parts/s'),
    figure('import of parts', loaded.job.rows / loaded.seconds, 'rows/s'),
    figure('import of fitments', fitments.job.rows / fitments.seconds, 'rows/s'),
    figure('fitment rows a part', fitmentRows.rows / parts, 'rows'),
    figure('import of offers', offers.job.rows / offers.seconds, 'rows/s'),
    figure('import of stock', stock.job.rows / stock.seconds, 'rows/s'),
  ];
}

/** Until the index has every part and has taken in all that the fitments brought. */
async function searchable(client: RestClient, parts: number): Promise<void> {
  for (;;) {
    const { body } = await client.get('/v1/search?pageSize=1');
    if (body.total === parts && (await indexLag(client)) === 0) return;
    await pause(50);
  }
}

async function inStock(client: RestClient, parts: number): Promise<void> {
  for (;;) {
    const { body } = await client.get('/v1/search?pageSize=1&inStock=true');
    if (body.total >= parts) return;
    await pause(50);
  }
}

/** Events that the index has not yet taken in, from the metrics. */
export async function indexLag(client: RestClient): Promise<number> {
  const { body } = await client.get('/metrics');
  const lags = [...String(body).matchAll(/^qipei_(?:index_lag|outbox_length)\S*(?:\{[^}]*\})? (\d+)/gm)].map(
    (match) => Number(match[1]),
  );
  if (lags.length === 0) throw new Error('the metrics tell no index lag');
  return lags.reduce((sum, lag) => sum + lag, 0);
}
