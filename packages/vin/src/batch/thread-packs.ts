import type { RulePack } from '../rule-packs/rule-pack.ts';

/** A thread keeps as many lists of packs, those that it was given last. */
export const PACKS_KEPT = 4;

const keys = new WeakMap<readonly RulePack[], number>();
let lastKey = 0;

/** Which packs a thread has, seen from outside: both sides forget in the order in which they were sent. */
export class ThreadPacks {
  readonly #known: number[] = [];

  /** What to send along with a block: the packs themselves only where the thread lacks them. */
  toSend(list: readonly RulePack[]): { key: number; list?: readonly RulePack[] } {
    let key = keys.get(list);
    if (key === undefined) {
      lastKey += 1;
      key = lastKey;
      keys.set(list, key);
    }
    if (this.#known.includes(key)) return { key };
    this.#known.push(key);
    if (this.#known.length > PACKS_KEPT) this.#known.shift();
    return { key, list };
  }
}
