export { observeGauge } from './telemetry/gauges.ts';
export { durationHistogram, eventCounter } from './telemetry/instruments.ts';
export { type BatchSpan, inBackgroundSpan, inTrace, isTracing, startBatchSpan } from './telemetry/tracing.ts';
