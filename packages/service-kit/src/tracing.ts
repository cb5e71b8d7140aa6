import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { isTraceparent, newTraceparent } from './grpc/call-context.ts';

/** One piece of work in a trace. Without a tracing SDK it only passes the caller's trace on. */
export interface TraceSpan {
  /** W3C trace context for what this work calls in its turn. */
  readonly traceparent: string;
  /** `failed` marks the span; `attributes` never carry personal data. */
  end(outcome: { failed: boolean; attributes?: Record<string, string | number> }): void;
}

/** Begins the span of a request that came in under `traceparent` (or of a new trace, where that is none). */
export function startServerSpan(name: string, traceparent: string | undefined): TraceSpan {
  const parent = traceparent !== undefined && isTraceparent(traceparent) ? traceparent : undefined;
  const span = trace.getTracer('qipei').startSpan(name, { kind: SpanKind.SERVER }, contextOf(parent));
  return {
    traceparent: traceparentOf(span) ?? parent ?? newTraceparent(),
    end({ failed, attributes }) {
      if (attributes !== undefined) span.setAttributes(attributes);
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function contextOf(traceparent: string | undefined) {
  if (traceparent === undefined) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = '0'] = traceparent.split('-');
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}

function traceparentOf(span: Span): string | undefined {
  const { traceId, spanId, traceFlags } = span.spanContext();
  const text = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  return isTraceparent(text) ? text : undefined;
}
