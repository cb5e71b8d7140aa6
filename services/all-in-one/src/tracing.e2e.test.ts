import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '@qipei/testing/otlp-receiver';
import { type DemoPlatform, startDemoPlatform } from '@qipei/testing/platform';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

const given = {
  OTEL_TRACES_SAMPLER: 'parentbased_always_on',
  OTEL_METRIC_EXPORT_INTERVAL: '1000',
};
const STRANGER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const before = { ...process.env };
let receiver: OtlpReceiver;
let platform: DemoPlatform;
beforeAll(async () => {
  receiver = await startOtlpReceiver();
  Object.assign(process.env, receiver.env, given);
  platform = await startDemoPlatform(inject('demo'));
});
afterAll(async () => {
  await platform?.[Symbol.asyncDispose]();
  await receiver?.[Symbol.asyncDispose]();
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

test('one trace goes from the order over the services and the event log to the search index', async () => {
  const { body } = await platform.shop.get('/v1/search?inStock=true&pageSize=1');
  const lines = [{ partId: body.hits[0].partId, quantity: 1 }];
  const answer = await platform.shop.post(
    '/v1/orders',
    { lines },
    {
      'idempotency-key': 'traced',
      traceparent: STRANGER,
      tracestate: 'canary=state',
      baggage: `canary=${'x'.repeat(6_000)}`,
    },
  );
  expect(answer.status).toBe(201);

  const whole = ['POST /v1/orders', 'apply parts'];
  const spans = await receiver.until((all) => traceOf(all, whole) !== undefined, 30_000);
  const trace = traceOf(spans, whole) ?? [];
  const index = trace.find(({ name }) => name === 'apply parts');
  const chain = causesOf(index, trace);
  expect(chain[0]).toBe('apply parts');
  expect(chain[1]).toMatch(/^process .*offer/);
  expect(chain[2]).toMatch(/^send .*offer/);
  expect(chain[3]).toMatch(/^qipei\.inventory\.v1\.InventoryService\//);
  expect(chain[4]).toBe('qipei.order.v1.OrderService/PlaceOrder');
  expect(chain.slice(5)).toEqual(['POST /v1/orders']);
  expect(trace.some(({ name }) => /^send .*order/.test(name))).toBe(true);
  // A stranger names a trace: it is pointed to, and nothing else that came with it goes on.
  expect(answer.headers.get('x-request-id')).toBe(index?.traceId);
  expect(spans.some(({ traceId }) => STRANGER.includes(traceId))).toBe(false);
  expect(trace.find(({ name }) => name === 'POST /v1/orders')?.links).toEqual([
    { traceId: STRANGER.slice(3, 35), spanId: STRANGER.slice(36, 52) },
  ]);
  expect(JSON.stringify(trace)).not.toMatch(/canary|tenant|qpk_/i);
});

test('one trace goes from an upload over its import to the search index', async () => {
  const row = { brand: 'TRACE', partNumber: 'T-1', partType: 'oil-filter' };
  const upload = await platform.distributor.startImport('parts', 'ndjson', JSON.stringify(row));
  const job = await platform.distributor.importEnded(upload.body.job.jobId);
  expect(job).toMatchObject({ state: 'done', created: 1 });

  const whole = ['POST /v1/imports', 'import parts', 'apply parts'];
  const spans = await receiver.until((all) => traceOf(all, whole) !== undefined, 30_000);
  const trace = traceOf(spans, whole) ?? [];
  const index = trace.find(({ name }) => name === 'apply parts');
  expect(index?.traceId).toBe(upload.headers.get('x-request-id'));
  expect(causesOf(index, trace)).toEqual([
    'apply parts',
    expect.stringMatching(/^process .*part/),
    expect.stringMatching(/^send .*part/),
    'import parts',
    'qipei.imports.v1.ImportService/StartImport',
    'POST /v1/imports',
  ]);
  const run = trace.find(({ name }) => name === 'import parts');
  expect(run).toMatchObject({ failed: false, attributes: { 'qipei.import.kind': 'parts' } });
  expect(JSON.stringify(trace)).not.toMatch(/tenant|qpk_|T-1|parts_/i);
});

test('metrics tell of every consumer, outbox and thread, and go out too', async () => {
  await expect.poll(() => [...receiver.metricNames()]).toContain('qipei_consumer_lag');
  const text = String((await platform.shop.get('/metrics')).body);
  if (inject('demo').kafkaBrokers === undefined) {
    expect(text).toMatch(
      /^qipei_consumer_lag\{group="search-part-index",topic="\S+",thread="followers".*\} \d+$/m,
    );
    expect(text).toMatch(/^qipei_outbox_age\{service="order".*\} [\d.]+$/m);
    expect(text).toMatch(/^messaging_client_sent_messages_total\{.*thread="all-in-one".*\} \d+$/m);
  }
  for (const service of ['catalog', 'fitment', 'inventory'])
    expect(text).toMatch(new RegExp(`^qipei_imports_waiting\\{service="${service}".*\\} 0$`, 'm'));
  expect(text).toMatch(/^nodejs_eventloop_delay_p99\{/m);
  // What belongs to one tenant, vehicle or key is no label.
  expect(text).not.toMatch(/tenant=|vin=|partId=|key_/i);
});

/** The spans of the first trace that has all of these. */
function traceOf(spans: readonly ReceivedSpan[], names: readonly string[]): ReceivedSpan[] | undefined {
  const traces = [...Map.groupBy(spans, ({ traceId }) => traceId).values()];
  return traces.find((trace) => names.every((name) => trace.some((span) => span.name === name)));
}

/** The names of a span and of those above it, each below the one that caused it. */
function causesOf(span: ReceivedSpan | undefined, trace: readonly ReceivedSpan[]): string[] {
  const chain: string[] = [];
  for (let at = span; at !== undefined; at = trace.find(({ spanId }) => spanId === at?.parentSpanId))
    chain.push(at.name);
  return chain;
}
