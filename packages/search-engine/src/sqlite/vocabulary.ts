import type { Database } from '@qipei/sqlite';
import {
  allowedEdits,
  bitCount,
  byNearness,
  type Candidate,
  editDistance,
  letterMask,
} from '../text/spelling.ts';
import { isSpelled } from '../text/words.ts';

const MAX_CANDIDATES = 100;

/** Every word that was ever indexed, in memory from the first misspelt question on. Knows nothing of who may see it. */
export function vocabulary(db: Database) {
  const after = db.prepare<[number], { no: number; word: string }>(
    'SELECT no, word FROM spelled_word WHERE no > ? ORDER BY no',
  );
  const words: string[] = [];
  let masks = new Int32Array(1024);
  let last = 0;

  function readNew(): void {
    for (const { no, word } of after.all(last)) {
      if (words.length === masks.length) {
        const longer = new Int32Array(masks.length * 2);
        longer.set(masks);
        masks = longer;
      }
      masks[words.length] = letterMask(word);
      words.push(word);
      last = no;
    }
  }

  /** The nearest words first. */
  return function candidates(word: string): Candidate[] {
    const limit = allowedEdits(word.length);
    if (limit === 0 || !isSpelled(word)) return [];
    readNew();
    const mask = letterMask(word);
    const found: Candidate[] = [];
    for (let i = 0; i < words.length; i += 1) {
      if (bitCount((masks[i] ?? 0) ^ mask) > 2 * limit) continue;
      const other = words[i] ?? '';
      const distance = editDistance(word, other, limit);
      if (distance > 0 && distance <= limit) found.push({ word: other, distance });
    }
    found.sort(byNearness(word));
    return found.slice(0, MAX_CANDIDATES);
  };
}
