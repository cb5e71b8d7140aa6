import type { PartVisibilityWriter } from '../domain/part-fitments-repository.ts';

/** Which parts are private as far as was told lately. */
export interface ToldPrivate {
  isPrivate(partId: string): boolean;
}

const REMEMBERED = 50_000;
/** Longer than any batch takes from its question to its write; after that another process may have been told otherwise. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * Writes what is told of who may see parts, and remembers for a while those that are private: a part of which nothing is kept has no
 * place to write it to, and an import that is about to say something of it for the first time has asked the catalogue before. Of this
 * process: where the imports run in another one than these events are followed, they don't know of it.
 */
export function rememberingPrivate(
  writer: PartVisibilityWriter,
  now: () => number = () => performance.now(),
): PartVisibilityWriter & ToldPrivate {
  /** When it was told, the oldest first. */
  const hidden = new Map<string, number>();
  return {
    async setVisibility(parts) {
      const at = now();
      for (const { partId, public: isPublic } of parts) {
        hidden.delete(partId);
        if (!isPublic) hidden.set(partId, at);
      }
      for (const [oldest, since] of hidden) {
        if (hidden.size <= REMEMBERED && at - since <= REMEMBERED_MS) break;
        hidden.delete(oldest);
      }
      await writer.setVisibility(parts);
    },
    isPrivate(partId) {
      const since = hidden.get(partId);
      return since !== undefined && now() - since <= REMEMBERED_MS;
    },
  };
}
