import { LRUCache } from 'lru-cache';

/** Of which no more can be kept as long as they are as they were. */
export interface FullParts {
  has(id: string): boolean;
  /** A row was refused; `keys` are those of all that are kept. */
  remember(id: string, tag: string, keys: readonly string[]): void;
  /** Whether the part is still as it was when it was full, and none of the keys is one that is kept. */
  refuses(id: string, tag: string, keys: readonly string[]): boolean;
}

/** Each has some hundred thousand keys, of four bytes here. */
const PARTS = 16;

export function fullParts(): FullParts {
  const full = new LRUCache<string, { tag: string; hashes: Uint32Array }>({ max: PARTS });
  return {
    has: (id) => full.has(id),
    remember(id, tag, keys) {
      full.set(id, { tag, hashes: Uint32Array.from(keys, hashOf).sort() });
    },
    refuses(id, tag, keys) {
      const known = full.get(id);
      // Two keys may share a hash: then the part itself is looked at.
      return known?.tag === tag && !keys.some((key) => includes(known.hashes, hashOf(key)));
    },
  };
}

/** FNV-1a over code units, of 32 bits (draft-eastlake-fnv). */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

function includes(sorted: Uint32Array, hash: number): boolean {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((sorted[middle] ?? 0) < hash) from = middle + 1;
    else to = middle;
  }
  return sorted[from] === hash;
}
