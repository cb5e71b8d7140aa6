import type { BinaryWriter } from '@bufbuild/protobuf/wire';

interface EncodableMessage<T> {
  encode(message: T, writer?: BinaryWriter): BinaryWriter;
}

/** A message that is longer leaves nothing behind. */
const KEPT_BYTES = 256 * 1024;

/**
 * Encodes messages of one kind again and again, with the room that those before had: a writer of its own would begin without any
 * and double it many times on the way through each. What it gives is the caller's own copy.
 */
export function messageEncoder<T>(type: EncodableMessage<T>): (message: T) => Uint8Array {
  let kept: BinaryWriter | undefined;
  return (message) => {
    const writer = kept;
    // One in which encoding fails holds half a message.
    kept = undefined;
    const written = type.encode(message, writer);
    const bytes = written.finish();
    if (bytes.length <= KEPT_BYTES) kept = written;
    return bytes;
  };
}
