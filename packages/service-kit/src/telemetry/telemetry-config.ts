import { z } from 'zod';
import { readEnvironment } from '../environment/read-environment.ts';
import { portVariable } from '../environment/variables.ts';

export interface TelemetryConfig {
  /** `service.name`, where OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say nothing else. */
  service: string;
  /** Whether traces go out. */
  traces: boolean;
  /** Whether metrics go out; served they are in any case. */
  pushMetrics: boolean;
  /** Where GET /metrics is served, beside what the service itself serves. */
  metricsServer: { host: string; port: number } | undefined;
  /** Standard variables that the SDK reads from the environment and that stand elsewhere or have another default here. */
  sdkEnvironment: Record<string, string>;
}

const variables = z.object({
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: portVariable.optional(),
  OTEL_SDK_DISABLED: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: z.string().optional(),
  OTEL_TRACES_EXPORTER: z.string().optional(),
  OTEL_METRICS_EXPORTER: z.string().optional(),
  OTEL_TRACES_SAMPLER: z.string().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.string().optional(),
});

/**
 * One trace in ten, whole. A recorded span takes about 15 µs of the processor, its sending included, which few would
 * notice; but a busy platform makes more of them than a collector wants to keep, and than may wait here when it is slow.
 */
const SAMPLED = '0.1';
/** A collector that doesn't answer holds up nothing for longer, a shutdown neither. */
const EXPORT_TIMEOUT_MS = '3000';

/**
 * METRICS_HOST (127.0.0.1), METRICS_PORT (none) and OpenTelemetry's standard OTEL_* variables
 * (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/). Traces and metrics go out where
 * an endpoint is set. OTEL_TRACES_SAMPLER is parentbased_traceidratio, OTEL_TRACES_SAMPLER_ARG 0.1 and
 * OTEL_EXPORTER_OTLP_TIMEOUT 3000 unless they are given.
 * @throws ConfigurationError
 */
export function readTelemetryConfig(
  service: string,
  env: Record<string, string | undefined>,
): TelemetryConfig {
  const read = readEnvironment(variables, env);
  const enabled = read.OTEL_SDK_DISABLED?.toLowerCase() !== 'true';
  const goesOut = (exporter: string | undefined, endpoint: string | undefined) =>
    enabled &&
    exporter !== 'none' &&
    (exporter !== undefined || endpoint !== undefined || read.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined);
  return {
    service,
    traces: goesOut(read.OTEL_TRACES_EXPORTER, read.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    pushMetrics:
      // Served they are anyway.
      read.OTEL_METRICS_EXPORTER !== 'prometheus' &&
      goesOut(read.OTEL_METRICS_EXPORTER, read.OTEL_EXPORTER_OTLP_METRICS_ENDPOINT),
    metricsServer:
      read.METRICS_PORT === undefined ? undefined : { host: read.METRICS_HOST, port: read.METRICS_PORT },
    sdkEnvironment: {
      ...(read.OTEL_EXPORTER_OTLP_HEADERS !== undefined && {
        OTEL_EXPORTER_OTLP_HEADERS: read.OTEL_EXPORTER_OTLP_HEADERS,
      }),
      OTEL_EXPORTER_OTLP_TIMEOUT: read.OTEL_EXPORTER_OTLP_TIMEOUT ?? EXPORT_TIMEOUT_MS,
      ...(read.OTEL_TRACES_SAMPLER === undefined
        ? {
            OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
            OTEL_TRACES_SAMPLER_ARG: read.OTEL_TRACES_SAMPLER_ARG ?? SAMPLED,
          }
        : {}),
    },
  };
}
