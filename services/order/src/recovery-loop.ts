import { setTimeout as pause } from 'node:timers/promises';
import { type Logger, newTraceparent } from '@qipei/service-kit';
import type { DriveDependencies } from './application/drive-order.ts';
import type { OrderLock } from './application/order-lock.ts';
import { recoverOrders } from './application/recover-orders.ts';

const EVERY_MS = 2_000;
const MAX_BACKOFF_MS = 30_000;
/** An order that was written just now is most likely being worked on by the call that placed it. */
const GRACE_MS = 3_000;

/**
 * Takes what a crash or a service that was away has left behind to its end: at once at the start, then again and again,
 * with growing pauses while nothing can be done.
 */
export function startRecoveryLoop(
  dependencies: DriveDependencies & { lock: OrderLock; logger: Logger },
): AsyncDisposable {
  const { clock, logger } = dependencies;
  const stop = new AbortController();

  async function run(): Promise<void> {
    let failures = 0;
    let graceMs = 0;
    while (!stop.signal.aborted) {
      try {
        const before = new Date(clock.now().getTime() - graceMs);
        const recovery = await recoverOrders(before, newTraceparent, dependencies);
        graceMs = GRACE_MS;
        if (recovery.settled > 0) logger.info({ settled: recovery.settled }, 'orders recovered');
        const [first] = recovery.failures;
        failures = first === undefined ? 0 : failures + 1;
        if (first !== undefined)
          logger.warn({ pending: recovery.failures.length, err: first.error }, 'orders wait');
      } catch (error) {
        failures += 1;
        logger.error({ err: error }, 'orders can’t be recovered');
      }
      const backoff = Math.min(EVERY_MS * 2 ** failures, MAX_BACKOFF_MS) * (0.75 + Math.random() / 2);
      await pause(failures === 0 ? EVERY_MS : backoff, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      stop.abort();
      await running;
    },
  };
}
