import { Envelope } from './gen/qipei/events/v1/envelope.ts';
import { messageEncoder } from './message-encoder.ts';

const encode = messageEncoder(Envelope);

export interface EventToSend {
  id: string;
  /** Full protobuf name of the payload, such as `qipei.order.v1.OrderConfirmed`. */
  type: string;
  tenant: string;
  aggregateId: string;
  occurredAt: Date;
  traceparent: string;
  payload: Uint8Array;
}

/** The record that carries an event through the outbox and the log: keyed by its aggregate. */
export function toRecord(event: EventToSend): { key: string; id: string; type: string; value: Uint8Array } {
  const { buffer, byteOffset, length } = event.payload;
  const value = encode({ ...event, payload: Buffer.from(buffer, byteOffset, length) });
  return { key: event.aggregateId, id: event.id, type: event.type, value };
}

/** @throws when the bytes are no envelope. */
export function readEnvelope(value: Uint8Array): Envelope {
  return Envelope.decode(value);
}
