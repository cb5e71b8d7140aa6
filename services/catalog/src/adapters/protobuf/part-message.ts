import { hash } from 'node:crypto';
import {
  NumberKind as NumberKindMessage,
  Part as PartMessage,
  type PartNumber as PartNumberMessage,
  Visibility as VisibilityMessage,
} from '@qipei/contracts/catalog/v1/catalog';
import { brandId } from '../../domain/number-space.ts';
import type { NumberKind, Part, PartContent, PartNumber } from '../../domain/part.ts';

const KINDS = {
  own: NumberKindMessage.OWN,
  oe: NumberKindMessage.OE,
  'cross-reference': NumberKindMessage.CROSS_REFERENCE,
  comparable: NumberKindMessage.COMPARABLE,
} as const satisfies Record<NumberKind, NumberKindMessage>;
const VISIBILITIES = { private: VisibilityMessage.PRIVATE, public: VisibilityMessage.PUBLIC } as const;
const KIND_NAMES = new Map(Object.entries(KINDS).map(([name, kind]) => [kind, name as NumberKind]));

export function toNumberMessage(number: PartNumber): PartNumberMessage {
  return { ...number, kind: KINDS[number.kind] };
}

function fromNumberMessage(number: PartNumberMessage): PartNumber {
  const kind = KIND_NAMES.get(number.kind as (typeof KINDS)[NumberKind]);
  if (kind === undefined) throw new Error(`a stored number has the kind ${number.kind}`);
  return { ...number, kind };
}

export function toPartMessage(part: Part): PartMessage {
  return {
    ...part,
    visibility: VISIBILITIES[part.visibility],
    numbers: part.numbers.map(toNumberMessage),
  };
}

export function decodePart(bytes: Uint8Array): Part {
  const message = PartMessage.decode(bytes);
  return {
    ...message,
    visibility: message.visibility === VisibilityMessage.PUBLIC ? 'public' : 'private',
    numbers: message.numbers.map(fromNumberMessage),
    updatedAt: message.updatedAt ?? new Date(0),
  };
}

/** The fields of a Part message that the publisher decides. The same content gives the same bytes. */
export function encodeContent(content: PartContent): Uint8Array {
  return encode({
    ...content,
    brandId: brandId(content.brand),
    visibility: VISIBILITIES[content.visibility],
    numbers: content.numbers.map(toNumberMessage),
    partId: '',
    publisher: '',
    version: 0,
    source: '',
    updatedAt: undefined,
  });
}

/** By which content is known to be as it was. */
export function contentHashOf(content: Uint8Array): Buffer {
  return hash('sha256', content, 'buffer').subarray(0, 16);
}

const EMPTY = PartMessage.fromPartial({});
/** Used again and again, so that its buffer doesn't have to grow for each part. */
let writer = PartMessage.encode(EMPTY);

function encode(message: PartMessage): Uint8Array {
  try {
    return PartMessage.encode(message, writer).finish();
  } catch (error) {
    // It holds half a message.
    writer = PartMessage.encode(EMPTY);
    throw error;
  }
}

/** A whole Part message: encoded messages in a row read as one, a later field over an earlier one. */
export function encodePart(
  content: Uint8Array,
  head: Pick<Part, 'partId' | 'publisher' | 'version' | 'source' | 'updatedAt'>,
): Uint8Array {
  return Buffer.concat([content, encode({ ...EMPTY, ...head })]);
}
