import { readFileSync } from 'node:fs';
import { BinaryReader } from '@bufbuild/protobuf/wire';

let cached: Buffer[] | undefined;

/** Every file of proto/ and what it imports, each as an encoded google.protobuf.FileDescriptorProto. */
export function fileDescriptors(): Buffer[] {
  if (cached !== undefined) return cached;
  const reader = new BinaryReader(readFileSync(new URL('./gen/descriptors.binpb', import.meta.url)));
  const files: Buffer[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    // FileDescriptorSet has one field: `repeated FileDescriptorProto file = 1`.
    if (tag >>> 3 === 1) files.push(withoutSourceInfo(reader.bytes()));
    else reader.skip(tag & 7);
  }
  cached = files;
  return files;
}

/** Places and comments (`source_code_info`, field 9) are two thirds of a file, and ten times as much once they are taken apart. */
function withoutSourceInfo(file: Uint8Array): Buffer {
  const reader = new BinaryReader(file);
  const kept: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const tag = reader.uint32();
    reader.skip(tag & 7);
    if (tag >>> 3 !== 9) kept.push(file.subarray(start, reader.pos));
  }
  return Buffer.concat(kept);
}
