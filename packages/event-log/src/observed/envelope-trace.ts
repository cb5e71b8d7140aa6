/** Of `qipei.events.v1.Envelope` (proto/qipei/events/v1/envelope.proto). */
const TRACEPARENT_FIELD = 6;
/** Of a W3C trace context of version 00, whose last digit says whether it is sampled. */
const LENGTH = 55;

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const FIXED_32 = 5;

/**
 * Where the trace context of an encoded envelope begins; undefined where there is none or the bytes are no envelope. It
 * is looked for in every record that passes, so the envelope isn't decoded for it.
 */
export function traceparentAt(value: Uint8Array): number | undefined {
  let found: number | undefined;
  for (let at = 0; at < value.length; ) {
    const tag = readVarint(value, at);
    if (tag === undefined) return undefined;
    const field = Math.floor(tag.number / 8);
    const type = tag.number & 7;
    at = tag.next;
    if (type === DELIMITED) {
      const length = readVarint(value, at);
      if (length === undefined) return undefined;
      at = length.next;
      // Of a field that comes twice, the last counts.
      if (field === TRACEPARENT_FIELD) found = length.number === LENGTH ? at : undefined;
      at += length.number;
    } else if (type === VARINT) {
      const skipped = readVarint(value, at);
      if (skipped === undefined) return undefined;
      at = skipped.next;
    } else if (type === FIXED_64) at += 8;
    else if (type === FIXED_32) at += 4;
    else return undefined;
  }
  return found === undefined || found + LENGTH > value.length ? undefined : found;
}

export function traceparentIn(value: Uint8Array, at: number): string {
  return Buffer.from(value.buffer, value.byteOffset + at, LENGTH).toString('latin1');
}

export function isSampled(value: Uint8Array, at: number): boolean {
  // The low bit of the digits 0 to 9 and a to f, by their code: those of a to f are one off.
  const code = value[at + LENGTH - 1] ?? 0;
  return (code < 58 ? code & 1 : (code - 1) & 1) === 1;
}

/** The envelope with another trace context: fields may come twice, and the last counts. */
export function withTraceparent(value: Uint8Array, traceparent: string): Uint8Array {
  const extended = new Uint8Array(value.length + 2 + LENGTH);
  extended.set(value);
  extended[value.length] = TRACEPARENT_FIELD * 8 + DELIMITED;
  extended[value.length + 1] = LENGTH;
  extended.set(Buffer.from(traceparent, 'latin1'), value.length + 2);
  return extended;
}

function readVarint(bytes: Uint8Array, from: number): { number: number; next: number } | undefined {
  let number = 0;
  let scale = 1;
  for (let at = from; at < bytes.length && at < from + 10; at += 1) {
    const byte = bytes[at] ?? 0;
    number += (byte & 127) * scale;
    if (byte < 128) return { number, next: at + 1 };
    scale *= 128;
  }
  return undefined;
}
