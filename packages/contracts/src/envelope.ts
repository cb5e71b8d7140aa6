import { Envelope } from './gen/qipei/events/v1/envelope.ts';

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
  const value = Envelope.encode(
    Envelope.fromPartial({ ...event, payload: Buffer.from(event.payload) }),
  ).finish();
  return { key: event.aggregateId, id: event.id, type: event.type, value };
}

/** @throws when the bytes are no envelope. */
export function readEnvelope(value: Uint8Array): Envelope {
  return Envelope.decode(value);
}
