import type { Clock } from '@qipei/kernel';
import { LRUCache } from 'lru-cache';

/** What may come at once, and the seconds in which one more is allowed. */
export interface Allowance {
  most: number;
  secondsEach: number;
}

/** A bucket a key, which fills up again while nobody takes from it. In the memory of this process: a restart forgets it. */
export interface Allowances {
  /** Seconds until there is one; 0 now. */
  wait(key: string): number;
  /** Whoever takes more than there is waits the longer for the next. */
  take(key: string, count?: number): void;
  give(key: string, count?: number): void;
}

/** Keys of each kind. Who wants to have one forgotten has to go through so many. */
const REMEMBERED = 10_000;

interface Bucket {
  /** Milliseconds that are saved up; one costs `secondsEach` of them. */
  saved: number;
  at: number;
}

export function allowances({ most, secondsEach }: Allowance, clock: Clock): Allowances {
  const held = new LRUCache<string, Bucket>({ max: REMEMBERED });
  const cost = secondsEach * 1_000;
  const full = most * cost;
  function now(key: string): Bucket {
    const at = clock.now().getTime();
    const bucket = held.get(key) ?? { saved: full, at };
    return { saved: Math.min(full, bucket.saved + Math.max(0, at - bucket.at)), at };
  }
  const add = (key: string, ms: number) => {
    const bucket = now(key);
    held.set(key, { ...bucket, saved: Math.min(full, bucket.saved + ms) });
  };
  return {
    wait: (key) => Math.ceil(Math.max(0, cost - now(key).saved) / 1_000),
    take: (key, count = 1) => add(key, -cost * count),
    give: (key, count = 1) => add(key, cost * count),
  };
}
