/** A table's bytes in memory that threads share: each has its own view, none a copy. */
export interface SharedTable {
  /** One for each table. */
  key: number;
  bytes: SharedArrayBuffer;
}

const shared = new WeakMap<Uint8Array, SharedTable>();
let lastKey = 0;

/** Copied when it is first asked for; the copy goes when the bytes do. */
export function sharedTable(bytes: Uint8Array): SharedTable {
  let found = shared.get(bytes);
  if (found === undefined) {
    lastKey += 1;
    found = { key: lastKey, bytes: new SharedArrayBuffer(bytes.length) };
    new Uint8Array(found.bytes).set(bytes);
    shared.set(bytes, found);
  }
  return found;
}
