import { metrics, type ObservableResult } from '@opentelemetry/api';

const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

const meter = () => metrics.getMeter('qipei');
let rpcDuration: ReturnType<ReturnType<typeof meter>['createHistogram']> | undefined;

/** Rate, errors and duration of a gRPC method, under OpenTelemetry's semantic-convention name. */
export function recordRpc(path: string, outcome: string, milliseconds: number): void {
  rpcDuration ??= meter().createHistogram('rpc.server.duration', {
    unit: 'ms',
    advice: { explicitBucketBoundaries: BUCKETS_MS },
  });
  rpcDuration.record(milliseconds, { 'rpc.method': path, outcome });
}

let httpDuration: ReturnType<ReturnType<typeof meter>['createHistogram']> | undefined;

/** `route` is the pattern (`/v1/parts/{partId}`), never the path: paths carry VINs and ids. */
export function recordHttp(method: string, route: string, statusCode: number, milliseconds: number): void {
  httpDuration ??= meter().createHistogram('http.server.request.duration', {
    unit: 'ms',
    advice: { explicitBucketBoundaries: BUCKETS_MS },
  });
  httpDuration.record(milliseconds, {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': statusCode,
  });
}

interface Gauge {
  name: string;
  description: string;
  read: () => Promise<number> | number;
  attributes: Record<string, string>;
}

/** Services register before the process's telemetry starts or after it, in any order. */
const gauges = new Set<Gauge>();
let started = false;

/**
 * A figure that is read when somebody looks, such as a queue's length; until it is disposed of.
 * @NOTE From then on the exporter repeats the last figure: OpenTelemetry's cumulative storage never forgets a series.
 */
export function observeGauge(gauge: Gauge): Disposable {
  gauges.add(gauge);
  const stop = started ? register(gauge) : undefined;
  return {
    [Symbol.dispose]() {
      gauges.delete(gauge);
      stop?.();
    },
  };
}

/** How many events a service has saved that are not yet in the event log. */
export function observeOutbox(service: string, length: () => Promise<number> | number): Disposable {
  return observeGauge({
    name: 'qipei_outbox_length',
    description: 'Events saved and not yet in the event log',
    read: length,
    attributes: { service },
  });
}

function register(gauge: Gauge): () => void {
  const instrument = meter().createObservableGauge(gauge.name, { description: gauge.description });
  const observe = async (result: ObservableResult) => {
    if (gauges.has(gauge)) result.observe(await gauge.read(), gauge.attributes);
  };
  instrument.addCallback(observe);
  return () => instrument.removeCallback(observe);
}

export interface Telemetry extends AsyncDisposable {
  /** The Prometheus text format, version 0.0.4. */
  metricsText(): Promise<string>;
}

/**
 * Metrics for this process, one for all services in it; what was recorded before is not counted.
 * Traces go out by OTLP where OTEL_EXPORTER_OTLP_ENDPOINT is set.
 */
export async function startTelemetry(options: {
  service: string;
  otlpEndpoint?: string | undefined;
}): Promise<Telemetry> {
  const [{ PrometheusExporter, PrometheusSerializer }, { MeterProvider }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/exporter-prometheus'),
      import('@opentelemetry/sdk-metrics'),
      import('@opentelemetry/resources'),
    ]);
  const exporter = new PrometheusExporter({ preventServerStart: true });
  const provider = new MeterProvider({
    readers: [exporter],
    resource: resourceFromAttributes({ 'service.name': options.service }),
  });
  metrics.setGlobalMeterProvider(provider);
  rpcDuration = undefined;
  httpDuration = undefined;
  started = true;
  for (const gauge of gauges) register(gauge);
  const serializer = new PrometheusSerializer();
  const sdk = options.otlpEndpoint === undefined ? undefined : await startTraces(options.service);
  return {
    async metricsText() {
      const { resourceMetrics } = await exporter.collect();
      return serializer.serialize(resourceMetrics);
    },
    async [Symbol.asyncDispose]() {
      await sdk?.shutdown();
      await provider.shutdown();
      metrics.disable();
      started = false;
    },
  };
}

async function startTraces(service: string) {
  // Loaded only where it is used: it brings a third of a second and 40 MB.
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({ serviceName: service, metricReaders: [] });
  sdk.start();
  return sdk;
}
