import {
  durationHistogram,
  eventCounter,
  inTrace,
  isTracing,
  startBatchSpan,
} from '@qipei/service-kit/observe';
import type { EventLog, LogRecord, NewRecord, SubscribeOptions } from '../event-log.ts';
import { isSampled, traceparentAt, traceparentIn, withTraceparent } from './envelope-trace.ts';
import { observeGroup } from './observe-group.ts';

const sent = eventCounter('messaging.client.sent.messages', 'Events appended to the log');
const processed = durationHistogram('messaging.process.duration', 'How long consumers took over a batch');
const consumed = eventCounter('messaging.client.consumed.messages', 'Events that consumers have handled');
const parked = eventCounter('qipei.dead_letters.parked', 'Events that consumers gave up');

/**
 * The same log, which tells how it does: a span for each append and each batch that a consumer handles, in the traces
 * that the events belong to (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/), and metrics. An
 * event goes into the log with the span of its append as its trace context, so that what handles it comes below that.
 */
export function observedEventLog(log: EventLog, system: 'sqlite' | 'kafka'): EventLog {
  const groups = new DisposableStack();

  async function append(topic: string, records: readonly NewRecord[]): Promise<void> {
    const span = isTracing()
      ? startBatchSpan(`send ${topic}`, 'send', tracesOf(records).sampled, {
          ...attributesOf(system, topic, records),
          'messaging.operation.type': 'send',
          'messaging.operation.name': 'append',
        })
      : undefined;
    try {
      await log.append(
        topic,
        span === undefined ? records : records.map((record) => stamped(record, span.traceparentOf)),
      );
      sent(records.length, { 'messaging.destination.name': topic });
    } catch (error) {
      span?.end({ failed: true });
      throw error;
    }
    span?.end({ failed: false });
  }

  async function handle(options: SubscribeOptions, records: readonly LogRecord[]): Promise<void> {
    const { group, handler } = options;
    const topic = records[0]?.topic ?? '';
    const { sampled, only } = tracesOf(records);
    const span = startBatchSpan(`process ${topic}`, 'process', sampled, {
      ...attributesOf(system, topic, records),
      'messaging.operation.type': 'process',
      'messaging.operation.name': 'process',
      'messaging.consumer.group.name': group,
    });
    const work = async () => await handler(records);
    const labels = { 'messaging.destination.name': topic, 'messaging.consumer.group.name': group };
    const started = performance.now();
    try {
      if (span !== undefined) await span.run(work);
      else if (only !== undefined) await inTrace(only, work);
      else await work();
    } catch (error) {
      span?.end({ failed: true });
      processed(performance.now() - started, { ...labels, outcome: 'failed' });
      throw error;
    }
    span?.end({ failed: false });
    processed(performance.now() - started, { ...labels, outcome: 'ok' });
    consumed(records.length, labels);
  }

  return {
    append,
    async subscribe(options) {
      const { topics, group, onFailure } = options;
      const subscription = await log.subscribe({
        ...options,
        handler: (records) => handle(options, records),
        onFailure(failure) {
          const { record } = failure;
          if (failure.parked)
            parked(1, {
              'messaging.destination.name': record.topic,
              'messaging.consumer.group.name': group,
            });
          const { only } = tracesOf([record]);
          const tell = () => onFailure?.(failure);
          if (only === undefined) tell();
          else inTrace(only, tell);
        },
      });
      const gauges = groups.use(observeGroup(log, group, topics));
      return {
        ended: subscription.ended,
        caughtUp: () => subscription.caughtUp(),
        async [Symbol.asyncDispose]() {
          gauges[Symbol.dispose]();
          await subscription[Symbol.asyncDispose]();
        },
      };
    },
    lag: (topic, group) => log.lag(topic, group),
    deadLetters: (topic, group, limit) => log.deadLetters(topic, group, limit),
    countDeadLetters: (topic, group) => log.countDeadLetters(topic, group),
    replayDeadLetters: (topic, group, limit) => log.replayDeadLetters(topic, group, limit),
    forgetGroup: (topic, group) => log.forgetGroup(topic, group),
    async [Symbol.asyncDispose]() {
      groups.dispose();
      await log[Symbol.asyncDispose]();
    },
  };
}

/** The sampled traces of the records, each once; and the one that all belong to, where they belong to one. */
function tracesOf(records: readonly NewRecord[]): { sampled: string[]; only: string | undefined } {
  const sampled = new Set<string>();
  let only: string | undefined;
  let differ = false;
  for (const { value } of records) {
    const at = traceparentAt(value);
    if (at === undefined) {
      differ = true;
      continue;
    }
    const isWanted = isSampled(value, at);
    if (differ && !isWanted) continue;
    const traceparent = traceparentIn(value, at);
    if (isWanted) sampled.add(traceparent);
    only ??= traceparent;
    if (only !== traceparent) differ = true;
  }
  return { sampled: [...sampled], only: differ ? undefined : only };
}

/** What every log takes; an event that is nearly as large goes as it is. */
const MAX_STAMPED_BYTES = 900 * 1_024 - 100;

function stamped(record: NewRecord, traceparentOf: (traceparent: string) => string | undefined): NewRecord {
  const at = traceparentAt(record.value);
  if (at === undefined || !isSampled(record.value, at) || record.value.length > MAX_STAMPED_BYTES)
    return record;
  const traceparent = traceparentOf(traceparentIn(record.value, at));
  return traceparent === undefined
    ? record
    : { ...record, value: withTraceparent(record.value, traceparent) };
}

function attributesOf(system: string, topic: string, records: readonly NewRecord[]) {
  return {
    'messaging.system': system,
    'messaging.destination.name': topic,
    ...(records.length > 1
      ? { 'messaging.batch.message_count': records.length }
      : records[0] !== undefined && { 'messaging.message.id': records[0].id }),
  };
}
