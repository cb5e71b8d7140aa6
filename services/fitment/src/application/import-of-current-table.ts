import type { BatchOutcome, ImportKind } from '@qipei/import-job';

interface PreparedOf<P> {
  kind: ImportKind<P>;
  prepared: P;
}

/**
 * An import that looks into a table which may be replaced while it runs: each batch is taken in by one of them, and what
 * was remembered of the one before is forgotten.
 */
export function importOfCurrentTable<P, T extends object>(
  current: () => T,
  kindOf: (table: T) => ImportKind<P>,
): ImportKind<PreparedOf<P>> {
  let latest: { table: T; kind: ImportKind<P> } | undefined;
  function ofCurrent(): { table: T; kind: ImportKind<P> } {
    const table = current();
    if (latest?.table !== table) latest = { table, kind: kindOf(table) };
    return latest;
  }
  const { kind, columns, conclude, prepareConclude } = ofCurrent().kind;
  return {
    ...{ kind, columns },
    accept: (context) => ofCurrent().kind.accept?.(context),
    async prepare(rows, context) {
      const { kind: now } = ofCurrent();
      return { kind: now, prepared: await now.prepare(rows, context) };
    },
    apply: ({ kind: then, prepared }, context) => then.apply(prepared, context),
    ...(prepareConclude !== undefined && {
      prepareConclude: async (context) => await ofCurrent().kind.prepareConclude?.(context),
    }),
    ...(conclude !== undefined && {
      conclude: (context) => ofCurrent().kind.conclude?.(context) as BatchOutcome,
    }),
  };
}
