import type { ImportKind } from '@qipei/import-job';
import { newTraceparent } from '@qipei/service-kit';
import type { PartResolver } from '../domain/part-resolver.ts';
import type { UnresolvedFitment, UnresolvedFitments, UnresolvedKey } from '../domain/unresolved-fitments.ts';
import { waitingRows } from './unresolved-rows.ts';

const AT_ONCE = 1_000;

export interface Resolving<P> {
  unresolved: UnresolvedFitments;
  kind: ImportKind<P>;
  signal: AbortSignal;
}

/**
 * Takes in the rows whose parts and vehicles are known by now, as their imports would have; the others wait on. `kind` is the
 * import of fitments over today's vehicle table that overwrites nothing. Returns how many were resolved.
 */
export async function resolveUnresolved<P>({ unresolved, kind, signal }: Resolving<P>): Promise<number> {
  let resolved = 0;
  for (const tenant of await unresolved.publishers()) {
    let after: UnresolvedKey | undefined;
    const waiting = await unresolved.count(tenant);
    for (;;) {
      const page = await unresolved.list(tenant, after, AT_ONCE);
      after = page.at(-1);
      if (after === undefined || signal.aborted) break;
      await takeIn(tenant, page, { kind, signal });
    }
    resolved += waiting - (await unresolved.count(tenant));
  }
  return resolved;
}

/** Of the rows that wait for parts: looks which of these the catalogue has by now. */
export async function resolveUnknownParts<P>({
  parts,
  ...resolving
}: Resolving<P> & { parts: PartResolver }): Promise<void> {
  const { unresolved, signal } = resolving;
  for (const tenant of await unresolved.publishers()) {
    let after = '';
    for (;;) {
      const page = await unresolved.unknownParts(tenant, after, AT_ONCE);
      after = page.at(-1)?.partId ?? '';
      if (after === '' || signal.aborted) break;
      const references = page.map(({ cells }) => ({
        brand: String(cells.brand),
        partNumber: String(cells.partNumber),
      }));
      const found = await parts.resolve(tenant, references);
      const known = page.flatMap(({ partId }, at) => (found[at] === undefined ? [] : [partId]));
      await resolveParts(tenant, known, resolving);
    }
  }
}

/** Takes in what waits for parts, which may be known by now. */
export async function resolveParts<P>(
  tenant: string,
  partIds: readonly string[],
  { unresolved, kind, signal }: Resolving<P>,
): Promise<void> {
  for (const partId of partIds) {
    const rows = await unresolved.ofParts(tenant, [partId]);
    for (let at = 0; at < rows.length && !signal.aborted; at += AT_ONCE)
      await takeIn(tenant, rows.slice(at, at + AT_ONCE), { kind, signal });
  }
}

/**
 * What processes have left that ended while they took rows in: what has been taken back since goes (see `UnresolvedFitments.leftMoves`),
 * and what waits still is taken in. Where it fails for one publisher the
 * others’ is taken back all the same.
 */
export async function takeBackLeft<P>({ unresolved, kind, signal }: Resolving<P>): Promise<void> {
  const errors: unknown[] = [];
  for (const tenant of await unresolved.publishersOfLeft()) {
    if (signal.aborted) return;
    const context = { tenant, jobId: '' };
    try {
      const prepared = await kind.prepare([], { ...context, signal });
      await kind.apply(prepared, { ...context, rowsBefore: 0, traceparent: newTraceparent() });
      await resolveParts(tenant, await unresolved.partsOfLeft(tenant), { unresolved, kind, signal });
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0)
    throw new AggregateError(errors, 'rows that were left half moved were not looked at of all');
}

async function takeIn<P>(
  tenant: string,
  unresolved: readonly UnresolvedFitment[],
  { kind, signal }: Pick<Resolving<P>, 'kind' | 'signal'>,
): Promise<void> {
  const traceparent = newTraceparent();
  for (const { jobId, dataSet, rows } of waitingRows(unresolved)) {
    const context = { tenant, jobId, settings: { feed: dataSet } };
    const prepared = await kind.prepare(rows, { ...context, signal });
    await kind.apply(prepared, { ...context, rowsBefore: 0, traceparent });
  }
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
