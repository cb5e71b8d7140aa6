export { type BackgroundThread, runBackground, startBackgroundThread } from './background-thread.ts';
export { type CallContext, isTraceparent, newTraceparent, systemContext } from './grpc/call-context.ts';
export { createGrpcClient, type GrpcClientOptions } from './grpc/grpc-client.ts';
export {
  type GrpcServer,
  type GrpcServiceBinding,
  grpcService,
  startGrpcServer,
} from './grpc/grpc-server.ts';
export type { GrpcClient, GrpcDefinition, GrpcHandlers, RequestOf, ResponseOf } from './grpc/method-types.ts';
export { type RunningService, runUntilSignal } from './lifecycle.ts';
export { createLogger, LOG_LEVELS, type Logger, type LogLevel, maskPersonal } from './logger.ts';
export {
  observeGauge,
  observeOutbox,
  recordHttp,
  recordRpc,
  startTelemetry,
  type Telemetry,
} from './telemetry.ts';
export { startServerSpan, type TraceSpan } from './tracing.ts';
