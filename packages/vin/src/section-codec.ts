/** How the numbers of a section lie in the file. */
export type Encoding =
  /** One byte a number, or text. */
  | 'bytes'
  /**
   * All lowest bytes, then all second ones, and so on: what is alike lies together. The highest take 1, 2, 4 or 8 bits
   * each, as many as they need.
   */
  | 'planes'
  /** Numbers that never fall, as the planes of what each adds to the one before. */
  | 'rising'
  /** Few different numbers: those, four bytes each, behind their count, then the planes of their places. */
  | 'pooled';

export type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** A section as it lies in the file. */
export interface EncodedSection {
  bytes: Uint8Array;
  /** How many numbers it holds. */
  count: number;
  /** Of a number in its planes. */
  bits: number;
}

const BITS = [1, 2, 4, 8, 9, 10, 12, 16, 17, 18, 20, 24, 25, 26, 28, 32];

function bitsOf(numbers: Numbers): number {
  let most = 0;
  for (const number of numbers) if (number > most) most = number;
  return BITS.find((bits) => most < 2 ** bits) as number;
}

/** Bytes of the whole planes, and bits of the highest, partial one. */
const wholePlanes = (bits: number): number => bits >> 3;
const partBits = (bits: number): number => bits & 7;

function planesSize(count: number, bits: number): number {
  return count * wholePlanes(bits) + Math.ceil((count * partBits(bits)) / 8);
}

function toPlanes(numbers: Numbers): { bytes: Uint8Array; bits: number } {
  const bits = bitsOf(numbers);
  const { length } = numbers;
  const whole = wholePlanes(bits);
  const part = partBits(bits);
  const bytes = new Uint8Array(planesSize(length, bits));
  for (let plane = 0; plane < whole; plane += 1) {
    for (let index = 0; index < length; index += 1)
      bytes[plane * length + index] = (numbers[index] as number) >>> (plane * 8);
  }
  if (part > 0) {
    const start = whole * length;
    for (let index = 0; index < length; index += 1) {
      const bit = index * part;
      const place = start + (bit >> 3);
      bytes[place] = (bytes[place] as number) | (((numbers[index] as number) >>> (whole * 8)) << (bit & 7));
    }
  }
  return { bytes, bits };
}

/** Bits of the highest, partial plane; 0 where it is whole. */
function addPart(numbers: Numbers, bytes: Uint8Array, count: number, bits: number): void {
  const part = partBits(bits);
  const start = wholePlanes(bits) * count;
  const mask = (1 << part) - 1;
  const shift = wholePlanes(bits) * 8;
  for (let index = 0; index < count; index += 1) {
    const bit = index * part;
    const high = ((bytes[start + (bit >> 3)] as number) >>> (bit & 7)) & mask;
    numbers[index] = (numbers[index] as number) | (high << shift);
  }
}

// One function a width: shared, their loops would be compiled for arrays of any kind, which takes three times as long.

function join16(bytes: Uint8Array, count: number, bits: number): Uint16Array {
  const numbers = new Uint16Array(count);
  if (wholePlanes(bits) === 2) {
    for (let index = 0; index < count; index += 1)
      numbers[index] = (bytes[index] as number) | ((bytes[count + index] as number) << 8);
  } else for (let index = 0; index < count; index += 1) numbers[index] = bytes[index] as number;
  return numbers;
}

function join32(bytes: Uint8Array, count: number, bits: number): Uint32Array {
  const numbers = new Uint32Array(count);
  const third = wholePlanes(bits) > 2 ? bytes.subarray(count * 2, count * 3) : undefined;
  const fourth = wholePlanes(bits) > 3 ? bytes.subarray(count * 3) : undefined;
  for (let index = 0; index < count; index += 1)
    numbers[index] = (bytes[index] as number) | ((bytes[count + index] as number) << 8);
  if (third !== undefined) {
    for (let index = 0; index < count; index += 1)
      numbers[index] = (numbers[index] as number) | ((third[index] as number) << 16);
  }
  if (fourth !== undefined) {
    for (let index = 0; index < count; index += 1)
      numbers[index] = (numbers[index] as number) | ((fourth[index] as number) << 24);
  }
  return numbers;
}

function fromPlanes(bytes: Uint8Array, count: number, bits: number): Numbers {
  if (bits === 8) return bytes.slice(0, count);
  const numbers =
    bits < 8 ? new Uint8Array(count) : bits <= 16 ? join16(bytes, count, bits) : join32(bytes, count, bits);
  if (partBits(bits) > 0) addPart(numbers, bytes, count, bits);
  return numbers;
}

function steps(numbers: Numbers): Uint32Array {
  let last = 0;
  return Uint32Array.from(numbers, (number) => {
    if (number < last) throw new Error(`${number} follows ${last} in a section that never falls.`);
    const step = number - last;
    last = number;
    return step;
  });
}

function pooled(numbers: Numbers): EncodedSection {
  const places = new Map<number, number>();
  for (const number of numbers) if (!places.has(number)) places.set(number, places.size);
  const { bytes, bits } = toPlanes(Uint32Array.from(numbers, (number) => places.get(number) as number));
  const whole = new Uint8Array(4 + places.size * 4 + bytes.length);
  const view = new DataView(whole.buffer);
  view.setUint32(0, places.size, true);
  for (const [number, place] of places) view.setUint32(4 + place * 4, number, true);
  whole.set(bytes, 4 + places.size * 4);
  return { bytes: whole, count: numbers.length, bits };
}

export function encodeSection(numbers: Numbers, encoding: Encoding): EncodedSection {
  if (encoding === 'pooled') return pooled(numbers);
  if (encoding === 'bytes') return { bytes: Uint8Array.from(numbers), count: numbers.length, bits: 8 };
  return { ...toPlanes(encoding === 'rising' ? steps(numbers) : numbers), count: numbers.length };
}

function unpooled({ bytes, count, bits }: EncodedSection): Numbers | null {
  if (bytes.length < 4) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = view.getUint32(0, true);
  const start = 4 + size * 4;
  if (bytes.length !== start + planesSize(count, bits)) return null;
  const pool = Uint32Array.from({ length: size }, (_, place) => view.getUint32(4 + place * 4, true));
  const places = fromPlanes(bytes.subarray(start), count, bits);
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index += 1) numbers[index] = pool[places[index] as number] as number;
  return numbers;
}

/**
 * The numbers of a section, in arrays of their own, so that nothing holds on to the file's bytes. Null where size, count
 * and bits don't belong together.
 */
export function decodeSection(section: EncodedSection, encoding: Encoding): Numbers | null {
  const { bytes, count, bits } = section;
  if (!BITS.includes(bits)) return null;
  if (encoding === 'pooled') return unpooled(section);
  if (bytes.length !== planesSize(count, bits)) return null;
  const numbers = fromPlanes(bytes, count, bits);
  if (encoding !== 'rising') return numbers;
  const sums = new Uint32Array(numbers);
  for (let index = 1; index < count; index += 1)
    sums[index] = (sums[index] as number) + (sums[index - 1] as number);
  return sums;
}
