import { randomUUID } from 'node:crypto';
import { getEnvironmentData, type MessagePort, setEnvironmentData } from 'node:worker_threads';
import { context, metrics } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { MeterProvider, MetricReader, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { Logger } from 'pino';
import { observeEventLoop } from './event-loop.ts';
import { renewInstruments } from './instruments.ts';
import { gaugeProducer } from './metric-collection.ts';
import { startMetricsServer } from './metrics-server.ts';
import { pushReader } from './push-metrics.ts';
import { logSdkFailures, startTracing, within } from './start-tracing.ts';
import type { TelemetryConfig } from './telemetry-config.ts';
import { tellMetrics } from './thread-metrics.ts';

export interface Telemetry extends AsyncDisposable {
  /** The Prometheus text format, version 0.0.4: of this thread and of those that it has started. */
  metricsText(): Promise<string>;
  /** Where they are served, if they are. */
  readonly metricsUrl: string | undefined;
}

/** What threads that are started later go by. */
const INHERITED = 'qipei-telemetry';
interface Inherited {
  attributes: Record<string, string>;
  traces: boolean;
}

const SHUTDOWN_MS = 4_000;

/**
 * Metrics and traces of this process, for all services in it; what was recorded before is not counted. To be started
 * before any thread, and on the main one: threads go by what they find.
 */
export async function startTelemetry(
  config: TelemetryConfig,
  options: { logger?: Logger } = {},
): Promise<Telemetry> {
  const [{ PrometheusExporter, PrometheusSerializer }, sdk, resources] = await Promise.all([
    import('@opentelemetry/exporter-prometheus'),
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
  ]);
  await using opened = new AsyncDisposableStack();
  // The SDK and its exporters read nothing but the environment; threads get a copy of it.
  Object.assign(process.env, config.sdkEnvironment);
  logSdkFailures(options.logger);
  const { envDetector, hostDetector } = resources;
  const resource = resources
    .resourceFromAttributes({
      'service.namespace': 'qipei',
      'service.name': config.service,
      'service.instance.id': randomUUID(),
    })
    .merge(resources.detectResources({ detectors: [hostDetector, envDetector] }));
  await resource.waitForAsyncAttributes?.();
  const producer = gaugeProducer(sdk, resource);
  const exporter = new PrometheusExporter({ preventServerStart: true, metricProducers: [producer] });
  const readers: MetricReader[] = [exporter];
  if (config.pushMetrics) readers.push(await pushReader([producer]));
  const attributes = Object.fromEntries(
    Object.entries(resource.attributes).map(([name, value]) => [name, String(value)]),
  );
  setEnvironmentData(INHERITED, { attributes, traces: config.traces } satisfies Inherited);
  opened.defer(() => setEnvironmentData(INHERITED, undefined as never));
  opened.use(await startProviders(sdk, resource, readers, config.traces));
  const serializer = new PrometheusSerializer();
  const metricsText = async () => serializer.serialize((await exporter.collect()).resourceMetrics);
  const server =
    config.metricsServer === undefined
      ? undefined
      : opened.use(await startMetricsServer(config.metricsServer, metricsText));
  if (server !== undefined) options.logger?.info({ url: server.url }, 'serving metrics');
  const started = opened.move();
  return { metricsText, metricsUrl: server?.url, [Symbol.asyncDispose]: () => started.disposeAsync() };
}

/** In a thread: metrics go to the one that has started it, traces out. Nothing where that one has no telemetry. */
export async function startThreadTelemetry(port: MessagePort): Promise<AsyncDisposable | undefined> {
  const inherited = getEnvironmentData(INHERITED) as Inherited | undefined;
  if (inherited === undefined) return undefined;
  const [sdk, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/resources'),
  ]);
  const resource = resourceFromAttributes(inherited.attributes);
  class ThreadReader extends sdk.MetricReader {
    protected override async onForceFlush() {}
    protected override async onShutdown() {}
  }
  const reader = new ThreadReader({ metricProducers: [gaugeProducer(sdk, resource)] });
  const collect = async (): Promise<ScopeMetrics[]> => (await reader.collect()).resourceMetrics.scopeMetrics;
  await using opened = new AsyncDisposableStack();
  opened.use(await startProviders(sdk, resource, [reader], inherited.traces));
  opened.use(tellMetrics(port, collect));
  return opened.move();
}

/** Everything that is global to a thread. */
async function startProviders(
  sdk: { MeterProvider: typeof MeterProvider },
  resource: Resource,
  readers: MetricReader[],
  traces: boolean,
): Promise<AsyncDisposable> {
  await using opened = new AsyncDisposableStack();
  const { AsyncLocalStorageContextManager } = await import('@opentelemetry/context-async-hooks');
  const contextManager = new AsyncLocalStorageContextManager();
  opened.defer(() => context.disable());
  const provider = new sdk.MeterProvider({ readers, resource });
  metrics.setGlobalMeterProvider(provider);
  renewInstruments();
  opened.defer(async () => {
    await within(SHUTDOWN_MS, provider.shutdown());
    metrics.disable();
  });
  opened.use(observeEventLoop());
  if (traces) opened.use(await startTracing(resource, contextManager));
  else context.setGlobalContextManager(contextManager.enable());
  return opened.move();
}
