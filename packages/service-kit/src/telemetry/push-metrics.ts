import type { MetricProducer, MetricReader } from '@opentelemetry/sdk-metrics';

const INTERVAL_MS = 60_000;

/** Sends the metrics to the collector that the standard variables name, in the protocol that they name. */
export async function pushReader(metricProducers: MetricProducer[]): Promise<MetricReader> {
  const [{ PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    exporterOf(process.env.OTEL_EXPORTER_OTLP_METRICS_PROTOCOL || process.env.OTEL_EXPORTER_OTLP_PROTOCOL),
  ]);
  const exportIntervalMillis = positive(process.env.OTEL_METRIC_EXPORT_INTERVAL) ?? INTERVAL_MS;
  return new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(
      exportIntervalMillis,
      positive(process.env.OTEL_METRIC_EXPORT_TIMEOUT) ?? 30_000,
    ),
    metricProducers,
  });
}

/** `http/protobuf` where it isn't said, as the specification has it. */
async function exporterOf(protocol: string | undefined) {
  if (protocol === 'grpc') return await import('@opentelemetry/exporter-metrics-otlp-grpc');
  if (protocol === 'http/json') return await import('@opentelemetry/exporter-metrics-otlp-http');
  return await import('@opentelemetry/exporter-metrics-otlp-proto');
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return number > 0 ? number : undefined;
}
