import { CatalogServiceService, GetPartRequest, GetPartResponse } from '@qipei/contracts/catalog/v1/catalog';
import { type OtlpReceiver, startOtlpReceiver } from '@qipei/testing/otlp-receiver';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGrpcClient } from '../grpc/grpc-client.ts';
import { grpcService, startGrpcServer } from '../grpc/grpc-server.ts';
import { startTelemetry } from './telemetry.ts';
import { readTelemetryConfig } from './telemetry-config.ts';
import {
  inBackgroundSpan,
  inSpan,
  isTracing,
  startBatchSpan,
  startEdgeSpan,
  startServerSpan,
} from './tracing.ts';

const GIVEN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('where nothing records', () => {
  test('a trace is passed on, and begun where there is none', () => {
    const span = startServerSpan('x', GIVEN);
    expect(span.traceparent).toBe(GIVEN);
    span.end({ failed: false });
    expect(startServerSpan('x', 'nonsense').traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  test('a request from outside begins a trace of its own', () => {
    const { traceparent } = startEdgeSpan('GET', GIVEN);
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceparent).not.toContain(GIVEN.slice(3, 35));
  });
});

describe('with a collector', () => {
  let receiver: OtlpReceiver;
  let before: NodeJS.ProcessEnv;
  beforeEach(async () => {
    receiver = await startOtlpReceiver();
    before = { ...process.env };
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    await receiver[Symbol.asyncDispose]();
  });

  async function start(env: Record<string, string> = { OTEL_TRACES_SAMPLER: 'parentbased_always_on' }) {
    // As the process would have been started: the SDK reads nothing else.
    Object.assign(process.env, receiver.env, env);
    return await startTelemetry(readTelemetryConfig('test', process.env));
  }

  test('one trace goes from the request over the gRPC call to what is done in it', async () => {
    const telemetry = await start();
    const definition = { getPart: CatalogServiceService.getPart };
    const server = await startGrpcServer({
      address: '127.0.0.1:0',
      services: [
        grpcService(definition, {
          getPart: () => inSpan('look', { 'qipei.of': 1 }, async () => GetPartResponse.fromPartial({})),
        }),
      ],
      logger: pino({ level: 'silent' }),
    });
    const client = createGrpcClient(definition, { address: server.address });
    const request = startEdgeSpan('GET', GIVEN);
    await request.run(() =>
      client.getPart(GetPartRequest.fromPartial({}), {
        tenant: 't',
        customerId: '',
        actor: 'test',
        traceparent: request.traceparent,
      }),
    );
    request.end({ failed: true, name: 'GET /v1/parts/{partId}', attributes: { 'http.route': '/v1' } });
    await client[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    expect(isTracing()).toBe(true);
    await telemetry[Symbol.asyncDispose]();
    expect(isTracing()).toBe(false);

    const spans = receiver.spans();
    const of = (name: string) => spans.find((span) => span.name === name);
    const [http, call, work] = [
      of('GET /v1/parts/{partId}'),
      of('qipei.catalog.v1.CatalogService/GetPart'),
      of('look'),
    ];
    expect(spans).toHaveLength(3);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([request.traceparent.slice(3, 35)]));
    expect([http?.parentSpanId, call?.parentSpanId, work?.parentSpanId]).toEqual([
      '',
      http?.spanId,
      call?.spanId,
    ]);
    expect([http?.failed, call?.failed, http?.kind, call?.kind]).toEqual([true, false, 2, 2]);
    expect(call?.attributes).toMatchObject({ 'rpc.system': 'grpc', 'rpc.method': 'GetPart' });
    expect(call?.resource).toMatchObject({ 'service.name': 'test', 'service.namespace': 'qipei' });
    // What the caller calls its own trace is pointed to, not joined.
    expect(http?.links).toEqual([{ traceId: GIVEN.slice(3, 35), spanId: GIVEN.slice(36, 52) }]);
    expect([...receiver.metricNames()]).toContain('rpc.server.duration');
  });

  test('nobody outside decides what is recorded; a peer does', async () => {
    const telemetry = await start({ OTEL_TRACES_SAMPLER: 'parentbased_always_off' });
    startEdgeSpan('outside', GIVEN).end({ failed: false });
    const peer = startServerSpan('peer', GIVEN);
    const unsampled = startServerSpan('unsampled', `${GIVEN.slice(0, -2)}00`);
    expect(peer.traceparent.endsWith('-01')).toBe(true);
    expect(unsampled.traceparent.endsWith('-00')).toBe(true);
    unsampled.end({ failed: false });
    peer.end({ failed: false });
    await telemetry[Symbol.asyncDispose]();
    expect(receiver.spans().map(({ name }) => name)).toEqual(['peer']);
  });

  test('a batch has a span in each of its traces, as has what is done in it; beyond a bound they are links', async () => {
    const telemetry = await start();
    const traces = Array.from({ length: 40 }, (_, at) => {
      const id = String(at).padStart(4, '0');
      return `00-${id.repeat(8)}-${id.repeat(4).replace(/^./, '1')}-01`;
    }).slice(1);
    const batch = startBatchSpan('process parts', 'process', traces, {});
    await batch?.run(() => inSpan('write index', {}, async () => {}));
    expect(batch?.traceparentOf(traces[0] ?? '')?.slice(0, 35)).toBe(traces[0]?.slice(0, 35));
    expect(batch?.traceparentOf(traces.at(-1) ?? '')).toBeUndefined();
    batch?.end({ failed: false });
    expect(startBatchSpan('process parts', 'process', ['nonsense'], {})).toBeUndefined();
    await telemetry[Symbol.asyncDispose]();
    const spans = receiver.spans();
    const parents = spans.filter(({ name }) => name === 'process parts');
    const children = spans.filter(({ name }) => name === 'write index');
    expect([parents.length, children.length]).toEqual([16, 16]);
    expect(parents.reduce((sum, { links }) => sum + links.length, 0)).toBe(39 - 16);
    for (const parent of parents) {
      expect(parent.kind).toBe(5);
      const child = children.find(({ traceId }) => traceId === parent.traceId);
      expect(child?.parentSpanId).toBe(parent.spanId);
    }
  });

  test('background work goes on in the trace that caused it, and is marked where it fails', async () => {
    const telemetry = await start();
    const failing = inBackgroundSpan('import', { traceparent: GIVEN }, async (traceparent) => {
      expect(traceparent.slice(3, 35)).toBe(GIVEN.slice(3, 35));
      throw new Error('broken');
    });
    await expect(failing).rejects.toThrow('broken');
    await telemetry[Symbol.asyncDispose]();
    expect(receiver.spans()).toMatchObject([
      { name: 'import', failed: true, traceId: GIVEN.slice(3, 35), parentSpanId: GIVEN.slice(36, 52) },
    ]);
  });
});
