import { createLogger, type Logger, type LogLevel } from './logger.ts';
import { startTelemetry, type Telemetry } from './telemetry/telemetry.ts';

/** Something that runs until it is disposed of. */
export interface RunningService extends AsyncDisposable {
  /** Rejects when the service can't go on. */
  readonly ended?: Promise<void>;
}

/**
 * Runs a service until SIGINT or SIGTERM, then closes it; the process ends when its event loop is empty. `meanwhile` is
 * work to do while it runs: it is told when to stop, and its failure ends the service.
 */
export async function runUntilSignal<S extends RunningService>(
  start: () => Promise<S>,
  logger: Logger,
  meanwhile?: (service: S, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = Promise.withResolvers<string>();
  const onSignal = (signal: string) => stop.resolve(signal);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  const stopping = new AbortController();
  try {
    await using service = await start();
    const work = meanwhile?.(service, stopping.signal).then(() => stop.promise);
    const signal = await Promise.race([
      stop.promise,
      ...(service.ended ? [service.ended] : []),
      ...(work ? [work] : []),
    ]);
    logger.info({ signal }, 'stopping');
    stopping.abort();
    // What it stumbles over because the service goes away is no news.
    work?.catch(() => {});
  } catch (error) {
    logger.fatal({ err: error }, 'the service ended');
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}

/** A service as a process of its own: with its log and its telemetry, until SIGINT or SIGTERM. */
export async function runService(
  {
    service,
    logLevel,
    env,
  }: { service: string; logLevel: LogLevel; env: Record<string, string | undefined> },
  start: (logger: Logger, telemetry: Telemetry) => Promise<RunningService>,
): Promise<void> {
  const logger = createLogger({ service, level: logLevel });
  await runUntilSignal(async () => {
    await using opened = new AsyncDisposableStack();
    // Threads load this module too, and read no environment: what does takes some megabytes of each.
    const { readTelemetryConfig } = await import('./telemetry/telemetry-config.ts');
    const telemetry = opened.use(await startTelemetry(readTelemetryConfig(service, env), { logger }));
    const running = opened.use(await start(logger, telemetry));
    const resources = opened.move();
    return {
      ...(running.ended !== undefined && { ended: running.ended }),
      [Symbol.asyncDispose]: () => resources.disposeAsync(),
    };
  }, logger);
}
