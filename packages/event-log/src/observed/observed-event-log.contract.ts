import { Writable } from 'node:stream';
import { toRecord } from '@qipei/contracts';
import { createLogger, inSpan, newTraceparent, startServerSpan, startTelemetry } from '@qipei/service-kit';
import { readTelemetryConfig } from '@qipei/service-kit/environment';
import { startOtlpReceiver } from '@qipei/testing/otlp-receiver';
import { describe, expect, test } from 'vitest';
import type { EventLog } from '../event-log.ts';
import { type OutboxRow, startRelay } from '../relay.ts';

const TOPIC = 'parts';
const GROUP = 'index';

/** What every observed log shows in traces and metrics; `open` gives it. */
export function observedEventLogContract(name: string, open: () => Promise<EventLog>): void {
  describe(`the event log over ${name}`, () => {
    test('is a part of the trace of the request that caused an event, and tells how far consumers are', async () => {
      await using receiver = await startOtlpReceiver();
      const before = { ...process.env };
      Object.assign(process.env, receiver.env, { OTEL_TRACES_SAMPLER: 'always_on' });
      await using telemetry = await startTelemetry(readTelemetryConfig('test', process.env));
      await using log = await open();
      try {
        const request = startServerSpan('request', undefined);
        const unrecorded = newTraceparent();
        const lines: string[] = [];
        const destination = new Writable({
          write(chunk, _encoding, done) {
            lines.push(String(chunk));
            done();
          },
        });
        const logger = createLogger({ service: 'test', level: 'info', destination });
        const rows = [
          eventOf('a', request.traceparent),
          eventOf('b', request.traceparent),
          eventOf('c', unrecorded),
        ];
        await using relay = startRelay({
          log,
          outbox: {
            read: () => rows.slice(),
            remove: (sequences) =>
              void rows.splice(0, rows.length, ...rows.filter((row) => !sequences.includes(row.sequence))),
          },
          onError: (error) => expect(error).toBeUndefined(),
        });
        await relay.drained();
        let broken = true;
        const handled: string[] = [];
        const subscription = await log.subscribe({
          topics: [TOPIC],
          group: GROUP,
          maxAttempts: 2,
          backoffMs: 1,
          handler: (records) =>
            inSpan('write index', {}, () => {
              if (broken && records.some(({ id }) => id === 'c')) throw new Error('broken');
              handled.push(...records.map(({ id }) => id));
            }),
          onFailure: ({ record, parked }) => logger.warn({ eventId: record.id, parked }, 'failed'),
        });
        subscription.ended.catch(() => {});
        await subscription.caughtUp();
        broken = false;
        expect(handled).toEqual(['a', 'b']);
        request.end({ failed: false });
        const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
        expect(told.find(({ parked }) => parked === true)).toMatchObject({
          eventId: 'c',
          traceId: unrecorded.slice(3, 35),
        });

        const spans = await receiver.until((all) =>
          ['request', 'send parts', 'process parts', 'write index'].every((each) =>
            all.some((span) => span.name === each && !span.failed && inTrace(span, request.traceparent)),
          ),
        );
        const mine = spans.filter((span) => inTrace(span, request.traceparent));
        const of = (wanted: string) => mine.find((span) => span.name === wanted && !span.failed);
        expect(of('send parts')?.parentSpanId).toBe(of('request')?.spanId);
        expect(of('process parts')?.parentSpanId).toBe(of('send parts')?.spanId);
        const writes = mine.filter((span) => span.name === 'write index' && !span.failed);
        const processed = new Set(mine.filter((span) => span.name === 'process parts').map((s) => s.spanId));
        for (const { parentSpanId } of writes) expect(processed).toContain(parentSpanId);
        expect([of('send parts')?.kind, of('process parts')?.kind]).toEqual([4, 5]);
        expect(of('send parts')?.attributes).toMatchObject({ 'messaging.destination.name': TOPIC });
        expect(of('process parts')?.attributes).toMatchObject({ 'messaging.consumer.group.name': GROUP });

        const text = await telemetry.metricsText();
        const at = `\\{group="${GROUP}",topic="${TOPIC}".*\\}`;
        expect(text).toMatch(new RegExp(`^qipei_consumer_lag${at} 0$`, 'm'));
        expect(text).toMatch(new RegExp(`^qipei_dead_letters${at} 1$`, 'm'));
        expect(text).toMatch(/^qipei_dead_letters_parked_total\{.*"parts".*\} 1$/m);
        expect(text).toMatch(/^messaging_client_sent_messages_total\{.*"parts".*\} 3$/m);
        expect(text).toMatch(/^messaging_client_consumed_messages_total\{.*"parts".*\} 2$/m);
        await subscription[Symbol.asyncDispose]();
        expect(await telemetry.metricsText()).not.toContain('qipei_consumer_lag');
      } finally {
        for (const each of Object.keys(process.env)) if (!(each in before)) delete process.env[each];
      }
    });
  });
}

function inTrace({ traceId }: { traceId: string }, traceparent: string): boolean {
  return traceId === traceparent.slice(3, 35);
}

let last = 0;

function eventOf(id: string, traceparent: string): OutboxRow {
  const envelope = { id, type: 'qipei.test.v1.Tested', tenant: 'acme', aggregateId: 'p' };
  const record = toRecord({ ...envelope, occurredAt: new Date(), traceparent, payload: new Uint8Array(3) });
  return { ...record, sequence: ++last, topic: TOPIC };
}
