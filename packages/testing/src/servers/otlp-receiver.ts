import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** As a collector gets it. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  /** Empty for the first of a trace. */
  parentSpanId: string;
  name: string;
  /** 2 server, 4 producer, 5 consumer, 1 internal. */
  kind: number;
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  failed: boolean;
  resource: Record<string, unknown>;
}

export interface OtlpReceiver extends AsyncDisposable {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly endpoint: string;
  /** To send to it; with short waits, as a test has no time. */
  readonly env: Record<string, string>;
  spans(): ReceivedSpan[];
  /** Names of the metrics that came in. */
  metricNames(): Set<string>;
  requests(): number;
  /** Waits until the spans are such. */
  until(fits: (spans: ReceivedSpan[]) => boolean, withinMs?: number): Promise<ReceivedSpan[]>;
}

export interface OtlpReceiverOptions {
  /** Counts, but doesn't read what comes. */
  discard?: boolean;
  /** What every request is answered with. Default 200. */
  status?: number;
}

/** An OTLP/HTTP collector that keeps what it gets, in the protocol's JSON form. */
export async function startOtlpReceiver(options: OtlpReceiverOptions = {}): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const metrics = new Set<string>();
  const waiting = new Set<() => void>();
  let requests = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (options.discard !== true) chunks.push(chunk as Buffer);
    requests += 1;
    response.writeHead(options.status ?? 200, { 'content-type': 'application/json' }).end('{}');
    if (options.discard === true) return;
    const body = JSON.parse(Buffer.concat(chunks).toString()) as TraceRequest & MetricRequest;
    for (const { resource, scopeSpans } of body.resourceSpans ?? [])
      for (const { spans: sent } of scopeSpans)
        spans.push(...sent.map((span) => toSpan(span, attributesOf(resource.attributes))));
    for (const { scopeMetrics } of body.resourceMetrics ?? [])
      for (const scope of scopeMetrics) for (const { name } of scope.metrics) metrics.add(name);
    for (const look of waiting) look();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
    spans: () => [...spans],
    metricNames: () => new Set(metrics),
    requests: () => requests,
    until: (fits, withinMs = 20_000) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          const seen = spans.map(({ name, traceId }) => `${traceId} ${name}`).join('\n');
          reject(new Error(`The spans did not come; these did:\n${seen}`));
        }, withinMs);
        const look = () => {
          if (!fits(spans)) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve([...spans]);
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type KeyValue = { key: string; value: Record<string, unknown> };
interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes?: KeyValue[];
  links?: { traceId: string; spanId: string }[];
  status?: { code?: number };
}
interface TraceRequest {
  resourceSpans?: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: SentSpan[] }[] }[];
}
interface MetricRequest {
  resourceMetrics?: { scopeMetrics: { metrics: { name: string }[] }[] }[];
}

const FAILED = 2;

function toSpan(span: SentSpan, resource: Record<string, unknown>): ReceivedSpan {
  const { traceId, spanId, parentSpanId = '', name, kind } = span;
  const links = (span.links ?? []).map((link) => ({ traceId: link.traceId, spanId: link.spanId }));
  const attributes = attributesOf(span.attributes ?? []);
  const failed = span.status?.code === FAILED;
  return { traceId, spanId, parentSpanId, name, kind, attributes, links, failed, resource };
}

function attributesOf(list: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]));
}
