import { type Attributes, type Counter, type Histogram, metrics } from '@opentelemetry/api';

const BUCKETS_MS = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

let started = 0;

/** Instruments from before the start of the process's telemetry belong to nothing: they are made anew. */
export function renewInstruments(): void {
  started += 1;
}

function lasting<T>(create: () => T): () => T {
  let instrument: T | undefined;
  let madeAt = -1;
  return () => {
    if (instrument === undefined || madeAt !== started) {
      instrument = create();
      madeAt = started;
    }
    return instrument;
  };
}

/** Durations in milliseconds; with it come a rate and, by attribute, errors. */
export function durationHistogram(
  name: string,
  description: string,
): (milliseconds: number, attributes: Attributes) => void {
  const instrument = lasting<Histogram>(() =>
    metrics.getMeter('qipei').createHistogram(name, {
      description,
      unit: 'ms',
      advice: { explicitBucketBoundaries: BUCKETS_MS },
    }),
  );
  return (milliseconds, attributes) => instrument().record(milliseconds, attributes);
}

export function eventCounter(
  name: string,
  description: string,
): (count: number, attributes: Attributes) => void {
  const instrument = lasting<Counter>(() => metrics.getMeter('qipei').createCounter(name, { description }));
  return (count, attributes) => instrument().add(count, attributes);
}

const rpcDuration = durationHistogram('rpc.server.duration', 'How long calls took, by method and outcome');

/** Rate, errors and duration of a gRPC method, under OpenTelemetry's semantic-convention name. */
export function recordRpc(path: string, outcome: string, milliseconds: number): void {
  rpcDuration(milliseconds, { 'rpc.method': path, outcome });
}

const httpDuration = durationHistogram(
  'http.server.request.duration',
  'How long requests took, by route and status',
);

/** `route` is the pattern (`/v1/parts/{partId}`), never the path: paths carry VINs and ids. */
export function recordHttp(method: string, route: string, statusCode: number, milliseconds: number): void {
  httpDuration(milliseconds, {
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': statusCode,
  });
}
