import { InvalidInput } from '@qipei/kernel';
import type { Kafka, TopicMessages } from 'kafkajs';
import { backoffMs, pause } from '../backoff.ts';
import { AppendUncertain, EventLogClosed } from '../errors.ts';
import type { PatientAdmin } from './patient-admin.ts';
import { type OutgoingMessage, type ProducerLease, producerLease } from './producer-lease.ts';

export interface GuardedProducer {
  /** Resolves when all in-sync replicas have the messages. Calls for one partition keep their order. */
  append(topic: string, partition: number, messages: readonly OutgoingMessage[]): Promise<void>;
  /** Waits a little for what is under way. */
  close(): Promise<void>;
}

export interface GuardedProducerOptions {
  kafka: Kafka;
  admin: PatientAdmin;
  appendTimeoutMs: number;
}

interface Chunk {
  messages: OutgoingMessage[];
  bytes: number;
}

interface Call extends Chunk {
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Once made, a batch is repeated as it is, under the same producer id, until it is acknowledged or given up. */
interface Batch {
  messages: OutgoingMessage[];
  bytes: number;
  calls: Call[];
  lease?: ProducerLease;
  since?: number;
  /** A send of several was refused for good; which of them is at fault shows when each goes alone. */
  alone: boolean;
}

interface Queue {
  topic: string;
  partition: number;
  leader: number;
  waiting: Call[];
  batch?: Batch;
  sending: boolean;
}

const BATCH_BYTES = 512 * 1024;
const SEND_BYTES = 4 * 1024 * 1024;
const UNKNOWN_LEADER = -1;
const CLOSE_MS = 10_000;

/**
 * Sends to Kafka so that nothing acknowledged is missing and no answer that got lost doubles a record. kafkajs 2.2.4
 * rolls the sequence of an idempotent producer back after any error, and a broker then takes the next batch for the one
 * that it already has. Here a partition has one batch in flight, which is repeated unchanged until its answer comes; after
 * one that is given up a new producer id is used. A send goes to one leader, as kafkajs forgets a partition whose leader
 * moves in the middle of a send to several.
 */
export function guardedProducer(options: GuardedProducerOptions): GuardedProducer {
  const { kafka, admin, appendTimeoutMs } = options;
  const queues = new Map<string, Queue>();
  const busy = new Set<number>();
  const stop = new AbortController();
  const leases = new Set<ProducerLease>();
  let current: ProducerLease | undefined;
  let closed = false;
  let scheduled = false;
  let whenIdle: (() => void) | undefined;

  function lease(): ProducerLease {
    if (current === undefined || current.retired) {
      current = producerLease(kafka, 1);
      leases.add(current);
    }
    return current;
  }

  function release(batch: Batch): void {
    const used = batch.lease;
    if (used === undefined) return;
    used.users -= 1;
    if (used.retired && used.users === 0) {
      leases.delete(used);
      void used.disconnect().catch(() => undefined);
    }
  }

  async function findLeaders(of: readonly Queue[]): Promise<void> {
    const { topics } = await admin.fetchTopicMetadata({ topics: [...new Set(of.map((each) => each.topic))] });
    for (const queue of of) {
      const found = topics
        .find((each) => each.name === queue.topic)
        ?.partitions.find((each) => each.partitionId === queue.partition);
      queue.leader = found?.leader ?? UNKNOWN_LEADER;
    }
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // Calls of one turn of the event loop share a batch.
    setImmediate(() => {
      scheduled = false;
      pump();
    });
  }

  function pump(): void {
    const ready = [...queues.values()].filter((queue) => !queue.sending && nextBatch(queue) !== undefined);
    for (const leader of new Set(ready.map((queue) => queue.leader))) {
      if (busy.has(leader)) continue;
      const chosen = choose(ready.filter((queue) => queue.leader === leader));
      if (chosen.length > 0) void serve(leader, chosen);
    }
    if (whenIdle !== undefined && [...queues.values()].every((queue) => queue.batch === undefined))
      whenIdle();
  }

  /** Batches of one leader and one producer id. */
  function choose(ready: readonly Queue[]): Queue[] {
    const [first] = ready;
    if (first?.batch === undefined) return [];
    if (first.batch.alone) return [first];
    const under = first.batch.lease ?? lease();
    let bytes = 0;
    return ready.filter(({ batch }) => {
      if (batch === undefined || batch.alone || (batch.lease ?? lease()) !== under) return false;
      if (bytes > 0 && bytes + batch.bytes > SEND_BYTES) return false;
      bytes += batch.bytes;
      return true;
    });
  }

  async function serve(leader: number, chosen: readonly Queue[]): Promise<void> {
    busy.add(leader);
    for (const queue of chosen) queue.sending = true;
    try {
      if (leader === UNKNOWN_LEADER) await findLeaders(chosen);
      if (leader !== UNKNOWN_LEADER || chosen.every((queue) => queue.leader === UNKNOWN_LEADER))
        await send(chosen);
      failures.delete(leader);
    } catch (error) {
      await afterFailure(leader, chosen, error);
    } finally {
      for (const queue of chosen) queue.sending = false;
      busy.delete(leader);
      schedule();
    }
  }

  async function send(chosen: readonly Queue[]): Promise<void> {
    const byTopic = new Map<string, TopicMessages>();
    let under: ProducerLease | undefined;
    for (const { topic, partition, batch } of chosen) {
      if (batch === undefined) continue;
      if (batch.lease === undefined) {
        batch.lease = lease();
        batch.lease.users += 1;
      }
      under = batch.lease;
      batch.since ??= Date.now();
      const messages = batch.messages.map((message) => ({ ...message, partition }));
      const sofar = byTopic.get(topic);
      if (sofar === undefined) byTopic.set(topic, { topic, messages });
      else for (const each of messages) sofar.messages.push(each);
    }
    const acknowledged = new Set(
      (await under?.send([...byTopic.values()]))?.map((each) => `${each.topicName}/${each.partition}`),
    );
    for (const queue of chosen) {
      const { batch } = queue;
      if (batch === undefined || !acknowledged.has(`${queue.topic}/${queue.partition}`)) continue;
      delete queue.batch;
      release(batch);
      for (const call of batch.calls) call.resolve();
    }
    if (chosen.some((queue) => queue.batch !== undefined))
      throw new Error('The client has left out partitions whose leader has moved.');
  }

  const failures = new Map<number, number>();

  async function afterFailure(leader: number, chosen: readonly Queue[], error: unknown): Promise<void> {
    const refused = isRefusal(error);
    const now = Date.now();
    for (const queue of chosen) {
      const { batch } = queue;
      if (batch === undefined) continue;
      const since = batch.since ?? now;
      batch.since = since;
      if (refused && chosen.length > 1) batch.alone = true;
      else if (refused || now - since >= appendTimeoutMs || closed) giveUp(queue, error);
    }
    if (refused) return;
    const count = (failures.get(leader) ?? 0) + 1;
    failures.set(leader, count);
    await pause(backoffMs(count, 20, 1_000), stop.signal);
    await findLeaders(chosen).catch(() => undefined);
  }

  /** What waits behind it goes too: a caller that repeats the first would else find it behind the second. */
  function giveUp(queue: Queue, error: unknown): void {
    const { batch } = queue;
    if (batch === undefined) return;
    delete queue.batch;
    if (batch.lease !== undefined) batch.lease.retired = true;
    release(batch);
    const calls = [...batch.calls, ...queue.waiting];
    queue.waiting = [];
    for (const call of calls) call.reject(appendError(queue.topic, error));
  }

  return {
    async append(topic, partition, messages) {
      if (closed) throw new EventLogClosed();
      const key = `${topic}/${partition}`;
      let queue = queues.get(key);
      if (queue === undefined) {
        queue = { topic, partition, leader: UNKNOWN_LEADER, waiting: [], sending: false };
        queues.set(key, queue);
      }
      const { waiting } = queue;
      await Promise.all(
        chunks(messages).map(
          (chunk) =>
            new Promise<void>((resolve, reject) => {
              waiting.push({ ...chunk, resolve, reject });
              schedule();
            }),
        ),
      );
    },

    async close() {
      if (closed) return;
      closed = true;
      const timer = setTimeout(() => whenIdle?.(), CLOSE_MS);
      await new Promise<void>((resolve) => {
        whenIdle = resolve;
        schedule();
      });
      clearTimeout(timer);
      stop.abort();
      for (const queue of queues.values()) giveUp(queue, new EventLogClosed());
      await Promise.allSettled([...leases].map((each) => each.disconnect()));
    },
  };
}

/** The batch that the queue sends next, made of what waits where there is none. */
function nextBatch(queue: Queue): Batch | undefined {
  if (queue.batch !== undefined || queue.waiting.length === 0) return queue.batch;
  const batch: Batch = { messages: [], bytes: 0, calls: [], alone: false };
  let taken = 0;
  for (const call of queue.waiting) {
    if (taken > 0 && batch.bytes + call.bytes > BATCH_BYTES) break;
    for (const message of call.messages) batch.messages.push(message);
    batch.bytes += call.bytes;
    batch.calls.push(call);
    taken += 1;
  }
  queue.waiting = queue.waiting.slice(taken);
  queue.batch = batch;
  return batch;
}

/** In parts that a broker takes as one batch each. */
function chunks(messages: readonly OutgoingMessage[]): Chunk[] {
  const parts: Chunk[] = [];
  for (const message of messages) {
    const bytes = message.key.length + (message.value?.length ?? 0) + 128;
    const last = parts.at(-1);
    if (last === undefined || last.bytes + bytes > BATCH_BYTES) parts.push({ messages: [message], bytes });
    else {
      last.messages.push(message);
      last.bytes += bytes;
    }
  }
  return parts;
}

function appendError(topic: string, error: unknown): Error {
  if (errorTypes(error).some((each) => each.type === 'MESSAGE_TOO_LARGE'))
    return new InvalidInput('records', 'record-too-large', `The topic '${topic}' takes no record so large.`);
  return new AppendUncertain(topic, error);
}

/** The broker has looked at the batch and will not have it, however often it is sent. */
function isRefusal(error: unknown): boolean {
  return errorTypes(error).some((each) => !each.retriable);
}

/** The answers of the brokers among the causes. */
function errorTypes(error: unknown): { type: string; retriable: boolean }[] {
  const found = [];
  for (let each = error; each instanceof Error; each = each.cause) {
    const { type, retriable } = each as Error & { type?: unknown; retriable?: unknown };
    if (typeof type === 'string') found.push({ type, retriable: retriable !== false });
  }
  return found;
}
