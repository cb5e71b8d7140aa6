import { Writable } from 'node:stream';
import { createLogger, startServerSpan, startTelemetry } from '@qipei/service-kit';
import { readTelemetryConfig } from '@qipei/service-kit/environment';
import { type OtlpReceiver, startOtlpReceiver } from '@qipei/testing/otlp-receiver';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BatchOutcome, fileImportSpool, observeWaitingImports, startImportRunner } from './index.ts';
import { ended, itemKind, itemsFile, type Workbench, workbench } from './item-import.fixture.ts';

let bench: Workbench;
let receiver: OtlpReceiver;
const before = { ...process.env };
beforeEach(async () => {
  bench = workbench();
  receiver = await startOtlpReceiver();
});
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  await receiver[Symbol.asyncDispose]();
  bench[Symbol.dispose]();
});

/** Works off what is queued; with the lines of the log, and the trace contexts that `apply` was given. */
function start() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const given: string[] = [];
  const kind = itemKind({}, bench.db);
  const runner = startImportRunner({
    jobs: bench.store,
    spool: fileImportSpool({ directory: bench.spoolDir }),
    kinds: [
      {
        ...kind,
        apply(rows, context) {
          given.push(context.traceparent);
          if (context.tenant === 'broken') throw new TypeError('broken');
          return kind.apply(rows as never, context) as BatchOutcome;
        },
      },
    ],
    logger: createLogger({ service: 'test', level: 'info', destination }),
    batchRows: 100,
  });
  return { lines, given, [Symbol.asyncDispose]: () => runner[Symbol.asyncDispose]() };
}

test('an import is a part of the trace of its upload, with its lines in the log', async () => {
  Object.assign(process.env, receiver.env, { OTEL_TRACES_SAMPLER: 'parentbased_always_on' });
  await using _telemetry = await startTelemetry(readTelemetryConfig('test', process.env));
  const uploads = ['t1', 'broken', 't2'].map((tenant) => ({
    tenant,
    span: startServerSpan('upload', undefined),
  }));
  const jobs = [];
  for (const { tenant, span } of uploads) {
    jobs.push(await bench.queue(itemsFile(250), { tenant, traceparent: span.traceparent }));
    span.end({ failed: false });
  }
  await using run = start();
  const states = [];
  for (const job of jobs) states.push((await ended(bench.store, job)).state);
  expect(states).toEqual(['done', 'failed', 'done']);
  const spans = await receiver.until((all) => all.filter(({ name }) => name === 'import items').length === 3);
  for (const { tenant, span } of uploads) {
    const [traceId, uploadId] = [span.traceparent.slice(3, 35), span.traceparent.slice(36, 52)];
    const own = spans.filter((each) => each.traceId === traceId && each.name === 'import items');
    expect(own).toMatchObject([{ parentSpanId: uploadId, failed: tenant === 'broken' }]);
    // Every batch is told of in the span of the run.
    const traceparent = `00-${traceId}-${own[0]?.spanId}-01`;
    expect(run.given.filter((each) => each.includes(traceId))).toEqual(
      tenant === 'broken' ? [traceparent] : [traceparent, traceparent, traceparent],
    );
    const told = run.lines.filter((line) => line.tenant === tenant);
    expect(told.map(({ msg }) => msg)).toEqual([
      'import begins',
      ...(tenant === 'broken' ? ['import failed by a fault of the service'] : []),
      'import ended',
    ]);
    for (const line of told) expect(line).toMatchObject({ traceId, spanId: own[0]?.spanId });
  }
});

test('where nothing records, the trace goes on all the same, and one is begun where none is known', async () => {
  const known = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  const first = await bench.queue(itemsFile(150), { traceparent: known });
  const second = await bench.queue(itemsFile(150));
  await using run = start();
  for (const job of [first, second]) await ended(bench.store, job);
  expect(run.given.slice(0, 2)).toEqual([known, known]);
  expect(run.given[2]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  expect(run.given[2]).not.toContain(known.slice(3, 35));
  expect(run.given[3]).toBe(run.given[2]);
});

test('an import that goes on in another process stays in its trace', async () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';
  const job = await bench.queue(itemsFile(20_000), { traceparent });
  {
    await using run = start();
    await expect.poll(() => run.given.length).toBeGreaterThan(2);
  }
  expect(await bench.store.get('t1', job.id)).toMatchObject({ state: 'running' });
  await using run = start();
  expect((await ended(bench.store, job)).state).toBe('done');
  expect(new Set(run.given)).toEqual(new Set([traceparent]));
});

test('the metrics tell how many imports wait, of whoever', async () => {
  await using telemetry = await startTelemetry(readTelemetryConfig('test', {}));
  const figure = /^qipei_imports_waiting\{service="catalog".*\} 2$/m;
  {
    using _gauge = observeWaitingImports('catalog', bench.store);
    await bench.queue(itemsFile(1), { tenant: 'a' });
    await bench.queue(itemsFile(1), { tenant: 'b' });
    expect(await telemetry.metricsText()).toMatch(figure);
  }
  expect(await telemetry.metricsText()).not.toContain('qipei_imports_waiting');
});
