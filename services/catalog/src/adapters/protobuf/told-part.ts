import { BinaryReader } from '@bufbuild/protobuf/wire';
import { Part as PartMessage } from '@qipei/contracts/catalog/v1/catalog';
import { withoutSecrets } from '../../domain/part-details.ts';

/** Field numbers of `details` and `private` in qipei.catalog.v1.Part. */
const MAY_HOLD_SECRETS: readonly number[] = [52, 53];

/**
 * An encoded Part as an event may tell of it, whose readers aren't only its publisher. Most parts have nothing to hide: they are looked
 * through without being decoded.
 */
export function toldPart(body: Uint8Array): Uint8Array {
  const reader = new BinaryReader(body);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (MAY_HOLD_SECRETS.includes(field))
      return PartMessage.encode(withoutSecrets(PartMessage.decode(body))).finish();
    reader.skip(type, field);
  }
  return body;
}
