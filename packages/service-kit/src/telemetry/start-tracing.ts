import { type ContextManager, DiagLogLevel, diag, logs, trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { Logger } from 'pino';
import { setTracing } from './tracing.ts';

/** What waits for a collector that is away is bounded in number; this bounds how long a shutdown waits for it. */
const SHUTDOWN_MS = 4_000;

/** Sends spans where the standard variables say. Loaded only where it is used: it brings a third of a second and 40 MB. */
export async function startTracing(
  resource: Resource,
  contextManager: ContextManager,
): Promise<AsyncDisposable> {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const sdk = new NodeSDK({
    resource,
    autoDetectResources: false,
    contextManager,
    // Trace contexts travel in the calls' metadata and the events' envelopes; baggage doesn't travel at all.
    textMapPropagator: null,
    // Metrics have a provider of their own, and log lines go to stderr.
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  setTracing(true);
  return {
    async [Symbol.asyncDispose]() {
      setTracing(false);
      await within(SHUTDOWN_MS, sdk.shutdown());
      trace.disable();
      logs.disable();
    },
  };
}

/** What was not sent until then is lost; it is no reason to fail. */
export async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  try {
    await Promise.race([work.catch(() => {}), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const QUIET_MS = 60_000;

/** An exporter tells of each failure, which may be many a second: one line a minute says it, and of how many. */
export function logSdkFailures(logger: Logger | undefined): void {
  if (logger === undefined) return;
  let quietUntil = 0;
  let kept = 0;
  const told = (message: string) => {
    if (Date.now() < quietUntil) {
      kept += 1;
      return;
    }
    quietUntil = Date.now() + QUIET_MS;
    logger.warn({ detail: message.slice(0, 500), before: kept }, 'telemetry could not be sent');
    kept = 0;
  };
  const silent = () => {};
  diag.setLogger(
    { error: told, warn: told, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
}
