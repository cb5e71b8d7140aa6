import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { backoffMs, pause } from '../backoff.ts';
import type { Delivery } from '../deliver.ts';
import { SubscriptionLost, SubscriptionSuperseded } from '../errors.ts';
import type { SubscribeOptions } from '../event-log.ts';
import type { DeadLetters } from './dead-letters.ts';
import type { KafkaSettings } from './kafka-options.ts';
import { type CommitEntry, offsetCommitter } from './offset-committer.ts';
import { type PartitionWorker, partitionWorker } from './partition-worker.ts';
import type { PatientAdmin } from './patient-admin.ts';

/** One topic of one subscription, with the topic of its dead letters: a member of a consumer group of its own. */
export interface TopicSubscription {
  readonly topic: string;
  readonly ended: Promise<void>;
  caughtUp(): Promise<void>;
  /** The group is forgotten: ends with SubscriptionSuperseded, and has left the group when this resolves. */
  supersede(): Promise<void>;
  stop(): Promise<void>;
}

export interface TopicSubscriptionOptions {
  topic: string;
  /** Its name on the brokers. */
  name: string;
  groupId: string;
  options: SubscribeOptions;
  kafka: Kafka;
  admin: PatientAdmin;
  settings: KafkaSettings;
  letters: DeadLetters;
  exclusive: Delivery['exclusive'];
}

interface Session {
  consumer: Consumer;
  /** What the member was given last; counts the joins. */
  joins: number;
  joined: boolean;
  ready: Promise<void>;
  over: AbortController;
}

const FLUSH_MS = 5_000;
const REMOTE_POLL_MS = 200;

export function topicSubscription(deps: TopicSubscriptionOptions): TopicSubscription {
  const { topic, name, groupId, options, kafka, admin, settings, letters, exclusive } = deps;
  const topics = [name, letters.name];
  const stop = new AbortController();
  const finished = Promise.withResolvers<void>();
  const workers = new Map<string, PartitionWorker>();
  const committed = new Map<string, number>();
  const sent = new Map<string, number>();
  const changed = new Set<() => void>();
  let session: Session | undefined;
  let troubledSince: number | undefined = Date.now();
  let trouble: unknown = new Error('The group could not be joined.');
  let failure: Error | undefined;
  let renewing = false;

  const keyOf = (of: string, partition: number) => `${of}/${partition}`;

  const committer = offsetCommitter({
    stopping: stop.signal,
    async commit(entries) {
      const active = session;
      if (active === undefined) throw new Error('There is no consumer at the moment.');
      await active.ready;
      const still = entries.filter((each) => workers.has(keyOf(each.topic, each.partition)));
      for (const each of still) sent.set(keyOf(each.topic, each.partition), each.offset);
      if (still.length > 0) await active.consumer.commitOffsets(still.map(toCommit));
    },
    committed(entry) {
      committed.set(keyOf(entry.topic, entry.partition), entry.offset);
      for (const notify of changed) notify();
    },
  });

  function fail(error: Error): void {
    failure ??= error;
    stop.abort();
  }

  function revoke(key: string): void {
    workers.get(key)?.revoke();
    workers.delete(key);
    committed.delete(key);
    sent.delete(key);
  }

  /** What is held of partitions that stay is kept, unless another member has moved their position meanwhile. */
  async function assign(active: Session, assignment: Record<string, number[]>): Promise<void> {
    active.joins += 1;
    const join = active.joins;
    const mine = new Set(
      Object.entries(assignment).flatMap(([of, partitions]) => partitions.map((each) => keyOf(of, each))),
    );
    for (const key of [...workers.keys()]) if (!mine.has(key)) revoke(key);
    for (let failures = 1; !active.over.signal.aborted && active.joins === join; failures += 1) {
      try {
        const offsets = await admin.fetchOffsets({ groupId, topics });
        if (active.joins !== join || active.over.signal.aborted) return;
        for (const { topic: of, partitions } of offsets) {
          for (const each of partitions) {
            const key = keyOf(of, each.partition);
            if (mine.has(key)) take(active, of, each.partition, Number(each.offset), each.metadata);
          }
        }
        if ([...mine].some((key) => !workers.has(key)))
          throw new Error('Not all positions of the group were found.');
        active.joined = true;
        return;
      } catch (error) {
        trouble = error;
        await pause(backoffMs(failures, 50, 1_000), active.over.signal);
      }
    }
  }

  function take(
    active: Session,
    of: string,
    partition: number,
    offset: number,
    metadata: string | null,
  ): void {
    const key = keyOf(of, partition);
    const kept = workers.get(key);
    const at = offset < 0 ? undefined : offset;
    if (kept !== undefined && (at === committed.get(key) || at === sent.get(key))) {
      active.consumer.resume([{ topic: of, partitions: [partition] }]);
      return;
    }
    if (kept !== undefined) revoke(key);
    if (at !== undefined) committed.set(key, at);
    const worker = partitionWorker({
      topic,
      name: of,
      partition,
      offset: at,
      failures: readFailures(metadata),
      options,
      letters,
      committer,
      exclusive,
      stopping: stop.signal,
      onRoom: () => session?.consumer.resume([{ topic: of, partitions: [partition] }]),
    });
    workers.set(key, worker);
    active.consumer.resume([{ topic: of, partitions: [partition] }]);
    worker.ended.catch((error: unknown) => fail(new SubscriptionLost(options.group, topic, error)));
    running.add(worker.ended);
    worker.ended.then(
      () => running.delete(worker.ended),
      () => running.delete(worker.ended),
    );
  }

  const running = new Set<Promise<void>>();

  async function eachBatch(
    active: Session,
    { batch, resolveOffset, pause: hold }: EachBatchPayload,
  ): Promise<void> {
    await active.ready;
    const worker = workers.get(keyOf(batch.topic, batch.partition));
    // What is not resolved is fetched again.
    if (worker === undefined || active.over.signal.aborted) return;
    worker.push(batch.messages, Number(batch.lastOffset()) + 1);
    resolveOffset(batch.lastOffset());
    if (!worker.isFull()) return;
    // A client all of whose partitions are paused sleeps; where there will soon be room, that costs more than to wait.
    await Promise.race([worker.room(), pause(settings.fetchWaitMs, active.over.signal)]);
    if (worker.isFull()) hold();
  }

  let opening: Promise<void> = Promise.resolve();

  async function open(): Promise<void> {
    const consumer = kafka.consumer({
      groupId,
      sessionTimeout: settings.sessionTimeoutMs,
      heartbeatInterval: Math.round(settings.sessionTimeoutMs / 6),
      rebalanceTimeout: settings.sessionTimeoutMs,
      maxWaitTimeInMs: settings.fetchWaitMs,
      allowAutoTopicCreation: false,
      retry: { retries: 5, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    const active: Session = {
      consumer,
      joins: 0,
      joined: false,
      ready: Promise.resolve(),
      over: new AbortController(),
    };
    session = active;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (!active.over.signal.aborted) active.ready = assign(active, payload.memberAssignment);
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      trouble = payload.error;
      void renew(active);
    });
    const { signal } = active.over;
    try {
      await consumer.connect();
      if (!signal.aborted) await consumer.subscribe({ topics, fromBeginning: true });
      if (!signal.aborted)
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          eachBatch: (payload) => eachBatch(active, payload),
        });
      await active.ready;
    } catch (error) {
      trouble = error;
      void renew(active);
    }
    // Given up while it was still connecting: it must not be a member that holds partitions and delivers nothing.
    if (signal.aborted) await consumer.disconnect().catch(() => undefined);
  }

  /** kafkajs goes on by itself after some failures only; a new consumer begins at what is committed. */
  async function renew(old: Session): Promise<void> {
    if (session !== old || renewing || stop.signal.aborted) return;
    renewing = true;
    troubledSince ??= Date.now();
    await close(old);
    await pause(500, stop.signal);
    renewing = false;
    if (stop.signal.aborted) return;
    opening = open();
    await opening;
  }

  async function close(active: Session): Promise<void> {
    active.over.abort();
    // It may wait for an answer that does not come.
    await Promise.race([
      active.consumer.disconnect().catch(() => undefined),
      new Promise((resolve) => setTimeout(resolve, settings.requestTimeoutMs).unref()),
    ]);
  }

  /** Alive is who moves on: what is in the partitions has to arrive, and what is handled has to be committed. */
  async function inspect(arrivals: Map<string, number>): Promise<boolean> {
    if (committer.failingSince() !== undefined) {
      trouble = committer.lastError();
      return false;
    }
    const active = session;
    if (active === undefined || !active.joined) return false;
    let fine = true;
    for (const of of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(of)) {
        const key = keyOf(of, partition);
        const worker = workers.get(key);
        const fetched = worker?.fetched() ?? -1;
        const seen = arrivals.get(key);
        arrivals.set(key, fetched);
        if (worker === undefined || worker.isFull() || fetched >= Number(high) || Number(high) === 0)
          continue;
        if (seen === fetched) {
          trouble = new Error(`Nothing comes from partition ${partition} of '${of}'.`);
          fine = false;
        }
      }
    }
    return fine;
  }

  async function watch(): Promise<void> {
    const arrivals = new Map<string, number>();
    const every = settings.patienceMs / 10;
    while (!stop.signal.aborted) {
      await pause(every, stop.signal);
      if (stop.signal.aborted) return;
      let fine = false;
      try {
        const giveUp = AbortSignal.timeout(every * 2);
        fine = await Promise.race([
          inspect(arrivals),
          pause(every * 2, AbortSignal.any([giveUp, stop.signal])).then(() => false),
        ]);
      } catch (error) {
        trouble = error;
      }
      const now = Date.now();
      if (fine) {
        troubledSince = undefined;
        continue;
      }
      troubledSince ??= now;
      if (now - troubledSince >= settings.patienceMs)
        fail(new SubscriptionLost(options.group, topic, trouble));
      else if (now - troubledSince >= settings.patienceMs / 3 && session !== undefined) void renew(session);
    }
  }

  async function live(): Promise<void> {
    const watching = watch();
    opening = open();
    if (!stop.signal.aborted)
      await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
    await Promise.allSettled([watching, ...running]);
    await committer.close(session?.joined === true ? FLUSH_MS : 0);
    if (session !== undefined) await close(session);
    // One that was joining when it was stopped becomes a member, and then leaves.
    await Promise.race([
      opening,
      new Promise((resolve) => setTimeout(resolve, settings.requestTimeoutMs).unref()),
    ]);
    for (const notify of changed) notify();
    if (failure === undefined) finished.resolve();
    else finished.reject(failure);
  }

  async function heads(): Promise<Map<string, number>> {
    const found = new Map<string, number>();
    for (const of of topics) {
      for (const { partition, high, low } of await admin.fetchTopicOffsets(of))
        if (Number(high) > Number(low)) found.set(keyOf(of, partition), Number(high));
    }
    return found;
  }

  /** What this member or, for partitions that it has not, another of the group has committed. */
  async function positions(keys: readonly string[]): Promise<Map<string, number>> {
    const found = new Map(committed);
    if (keys.every((key) => workers.has(key))) return found;
    for (const { topic: of, partitions } of await admin.fetchOffsets({ groupId, topics }))
      for (const each of partitions) {
        const key = keyOf(of, each.partition);
        if (!workers.has(key)) found.set(key, Number(each.offset));
      }
    return found;
  }

  const living = live();
  living.catch(() => undefined);

  return {
    topic,
    ended: finished.promise,
    async caughtUp() {
      const ended = () => new Error(`The subscription to '${topic}' has ended.`);
      if (stop.signal.aborted) throw ended();
      let open = [...(await heads())];
      while (open.length > 0) {
        if (stop.signal.aborted) throw ended();
        const reached = await positions(open.map(([key]) => key));
        open = open.filter(([key, head]) => (reached.get(key) ?? 0) < head);
        if (open.length === 0) return;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(done, REMOTE_POLL_MS);
          function done() {
            clearTimeout(timer);
            changed.delete(done);
            stop.signal.removeEventListener('abort', done);
            resolve();
          }
          changed.add(done);
          stop.signal.addEventListener('abort', done);
        });
      }
    },
    async supersede() {
      fail(new SubscriptionSuperseded(options.group, topic));
      await living;
    },
    async stop() {
      stop.abort();
      await living;
    },
  };
}

function toCommit({ topic, partition, offset, failures }: CommitEntry) {
  return { topic, partition, offset: String(offset), metadata: failures > 0 ? `failures=${failures}` : '' };
}

function readFailures(metadata: string | null): number {
  return Number(/^failures=(\d{1,9})$/.exec(metadata ?? '')?.[1] ?? 0);
}
