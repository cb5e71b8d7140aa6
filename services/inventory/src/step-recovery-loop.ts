import type { Logger } from '@qipei/service-kit';

const EVERY_MS = 5_000;

/** Ends, again and again, what was begun by a process that is no more; any number of replicas may. */
export function startStepRecovery({
  recover,
  logger,
  everyMs = EVERY_MS,
}: {
  recover: () => Promise<number>;
  logger: Logger;
  everyMs?: number;
}): AsyncDisposable {
  let running: Promise<void> | undefined;
  async function once(): Promise<void> {
    try {
      const recovered = await recover();
      if (recovered > 0) logger.info({ recovered }, 'steps that were left behind have been carried out');
    } catch (error) {
      logger.warn({ err: error }, 'steps that were left behind stay so for now');
    }
  }
  const timer = setInterval(() => {
    running ??= once().finally(() => {
      running = undefined;
    });
  }, everyMs);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
