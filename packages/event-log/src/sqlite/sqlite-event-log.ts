import { resolve } from 'node:path';
import { openDatabase } from '@qipei/sqlite';
import { assertName, assertRecords, assertSubscribe } from '../assert-input.ts';
import { exclusively } from '../deliver.ts';
import { EventLogClosed, EventLogOverloaded } from '../errors.ts';
import type { EventLog, Subscription } from '../event-log.ts';
import { type GroupStore, groupStore } from './group-store.ts';
import { type Partition, partition } from './partition.ts';
import { recordStore } from './record-store.ts';
import { EVENT_LOG_MIGRATIONS } from './schema.ts';
import { startTrimming } from './trim.ts';
import { turnCommit } from './turn-commit.ts';

export interface SqliteEventLogOptions {
  /** Shared by all that talk to each other on this machine; each thread opens its own instance. */
  file: string;
  /** How long a record is kept after every known group has passed it. Default 7. */
  retentionDays?: number;
}

/** Another process that writes to the file is noticed this late; threads of this one wake each other. */
const POLL_MS = 250;
const MAX_WAITING_BYTES = 256 * 1024 * 1024;

/**
 * The event log in one SQLite file. A topic is one partition. Appends and positions of one event-loop turn share a
 * transaction, synced before any of them resolves. Of a group's subscriptions to a topic the newest goes on and earlier
 * ones end with `SubscriptionSuperseded`, as do those of a group that is forgotten. A group that is never subscribed
 * again holds back the trimming of its topics until then.
 * @throws DatabaseUnusable
 */
export function openSqliteEventLog(options: SqliteEventLogOptions): EventLog {
  const file = resolve(options.file);
  const db = openDatabase({ file, migrations: EVENT_LOG_MIGRATIONS, cacheMb: 2 });
  const records = recordStore(db);
  const commits = turnCommit(db);
  const subscriptions = new Set<Subscription & { partitions: readonly Partition[] }>();
  const channel = new BroadcastChannel(`qipei-event-log:${file}`);
  const trimming = startTrimming({ records, commits, retentionDays: options.retentionDays ?? 7 });
  let poll: NodeJS.Timeout | undefined;
  let waitingBytes = 0;
  let closing: Promise<void> | undefined;

  channel.onmessage = (event) => wake(String((event as MessageEvent).data));
  channel.unref();

  function wake(topic?: string): void {
    for (const { partitions } of subscriptions) {
      for (const each of partitions) if (topic === undefined || each.topic === topic) each.wake();
    }
  }

  function announce(topic: string): void {
    wake(topic);
    if (closing === undefined) channel.postMessage(topic);
  }

  function assertOpen(): void {
    if (closing !== undefined) throw new EventLogClosed();
  }

  function forGroup<T>(
    topic: string,
    group: string,
    none: T,
    use: (store: GroupStore, topicId: number) => T,
  ): T {
    assertOpen();
    const topicId = records.topicId(topic);
    return topicId === undefined ? none : use(groupStore(db, group, topic, topicId), topicId);
  }

  return {
    async append(topic, added) {
      assertOpen();
      assertName('topic', topic);
      const bytes = assertRecords(added);
      if (added.length === 0) return;
      if (waitingBytes > 0 && waitingBytes + bytes > MAX_WAITING_BYTES) throw new EventLogOverloaded();
      waitingBytes += bytes;
      try {
        await commits.run(() => records.append(records.ensureTopic(topic), added, new Date()));
      } finally {
        waitingBytes -= bytes;
      }
      announce(topic);
    },

    async subscribe(subscribe) {
      assertOpen();
      assertSubscribe(subscribe);
      const stop = new AbortController();
      const exclusive = exclusively();
      const topics = [...new Set(subscribe.topics)];
      const partitions = await commits.run(() =>
        topics.map((topic) => {
          const topicId = records.ensureTopic(topic);
          const group = groupStore(db, subscribe.group, topic, topicId);
          const claimed = group.claim();
          const stopping = stop.signal;
          return partition({
            topic,
            topicId,
            claimed,
            options: subscribe,
            records,
            group,
            commits,
            exclusive,
            stopping,
          });
        }),
      );
      assertOpen();
      // An earlier subscription of the group looks at its position, and ends.
      for (const topic of topics) announce(topic);
      const runs = partitions.map((each) => each.run());
      const settled = Promise.allSettled(runs);
      const subscription = {
        partitions,
        ended: Promise.all(runs).then(() => undefined),
        async caughtUp() {
          await Promise.all(partitions.map((each) => each.caughtUp()));
        },
        async [Symbol.asyncDispose]() {
          stop.abort();
          await settled;
          subscriptions.delete(subscription);
          if (subscriptions.size === 0) clearInterval(poll);
        },
      };
      // One topic that can't go on ends them all. That this is a branch of its own leaves `ended` unhandled until its
      // owner listens: a consumer that nobody watches ends the process instead of being silently dead.
      Promise.all(runs).catch(() => subscription[Symbol.asyncDispose]());
      if (subscriptions.size === 0) poll = setInterval(wake, POLL_MS);
      subscriptions.add(subscription);
      return subscription;
    },

    async lag(topic, group) {
      return forGroup(topic, group, 0, (store, topicId) => {
        const behind = records.count(topicId, store.position()?.position ?? 0);
        return behind + store.countPutBack(Number.MAX_SAFE_INTEGER);
      });
    },

    async deadLetters(topic, group, limit = 100) {
      return forGroup(topic, group, [], (store) => store.deadLetters(limit));
    },

    async countDeadLetters(topic, group) {
      return forGroup(topic, group, 0, (store) => store.countDeadLetters());
    },

    async replayDeadLetters(topic, group, limit = 1_000) {
      assertOpen();
      const putBack = await commits.run(() => forGroup(topic, group, 0, (store) => store.putBack(limit)));
      if (putBack > 0) announce(topic);
      return putBack;
    },

    async forgetGroup(topic, group) {
      assertOpen();
      await commits.run(() => forGroup(topic, group, undefined, (store) => store.forget()));
      // A subscription that is open after all looks at its position, and ends.
      announce(topic);
    },

    [Symbol.asyncDispose]() {
      closing ??= (async () => {
        trimming.stop();
        await Promise.all([...subscriptions].map((each) => each[Symbol.asyncDispose]()));
        commits.flush();
        channel.close();
        db.close();
      })();
      return closing;
    },
  };
}
