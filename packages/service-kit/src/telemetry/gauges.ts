import { readEnvelope } from '@qipei/contracts';

export interface Gauge {
  name: string;
  description: string;
  unit?: string;
  /** Undefined where there is nothing to tell at the moment. */
  read: () => Promise<number | undefined> | number | undefined;
  attributes: Record<string, string>;
}

/** Services register before the process's telemetry starts or after it, in any order. */
const gauges = new Set<Gauge>();

/**
 * A figure that is read when somebody looks, such as a queue's length; until it is disposed of. Its labels never name a
 * tenant, a VIN, a part or a key.
 */
export function observeGauge(gauge: Gauge): Disposable {
  gauges.add(gauge);
  return {
    [Symbol.dispose]() {
      gauges.delete(gauge);
    },
  };
}

/** What is asked of an outbox for its metrics. */
export interface ObservedOutbox {
  length(): Promise<number> | number;
  /** The event that has waited longest. */
  oldest(): Promise<{ value: Uint8Array } | undefined> | { value: Uint8Array } | undefined;
}

/** How many events a service has saved that are not yet in the event log, and how old the oldest of them is. */
export function observeOutbox(
  service: string,
  outbox: ObservedOutbox | ObservedOutbox['length'],
): Disposable {
  const attributes = { service };
  const gauges = new DisposableStack();
  gauges.use(
    observeGauge({
      name: 'qipei_outbox_length',
      description: 'Events saved and not yet in the event log',
      read: typeof outbox === 'function' ? outbox : () => outbox.length(),
      attributes,
    }),
  );
  if (typeof outbox !== 'function') {
    gauges.use(
      observeGauge({
        name: 'qipei_outbox_age',
        description: 'How long the oldest event that is not yet in the event log has been waiting',
        unit: 's',
        read: async () => ageOf(await outbox.oldest()),
        attributes,
      }),
    );
  }
  return gauges;
}

function ageOf(event: { value: Uint8Array } | undefined): number {
  const occurredAt = event === undefined ? undefined : readEnvelope(event.value).occurredAt;
  return occurredAt === undefined ? 0 : Math.max(0, Date.now() - occurredAt.getTime()) / 1_000;
}

export interface ReadGauge extends Omit<Gauge, 'read'> {
  value: number;
}

/** A figure that takes longer is left out this time. */
const PATIENCE_MS = 2_000;

/** All figures as they are now. One that can't be read is left out, and tells nothing of the past. */
export async function readGauges(patienceMs: number = PATIENCE_MS): Promise<ReadGauge[]> {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), patienceMs);
  try {
    const read = await Promise.all(
      [...gauges].map(async ({ read, ...gauge }) => {
        const value = await Promise.race([figureOf(read), late.promise]);
        return value === undefined ? [] : [{ ...gauge, value }];
      }),
    );
    return read.flat();
  } finally {
    clearTimeout(timer);
  }
}

/** What fails here fails elsewhere too, and is told there: a log that is closed, a broker that is gone. */
async function figureOf(read: Gauge['read']): Promise<number | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
