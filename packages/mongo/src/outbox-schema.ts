import { Schema } from 'mongoose';
import type { MongoIndex } from './migrations.ts';

export interface OutboxEvent {
  topic: string;
  /** The aggregate's own key: the order of a key is the order of its document's array. */
  key: string;
  id: string;
  /** Full protobuf name of the payload message. */
  type: string;
  value: Uint8Array;
}

export interface PendingEvent {
  eventId: string;
  topic: string;
  key: string;
  type: string;
  value: Buffer;
}

/**
 * Events of an aggregate that are not yet in the log, inside its own document: so one atomic write saves both. Only ever
 * pushed to by who writes the aggregate and pulled from by the relay, never assigned.
 */
export interface EmbeddedOutbox {
  /** Counts the events that were ever pushed: what a relay has read is all there is while it stays the same. */
  sequence: number;
  /** Set while events wait; what the relay looks for, oldest first. */
  since?: Date;
  pending: PendingEvent[];
}

export interface HasOutbox {
  outbox: EmbeddedOutbox;
}

const text = { type: String, required: true } as const;
const pendingEventSchema = new Schema(
  {
    eventId: text,
    topic: text,
    // An empty string counts as missing for `required`.
    key: { type: String },
    type: { type: String, required: true },
    value: { type: Buffer, required: true },
  },
  { _id: false, id: false, strict: 'throw' },
);

/** The path `outbox` of a document. */
export const outboxSchema = new Schema(
  {
    sequence: { type: Number, required: true },
    since: { type: Date },
    pending: { type: [pendingEventSchema], required: true },
  },
  { _id: false, id: false, strict: 'throw' },
);

/** To be built by a migration on every collection whose documents have an outbox. */
export const OUTBOX_INDEX: MongoIndex = { name: 'outbox-since', key: { 'outbox.since': 1 }, sparse: true };

/** Of a document that is inserted. */
export function newOutbox(events: readonly OutboxEvent[]): EmbeddedOutbox {
  const pending = events.map(toPending);
  return events.length === 0
    ? { sequence: 0, pending }
    : { sequence: events.length, since: new Date(), pending };
}

/** The part of an update that adds events; the update carries no other change of `outbox`. */
export function pushEvents(events: readonly OutboxEvent[]) {
  if (events.length === 0) return {};
  return {
    $push: { 'outbox.pending': { $each: events.map(toPending) } },
    $inc: { 'outbox.sequence': events.length },
    // Sets it where there is none.
    $min: { 'outbox.since': new Date() },
  };
}

function toPending({ topic, key, id, type, value }: OutboxEvent): PendingEvent {
  return { eventId: id, topic, key, type, value: Buffer.from(value) };
}
