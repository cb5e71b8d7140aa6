/** A compound file ([MS-CFB]) of nothing but a directory with these names, `at` so many sectors of 512 bytes behind the header. */
export function compoundFile(names: readonly string[], at = 0): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(at, 48);
  const entries = ['Root Entry', ...names].map((name) => {
    const entry = Buffer.alloc(128);
    entry.write(name, 'utf16le');
    entry.writeUInt16LE((name.length + 1) * 2, 64);
    return entry;
  });
  return Buffer.concat([header, Buffer.alloc(512 * at), ...entries]);
}
