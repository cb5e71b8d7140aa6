import { hash } from 'node:crypto';
import { messageEncoder } from '@qipei/contracts';
import {
  PartLinkKind as LinkKindMessage,
  NumberKind as NumberKindMessage,
  type PartLink as PartLinkMessage,
  Part as PartMessage,
  type PartNumber as PartNumberMessage,
  Visibility as VisibilityMessage,
} from '@qipei/contracts/catalog/v1/catalog';
import { brandId } from '../../domain/number-space.ts';
import type {
  Lifecycle,
  LinkKind,
  NumberKind,
  Part,
  PartContent,
  PartLink,
  PartNumber,
} from '../../domain/part.ts';
import { withoutSecrets } from '../../domain/part-details.ts';

const KINDS = {
  own: NumberKindMessage.OWN,
  oe: NumberKindMessage.OE,
  'cross-reference': NumberKindMessage.CROSS_REFERENCE,
  comparable: NumberKindMessage.COMPARABLE,
} as const satisfies Record<NumberKind, NumberKindMessage>;
const LINK_KINDS = {
  supersedes: LinkKindMessage.SUPERSEDES,
  accessory: LinkKindMessage.ACCESSORY,
  component: LinkKindMessage.COMPONENT,
  'part-of': LinkKindMessage.PART_OF,
} as const satisfies Record<LinkKind, LinkKindMessage>;
const LINK_KIND_NAMES = new Map(
  Object.entries(LINK_KINDS).map(([name, kind]) => [kind, name as LinkKind] as const),
);
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

/** One piece, which goes without saying, is stored as none. */
function toStoredQuantity<T extends { quantity: number }>(edge: T): T {
  return edge.quantity === 1 ? { ...edge, quantity: 0 } : edge;
}

function fromStoredQuantity<T extends { quantity: number }>(edge: T): T {
  return edge.quantity === 0 ? { ...edge, quantity: 1 } : edge;
}

function toLinkMessage(link: PartLink): PartLinkMessage {
  return { ...toStoredQuantity(link), kind: LINK_KINDS[link.kind] };
}

function fromLinkMessage(link: PartLinkMessage): PartLink {
  const kind = LINK_KIND_NAMES.get(link.kind as (typeof LINK_KINDS)[LinkKind]);
  if (kind === undefined) throw new Error(`a stored link has the kind ${link.kind}`);
  return { ...fromStoredQuantity(link), kind };
}

/** What differs between a part and its message beyond the names of the types. */
function toContentMessage(content: PartContent) {
  return {
    visibility: VISIBILITIES[content.visibility],
    numbers: content.numbers.map(toNumberMessage),
    supersededBy: content.supersededBy.map(toStoredQuantity),
    links: content.links.map(toLinkMessage),
  };
}

export function toPartMessage(part: Part): PartMessage {
  return { ...part, ...toContentMessage(part) };
}

export function decodePart(bytes: Uint8Array): Part {
  const message = PartMessage.decode(bytes);
  return {
    ...message,
    visibility: message.visibility === VisibilityMessage.PUBLIC ? 'public' : 'private',
    numbers: message.numbers.map(fromNumberMessage),
    supersededBy: message.supersededBy.map(fromStoredQuantity),
    links: message.links.map(fromLinkMessage),
    lifecycle: message.lifecycle as Lifecycle,
    updatedAt: message.updatedAt ?? new Date(0),
  };
}

/** A stored part as a tenant may see it that may see it at all. */
export function decodeSeenPart(bytes: Uint8Array, tenant: string): Part {
  return seenPart(decodePart(bytes), tenant);
}

/** As a tenant may see a part that it may see at all. */
export function seenPart(part: Part, tenant: string): Part {
  return part.publisher === tenant ? part : withoutSecrets(part);
}

/** The fields of a Part message that the publisher decides. The same content gives the same bytes. */
export function encodeContent(content: PartContent): Uint8Array {
  return encode({
    ...content,
    ...toContentMessage(content),
    brandId: brandId(content.brand),
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
const encode = messageEncoder(PartMessage);

/** A whole Part message: encoded messages in a row read as one, a later field over an earlier one. */
export function encodePart(
  content: Uint8Array,
  head: Pick<Part, 'partId' | 'publisher' | 'version' | 'source' | 'updatedAt'>,
): Uint8Array {
  return Buffer.concat([content, encode({ ...EMPTY, ...head })]);
}
