import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  content: string;
  /** Unix mode. */
  mode?: number;
  /** General purpose flags; 1 says that it is encrypted. */
  flags?: number;
  /** What the directory says of it, where that isn't the truth. */
  claimed?: number;
  checksum?: number;
  /** Points to the bytes of an earlier entry. */
  sharesWith?: number;
  /** Sizes in an extra field of 64 bits. */
  zip64?: boolean;
}

/** A zip archive byte by byte, with whatever is wrong in it: the APPNOTE, 4.3. */
export function zipOf(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const content = Buffer.from(entry.content);
    const packed = deflateRawSync(content);
    const sum = entry.checksum ?? crc32(content);
    const claimed = entry.claimed ?? content.length;
    const wide = entry.zip64 === true;
    const extra = wide ? Buffer.alloc(20) : Buffer.alloc(0);
    if (wide) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(claimed), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
    }
    const facts = (buffer: Buffer, from: number) => {
      buffer.writeUInt16LE(wide ? 45 : 20, from);
      buffer.writeUInt16LE(0x800 | (entry.flags ?? 0), from + 2);
      buffer.writeUInt16LE(8, from + 4);
      buffer.writeUInt32LE(sum, from + 10);
      buffer.writeUInt32LE(wide ? 0xffffffff : packed.length, from + 14);
      buffer.writeUInt32LE(wide ? 0xffffffff : claimed, from + 18);
      buffer.writeUInt16LE(name.length, from + 22);
      buffer.writeUInt16LE(extra.length, from + 24);
    };
    const offset = entry.sharesWith === undefined ? at : (offsets[entry.sharesWith] ?? 0);
    offsets.push(offset);
    if (entry.sharesWith === undefined) {
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      facts(local, 4);
      locals.push(local, name, extra, packed);
      at += 30 + name.length + extra.length + packed.length;
    }
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE((3 << 8) | 45, 4);
    facts(head, 6);
    head.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
    head.writeUInt32LE(offset, 42);
    central.push(head, name, extra);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, directory, end]);
}
