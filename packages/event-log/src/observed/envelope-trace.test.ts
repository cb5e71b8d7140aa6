import { readEnvelope, toRecord } from '@qipei/contracts';
import { describe, expect, test } from 'vitest';
import { isSampled, traceparentAt, traceparentIn, withTraceparent } from './envelope-trace.ts';

const GIVEN = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const OTHER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';

const envelope = (traceparent: string, payload = Uint8Array.of(1, 2, 3)) =>
  toRecord({
    id: 'e',
    type: 'qipei.test.v1.Tested',
    tenant: 'acme',
    aggregateId: 'p',
    occurredAt: new Date(1_700_000_000_000),
    traceparent,
    payload,
  }).value;

function readBack(value: Uint8Array): string | undefined {
  const at = traceparentAt(value);
  return at === undefined ? undefined : traceparentIn(value, at);
}

describe('the trace context of an envelope', () => {
  test('is found as the generated code reads it, and can be taken over', () => {
    for (const payload of [new Uint8Array(), new Uint8Array(300_000).fill(0x32)]) {
      const value = envelope(GIVEN, payload);
      expect(readBack(value)).toBe(GIVEN);
      const changed = withTraceparent(value, OTHER);
      expect(readBack(changed)).toBe(OTHER);
      expect(readEnvelope(changed)).toEqual({ ...readEnvelope(value), traceparent: OTHER });
      expect(readBack(withTraceparent(changed, GIVEN))).toBe(GIVEN);
    }
  });

  test('is read at any place in memory', () => {
    const value = envelope(GIVEN);
    const within = new Uint8Array(value.length + 7);
    within.set(value, 7);
    expect(readBack(within.subarray(7))).toBe(GIVEN);
  });

  test.each([...'0123456789abcdef'])('with the flags 0%s', (digit) => {
    const value = envelope(`${GIVEN.slice(0, -1)}${digit}`);
    expect(isSampled(value, traceparentAt(value) ?? 0)).toBe(Number.parseInt(digit, 16) % 2 === 1);
  });

  test('is none where there is none, or another thing', () => {
    for (const none of ['', 'nonsense', `${GIVEN}0`]) expect(readBack(envelope(none))).toBeUndefined();
  });

  test('is none in bytes that are no envelope, wherever they break off', () => {
    const value = envelope(GIVEN);
    for (let length = 0; length < value.length; length += 1) {
      const found = readBack(value.slice(0, length));
      expect([undefined, GIVEN]).toContain(found);
    }
    let seed = 1;
    for (let round = 0; round < 5_000; round += 1) {
      const noise = Uint8Array.from({ length: round % 90 }, () => {
        seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
        return seed >>> 8;
      });
      expect(() => readBack(noise)).not.toThrow();
    }
    expect(traceparentAt(new Uint8Array(64).fill(0xff))).toBeUndefined();
  });
});
