import type { Database } from '@qipei/sqlite';
import { documentOfLinkRow } from './full-text.ts';
import { quoted } from './terms.ts';

/** Numbers of the documents that an expression finds; ascending, and for links with repetitions. */
export interface Postings {
  words(expression: string): Uint32Array;
  /** The documents that have any of these terms. */
  links(terms: readonly string[]): Uint32Array[];
  /** Forgets everything when the index is not the one that the last look-up saw. */
  at(generation: number): void;
}

const KEPT_BYTES = 16 * 1024 * 1024;
/** Most of what is looked up, as a word that might be misspelt, is in no document: that costs its expression alone. */
const NONE = new Uint32Array(0);
/** Frequent look-ups are repeated: the same vehicle, every key stroke of a word. */
const TERMS_AT_ONCE = 50;

export function postings(db: Database): Postings {
  const findWords = db
    .prepare<[string], number>('SELECT rowid FROM word_index WHERE word_index MATCH ?')
    .pluck();
  const findLinks = db
    .prepare<[string], number>('SELECT rowid FROM link_index WHERE link_index MATCH ?')
    .pluck();
  const kept = new Map<string, Uint32Array>();
  let bytes = 0;
  let generation = 0;

  function remembered(key: string, find: () => Uint32Array): Uint32Array {
    const known = kept.get(key);
    if (known !== undefined) {
      kept.delete(key);
      kept.set(key, known);
      return known;
    }
    const numbers = find();
    const found = numbers.length === 0 ? NONE : numbers;
    kept.set(key, found);
    bytes += takenBy(key, found);
    for (const [oldest, of] of kept) {
      if (bytes <= KEPT_BYTES) break;
      kept.delete(oldest);
      bytes -= takenBy(oldest, of);
    }
    return found;
  }

  return {
    words: (expression) => remembered(expression, () => new Uint32Array(findWords.all(expression))),
    links(terms) {
      const found: Uint32Array[] = [];
      for (let from = 0; from < terms.length; from += TERMS_AT_ONCE) {
        const expression = terms
          .slice(from, from + TERMS_AT_ONCE)
          .map((term) => quoted(term))
          .join(' OR ');
        found.push(
          remembered(
            `link ${expression}`,
            () => new Uint32Array(findLinks.all(expression).map(documentOfLinkRow)),
          ),
        );
      }
      return found;
    },
    at(current) {
      if (current === generation) return;
      generation = current;
      kept.clear();
      bytes = 0;
    },
  };
}

/** About, with its place in the map. */
function takenBy(key: string, numbers: Uint32Array): number {
  return key.length + 100 + (numbers === NONE ? 0 : numbers.byteLength + 200);
}
