import { isDeepStrictEqual } from 'node:util';

/** One thing that differs: a member by its path, or an entry of a list. */
export interface FieldChange {
  /** `gtin`, `packages[2].weight`; empty for the whole. */
  field: string;
  /** Undefined where there was nothing. */
  before: unknown;
  /** Undefined where there is nothing. */
  after: unknown;
}

/** Data of the platform is never as deep; what is deeper is shown whole. */
const MOST_DEEP = 12;

/**
 * What differs between two JSON values, member by member. Of lists it is told which entries came and went, wherever they stand, unless
 * both have equally many: then entry by entry.
 */
export function fieldChanges(before: unknown, after: unknown, field = '', depth = 0): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (depth < MOST_DEEP) {
    if (isRecord(before) && isRecord(after)) {
      const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
      return names.flatMap((name) =>
        fieldChanges(
          own(before, name),
          own(after, name),
          field === '' ? name : `${field}.${name}`,
          depth + 1,
        ),
      );
    }
    if (Array.isArray(before) && Array.isArray(after)) return listChanges(before, after, field, depth);
  }
  return [{ field, before, after }];
}

function listChanges(before: unknown[], after: unknown[], field: string, depth: number): FieldChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  // The same entries in another order.
  if (gone.length === 0 && come.length === 0) return [{ field, before, after }];
  const [first, second] = [gone[0], come[0]];
  const single = gone.length === 1 && come.length === 1 && first !== undefined && second !== undefined;
  if (single && first.at === second.at && isRecord(first.value))
    return fieldChanges(first.value, second.value, `${field}[${first.at}]`, depth + 1);
  return [
    ...gone.map(({ value }) => ({ field, before: value, after: undefined })),
    ...come.map(({ value }) => ({ field, before: undefined, after: value })),
  ];
}

/** Entries that the other list hasn't, as often as it hasn't them. */
function without(list: readonly unknown[], other: readonly unknown[]): { at: number; value: unknown }[] {
  const left = new Map<string, number>();
  for (const value of other) left.set(textOf(value), (left.get(textOf(value)) ?? 0) + 1);
  return list.flatMap((value, at) => {
    const count = left.get(textOf(value)) ?? 0;
    if (count > 0) left.set(textOf(value), count - 1);
    return count > 0 ? [] : [{ at, value }];
  });
}

/** The same for values that are equal, whatever the order of their members. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
