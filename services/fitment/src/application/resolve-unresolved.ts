import type { ImportKind } from '@qipei/import-job';
import { newTraceparent } from '@qipei/service-kit';
import type { UnresolvedFitments, UnresolvedKey } from '../domain/unresolved-fitments.ts';
import { waitingRows } from './unresolved-rows.ts';

const AT_ONCE = 1_000;

/**
 * Takes in the rows whose vehicles are known by now, as their imports would have; the others wait on. `kind` is the import
 * of fitments over today's vehicle table that overwrites nothing. Returns how many were resolved.
 */
export async function resolveUnresolved<P>({
  unresolved,
  kind,
  signal,
}: {
  unresolved: UnresolvedFitments;
  kind: ImportKind<P>;
  signal: AbortSignal;
}): Promise<number> {
  const traceparent = newTraceparent();
  let resolved = 0;
  for (const tenant of await unresolved.publishers()) {
    let after: UnresolvedKey | undefined;
    const waiting = await unresolved.count(tenant);
    for (;;) {
      const page = await unresolved.list(tenant, after, AT_ONCE);
      after = page.at(-1);
      if (after === undefined || signal.aborted) break;
      for (const { jobId, rows } of waitingRows(page)) {
        const prepared = await kind.prepare(rows, { tenant, jobId, signal });
        await kind.apply(prepared, { tenant, jobId, rowsBefore: 0, traceparent });
      }
    }
    resolved += waiting - (await unresolved.count(tenant));
  }
  return resolved;
}

/** Runs `resolve` at once, whenever the vehicle table is another one, and when it is asked to. */
export function resolveWithTable<T>({
  current,
  resolve,
  onError,
  everyMs = 5_000,
}: {
  current: () => T;
  resolve: (signal: AbortSignal) => Promise<unknown>;
  onError: (error: unknown) => void;
  everyMs?: number;
}): AsyncDisposable & { wake(): void } {
  const closing = new AbortController();
  let seen: T | undefined;
  let running: Promise<void> | undefined;
  let again = false;

  function run(): void {
    if (closing.signal.aborted) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    const table = current();
    running = resolve(closing.signal)
      .then(
        () => {
          seen = table;
        },
        (error: unknown) => {
          if (!closing.signal.aborted) onError(error);
        },
      )
      .finally(() => {
        running = undefined;
        if (again) {
          again = false;
          run();
        }
      });
  }

  const timer = setInterval(() => {
    if (current() !== seen) run();
  }, everyMs);
  timer.unref();
  run();
  return {
    wake: run,
    async [Symbol.asyncDispose]() {
      closing.abort();
      clearInterval(timer);
      await running;
    },
  };
}
