export { type BackgroundThread, runBackground, startBackgroundThread } from './background-thread.ts';
export { type CallContext, systemContext } from './grpc/call-context.ts';
export { createGrpcClient, type GrpcClientOptions } from './grpc/grpc-client.ts';
export {
  type GrpcServer,
  type GrpcServiceBinding,
  grpcService,
  startGrpcServer,
} from './grpc/grpc-server.ts';
export type { GrpcClient, GrpcDefinition, GrpcHandlers, RequestOf, ResponseOf } from './grpc/method-types.ts';
export { type RunningService, runService, runUntilSignal } from './lifecycle.ts';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel, maskPersonal } from './logger.ts';
export { type Gauge, type ObservedOutbox, observeGauge, observeOutbox } from './telemetry/gauges.ts';
export { type ImportMetrics, type ImportProgress, observeImports } from './telemetry/import-progress.ts';
export { durationHistogram, eventCounter, recordHttp, recordRpc } from './telemetry/instruments.ts';
export { startTelemetry, type Telemetry } from './telemetry/telemetry.ts';
export type { TelemetryConfig } from './telemetry/telemetry-config.ts';
export { isTraceparent, newTraceparent } from './telemetry/traceparent.ts';
export {
  inBackgroundSpan,
  inSpan,
  inTrace,
  startEdgeSpan,
  startServerSpan,
  type TraceSpan,
} from './telemetry/tracing.ts';
