import type { Logger } from './logger.ts';

/** Something that runs until it is disposed of. */
export interface RunningService extends AsyncDisposable {
  /** Rejects when the service can't go on. */
  readonly ended?: Promise<void>;
}

/** Runs a service until SIGINT or SIGTERM, then closes it; the process ends when its event loop is empty. */
export async function runUntilSignal(start: () => Promise<RunningService>, logger: Logger): Promise<void> {
  const stop = Promise.withResolvers<string>();
  const onSignal = (signal: string) => stop.resolve(signal);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    await using service = await start();
    const signal = await Promise.race([stop.promise, service.ended ?? stop.promise]);
    logger.info({ signal }, 'stopping');
  } catch (error) {
    logger.fatal({ err: error }, 'the service ended');
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
}
