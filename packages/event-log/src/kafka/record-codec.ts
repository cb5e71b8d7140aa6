import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { DeadLetter, LogRecord, NewRecord } from '../event-log.ts';
import type { OutgoingMessage } from './producer-lease.ts';

export function toMessage({ key, id, type, value }: NewRecord): OutgoingMessage {
  return { key: Buffer.from(key), value: bufferOf(value), headers: { id, type } };
}

/** A record that another program has put into the topic has no id; where it lies names it. */
export function toRecord(topic: string, partition: number, message: KafkaMessage): LogRecord {
  const { headers = {}, offset, timestamp } = message;
  return {
    topic,
    offset: Number(offset),
    key: message.key?.toString() ?? '',
    id: header(headers, 'id') || `${topic}/${partition}/${offset}`,
    type: header(headers, 'type'),
    value: bytesOf(message.value),
    timestamp: new Date(Number(timestamp)),
    attempt: 1,
  };
}

/** What becomes of a record that a group could not handle: the newest of its letters says it. */
export interface Letter extends DeadLetter {
  partition: number;
  /** Put back letters wait for the group's handler. */
  state: 'parked' | 'put-back';
  appendedAt: Date;
  firstParkedAt: Date;
}

/** Names the letter's record among those of the topic. */
export function letterKey(partition: number, offset: number): string {
  return `${partition}:${offset}`;
}

export function letterMessage(letter: Letter): OutgoingMessage {
  const { id, type, topic, group, key, state } = letter;
  return {
    key: Buffer.from(letterKey(letter.partition, letter.offset)),
    value: bufferOf(letter.value),
    headers: {
      id,
      type,
      topic,
      group,
      key,
      state,
      partition: String(letter.partition),
      offset: String(letter.offset),
      error: letter.error,
      attempts: String(letter.attempts),
      'appended-at': letter.appendedAt.toISOString(),
      'parked-at': letter.parkedAt.toISOString(),
      'first-parked-at': letter.firstParkedAt.toISOString(),
    },
  };
}

export function tombstone(partition: number, offset: number): OutgoingMessage {
  return { key: Buffer.from(letterKey(partition, offset)), value: null, headers: {} };
}

/** Undefined for what says that a letter is gone, and for what is none of this topic and group. */
export function toLetter(message: KafkaMessage, topic: string, group: string): Letter | undefined {
  const { headers = {}, value } = message;
  const text = (name: string) => header(headers, name);
  const state = text('state');
  if (value === null || (state !== 'parked' && state !== 'put-back')) return undefined;
  if (text('topic') !== topic || text('group') !== group) return undefined;
  return {
    topic,
    group,
    state,
    partition: Number(text('partition')),
    offset: Number(text('offset')),
    key: text('key'),
    id: text('id'),
    type: text('type'),
    value: bytesOf(value),
    error: text('error'),
    attempts: Number(text('attempts')),
    appendedAt: new Date(text('appended-at')),
    parkedAt: new Date(text('parked-at')),
    firstParkedAt: new Date(text('first-parked-at')),
  };
}

/** The record of a put-back letter, as its next attempt. */
export function letterRecord(letter: Letter): LogRecord {
  const { topic, offset, key, id, type, value } = letter;
  return { topic, offset, key, id, type, value, timestamp: letter.appendedAt, attempt: letter.attempts + 1 };
}

/** kafkajs reads text and bytes; the bytes are not copied. */
function bufferOf(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

/** A copy, so that a record which is kept does not keep the whole fetch. */
function bytesOf(value: Buffer | null): Uint8Array {
  return value === null ? new Uint8Array() : new Uint8Array(value);
}

function header(headers: IHeaders, name: string): string {
  const value = headers[name];
  const first = Array.isArray(value) ? value[0] : value;
  return first === undefined ? '' : first.toString();
}

export function errorText(error: unknown): string {
  return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4_000);
}
