import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { HttpProblem } from './problem.ts';

/** What stands behind secrets, asked for once and remembered for a moment. Secrets are kept as digests only. */
export interface RememberedAnswers<T> {
  /** Undefined where the secret is good for nothing. @throws whatever asking throws; HttpProblem 503 where too many ask */
  of(secret: string, traceparent: string): Promise<T | undefined>;
  /** The secret is good for nothing from now on. */
  end(secret: string): void;
  /** Whatever is remembered is asked for again. */
  forgetAll(): void;
}

/** What was good may be so this much longer at most, counted from the asking. */
const VALID_MS = 2_000;
const REFUSED_MS = 1_000;
const REMEMBERED = 10_000;
/** Questions under way beyond which strangers have to wait. */
const MAX_PENDING = 1_000;

/** `ask` gives undefined for a secret that is good for nothing. */
export function rememberedAnswers<T extends object>(
  ask: (secret: string, traceparent: string) => Promise<T | undefined>,
): RememberedAnswers<T> {
  // Two caches, so that guesses never push out secrets that are in use.
  const valid = new LRUCache<string, T>({ max: REMEMBERED, ttl: VALID_MS });
  const refused = new LRUCache<string, true>({ max: REMEMBERED, ttl: REFUSED_MS });
  // An answer that was under way when its secret ended comes in this time or not at all.
  const ended = new LRUCache<string, true>({ max: REMEMBERED, ttl: 60_000 });
  const pending = new Map<string, Promise<T | undefined>>();
  let generation = 0;

  async function verify(secret: string, digest: string, traceparent: string): Promise<T | undefined> {
    const asked = performance.now();
    const before = generation;
    const answer = await ask(secret, traceparent);
    if (answer === undefined) refused.set(digest, true, { start: asked });
    else if (before === generation && !ended.has(digest)) valid.set(digest, answer, { start: asked });
    return answer;
  }

  const digestOf = (secret: string) => createHash('sha256').update(secret).digest('base64');
  return {
    async of(secret, traceparent) {
      const digest = digestOf(secret);
      if (ended.has(digest)) return undefined;
      const known = valid.get(digest);
      if (known !== undefined) return known;
      if (refused.has(digest)) return undefined;
      const underWay = pending.get(digest);
      if (underWay !== undefined) return underWay;
      if (pending.size >= MAX_PENDING)
        throw new HttpProblem({
          status: 503,
          code: 'overloaded',
          detail: 'Too many keys are being checked; try again.',
        });
      const verification = verify(secret, digest, traceparent).finally(() => {
        if (pending.get(digest) === verification) pending.delete(digest);
      });
      pending.set(digest, verification);
      return verification;
    },
    end(secret) {
      const digest = digestOf(secret);
      ended.set(digest, true);
      valid.delete(digest);
      pending.delete(digest);
    },
    forgetAll() {
      generation += 1;
      valid.clear();
      pending.clear();
    },
  };
}
