import { resolve } from 'node:path';
import { backoffMs, pause } from './backoff.ts';
import type { EventLog, NewRecord } from './event-log.ts';
import { wakeSignal } from './wake-signal.ts';

export interface OutboxRow extends NewRecord {
  sequence: number;
  topic: string;
}

/** Events that were saved with what they tell of and are not yet in the log. */
export interface Outbox {
  /** The oldest rows, in an order in which no row can later appear before one that was read. */
  read(limit: number): OutboxRow[] | Promise<OutboxRow[]>;
  remove(sequences: readonly number[]): void | Promise<void>;
}

export interface RelayOptions {
  outbox: Outbox;
  log: Pick<EventLog, 'append'>;
  /** Told of every failure; the relay tries again. */
  onError: (error: unknown) => void;
  /** How late a row is noticed if nobody wakes the relay. Default 500. */
  pollMs?: number;
  /** How far apart rounds begin that don't move a whole chunk: a row that comes alone goes at once. Default 100. */
  roundMs?: number;
  /** The database file, so that `wakeRelay(file)` in any thread of the process reaches this relay. */
  file?: string;
}

export interface Relay extends AsyncDisposable {
  wake(): void;
  /** Resolves when every row that was in the outbox at the time of the call is in the log. */
  drained(): Promise<void>;
}

const CHUNK = 500;
/** A round syncs the disk twice, here and in the log, and brings each follower one more: those of an import had better share it. */
const ROUND_MS = 100;
const FIRST_BACKOFF_MS = 50;
const MAX_BACKOFF_MS = 5_000;

/**
 * Moves rows from an outbox to the log in the order of their sequence, and removes them when the log has them. A crash
 * in between gives them to the log once more: at least once. Run one relay per outbox; two would not lose anything but
 * could reorder a key.
 */
export function startRelay(options: RelayOptions): Relay {
  const { outbox, log, onError, pollMs = 500, roundMs = ROUND_MS } = options;
  const signal = wakeSignal();
  const hurry = wakeSignal();
  const stop = new AbortController();
  let waiters: { resolve: () => void; reject: (error: unknown) => void }[] = [];
  const channel = options.file === undefined ? undefined : new BroadcastChannel(channelName(options.file));
  if (channel !== undefined) {
    channel.onmessage = () => signal.wake();
    channel.unref();
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!stop.signal.aborted) {
      const asked = waiters;
      waiters = [];
      let moved: number | undefined;
      const began = performance.now();
      try {
        moved = await moveChunk(outbox, log);
        failures = 0;
      } catch (error) {
        onError(error);
        failures += 1;
      }
      if (moved !== undefined && moved < CHUNK) for (const each of asked) each.resolve();
      else waiters = [...asked, ...waiters];
      if (moved === undefined)
        await pause(backoffMs(failures, FIRST_BACKOFF_MS, MAX_BACKOFF_MS), stop.signal);
      else if (moved < CHUNK && waiters.length === 0) {
        if (moved > 0) await hurry.wait(Math.max(0, roundMs - (performance.now() - began)));
        else await signal.wait(pollMs);
      } else await new Promise(setImmediate);
    }
    for (const each of waiters) each.reject(new Error('The relay was stopped before the outbox was empty.'));
  }

  const running = run();
  return {
    wake: signal.wake,
    drained: () =>
      new Promise((resolve, reject) => {
        if (stop.signal.aborted) return reject(new Error('The relay has been stopped.'));
        waiters.push({ resolve, reject });
        signal.wake();
        hurry.wake();
      }),
    async [Symbol.asyncDispose]() {
      stop.abort();
      signal.wake();
      hurry.wake();
      channel?.close();
      await running;
    },
  };
}

/** Returns how many rows went. A topic that the log refuses doesn't hold back the rows of the others. */
async function moveChunk(outbox: Outbox, log: Pick<EventLog, 'append'>): Promise<number> {
  const rows = await outbox.read(CHUNK);
  if (rows.length === 0) return 0;
  const byTopic = Map.groupBy(rows, (row) => row.topic);
  const results = await Promise.allSettled(
    [...byTopic].map(async ([topic, ofTopic]) => {
      await log.append(
        topic,
        ofTopic.map(({ key, id, type, value }) => ({ key, id, type, value })),
      );
      return ofTopic.map((row) => row.sequence);
    }),
  );
  const appended = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  if (appended.length > 0) await outbox.remove(appended.sort((a, b) => a - b));
  const errors = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  );
  if (errors.length > 0)
    throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'Several topics failed.');
  return rows.length;
}

const channels = new Map<string, InstanceType<typeof BroadcastChannel>>();

/** After a commit that added to the outbox of `file`: wakes its relay, in whichever thread of the process it runs. */
export function wakeRelay(file: string): void {
  const name = channelName(file);
  let channel = channels.get(name);
  if (channel === undefined) {
    channel = new BroadcastChannel(name);
    channel.unref();
    channels.set(name, channel);
  }
  channel.postMessage(null);
}

function channelName(file: string): string {
  return `qipei-outbox:${resolve(file)}`;
}
