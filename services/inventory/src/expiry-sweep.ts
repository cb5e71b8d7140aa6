import type { Clock } from '@qipei/kernel';
import { type Logger, newTraceparent } from '@qipei/service-kit';
import { expireReservations } from './application/expire-reservations.ts';
import type { InventoryStore } from './domain/inventory-store.ts';

export interface ExpirySweep extends AsyncDisposable {
  /** Sweeps now. Returns how many reservations expired. */
  sweep(): Promise<number>;
}

/** Gives back, again and again, what was held for too long. */
export function startExpirySweep({
  store,
  clock,
  logger,
  everyMs,
}: {
  store: InventoryStore;
  clock: Clock;
  logger: Logger;
  everyMs: number;
}): ExpirySweep {
  let running: Promise<unknown> = Promise.resolve();
  const sweep = async () => {
    const expired = await expireReservations({ store, now: clock.now(), traceparent: newTraceparent() });
    if (expired > 0) logger.info({ expired }, 'reservations expired');
    return expired;
  };
  const timer = setInterval(() => {
    running = running
      .then(sweep)
      .catch((error) => logger.warn({ err: error }, 'overdue reservations stay for now'));
  }, everyMs);
  timer.unref();
  return {
    sweep,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
