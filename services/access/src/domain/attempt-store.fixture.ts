import type { AttemptStore, RememberedAttempts } from './attempt-store.ts';

/** In memory, for several at once: each look and each write is a step of its own. */
export function memoryAttemptStore(): AttemptStore & { size(): number } {
  const kept = new Map<string, RememberedAttempts>();
  const spelt = (each: RememberedAttempts | undefined) => JSON.stringify(each);
  return {
    size: () => kept.size,
    async find(keys) {
      await Promise.resolve();
      return new Map(keys.flatMap((key) => [kept.get(key) ?? []].flat().map((each) => [key, each] as const)));
    },
    async replace(key, before, after) {
      await Promise.resolve();
      if (spelt(kept.get(key)) !== spelt(before)) return false;
      kept.set(key, after);
      return true;
    },
    async forget({ clearAt, knownAt }) {
      for (const [key, each] of kept)
        if (each.clearAt <= clearAt && (each.knownAt === undefined || each.knownAt <= knownAt))
          kept.delete(key);
    },
  };
}
