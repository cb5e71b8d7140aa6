import { ExportServiceService, ExportState, ListExportsResponse } from '@qipei/contracts/exports/v1/exports';
import {
  ImportServiceService,
  ImportState,
  type ListImportsRequest,
  ListImportsResponse,
} from '@qipei/contracts/imports/v1/imports';
import { ListWebhooksResponse, WebhookServiceService } from '@qipei/contracts/webhooks/v1/webhooks';
import { createLogger, startTelemetry } from '@qipei/service-kit';
import { readTelemetryConfig } from '@qipei/service-kit/environment';
import { expect, it } from 'vitest';
import { KEY, oneMethod, READER_KEY, startBench } from '../peer-server.fixture.ts';
import { type PlatformHealthWatch, watchHealth } from './platform-health.ts';
import type { Readiness } from './readiness.ts';

const PEERS: Awaited<ReturnType<Readiness>> = {
  ...{ access: 'serving', catalog: 'serving', fitment: 'serving', inventory: 'serving' },
  ...{ order: 'serving', search: 'not-serving', exchange: 'serving' },
};
const HOUR = 3_600_000;

const requests = (status: number, count: number, route = '/v1/search') =>
  `http_server_request_duration_count{http_request_method="GET",http_route="${route}",http_response_status_code="${status}"} ${count}\n`;
const rows = (count: number, thread = 'main') =>
  `qipei_import_rows_total{service="catalog",kind="parts",outcome="created",thread="${thread}"} ${count}\n`;

/** A watch over a text that the test writes, by a clock that it turns. */
function watching(text: string) {
  const state = { text, now: 1_000_000 };
  const watch: PlatformHealthWatch = watchHealth({
    metricsText: async () => {
      if (state.text === 'broken') throw new Error('nothing can be read');
      return state.text;
    },
    readiness: async () => PEERS,
    now: () => state.now,
    everyMs: HOUR,
  });
  return Object.assign(state, { watch, [Symbol.dispose]: () => watch[Symbol.dispose]() });
}

it('counts since it began, however often it is looked at', async () => {
  using state = watching('');
  const { watch } = state;
  await watch.read();
  state.text = requests(200, 4);
  await Promise.all([watch.read(), watch.read()]);
  state.text = requests(200, 10) + requests(503, 2) + requests(500, 1, '/v1/vins/{vin}') + rows(60);
  state.now += 30_000;
  await watch.mark();
  state.now += 30_000;
  const health = await watch.read();
  expect(health.lastHour).toEqual({
    ...{ requests: 13, failures: 3, importRows: 60, givenUp: 0 },
    failed: [
      { method: 'GET', route: '/v1/search', status: '503', count: 2 },
      { method: 'GET', route: '/v1/vins/{vin}', status: '500', count: 1 },
    ],
  });
  expect(health).toMatchObject({ since: 1_000_000, at: 1_060_000, peers: PEERS, measuresServices: false });
  expect(health.points).toMatchObject([{ seconds: 30, requests: 13, failures: 3, importRows: 60 }]);
  expect(health.perSecond.importRows).toBe(1);
});

it('loses nothing to a thread that is silent for a while, to one that begins anew, and to a look that fails', async () => {
  using state = watching(rows(100) + rows(50, 'imports'));
  const { watch } = state;
  await watch.read();
  state.text = rows(110);
  await watch.mark();
  state.text = 'broken';
  await expect(watch.mark()).rejects.toThrow('nothing can be read');
  state.text = rows(110) + rows(55, 'imports');
  await watch.mark();
  state.text = rows(110) + rows(7, 'imports');
  const { lastHour } = await watch.read();
  expect(lastHour.importRows).toBe(150 + 10 + 5 + 7);
});

it('keeps an hour, whatever happens', async () => {
  using state = watching(requests(500, 0));
  const { watch } = state;
  await watch.read();
  for (let minute = 1; minute <= 150; minute += 1) {
    state.now += 60_000;
    state.text = requests(500, minute);
    await watch.mark();
  }
  const { points, lastHour, since, at } = await watch.read();
  expect(points).toHaveLength(60);
  expect(lastHour.failures).toBe(60);
  expect(at - since).toBe(HOUR);
});

it('tells lags and queues once, whichever threads tell them, and nothing where none does', async () => {
  const text = [
    'qipei_consumer_lag{group="search-part-index",topic="a"} 5',
    'qipei_consumer_lag{group="search-part-index",topic="b"} 2',
    'qipei_consumer_lag{group="exchange-feed",topic="a",thread="background"} 3',
    'qipei_consumer_lag{group="exchange-feed",topic="a",thread="main"} 4',
    'qipei_dead_letters{group="exchange-feed",topic="a"} 1',
    'qipei_index_lag{topic="a"} 5',
    'qipei_outbox_length{service="catalog"} 8',
    'qipei_outbox_age{service="catalog"} 0.5',
    'qipei_outbox_age{service="order"} 2.5',
    'qipei_imports_running{service="catalog",kind="parts"} 1',
    'qipei_imports_running{service="catalog",kind="offers"} 0',
    'qipei_import_progress{service="catalog",kind="parts"} 0.25',
    'qipei_webhook_deliveries_waiting{thread="background"} 6',
    'qipei_webhook_deliveries_failing{thread="background"} 2',
    'qipei_webhooks_failing{thread="background"} 1',
    'qipei_exports{service="catalog",state="queued"} 3',
    'qipei_exports{service="fitment",state="queued"} 1',
    'qipei_exports{service="catalog",state="running"} 0',
    'nodejs_eventloop_delay_p99{thread="background"} 3',
    'nodejs_eventloop_delay_p99 0.004',
  ].join('\n');
  using state = watching(text);
  const { gauges, jobs, consumers, measuresServices } = await state.watch.read();
  expect(gauges).toEqual({
    ...{ indexLag: 5, consumerLag: 11, feedLag: 4, deadLetters: 1, webhooksWaiting: 6 },
    ...{ deliveriesFailing: 2, webhooksFailing: 1 },
    ...{ exportsWaiting: 4, exportsRunning: 0, exportsFailed: null },
    ...{ outboxLength: 8, outboxAgeSeconds: 2.5, importsRunning: 1, importsWaiting: null },
    eventLoopDelaySeconds: 0.004,
  });
  expect(jobs).toEqual([{ service: 'catalog', kind: 'parts', running: 1, progress: 0.25 }]);
  expect(consumers).toEqual([
    { group: 'search-part-index', lag: 7, deadLetters: 0 },
    { group: 'exchange-feed', lag: 4, deadLetters: 1 },
  ]);
  expect(measuresServices).toBe(true);
});

it('is told over REST to whom it may be, of what this process really measures', async () => {
  const logger = createLogger({ service: 'test', level: 'silent' });
  await using telemetry = await startTelemetry(readTelemetryConfig('test', {}), { logger });
  await using bench = await startBench({ overrides: { telemetry } });
  const refused = await bench.get('/v1/health', { headers: { authorization: `Bearer ${READER_KEY}` } });
  expect(await refused.json()).toMatchObject({ status: 403, code: 'scope-missing' });
  // Nobody serves the catalogue here.
  expect((await bench.get('/v1/brands')).status).toBe(503);
  const answer = await bench.get('/v1/health', { headers: { authorization: `Bearer ${KEY}` } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const health = await answer.json();
  expect(health).toMatchObject({
    services: expect.arrayContaining([
      { name: 'access', state: 'serving' },
      { name: 'catalog', state: 'unreachable' },
    ]),
    now: { indexLag: null, eventLoopDelaySeconds: expect.any(Number) },
    lastHour: { failures: 1, failed: [{ method: 'GET', route: '/v1/brands', status: '503', count: 1 }] },
  });
});

it('shows the work of other tenants only to those who run the platform', async () => {
  const metrics = [
    'qipei_imports_running{service="catalog",kind="parts"} 4',
    'qipei_import_progress{service="catalog",kind="parts"} 0.75',
    'qipei_imports_waiting{service="catalog"} 3',
    'qipei_webhook_deliveries_waiting 6',
    'qipei_webhook_deliveries_failing 5',
    'qipei_webhooks_failing 4',
    'qipei_exports{service="catalog",state="failed"} 9',
    'qipei_index_lag{topic="a"} 5',
    rows(60),
  ].join('\n');
  const job = { jobId: 'parts_1', kind: 'parts', state: ImportState.RUNNING, bytesTotal: 200, bytesDone: 50 };
  const listImports = async ({ state }: ListImportsRequest, { tenant }: { tenant: string }) => {
    expect([tenant, state]).toEqual(['acme', ImportState.RUNNING]);
    return ListImportsResponse.fromPartial({ jobs: [job] });
  };
  const exports = [ExportState.RUNNING, ExportState.FAILED, ExportState.FAILED, ExportState.DONE];
  const listExports = async (_: unknown, { tenant }: { tenant: string }) => {
    expect(tenant).toBe('acme');
    return ListExportsResponse.fromPartial({ jobs: exports.map((state) => ({ state })) });
  };
  const listWebhooks = async () =>
    ListWebhooksResponse.fromPartial({
      webhooks: [
        { enabled: true },
        { enabled: true, failingSince: new Date() },
        { enabled: false },
        { enabled: false, disabledReason: 'gone' },
      ],
    });
  const services = [
    oneMethod(ImportServiceService, { listImports }),
    oneMethod(ExportServiceService, { listExports }),
    oneMethod(WebhookServiceService, { listWebhooks }),
  ];
  const healthOf = async (operators: string[]) => {
    const config = { operators: new Set(operators) };
    const telemetry = { metricsText: async () => metrics };
    await using bench = await startBench({ services, config, overrides: { telemetry } });
    // biome-ignore lint/suspicious/noExplicitAny: what comes back is looked at, not trusted
    return (await (await bench.get('/v1/health')).json()) as any;
  };
  const own = await healthOf(['bolt']);
  const running = ['catalog', 'fitment', 'inventory'].map((service) => ({
    service,
    kind: 'parts',
    running: 1,
    progress: 0.25,
  }));
  expect(own.jobs).toEqual(running);
  expect(own.now).toMatchObject({
    ...{ importsRunning: 3, importsWaiting: null, webhooksWaiting: null, importRowsPerSecond: null },
    // Of two services.
    ...{
      exportsRunning: 2,
      exportsFailed: 4,
      exportsWaiting: 0,
      deliveriesFailing: null,
      webhooksFailing: 2,
    },
    indexLag: 5,
  });
  expect(own.lastHour.importRows).toBeNull();
  const all = await healthOf(['bolt', 'acme']);
  expect(all.jobs).toEqual([{ service: 'catalog', kind: 'parts', running: 4, progress: 0.75 }]);
  expect(all.now).toMatchObject({ importsRunning: 4, importsWaiting: 3, webhooksWaiting: 6 });
  expect(all.now).toMatchObject({
    exportsFailed: 9,
    exportsRunning: null,
    deliveriesFailing: 5,
    webhooksFailing: 4,
  });
  expect(all.lastHour.importRows).toBe(60);
});
