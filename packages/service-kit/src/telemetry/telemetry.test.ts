import { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { toRecord } from '@qipei/contracts';
import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startBackgroundThread } from '../background-thread.ts';
import { createLogger } from '../logger.ts';
import { observeGauge, observeOutbox } from './gauges.ts';
import { eventCounter, recordRpc } from './instruments.ts';
import { startTelemetry, type Telemetry } from './telemetry.ts';
import { readTelemetryConfig } from './telemetry-config.ts';
import { threadMetrics } from './thread-metrics.ts';
import { inTrace } from './tracing.ts';

let telemetry: Telemetry | undefined;
afterEach(async () => {
  await telemetry?.[Symbol.asyncDispose]();
  telemetry = undefined;
});

async function start(env: Record<string, string> = {}): Promise<Telemetry> {
  telemetry = await startTelemetry(readTelemetryConfig('test', env));
  return telemetry;
}

describe('a gauge', () => {
  test('is read whenever it was registered, until it is disposed of, and then tells nothing', async () => {
    const before = observeOutbox('catalog', () => 3);
    const { metricsText } = await start();
    const after = observeOutbox('order', () => 4);
    const text = await metricsText();
    expect(text).toMatch(/^# HELP qipei_outbox_length Events saved and not yet in the event log$/m);
    expect(text).toMatch(/^qipei_outbox_length\{service="catalog".*\} 3$/m);
    expect(text).toMatch(/^qipei_outbox_length\{service="order".*\} 4$/m);
    before[Symbol.dispose]();
    const later = await metricsText();
    expect(later).not.toContain('catalog');
    expect(later).toMatch(/^qipei_outbox_length\{service="order".*\} 4$/m);
    after[Symbol.dispose]();
    expect(await metricsText()).not.toContain('qipei_outbox_length');
  });

  test('that fails or hangs holds up no other', async () => {
    using _broken = observeGauge(gaugeOf('broken', () => Promise.reject(new Error('closed'))));
    using _hanging = observeGauge(gaugeOf('hanging', () => new Promise(() => {})));
    using _fine = observeGauge(gaugeOf('fine', () => 7));
    const { metricsText } = await start();
    const text = await metricsText();
    expect(text).toMatch(/^qipei_test\{which="fine".*\} 7$/m);
    expect(text).not.toMatch(/which="(broken|hanging)"/);
  });

  test('tells how old the oldest event of an outbox is', async () => {
    const value = (occurredAt: Date) =>
      toRecord({
        id: 'e',
        type: 't',
        tenant: '',
        aggregateId: 'a',
        occurredAt,
        traceparent: '',
        payload: new Uint8Array(),
      }).value;
    const oldest = vi.fn<() => { value: Uint8Array } | undefined>(() => ({
      value: value(new Date(Date.now() - 60_000)),
    }));
    using _outbox = observeOutbox('order', { length: () => 1, oldest });
    const { metricsText } = await start();
    const age = async () =>
      Number(/^qipei_outbox_age\{service="order".*\} (\S+)$/m.exec(await metricsText())?.[1]);
    expect(await age()).toBeCloseTo(60, 0);
    oldest.mockReturnValue(undefined);
    expect(await age()).toBe(0);
  });
});

function gaugeOf(which: string, read: () => Promise<number> | number) {
  return { name: 'qipei.test', description: 'A test', read, attributes: { which } };
}

test('what came before a start is not counted, and a second start counts anew', async () => {
  const count = eventCounter('qipei.tests', 'Tests');
  count(1, {});
  const first = await start();
  count(2, {});
  expect(await first.metricsText()).toMatch(/^qipei_tests_total\{.*\} 2$/m);
  await first[Symbol.asyncDispose]();
  const second = await start();
  count(3, {});
  expect(await second.metricsText()).toMatch(/^qipei_tests_total\{.*\} 3$/m);
});

test('serves the metrics where a port is named, and nothing else', async () => {
  const { metricsUrl = '' } = await start({ METRICS_PORT: '0' });
  recordRpc('/qipei.test.v1.TestService/Try', 'ok', 12);
  const answer = await fetch(metricsUrl);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).toContain('rpc_method="/qipei.test.v1.TestService/Try"');
  expect(text).toContain('nodejs_eventloop_delay_p99');
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(405);
  expect((await fetch(new URL('/', metricsUrl))).status).toBe(404);
});

test('what a thread measures is among the metrics, by its name, until it ends', async () => {
  const { metricsText } = await start();
  const thread = await startBackgroundThread(new URL('./measuring-thread.fixture.ts', import.meta.url), {});
  // One that has no turn within a second is left out of that answer.
  const text = await vi.waitUntil(
    async () => {
      const told = await metricsText();
      return told.includes('thread="service-kit"') && told;
    },
    { timeout: 120_000 },
  );
  expect(text).toMatch(/^qipei_thread_work_total\{.*thread="service-kit".*\} 5$/m);
  expect(text).toMatch(/^nodejs_eventloop_utilization\{.*thread="service-kit".*\} \d/m);
  expect(text.match(/^# TYPE nodejs_eventloop_utilization /gm)).toHaveLength(1);
  await thread[Symbol.asyncDispose]();
  await thread.ended;
  expect(await metricsText()).not.toContain('qipei_thread_work');
  expect(await threadMetrics()).toEqual([]);
});

test('a thread without telemetry around it runs all the same', async () => {
  const thread = await startBackgroundThread(new URL('./measuring-thread.fixture.ts', import.meta.url), {});
  await thread[Symbol.asyncDispose]();
  expect(Worker).toBeDefined();
});

test('a line in the log says which trace it belongs to', async () => {
  await start();
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const logger = createLogger({ service: 'test', level: 'info', destination });
  logger.info('outside');
  await inTrace('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', async () => {
    await new Promise(setImmediate);
    logger.child({ orderId: 'o' }).info('inside');
  });
  expect(lines[0]).not.toHaveProperty('traceId');
  expect(lines[1]).toMatchObject({
    msg: 'inside',
    orderId: 'o',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: 'b7ad6b7169203331',
  });
});

describe('the configuration', () => {
  test('sends nothing unless somebody says where to', () => {
    const config = readTelemetryConfig('order', {});
    expect(config).toMatchObject({ traces: false, pushMetrics: false, metricsServer: undefined });
  });

  test.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, true, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' }, true, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' }, false, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_METRICS_EXPORTER: 'none' }, true, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'TRUE' }, false, false],
  ])('of %j', (env, traces, pushMetrics) => {
    expect(readTelemetryConfig('order', env as Record<string, string>)).toMatchObject({
      traces,
      pushMetrics,
    });
  });

  test('records one trace in ten unless told otherwise', () => {
    expect(readTelemetryConfig('order', {}).sdkEnvironment).toMatchObject({
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.1',
    });
    const all = readTelemetryConfig('order', { OTEL_TRACES_SAMPLER: 'always_on' }).sdkEnvironment;
    expect(all).not.toHaveProperty('OTEL_TRACES_SAMPLER');
    expect(() => readTelemetryConfig('order', { OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow(
      /OTEL_EXPORTER_OTLP_ENDPOINT/,
    );
  });
});

test('a collector that is away costs one line, and neither memory nor time at the end', async () => {
  const lines: string[] = [];
  const logger = pino(
    { level: 'info' },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk));
        done();
      },
    }),
  );
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_TRACES_SAMPLER: 'always_on' };
  const before = { ...process.env };
  Object.assign(process.env, env, { OTEL_BSP_SCHEDULE_DELAY: '20' });
  try {
    await using away = await startTelemetry(readTelemetryConfig('test', env), { logger });
    const { startServerSpan } = await import('./tracing.ts');
    for (let round = 0; round < 20; round += 1) {
      for (let at = 0; at < 1_000; at += 1) startServerSpan('x', undefined).end({ failed: false });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const started = performance.now();
    await away[Symbol.asyncDispose]();
    expect(performance.now() - started).toBeLessThan(8_500);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  }
  expect(lines.length).toBe(1);
  expect(lines[0]).toContain('telemetry could not be sent');
}, 180_000);
