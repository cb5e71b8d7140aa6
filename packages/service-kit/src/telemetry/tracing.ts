import {
  type Attributes,
  type Context,
  context,
  createContextKey,
  INVALID_TRACEID,
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api';
import { isTraceparent, newTraceparent } from './traceparent.ts';

/**
 * One piece of work in a trace; of several traces at once where it does the work of them all. Without a tracing SDK it
 * only passes the trace on.
 */
export interface TraceSpan {
  /** W3C trace context for what this work calls in its turn. */
  readonly traceparent: string;
  /** Its lines in the log, and spans that are begun in it, belong to it. */
  run<T>(work: () => T): T;
  /** `failed` marks the span; `name` takes the place of the first; `attributes` never carry personal data. */
  end(outcome: { failed: boolean; name?: string; attributes?: Attributes }): void;
}

/** Of a batch. */
export interface BatchSpan extends TraceSpan {
  /** For what goes on in the trace of one of the batch's `traceparents`; undefined where that is not recorded. */
  traceparentOf(traceparent: string): string | undefined;
}

const tracer = () => trace.getTracer('qipei');

/** The spans of a batch, of which the API's active span is the first. */
const SPANS = createContextKey('qipei spans');

let tracing = false;

/** Whether spans are recorded at all: where they are not, nobody needs to look for what they would belong to. */
export function isTracing(): boolean {
  return tracing;
}

export function setTracing(started: boolean): void {
  tracing = started;
}

/** Begins the span of a request that a peer made under `traceparent` (or of a new trace, where that is none). */
export function startServerSpan(
  name: string,
  traceparent: string | undefined,
  attributes?: Attributes,
): TraceSpan {
  const parent = spanContextOf(traceparent);
  const base = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  return traceSpan([valid(tracer().startSpan(name, { kind: SpanKind.SERVER, ...withOf(attributes) }, base))]);
}

/**
 * Begins the trace of a request from outside. Whoever asks can't choose the trace's id, nor that it is recorded: an id
 * can be picked so that a sampler by ratio always takes it. What the caller says its own trace is becomes a link.
 */
export function startEdgeSpan(
  name: string,
  traceparent: string | undefined,
  attributes?: Attributes,
): TraceSpan {
  const caller = tracing ? spanContextOf(traceparent) : undefined;
  const links: Link[] = caller === undefined ? [] : [{ context: caller }];
  const options = { kind: SpanKind.SERVER, links, ...withOf(attributes) };
  return traceSpan([valid(tracer().startSpan(name, options, ROOT_CONTEXT))]);
}

/** So many traces of a batch get spans of their own; those beyond are links of the first. */
const MAX_SPANS = 16;
const MAX_LINKS = 100;

/**
 * Begins the span of a batch: in each of the traces that its messages belong to. `traceparents` are sampled and differ.
 * Undefined where there are none.
 */
export function startBatchSpan(
  name: string,
  kind: 'send' | 'process',
  traceparents: readonly string[],
  attributes: Attributes,
): BatchSpan | undefined {
  const parents = traceparents.flatMap((each) => {
    const parent = spanContextOf(each);
    return parent === undefined ? [] : [{ traceparent: each, parent }];
  });
  const links = parents.slice(MAX_SPANS, MAX_SPANS + MAX_LINKS).map(({ parent }) => ({ context: parent }));
  const byParent = new Map<string, Span>();
  for (const [at, { traceparent, parent }] of parents.slice(0, MAX_SPANS).entries()) {
    const options = {
      kind: kind === 'send' ? SpanKind.PRODUCER : SpanKind.CONSUMER,
      attributes,
      ...(at === 0 && links.length > 0 && { links }),
    };
    byParent.set(traceparent, tracer().startSpan(name, options, trace.setSpanContext(ROOT_CONTEXT, parent)));
  }
  if (byParent.size === 0) return undefined;
  return {
    ...traceSpan([...byParent.values()]),
    traceparentOf(traceparent) {
      const span = byParent.get(traceparent);
      return span === undefined ? undefined : traceparentOf(span);
    },
  };
}

/** Does `work` in a span below the active one, which is marked where it fails; as it is where nothing is recorded. */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: () => T | Promise<T>,
): Promise<T> {
  const above = (context.active().getValue(SPANS) as readonly Span[] | undefined)?.filter((each) =>
    each.isRecording(),
  );
  if (above === undefined || above.length === 0) return await work();
  const span = traceSpan(
    above.map((each) => tracer().startSpan(name, { attributes }, trace.setSpan(ROOT_CONTEXT, each))),
  );
  return await endingWith(span, work);
}

/**
 * Does work that nobody asks for, such as an import of a file that came in earlier, in a span of its own: below
 * `traceparent`, or of a new trace. `work` gets the trace context for what it causes.
 */
export async function inBackgroundSpan<T>(
  name: string,
  options: { traceparent?: string | undefined; attributes?: Attributes },
  work: (traceparent: string) => T | Promise<T>,
): Promise<T> {
  const parent = spanContextOf(options.traceparent);
  const base = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent);
  const span = traceSpan([valid(tracer().startSpan(name, withOf(options.attributes), base))]);
  return await endingWith(span, () => work(span.traceparent));
}

/** Does `work` so that its lines in the log belong to a trace, without a span of its own. */
export function inTrace<T>(traceparent: string, work: () => T): T {
  const parent = spanContextOf(traceparent);
  return parent === undefined ? work() : context.with(trace.setSpanContext(context.active(), parent), work);
}

/** What a line in the log says of the trace that it belongs to. */
export function activeTraceIds(): { traceId: string; spanId: string } | undefined {
  const active = trace.getActiveSpan()?.spanContext();
  return active === undefined || active.traceId === INVALID_TRACEID
    ? undefined
    : { traceId: active.traceId, spanId: active.spanId };
}

async function endingWith<T>(span: TraceSpan, work: () => T | Promise<T>): Promise<T> {
  let failed = true;
  try {
    const result = await span.run(work);
    failed = false;
    return result;
  } finally {
    span.end({ failed });
  }
}

function traceSpan(spans: readonly [Span, ...Span[]] | Span[]): TraceSpan {
  const first = spans[0] as Span;
  return {
    traceparent: traceparentOf(first),
    run: (work) => context.with(contextOf(first, spans), work),
    end({ failed, name, attributes }) {
      for (const span of spans) {
        if (span.isRecording()) {
          if (name !== undefined) span.updateName(name);
          if (attributes !== undefined) span.setAttributes(attributes);
          if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      }
    },
  };
}

function contextOf(first: Span, spans: readonly Span[]): Context {
  const active = trace.setSpan(context.active(), first);
  return first.isRecording() ? active.setValue(SPANS, spans) : active.deleteValue(SPANS);
}

function withOf(attributes: Attributes | undefined) {
  return attributes === undefined ? {} : { attributes };
}

/** Where no SDK makes spans, a trace of which nothing is recorded. */
function valid(span: Span): Span {
  if (span.spanContext().traceId !== INVALID_TRACEID) return span;
  return trace.wrapSpanContext(spanContextOf(newTraceparent()) as SpanContext);
}

function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  if (traceparent === undefined || !isTraceparent(traceparent)) return undefined;
  return {
    traceId: traceparent.slice(3, 35),
    spanId: traceparent.slice(36, 52),
    // Of the flags only this one is defined in version 00.
    traceFlags: Number.parseInt(traceparent.slice(54), 16) & 1 ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  };
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}
