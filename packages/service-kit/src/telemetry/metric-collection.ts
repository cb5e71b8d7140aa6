import { ValueType } from '@opentelemetry/api';
import type { CollectionResult, MetricData, MetricProducer, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import { type ReadGauge, readGauges } from './gauges.ts';
import { threadMetrics } from './thread-metrics.ts';

type SdkMetrics = typeof import('@opentelemetry/sdk-metrics');

/**
 * Gauges, and the metrics of the process's other threads. They go past the SDK's instruments, whose storage repeats the
 * last value of a series that nobody observes any more.
 */
export function gaugeProducer(
  { DataPointType, AggregationTemporality }: Pick<SdkMetrics, 'DataPointType' | 'AggregationTemporality'>,
  resource: CollectionResult['resourceMetrics']['resource'],
): MetricProducer {
  function toMetric(gauges: readonly [ReadGauge, ...ReadGauge[]], at: [number, number]): MetricData {
    const [{ name, description, unit = '' }] = gauges;
    return {
      descriptor: { name, description, unit, valueType: ValueType.DOUBLE },
      aggregationTemporality: AggregationTemporality.CUMULATIVE,
      dataPointType: DataPointType.GAUGE,
      dataPoints: gauges.map(({ attributes, value }) => ({ startTime: at, endTime: at, attributes, value })),
    };
  }
  return {
    async collect() {
      const [gauges, ofThreads] = await Promise.all([readGauges(), threadMetrics()]);
      const now = Date.now();
      const at: [number, number] = [Math.trunc(now / 1_000), (now % 1_000) * 1e6];
      const byName = [...Map.groupBy(gauges, ({ name }) => name).values()];
      const metrics = byName.map((group) => toMetric(group as [ReadGauge, ...ReadGauge[]], at));
      const scopeMetrics: ScopeMetrics[] = [{ scope: { name: 'qipei' }, metrics }, ...ofThreads];
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] };
    },
  };
}
