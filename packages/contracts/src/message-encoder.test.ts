import { expect, test } from 'vitest';
import { Envelope } from './gen/qipei/events/v1/envelope.ts';
import { messageEncoder } from './message-encoder.ts';

function envelope(length: number): Envelope {
  return {
    id: `evt_${length}`,
    type: 'qipei.catalog.v1.PartSaved',
    tenant: length % 2 === 0 ? '经销商' : '',
    aggregateId: 'prt_1',
    occurredAt: new Date(1_700_000_000_000 + length),
    traceparent: '',
    payload: Buffer.alloc(length, length % 251),
  };
}

test('gives the same bytes as a writer of its own, for long messages after short ones and short after long', () => {
  const encode = messageEncoder(Envelope);
  const lengths = [0, 1, 127, 128, 5_000, 3, 70_000, 16, 1_000_000, 2, 300_000, 40, 16_384, 0];
  for (const length of lengths) {
    const message = envelope(length);
    expect(Buffer.from(encode(message)).equals(Envelope.encode(message).finish()), `${length} bytes`).toBe(
      true,
    );
  }
});

test('what it gave stays as it was', () => {
  const encode = messageEncoder(Envelope);
  const first = encode(envelope(1_000));
  const before = Buffer.from(first);
  encode(envelope(1_001));
  expect(Buffer.from(first).equals(before)).toBe(true);
  expect(first.buffer.byteLength).toBe(first.length);
});

test('a message that can’t be encoded leaves nothing of itself in the next', () => {
  const encode = messageEncoder(Envelope);
  encode(envelope(10));
  const broken = { ...envelope(20), payload: 7 as unknown as Buffer };
  expect(() => encode(broken)).toThrow();
  const next = envelope(30);
  expect(Buffer.from(encode(next)).equals(Envelope.encode(next).finish())).toBe(true);
});

test('encodes a message while it encodes another one', () => {
  const encode = messageEncoder(Envelope);
  encode(envelope(5));
  let inner: Uint8Array | undefined;
  const outer: Envelope = {
    ...envelope(50),
    get tenant() {
      inner ??= encode(envelope(7));
      return '外';
    },
  };
  const bytes = encode(outer);
  expect(Buffer.from(inner ?? []).equals(Envelope.encode(envelope(7)).finish())).toBe(true);
  expect(Envelope.decode(bytes)).toEqual({ ...envelope(50), tenant: '外' });
});
