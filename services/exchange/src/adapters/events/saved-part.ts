import { BinaryReader } from '@bufbuild/protobuf/wire';
import { Part, Visibility } from '@qipei/contracts/catalog/v1/catalog';
import type { PartSaved } from '../../domain/feed-change.ts';

/** Field numbers of qipei.catalog.v1.Part. */
const FIELD = { partId: 1, publisher: 2, visibility: 3, brandId: 4, version: 18, private: 53 };

/**
 * What the feed has to know of an encoded qipei.catalog.v1.PartSaved. Parts come by the hundred thousand: of one only these few
 * fields are decoded, the rest is kept as it came.
 */
export function savedPart(event: Uint8Array): PartSaved {
  return partOf(messageIn(event));
}

function partOf(data: Uint8Array): PartSaved {
  const part = { partId: '', publisher: '', brandId: '', version: 0 };
  let visibility: number = Visibility.UNSPECIFIED;
  const reader = new BinaryReader(data);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === FIELD.partId) part.partId = reader.string();
    else if (field === FIELD.publisher) part.publisher = reader.string();
    else if (field === FIELD.brandId) part.brandId = reader.string();
    else if (field === FIELD.visibility) visibility = reader.int32();
    else if (field === FIELD.version) part.version = Number(reader.int64());
    // Events carry nothing private; should one do, it ends here.
    else if (field === FIELD.private)
      return partOf(Part.encode({ ...Part.decode(data), private: undefined }).finish());
    else reader.skip(type, field);
  }
  return { kind: 'part-saved', ...part, isPublic: visibility === Visibility.PUBLIC, data };
}

/** The part, field 1 of the event. */
function messageIn(event: Uint8Array): Uint8Array {
  const reader = new BinaryReader(event);
  let message: Uint8Array | undefined;
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (field === 1) message = reader.bytes();
    else reader.skip(type, field);
  }
  if (message === undefined) throw new Error('the event carries no part');
  return message;
}
